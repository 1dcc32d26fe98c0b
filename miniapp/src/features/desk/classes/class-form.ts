import type { Body } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import { timeOf } from '@nearcare/shared/rules/slot-times';
import type { ClassTopic, ClassWay } from '../../../ui/words/class-words';
import type { DeskClass } from './ask-classes-desk';

type NewClass = Body<'deskPublishClass'>;
type UpdateClass = Body<'deskUpdateClass'>;
export type SessionForm = { date: string; from: string; to: string };
type Venue = NonNullable<NewClass['venue']>;
export type VenueForm = Omit<Venue, 'lat' | 'lng'> & { lat: number | null; lng: number | null };

/** What somebody at a desk fills in. Money in yuan as typed, everything else as the service takes it. */
export type ClassForm = {
  kind: NewClass['kind'];
  way: ClassWay;
  title: string;
  about: string;
  topic: ClassTopic | null;
  ageFromMonths: number;
  ageToMonths: number;
  price: string;
  experts: { id: string | null; name: string; title: string }[];
  sessions: SessionForm[];
  venue: VenueForm;
  /** Typed; empty: no limit, which only a live class may have. */
  seats: string;
  mostPerFamily: number;
  signUpClosesHours: number;
  cancelHours: number;
  reason: string;
};

export const emptyVenue: VenueForm = { kind: 'centre', name: '', address: '', lat: null, lng: null };

export function emptyForm(today: string): ClassForm {
  return {
    ...{ kind: 'lecture', way: 'onSite', title: '', about: '', topic: null },
    ...{ ageFromMonths: 6, ageToMonths: 36, price: '', experts: [] },
    sessions: [{ date: addDays(today, 7), from: '10:00', to: '11:00' }],
    ...{ venue: emptyVenue, seats: '12', mostPerFamily: 2, signUpClosesHours: 0, cancelHours: 2, reason: '' },
  };
}

export function formOf(of: DeskClass): ClassForm {
  const { kind, way, title, about, topic, ageFromMonths, ageToMonths, venue, seats } = of;
  return {
    ...{ kind, way, title, about, topic, ageFromMonths, ageToMonths },
    price: of.priceFen === 0 ? '' : String(of.priceFen / 100),
    experts: of.experts.map((expert) => ({ id: expert.id, name: expert.name, title: expert.title ?? '' })),
    sessions: of.sessions.map(({ date, from, to }) => ({ date, from, to })),
    venue:
      venue === null
        ? emptyVenue
        : {
            kind: venue.kind,
            name: venue.name,
            address: venue.address,
            lat: venue.point.lat,
            lng: venue.point.lng,
          },
    seats: seats === null ? '' : String(seats.places),
    mostPerFamily: of.mostPerFamily ?? 2,
    ...{ signUpClosesHours: of.signUpClosesHours, cancelHours: of.cancelHours, reason: '' },
  };
}

/** `9.9` → 990; empty is free; null where it is no amount. */
export function fenOf(price: string): number | null {
  const text = price.trim();
  if (text === '') return 0;
  return /^\d{1,4}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : null;
}

const placesOf = (seats: string): number | null =>
  /^\d{1,3}$/.test(seats.trim()) && Number(seats) >= 1 && Number(seats) <= 300 ? Number(seats) : null;

export type FormFault =
  | 'title'
  | 'about'
  | 'topic'
  | 'ages'
  | 'price'
  | 'sessions'
  | 'venue'
  | 'seats'
  | 'experts'
  | 'reason';

/** Whether times or place are others than they were. */
function isMoved(form: ClassForm, of: DeskClass): boolean {
  const before = formOf(of);
  return (
    JSON.stringify(form.sessions) !== JSON.stringify(before.sessions) ||
    JSON.stringify(form.venue) !== JSON.stringify(before.venue)
  );
}

/** Whether anything of it is told to all who signed up: that, or another price or teacher; the reason is needed. */
export function isTold(form: ClassForm, of: DeskClass): boolean {
  const namesOf = (experts: readonly { name: string }[]) =>
    JSON.stringify(experts.map(({ name }) => name.trim()).sort());
  return (
    isMoved(form, of) || fenOf(form.price) !== of.priceFen || namesOf(form.experts) !== namesOf(of.experts)
  );
}

/** What is wrong, by field, in a sentence; empty when it can be sent. */
export function faultsOf(form: ClassForm, of: DeskClass | null): Partial<Record<FormFault, string>> {
  const { way, sessions, venue } = form;
  const places = placesOf(form.seats);
  const isBackward = sessions.some(({ from, to }) => to <= from);
  const isSeatless =
    way === 'onSite' ? places === null : way === 'live' && form.seats.trim() !== '' && places === null;
  const isUnsaid = of !== null && isTold(form, of) && form.reason.trim() === '';
  return {
    ...(form.title.trim() === '' ? { title: '写个题目。' } : {}),
    ...(form.about.trim() === '' ? { about: '写几句讲什么。' } : {}),
    ...(form.topic === null ? { topic: '选一个主题。' } : {}),
    ...(form.ageToMonths < form.ageFromMonths ? { ages: '最大月龄要不小于最小月龄。' } : {}),
    ...(fenOf(form.price) === null ? { price: '写数字，比如 9.9；免费就空着。' } : {}),
    ...(form.experts.some(({ name }) => name.trim() === '')
      ? { experts: '写老师的名字，或去掉这一行。' }
      : {}),
    ...(way !== 'recorded' && sessions.length === 0 ? { sessions: '至少一个时间。' } : {}),
    ...(way !== 'recorded' && isBackward ? { sessions: '结束要晚于开始。' } : {}),
    ...(way === 'onSite' && (venue.name.trim() === '' || venue.address.trim() === '')
      ? { venue: '写地方的名字和地址。' }
      : way === 'onSite' && (venue.lat === null || venue.lng === null)
        ? { venue: '在地图上定一下位置，家长要导航。' }
        : {}),
    ...(isSeatless ? { seats: '写 1 到 300。' } : {}),
    ...(isUnsaid ? { reason: '改了时间、地方、价格或老师，写一下原因，家长会看到。' } : {}),
  };
}

/** What both publishing and editing send. Only of a form without faults. */
function editedOf(form: ClassForm) {
  const { way, venue } = form;
  const places = placesOf(form.seats);
  return {
    title: form.title.trim(),
    about: form.about.trim(),
    topic: form.topic ?? 'nutrition',
    ...{ ageFromMonths: form.ageFromMonths, ageToMonths: form.ageToMonths },
    priceFen: fenOf(form.price) ?? 0,
    experts: form.experts.map(({ id, name, title }) => ({
      ...(id === null ? {} : { id }),
      name: name.trim(),
      ...(title.trim() === '' ? {} : { title: title.trim() }),
    })),
    ...(way === 'recorded' ? {} : { sessions: form.sessions }),
    ...(way === 'onSite'
      ? {
          venue: {
            ...{ kind: venue.kind, name: venue.name.trim(), address: venue.address.trim() },
            ...{ lat: venue.lat ?? 0, lng: venue.lng ?? 0 },
          },
        }
      : {}),
    ...(way === 'recorded' || places === null ? {} : { seats: places, mostPerFamily: form.mostPerFamily }),
    ...(way === 'recorded'
      ? {}
      : { signUpClosesHours: form.signUpClosesHours, cancelHours: form.cancelHours }),
  };
}

export const newClassOf = (form: ClassForm): NewClass => ({
  kind: form.kind,
  way: form.way,
  ...editedOf(form),
});

export function updateOf(form: ClassForm, rev: number): UpdateClass {
  const reason = form.reason.trim();
  return { rev, ...editedOf(form), ...(reason === '' ? {} : { reason }) };
}

/** Times of a day go in quarters of an hour here. */
export const quarterMinutes = 15;
export const clockOf = (quarters: number): string => timeOf(quarters * quarterMinutes);

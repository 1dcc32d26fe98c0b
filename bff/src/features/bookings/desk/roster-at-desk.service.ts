import type { Query, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import { hoursOf, slotsOf, timeOf } from '@nearcare/shared/rules/slot-times';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import type { StaffDesk } from '../../../plugins/session.js';
import { getRegion } from '../../../regions/regions.js';
import {
  type BookableCentre,
  type Centres,
  openingOn,
  placesForBookings,
  type RosterVacancies,
} from '../../centres/centres.public.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { EnrolledOnDay } from '../../enrolments/enrolments.public.js';
import type { Children } from '../../families/families.public.js';
import type { Symptom } from '../absence.service.js';
import { acceptedFor, isComing, statusOf } from '../bookings.view.js';
import { type BookedDay, bookingId } from '../care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from '../care-requests.model.js';
import { isLive } from '../queue.rules.js';
import type { RosterDoc, RosterModel } from '../roster.model.js';
import { mostPresent, placesInForce, presence, rosterId } from '../roster.rules.js';
import type { SealedWords } from '../sealed-words.js';

type Deps = {
  requests: CareRequestsModel;
  rosters: RosterModel;
  vacancies: RosterVacancies;
  centres: Centres;
  families: Children;
  enrolled: EnrolledOnDay;
  accessLog: AccessLog;
  words: SealedWords;
  clock: Clock;
};
type DeskRoster = Reply<'deskListRoster'>;
type Enrolled = { familyId: string; child: DeskRoster['enrolled'][number] };
type Listed = { familyId: string; child: DeskRoster['children'][number] };

const slotMinutes = 30;

export type RosterAtDesk = ReturnType<typeof rosterAtDesk>;

/** One group on one day as its staff see it. */
export function rosterAtDesk(deps: Deps) {
  const { requests, rosters, vacancies, centres, families, enrolled, accessLog, words, clock } = deps;

  /** Children leave only after it is on record who looked. @throws DomainError not_found */
  async function listRoster(
    desk: StaffDesk,
    groupId: string,
    query: Query<'deskListRoster'>,
  ): Promise<DeskRoster> {
    const centre = await centres.findBookable(desk.centreId);
    const group = centre?.groups.find(({ id }) => id === groupId);
    if (!centre || !group) throw new DomainError('not_found');
    const date = query.date ?? civilNow(centre.timeZone, clock.now()).date;
    const usualPlaces = placesForBookings(group);
    const ask = { groupId, places: usualPlaces, timeZone: centre.timeZone };
    const [roster, free, listed, byMonth] = await Promise.all([
      rosters.find(rosterId(groupId, date)),
      vacancies.freeOn([ask], date),
      listChildren(desk.centreId, groupId, date),
      listEnrolled(desk.centreId, groupId, date),
    ]);
    await noteLooks(desk, [...listed, ...byMonth]);
    const present = presence(roster?.claims ?? []);
    const opening = openingTimes(centre, date, present);
    const isTaking = opening.isOpen && centre.filing.status === 'filed';
    const places = placesInForce({ places: usualPlaces, ...(roster?.own && { own: roster.own }) });
    return {
      groupId,
      groupName: group.name,
      date,
      ...opening,
      places,
      usualPlaces,
      isOverbooked: mostPresent(present, null) > places,
      freePlaces: isTaking ? (free.get(groupId)?.free ?? 0) : 0,
      ...inLine(roster?.queue),
      told: centre.told && { places: centre.told.places, asOf: centre.told.at.toISOString() },
      children: listed.map(({ child }) => child),
      enrolled: byMonth.map(({ child }) => child),
    };
  }

  /** Those who come first are first. A child that its family removed since is not known by name any more. */
  async function listChildren(centreId: string, groupId: string, date: string): Promise<Listed[]> {
    const ofGroup = (await requests.listOfDay(centreId, date)).filter(({ day }) => day.groupId === groupId);
    const all = await Promise.all(ofGroup.map(({ request, day }) => toListed(request, day)));
    const listed = all.filter((one) => one !== null);
    return listed.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  }

  async function toListed(request: CareRequestDoc, day: BookedDay): Promise<Listed | null> {
    const { familyId, childId } = request;
    const booked = statusOf(request, day);
    const status = booked === 'cancelled' && day.absence ? ('absent' as const) : booked;
    if (status !== 'absent' && !isComing(status)) return null;
    const child = await families.findChild(familyId, childId);
    if (!child) return null;
    const { from, to } = acceptedFor(request, day).quoted;
    const ageMonths = ageInMonths(child.birthOn, day.date);
    const { nickname } = child;
    const symptom = await words.open({ request, day }, 'symptom', day.absence?.sealed);
    const id = bookingId(request._id, day);
    const shown = { bookingId: id, childId, nickname, ageMonths, from, to, status };
    return { familyId, child: { ...shown, symptom: symptom as Symptom | null } };
  }

  /** Those who come by the month, by name. */
  async function listEnrolled(centreId: string, groupId: string, date: string): Promise<Enrolled[]> {
    const ofGroup = (await enrolled.listEnrolled(centreId, date)).filter((one) => one.groupId === groupId);
    const listed = await Promise.all(
      ofGroup.map(async ({ enrolmentId, familyId, childId, slots, status }) => {
        const child = await families.findChild(familyId, childId);
        return (
          child && {
            familyId,
            child: {
              ...{ enrolmentId, childId, nickname: child.nickname },
              ...{ ageMonths: ageInMonths(child.birthOn, date), ...hoursOf(slots), status },
            },
          }
        );
      }),
    );
    const known = listed.filter((one) => one !== null);
    return known.sort((a, b) => a.child.nickname.localeCompare(b.child.nickname, 'zh'));
  }

  async function noteLooks(desk: StaffDesk, listed: readonly (Listed | Enrolled)[]): Promise<void> {
    const byChild = new Map(
      listed.map(({ familyId, child: { childId } }) => [childId, { familyId, childId }]),
    );
    const looks = [...byChild.values()].map((look) => ({ ...look, what: 'roster' as const }));
    if (looks.length > 0) await accessLog.note(desk, looks);
  }

  return { listRoster };
}

const orderOf = ({ child }: Listed): string => `${child.from} ${child.bookingId}`;

/** When it opens that day, and how many children are there in each half hour of that. */
function openingTimes(centre: BookableCentre, date: string, present: readonly number[]) {
  const opening = openingOn(centre, date, getRegion(centre.regionCode).calendar);
  if (!opening.isOpen)
    return { isOpen: false, closedReason: opening.note, opensAt: null, closesAt: null, presence: [] };
  return {
    ...{ isOpen: true, closedReason: null, opensAt: opening.from, closesAt: opening.to },
    presence: slotsOf(opening.from, opening.to).map((slot) => ({
      from: timeOf(slot * slotMinutes),
      children: present[slot] ?? 0,
    })),
  };
}

/** Who waits is counted and nobody named: nobody at the desk can do anything for one of them. */
function inLine(queue: RosterDoc['queue'] = []) {
  const count = (wanted: string) => queue.filter(({ state }) => state === wanted).length;
  return { waiting: count('waiting'), offered: count('offered'), line: byHours(queue) };
}

/** Those in line by the hours they want, the earliest first. */
function byHours(queue: NonNullable<RosterDoc['queue']>): DeskRoster['line'] {
  const counted = new Map<string, DeskRoster['line'][number]>();
  for (const { slots } of queue.filter(({ state }) => isLive(state))) {
    const hours = hoursOf(slots);
    const key = `${hours.from} ${hours.to}`;
    counted.set(key, { ...hours, children: (counted.get(key)?.children ?? 0) + 1 });
  }
  return [...counted.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, hours]) => hours);
}

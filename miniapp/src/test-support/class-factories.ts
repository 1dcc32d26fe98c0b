import type { Reply } from '@nearcare/shared/contract/types';

type ClassCard = Reply<'listClasses'>['items'][number];
type ParentClass = Reply<'getClass'>;
type SignUp = Reply<'getSignUp'>;
type Session = NonNullable<ClassCard['session']>;

/** Saturday 28 November 2026, 10:00 to 11:00. */
export function makeSession(over: Partial<Session> = {}): Session {
  return {
    ...{ startsAt: '2026-11-28T02:00:00.000Z', endsAt: '2026-11-28T03:00:00.000Z' },
    ...{ date: '2026-11-28', weekday: 6, from: '10:00', to: '11:00' },
    ...over,
  };
}

const district: ClassCard['organiser'] = {
  ...{ kind: 'district', centreId: null, districtCode: '429001' },
  name: '桥西区',
};

/** A class on site with six of twelve seats left; valid as it stands, give only what the test is about. */
export function makeClassCard(over: Partial<ClassCard> = {}): ClassCard {
  return {
    ...{ id: 'class_0001', title: '爬走跑：在家能玩的 8 个游戏', kind: 'activity', way: 'onSite' },
    ...{ topic: 'motor', topicLabel: '动作', status: 'published', time: 'upcoming' },
    ...{ organiser: district, session: makeSession(), sessionCount: 1, venueName: '桥西儿童之家' },
    ...{ point: { lat: 31.42, lng: 111.64, datum: 'wgs84' }, distanceMetres: null },
    ...{ ageFromMonths: 12, ageToMonths: 24, priceFen: 0, currency: 'CNY', experts: [] },
    seats: { places: 12, left: 6, waiting: 0, asOf: '2026-11-24T01:12:00.000Z' },
    ...{ recordedSeconds: null, isDemo: true },
    ...over,
  };
}

export const makeClasses = (items: ClassCard[]): Reply<'listClasses'> => ({
  items,
  nextCursor: null,
  answeredAt: '2026-11-24T01:12:00.000Z',
});

export function makeClass(over: Partial<ParentClass> = {}): ParentClass {
  return {
    ...makeClassCard(),
    about: '带孩子来玩一个小时，老师教 8 个在家能玩的游戏。',
    sessions: [makeSession()],
    venue: {
      ...{ kind: 'childrensHome', name: '桥西儿童之家', address: '桥西街道栗树路 20 号' },
      point: { lat: 31.42, lng: 111.64, datum: 'wgs84' },
    },
    signUp: {
      ...{ state: 'open', opensAt: '2026-11-20T00:00:00.000Z', opensOn: '2026-11-20', opensTime: '08:00' },
      ...{ closesAt: '2026-11-28T02:00:00.000Z', closesOn: '2026-11-28', closesTime: '10:00' },
    },
    ...{ cancelHours: 2, mostPerFamily: 2, offerHold: { atLeastMinutes: 30, atMostMinutes: 120 } },
    ...{ rating: null, change: null, replayOf: null },
    answeredAt: '2026-11-24T01:12:00.000Z',
    ...over,
  };
}

type SignUpParts = Partial<Omit<SignUp, 'class'>> & { class?: Partial<SignUp['class']> };

/** 小满 has a seat in the class of makeClass. */
export function makeSignUp({ class: of = {}, ...over }: SignUpParts = {}): SignUp {
  const { id, title, kind, way, topic, status, time, sessions, venue, priceFen, currency, isDemo } =
    makeClass();
  return {
    ...{ id: 'signup_0001', status: 'confirmed' },
    class: {
      ...{ id, title, kind, way, topic, status, time, sessions, venue, priceFen, currency, isDemo },
      ...{ organiserName: '桥西区', change: null },
      ...of,
    },
    child: { id: 'k_0001', nickname: '小满' },
    ...{ code: '482619', waitlistPosition: null, offer: null, canCancel: true },
    cancelUntil: { at: '2026-11-28T00:00:00.000Z', date: '2026-11-28', time: '08:00' },
    ...{ rating: null, attendedAt: null, joinedAt: '2026-11-24T01:12:00.000Z', endedAt: null },
    ...over,
  };
}

export const makeSignUps = (items: SignUp[]): Reply<'listMySignUps'> => ({ items, nextCursor: null });

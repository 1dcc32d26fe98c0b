import type { Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import { civilNow } from '../../lib/zone.js';
import type { Currency, Region, RegionCode } from '../../regions/region.js';
import { type Refusal, refuse } from '../bookings/bookings.public.js';
import type { OnAir, Recording, Topic } from './classes.public.js';

type Card = Reply<'listClasses'>['items'][number];
type Venue = NonNullable<Reply<'getClass'>['venue']>;

/** `date`, `from` and `to` are what clocks at its place show. */
export type ClassTime = { startsAt: Date; endsAt: Date; date: string; from: string; to: string };

/** What else than time and place is another: the price in fen, the names of who gives it. */
export type TermsChange = {
  price?: { beforeFen: number; fen: number };
  experts?: { before: string[]; now: string[] };
};

/** Told to all who signed up by then or waited. The n-th is number n, from 1. */
export type ClassChange = TermsChange & {
  kind: 'moved' | 'changed' | 'cancelled';
  at: Date;
  reason: string;
  /** Not by its own desk: its centre was suspended, or is filed no longer. */
  by?: 'closure';
};

/** A parenting class (家长课堂 or 亲子活动), never a 班. */
export type ParentingClass = {
  title: string;
  about: string;
  kind: Card['kind'];
  way: Card['way'];
  topic: Topic;
  status: 'published' | 'cancelled';
  organiser: { kind: 'centre' | 'district'; centreId: string | null; districtCode: string; name: string };
  /** By time; none of a recorded one. */
  sessions: ClassTime[];
  /** Of an `onSite` one alone. */
  venue: (Omit<Venue, 'point'> & { lat: number; lng: number }) | null;
  /** Whole months on the day of the class, both included. */
  ageFromMonths: number;
  ageToMonths: number;
  priceFen: number;
  currency: Currency;
  experts: { id: string | null; name: string; title: string | null }[];
  /** null: without limit, and then nobody waits. */
  seats: number | null;
  mostPerFamily: number;
  signUpOpensAt: Date;
  signUpClosesHours: number;
  cancelHours: number;
  changes: ClassChange[];
  /** Of a live one, once its host began a session: the last one begun. */
  onAir?: OnAir;
  recording: Recording | null;
  replayOf: string | null;
  timeZone: string;
  regionCode: RegionCode;
  isDemo: boolean;
};

export type ClassPhase = Card['time'];

const hour = 3_600_000;
const minute = 60_000;

/**
 * By the clock, and of the session that a host began by what the host did: it may begin before its time, and end before
 * or after it. A class of several sessions is `upcoming` between them.
 */
export function phaseOf(
  { way, sessions, onAir }: Pick<ParentingClass, 'way' | 'sessions' | 'onAir'>,
  now: Date,
): ClassPhase {
  if (way === 'recorded') return 'always';
  const times = sessions.map((session) =>
    isBegun(session, onAir) ? onAir : { from: session.startsAt, to: session.endsAt },
  );
  if (times.some(({ from, to }) => from <= now && (to === null || now < to))) return 'running';
  return times.some(({ from }) => from > now) ? 'upcoming' : 'over';
}

function isBegun({ startsAt }: ClassTime, onAir: OnAir | undefined): onAir is OnAir {
  return onAir?.plannedFrom.getTime() === startsAt.getTime();
}

/** The session on air now; null where none is. */
export function sessionOnAir({
  sessions,
  onAir,
}: Pick<ParentingClass, 'sessions' | 'onAir'>): ClassTime | null {
  if (!onAir || onAir.to !== null) return null;
  return sessions.find((session) => isBegun(session, onAir)) ?? null;
}

/** Whether this says more than what is known: words of a room may arrive out of their order. */
export function isLaterOnAir(before: OnAir | undefined, { from, to }: OnAir): boolean {
  if (!before || before.from < from) return true;
  return before.from.getTime() === from.getTime() && before.to === null && to !== null;
}

/** The one that is on or comes next, else the last one. */
export function sessionShown(sessions: readonly ClassTime[], now: Date): ClassTime | null {
  return sessions.find(({ endsAt }) => endsAt > now) ?? sessions.at(-1) ?? null;
}

/** When its first session begins; null of a recorded one. */
export function beginOf({ sessions }: Pick<ParentingClass, 'sessions'>): Date | null {
  return sessions[0]?.startsAt ?? null;
}

/** When its last session is over, or was ended before; null of a recorded one. */
export function endOf({ sessions, onAir }: Pick<ParentingClass, 'sessions' | 'onAir'>): Date | null {
  const last = sessions.at(-1);
  if (!last) return null;
  return isBegun(last, onAir) && onAir.to !== null && onAir.to < last.endsAt ? onAir.to : last.endsAt;
}

/**
 * Who learns on site is there from the beginning; a live room without limit may be entered while it lasts, unless its
 * organiser closes sign-up so many hours before. Null: recorded, which never closes.
 */
export function signUpClosesAt(
  given: Pick<ParentingClass, 'way' | 'sessions' | 'onAir' | 'seats' | 'signUpClosesHours'>,
): Date | null {
  const begin = beginOf(given);
  if (!begin) return null;
  const isOpenRoom = given.way === 'live' && given.seats === null && given.signUpClosesHours === 0;
  return isOpenRoom ? endOf(given) : new Date(begin.getTime() - given.signUpClosesHours * hour);
}

/** By the clock alone: who waits for a seat signs up while it is open too. */
export function signUpState(
  given: Pick<ParentingClass, 'way' | 'sessions' | 'onAir' | 'seats' | 'signUpClosesHours' | 'signUpOpensAt'>,
  now: Date,
): 'notYet' | 'open' | 'over' {
  const closesAt = signUpClosesAt(given);
  if (closesAt && closesAt <= now) return 'over';
  return given.signUpOpensAt > now ? 'notYet' : 'open';
}

/**
 * Until when a seat may be given back; null: at any time. Who did not choose what it is by now, since the class was moved,
 * became dearer or is given by others than when they signed up, may do so until it begins.
 */
export function cancelUntil(
  given: Pick<ParentingClass, 'sessions' | 'onAir' | 'seats' | 'cancelHours' | 'changes'>,
  joinedAt: Date,
): Date | null {
  const begin = beginOf(given);
  if (!begin || given.seats === null) return endOf(given);
  const isAnother = given.changes.some((change) => change.at > joinedAt && letsGo(change));
  return isAnother ? begin : new Date(begin.getTime() - given.cancelHours * hour);
}

/** Whether it is a reason to give a seat back; a lower price is none. */
export function letsGo({ kind, price, experts }: ClassChange): boolean {
  return kind === 'moved' || experts !== undefined || (price !== undefined && price.fen > price.beforeFen);
}

/** The child's whole months on the day of the class; null of a recorded one, which has no day. */
export function ageOnTheDay({ sessions }: Pick<ParentingClass, 'sessions'>, birthOn: string): number | null {
  const [first] = sessions;
  return first ? ageInMonths(birthOn, first.date) : null;
}

/** A recorded class fits every age: nobody takes a seat from a child whom it is made for. */
export function fitsAge(
  given: Pick<ParentingClass, 'sessions' | 'ageFromMonths' | 'ageToMonths'>,
  birthOn: string,
): boolean {
  const months = ageOnTheDay(given, birthOn);
  return months === null || (given.ageFromMonths <= months && months <= given.ageToMonths);
}

/** What is made for a child of its age, on the day of the class; a recorded one is learned as of now. */
export function isMadeFor(
  given: Pick<ParentingClass, 'sessions' | 'ageFromMonths' | 'ageToMonths' | 'timeZone'>,
  birthOn: string,
  now: Date,
): boolean {
  const months = ageOnTheDay(given, birthOn) ?? ageInMonths(birthOn, civilNow(given.timeZone, now).date);
  return given.ageFromMonths <= months && months <= given.ageToMonths;
}

/** Why this child can't be signed up now; null when it can, if there is a seat. */
export function refuseSignUp(given: ParentingClass, birthOn: string, now: Date): Refusal | null {
  if (given.status === 'cancelled') return refuseCancelled(given);
  if (phaseOf(given, now) === 'over') return refuse('class_over');
  const state = signUpState(given, now);
  if (state === 'notYet') return refuse('sign_up_not_open', civilNow(given.timeZone, given.signUpOpensAt));
  const closesAt = signUpClosesAt(given);
  if (state === 'over' && closesAt) return refuse('sign_up_over', civilNow(given.timeZone, closesAt));
  if (given.way === 'recorded' && !given.recording) return refuse('not_found');
  if (fitsAge(given, birthOn)) return null;
  const { ageFromMonths: n, ageToMonths: m } = given;
  return refuse('class_age_unfit', { age: ageOnTheDay(given, birthOn) ?? 0, n, m });
}

export function refuseCancelled({ changes }: Pick<ParentingClass, 'changes'>): Refusal {
  return refuse('class_cancelled', { reason: changes.at(-1)?.reason ?? '' });
}

/**
 * When those who come are noted at the desk: from shortly before a session begins, nobody earlier; corrected for some
 * hours after the last one. Null where nobody comes to a door.
 */
export function checkInWindow(
  { way, sessions }: Pick<ParentingClass, 'way' | 'sessions'>,
  { checkInFromMinutes, correctHours }: Region['classes'],
): { opensAt: Date; closesAt: Date } | null {
  const [begin, end] = [beginOf({ sessions }), endOf({ sessions })];
  if (way !== 'onSite' || !begin || !end) return null;
  return {
    opensAt: new Date(begin.getTime() - checkInFromMinutes * minute),
    closesAt: new Date(end.getTime() + correctHours * hour),
  };
}

/** The session that is noted where none is named: the last one whose doors have opened, else the first. */
export function sessionNoted(
  { sessions }: Pick<ParentingClass, 'sessions'>,
  { checkInFromMinutes }: Region['classes'],
  now: Date,
): ClassTime | null {
  const isOpen = ({ startsAt }: ClassTime) =>
    startsAt.getTime() - checkInFromMinutes * minute <= now.getTime();
  return sessions.filter(isOpen).at(-1) ?? sessions[0] ?? null;
}

/** Why nobody can be noted as there at that session, or as not there, now. */
export function refuseMark(
  given: ParentingClass,
  { mark, session }: { mark: 'attended' | 'absent'; session: ClassTime },
  rules: Region['classes'],
  now: Date,
): Refusal | null {
  if (given.status === 'cancelled') return refuseCancelled(given);
  const window = checkInWindow(given, rules);
  if (!window) return refuse('not_found');
  // Nobody is missing before it is over.
  const doorsAt = new Date(session.startsAt.getTime() - rules.checkInFromMinutes * minute);
  const opensAt = mark === 'attended' ? doorsAt : session.endsAt;
  if (now < opensAt) return refuse('check_in_not_open', civilNow(given.timeZone, opensAt));
  return now < window.closesAt ? null : refuse('check_in_over', civilNow(given.timeZone, window.closesAt));
}

/** Whether who signed up has to hear of it: another time or another place. */
export function isMoved(
  before: Pick<ParentingClass, 'sessions' | 'venue'>,
  after: Pick<ParentingClass, 'sessions' | 'venue'>,
): boolean {
  const timesOf = (sessions: readonly ClassTime[]): string =>
    sessions.map(({ startsAt, endsAt }) => `${startsAt.getTime()}-${endsAt.getTime()}`).join();
  const placeOf = (venue: ParentingClass['venue']): string =>
    venue ? JSON.stringify([venue.name, venue.address, venue.lat, venue.lng]) : '';
  return (
    timesOf(before.sessions) !== timesOf(after.sessions) || placeOf(before.venue) !== placeOf(after.venue)
  );
}

/** What else who signed up has to hear; empty where nothing of that changed. */
export function termsChanged(
  before: Pick<ParentingClass, 'priceFen' | 'experts'>,
  after: Pick<ParentingClass, 'priceFen' | 'experts'>,
): TermsChange {
  const [were, are] = [before, after].map(({ experts }) => experts.map(({ name }) => name)) as [
    string[],
    string[],
  ];
  const isSame = JSON.stringify([...were].sort()) === JSON.stringify([...are].sort());
  return {
    ...(before.priceFen !== after.priceFen && {
      price: { beforeFen: before.priceFen, fen: after.priceFen },
    }),
    ...(!isSame && { experts: { before: were, now: are } }),
  };
}

/** The last of what became of it, as everybody may see it. */
export function changeShown({ changes }: Pick<ParentingClass, 'changes'>): ClassChange | null {
  return changes.at(-1) ?? null;
}

const topicLabels: Readonly<Record<Topic, string>> = {
  nutrition: '营养与喂养',
  sleep: '睡眠',
  habits: '生活与卫生习惯',
  motor: '动作',
  language: '语言',
  cognition: '认知',
  social: '情感与社会性',
};

export const topicLabel = (topic: Topic): string => topicLabels[topic];

import { slotsOf } from '@nearcare/shared/rules/slot-times';
import { changeDays, type DayDecision, decideOnDay, settled } from './day-of-care.rules.js';
import type { QuoteDoc, QuotedDay } from './prices.rules.js';
import { rosterId } from './roster.rules.js';

/**
 * A care request: what a family asked for in one go, one day of care or several. Its days are claimed one by one and
 * confirmed by ONE write; afterwards each is a booking of its own, cancelled or ended alone. This file is the whole of
 * what may become of one; whoever writes it does so by compare-and-set. See docs/booking-protocol.md.
 */

/** Where its centre has to accept a day, that begins as `requested`, and is `confirmed`, `declined` or `expired`. */
export type DayState =
  | ('requested' | 'declined' | 'expired')
  | ('confirmed' | 'checkedIn' | 'completed' | 'cancelled' | 'noShow');

/** Why a centre can't take a child: one of few, so that nothing about a child is written here. */
export type DeclineReason = 'tooFewCarers' | 'groupFull' | 'visitFirst' | 'callUs';

/** A place in a day of a group, held or to be held by the claim of number `n`. */
export type Stay = {
  date: string;
  groupId: string;
  /** Half hours held. */
  slots: number[];
  /** Number of the claim that holds it. Numbers only rise. */
  n: number;
  /** The centre's epoch when the day's rules were asked. */
  epoch: number;
  /** The waitlist entry whose offer becomes this place. */
  via?: string;
};

/** Another stay that is tried for a booking, which keeps its own until that is committed. */
export type Change = {
  to: Stay;
  /** Of the idempotency key that asked for it: the same request finds its own change. */
  key: string;
  quote: QuoteDoc;
  openedAt: Date;
};

/** One day of a request. What it costs and until when stands in the version of its `n`. */
export type BookedDay = Stay & {
  /** Within its request, and for good: the booking's id is made of it. */
  index: number;
  state: DayState;
  /** Until when the centre has to accept it; only a day that began as `requested` has one. */
  answerBy?: Date;
  /** When it did, or declined. */
  answeredAt?: Date;
  declineReason?: DeclineReason;
  change?: Change;
  /** Which request made it what it was changed to: number by key. */
  changes?: Record<string, number>;
  checkedInAt?: Date;
  checkedOutAt?: Date;
  cancelledAt?: Date;
  cancelledBy?: Canceller;
  /** Why its centre ended it: said of a day to all families, or, `sealed` with its family's key, of this booking alone. */
  cancelReason?: string;
  sealedReason?: string;
  /** Its family said that the child is ill. `sealed`: the symptom, with the family's key, until the day is over. */
  absence?: { at: Date; isInTime: boolean; sealed?: string };
  missedAt?: Date;
  /** A child that was put down as not come has come after all: what is claimed for it. */
  returning?: Returning;
  remindedAt?: Date;
};

export type Returning = { to: Stay; at: Date };

export type Canceller = 'parent' | 'centre' | 'closure';

/** What was accepted for the days of number `n`. The list of them only grows (invariant 9). */
export type Version = { n: number; quote: QuoteDoc; at: Date };

export type CareRequest = {
  childId: string;
  status: 'pending' | 'abandoned' | 'confirmed';
  /** The highest number ever used. */
  n: number;
  days: BookedDay[];
  versions: Version[];
  confirmedAt: Date | null;
  /** The first deadline of its days that wait for their centre; none while none waits. */
  waitsUntil?: Date;
  /** Set by the write that decides what the family has to hear of, removed when that is told. */
  isUntold?: true;
};

export type Decision =
  /** A retry after `abandoned`: its claims get a number that was never used. */
  | { kind: 'reopen'; n: number; days: BookedDay[] }
  /** The commit point. */
  | { kind: 'confirm'; version: Version; isUntold: boolean }
  | { kind: 'abandon'; n: number }
  /** By its centre, before the deadline: the child may come, or why not. The family has to hear of it. */
  | { kind: 'answer'; index: number; declineReason?: DeclineReason; at: Date }
  /** Nobody answered in time. The family has to hear of it. */
  | { kind: 'expire'; at: Date }
  /** Begin to try another stay for a booking. One change at a time. */
  | { kind: 'openChange'; index: number; change: Change }
  /** The commit point of a change. The family has to hear of it. */
  | { kind: 'commitChange'; index: number; n: number; at: Date }
  | { kind: 'dropChange'; index: number; n: number }
  /** By its family: these days. */
  | { kind: 'cancel'; indexes: readonly number[]; at: Date }
  | DayDecision
  /** By its centre: what is held on that date by a rule older than `epoch`. The family has to hear of it. */
  | { kind: 'end'; date: string; epoch: number; by: 'centre' | 'closure'; reason: string; at: Date };

/** What a request becomes. The very same object comes back where the decision does not apply: others decided before. */
export function decide<Request extends CareRequest>(request: Request, decision: Decision): Request {
  const decided = decidedBy(request, decision);
  return decided === request ? request : withDeadline(decided);
}

function decidedBy<Request extends CareRequest>(request: Request, decision: Decision): Request {
  switch (decision.kind) {
    case 'reopen':
      if (request.status !== 'abandoned' || request.n !== decision.n - 1) return request;
      return { ...request, status: 'pending', n: decision.n, days: decision.days };
    case 'confirm': {
      const { version, isUntold } = decision;
      if (request.status !== 'pending' || request.n !== version.n) return request;
      return {
        ...request,
        ...{ status: 'confirmed', confirmedAt: version.at, versions: [...request.versions, version] },
        ...(isUntold && { isUntold }),
      };
    }
    case 'abandon':
      if (request.status !== 'pending' || request.n !== decision.n) return request;
      return { ...request, status: 'abandoned' };
    case 'answer': {
      const { at, index, declineReason } = decision;
      const state = declineReason ? 'declined' : 'confirmed';
      const answer = { state, answeredAt: at, ...(declineReason && { declineReason }) } as const;
      return untold(request, (day) =>
        day.index === index && isWaiting(day) && at < day.answerBy ? { ...day, ...answer } : day,
      );
    }
    case 'expire':
      return untold(request, (day) =>
        isWaiting(day) && day.answerBy <= decision.at ? { ...day, state: 'expired' } : day,
      );
    case 'openChange':
    case 'commitChange':
    case 'dropChange':
      return decideChange(request, decision);
    case 'cancel': {
      const { at, indexes } = decision;
      return changeDays(request, (day) =>
        indexes.includes(day.index) && isAhead(day)
          ? { ...settled(day), state: 'cancelled', cancelledAt: at, cancelledBy: 'parent' }
          : day,
      );
    }
    case 'end': {
      const { date, epoch, by, reason, at } = decision;
      const isMeant = (stay: Stay) => stay.date === date && stay.epoch < epoch;
      const ended = untold(request, (day) =>
        isMeant(day) && isAhead(day)
          ? { ...settled(day), state: 'cancelled', cancelledAt: at, cancelledBy: by, cancelReason: reason }
          : day,
      );
      // Who only tried to come on that day keeps what it has, and hears it from its own attempt.
      return changeDays(ended, (day) => (day.change && isMeant(day.change.to) ? settled(day) : day));
    }
    default:
      return decideOnDay(request, decision);
  }
}

/** Kept beside the days, so that those whose deadline passed are found by it. */
function withDeadline<Request extends CareRequest>(request: Request): Request {
  const deadlines =
    request.status === 'confirmed' ? request.days.filter(isWaiting).map(({ answerBy }) => answerBy) : [];
  const [first] = deadlines.sort((a, b) => a.getTime() - b.getTime());
  const { waitsUntil: _, ...rest } = request;
  return { ...rest, ...(first && { waitsUntil: first }) } as Request;
}

/** What a centre or a deadline decided its family has to hear of. */
function untold<Request extends CareRequest>(
  request: Request,
  change: (day: BookedDay) => BookedDay,
): Request {
  const changed = changeDays(request, change);
  return changed === request ? request : { ...changed, isUntold: true };
}

type ChangeDecision = Extract<Decision, { kind: 'openChange' | 'commitChange' | 'dropChange' }>;

function decideChange<Request extends CareRequest>(request: Request, decision: ChangeDecision): Request {
  const day = request.days.find(({ index, state }) => index === decision.index && state === 'confirmed');
  if (request.status !== 'confirmed' || !day) return request;
  if (decision.kind === 'openChange') {
    const { change } = decision;
    const isKnown = day.change !== undefined || day.changes?.[change.key] !== undefined;
    if (isKnown || change.to.n !== request.n + 1) return request;
    return { ...withDay(request, { ...day, change }), n: change.to.n };
  }
  const { change } = day;
  if (change?.to.n !== decision.n) return request;
  if (decision.kind === 'dropChange') return withDay(request, settled(day));
  const { to, key, quote } = change;
  // Of another day it has to be reminded anew.
  const { via: _via, remindedAt: _at, ...kept } = settled(day);
  const changed = { ...kept, ...to, changes: { ...day.changes, [key]: to.n } };
  const versions = [...request.versions, { n: to.n, quote, at: decision.at }];
  return { ...withDay(request, changed), versions, isUntold: true };
}

function withDay<Request extends CareRequest>(request: Request, day: BookedDay): Request {
  return { ...request, days: request.days.map((one) => (one.index === day.index ? day : one)) };
}

/** A booking that holds a place. */
export function isHolding({ state }: Pick<BookedDay, 'state'>): boolean {
  return state === 'requested' || state === 'confirmed' || state === 'checkedIn';
}

/** One that holds a place and whose child has not come yet: its family or its centre may still end it. */
export function isAhead({ state }: Pick<BookedDay, 'state'>): boolean {
  return state === 'requested' || state === 'confirmed';
}

/** One that its centre has not answered. */
export function isWaiting(day: BookedDay): day is BookedDay & { answerBy: Date } {
  return day.state === 'requested' && day.answerBy !== undefined;
}

/**
 * Whether claim `#n` in this aggregate is alive (protocol, “Documents”): judged per claim, not per request.
 * @param aggregateId of the roster or the child day that has the claim
 */
export function isClaimAlive(
  request: Pick<CareRequest, 'childId' | 'status' | 'n' | 'days'>,
  n: number,
  aggregateId: string,
): boolean {
  if (request.status === 'abandoned' || (request.status === 'pending' && request.n !== n)) return false;
  const staysOf = (day: BookedDay): Stay[] =>
    isHolding(day)
      ? [day, ...(day.change ? [day.change.to] : [])]
      : day.state === 'noShow' && day.returning
        ? [day.returning.to]
        : [];
  return request.days
    .flatMap(staysOf)
    .some((stay) => stay.n === n && aggregatesOf(request.childId, stay).includes(aggregateId));
}

/** Where a claim is held: the roster of its group, and the child's own day. */
export function aggregatesOf(childId: string, { groupId, date }: Pick<Stay, 'groupId' | 'date'>) {
  return [rosterId(groupId, date), childDayId(childId, date)];
}

export function childDayId(childId: string, date: string): string {
  return `${childId}:${date}`;
}

/** The days of an attempt: `pending` is said by the request, so each begins as what it will be. */
export function daysOf(
  quoted: readonly (Pick<QuotedDay, 'date' | 'groupId' | 'from' | 'to'> &
    Partial<Pick<QuotedDay, 'answerBy'>>)[],
  n: number,
  epoch: number,
): BookedDay[] {
  return quoted.map(({ date, groupId, from, to, answerBy }, index) => ({
    ...{ index, date, groupId, n, epoch },
    slots: slotsOf(from, to),
    ...(answerBy ? { state: 'requested', answerBy: new Date(answerBy.at) } : { state: 'confirmed' }),
  }));
}

/** A booking is a day of a request, and both are in its id: `r_<x>` and 3 make `b_<x>03`. */
export function bookingId(requestId: string, { index }: Pick<BookedDay, 'index'>): string {
  return `b${requestId.slice(1)}${String(index).padStart(2, '0')}`;
}

/** Null where it can be no booking's id. */
export function partsOf(id: string): { requestId: string; index: number } | null {
  const [, rest, index] = /^b(_[0-9a-z]+)(\d\d)$/.exec(id) ?? [];
  return rest === undefined ? null : { requestId: `r${rest}`, index: Number(index) };
}

import { slotsOf } from '@nearcare/shared/rules/slot-times';
import { changeDays, type DayDecision, decideDay } from './day-of-care.rules.js';
import type { QuoteDoc } from './prices.rules.js';
import { rosterId } from './roster.rules.js';

/**
 * A care request: what a family asked for in one go, one day of care or several. Its days are claimed one by one and
 * confirmed by ONE write; afterwards each is a booking of its own, cancelled or ended alone. This file is the whole of
 * what may become of one; whoever writes it does so by compare-and-set. See docs/booking-protocol.md.
 */

/** Until when a booking holds its place: `confirmed` and `checkedIn`. */
export type DayState = 'confirmed' | 'checkedIn' | 'completed' | 'cancelled' | 'noShow';

/** One day of a request. What it costs and until when stands in the version of its `n`. */
export type BookedDay = {
  /** Within its request, and for good: the booking's id is made of it. */
  index: number;
  date: string;
  groupId: string;
  /** Half hours held. */
  slots: number[];
  /** Number of the claim that holds it. Numbers only rise. */
  n: number;
  /** The centre's epoch when the day's rules were asked. */
  epoch: number;
  state: DayState;
  checkedInAt?: Date;
  checkedOutAt?: Date;
  cancelledAt?: Date;
  cancelledBy?: Canceller;
  /** Why its centre ended it. */
  cancelReason?: string;
  /** Its family said that the child is ill. `sealed`: the symptom, with the family's key, until the day is over. */
  absence?: { at: Date; isInTime: boolean; sealed?: string };
  missedAt?: Date;
  /** A child that was put down as not come has come after all: the claim that its place is being asked for with. */
  returning?: Returning;
  remindedAt?: Date;
};

export type Returning = { n: number; slots: number[]; epoch: number; at: Date };

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
  /** Set by the write that decides what the family has to hear of, removed when that is told. */
  isUntold?: true;
};

export type Decision =
  /** A retry after `abandoned`: its claims get a number that was never used. */
  | { kind: 'reopen'; n: number; days: BookedDay[] }
  /** The commit point. */
  | { kind: 'confirm'; version: Version; isUntold: boolean }
  | { kind: 'abandon'; n: number }
  /** By its family: these days. */
  | { kind: 'cancel'; indexes: readonly number[]; at: Date }
  | DayDecision
  /** By its centre: what is held on that date by a rule older than `epoch`. The family has to hear of it. */
  | { kind: 'end'; date: string; epoch: number; by: 'centre' | 'closure'; reason: string; at: Date };

/** What a request becomes. The very same object comes back where the decision does not apply: others decided before. */
export function decide<Request extends CareRequest>(request: Request, decision: Decision): Request {
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
    case 'cancel': {
      const { at, indexes } = decision;
      return changeDays(request, (day) =>
        indexes.includes(day.index) && day.state === 'confirmed'
          ? { ...day, state: 'cancelled', cancelledAt: at, cancelledBy: 'parent' }
          : day,
      );
    }
    case 'end': {
      const { date, epoch, by, reason, at } = decision;
      const ended = changeDays(request, (day) =>
        day.date === date && day.epoch < epoch && day.state === 'confirmed'
          ? { ...day, state: 'cancelled', cancelledAt: at, cancelledBy: by, cancelReason: reason }
          : day,
      );
      return ended === request ? request : { ...ended, isUntold: true };
    }
    default:
      return decideDay(request, decision);
  }
}

/** A booking that holds a place. */
export function isHolding({ state }: Pick<BookedDay, 'state'>): boolean {
  return state === 'confirmed' || state === 'checkedIn';
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
  const isOf = (day: BookedDay) =>
    (day.n === n && isHolding(day)) || (day.state === 'noShow' && day.returning?.n === n);
  return request.days.some((day) => isOf(day) && aggregatesOf(request.childId, day).includes(aggregateId));
}

/** Where a day's claim is held: the roster of its group, and the child's own day. */
export function aggregatesOf(childId: string, { groupId, date }: Pick<BookedDay, 'groupId' | 'date'>) {
  return [rosterId(groupId, date), childDayId(childId, date)];
}

export function childDayId(childId: string, date: string): string {
  return `${childId}:${date}`;
}

/** The days of an attempt: `pending` is said by the request, so each begins as what it will be. */
export function daysOf(
  quoted: readonly { date: string; groupId: string; from: string; to: string }[],
  n: number,
  epoch: number,
): BookedDay[] {
  return quoted.map(({ date, groupId, from, to }, index) => ({
    ...{ index, date, groupId, n, epoch },
    slots: slotsOf(from, to),
    state: 'confirmed',
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

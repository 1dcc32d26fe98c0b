import { slotsOf } from '@nearcare/shared/rules/slot-times';
import type { QuoteDoc } from './prices.rules.js';
import { rosterId } from './roster.rules.js';

/**
 * A care request: what a family asked for in one go, one day of care or several. Its days are claimed one by one and
 * confirmed by ONE write; afterwards each is a booking of its own, cancelled or ended alone. This file is the whole of
 * what may become of one; whoever writes it does so by compare-and-set. See docs/booking-protocol.md.
 */

/**
 * `requested`, `confirmed` and `checkedIn` hold a place. A day that its centre has to accept begins as `requested` and
 * becomes `confirmed`, or is over as `declined` or `expired`.
 */
export type DayState =
  | ('requested' | 'declined' | 'expired')
  | ('confirmed' | 'checkedIn' | 'completed' | 'cancelled' | 'noShow');

/** Why a centre can't take a child: one of few, so that nothing about a child is written here. */
export type DeclineReason = 'tooFewCarers' | 'groupFull' | 'visitFirst' | 'callUs';

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
  /** Until when the centre has to accept it; only a day that began as `requested` has one. */
  answerBy?: Date;
  /** When it did, or declined. */
  answeredAt?: Date;
  declineReason?: DeclineReason;
  checkedInAt?: Date;
  checkedOutAt?: Date;
  cancelledAt?: Date;
  cancelledBy?: Canceller;
  /** Why its centre ended it. */
  cancelReason?: string;
};

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
  | { kind: 'accept'; index: number; at: Date }
  | { kind: 'decline'; index: number; reason: DeclineReason; at: Date }
  /** Nobody answered in time. The family has to hear of it. */
  | { kind: 'expire'; at: Date }
  /** By its family: these days. */
  | { kind: 'cancel'; indexes: readonly number[]; at: Date }
  /** At the gate: the child has come. */
  | { kind: 'checkIn'; index: number; at: Date }
  /** It has been collected. */
  | { kind: 'checkOut'; index: number; at: Date }
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
    case 'accept':
    case 'decline': {
      const { at, index } = decision;
      const answer =
        decision.kind === 'accept'
          ? { state: 'confirmed' as const }
          : { state: 'declined' as const, declineReason: decision.reason };
      return untold(request, (day) =>
        day.index === index && isWaiting(day) && at < day.answerBy
          ? { ...day, ...answer, answeredAt: at }
          : day,
      );
    }
    case 'expire':
      return untold(request, (day) =>
        isWaiting(day) && day.answerBy <= decision.at ? { ...day, state: 'expired' } : day,
      );
    case 'cancel': {
      const { at, indexes } = decision;
      return changeDays(request, (day) =>
        indexes.includes(day.index) && isAhead(day)
          ? { ...day, state: 'cancelled', cancelledAt: at, cancelledBy: 'parent' }
          : day,
      );
    }
    case 'checkIn':
      return changeDays(request, (day) =>
        day.index === decision.index && day.state === 'confirmed'
          ? { ...day, state: 'checkedIn', checkedInAt: decision.at }
          : day,
      );
    case 'checkOut':
      return changeDays(request, (day) =>
        day.index === decision.index && day.state === 'checkedIn'
          ? { ...day, state: 'completed', checkedOutAt: decision.at }
          : day,
      );
    case 'end': {
      const { date, epoch, by, reason, at } = decision;
      return untold(request, (day) =>
        day.date === date && day.epoch < epoch && isAhead(day)
          ? { ...day, state: 'cancelled', cancelledAt: at, cancelledBy: by, cancelReason: reason }
          : day,
      );
    }
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

/** Of days that nobody decided about finally: while an attempt is pending, its days are not booked yet. */
function changeDays<Request extends CareRequest>(
  request: Request,
  change: (day: BookedDay) => BookedDay,
): Request {
  if (request.status !== 'confirmed') return request;
  const days = request.days.map(change);
  return days.every((day, index) => day === request.days[index]) ? request : { ...request, days };
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
  return request.days.some(
    (day) => day.n === n && isHolding(day) && aggregatesOf(request.childId, day).includes(aggregateId),
  );
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
  quoted: readonly {
    date: string;
    groupId: string;
    from: string;
    to: string;
    answerBy?: { at: string } | null;
  }[],
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

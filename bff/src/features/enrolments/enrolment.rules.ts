import type { DayHeld } from '../bookings/bookings.public.js';
import { type Attendance, type AttendanceDecision, attend, attendanceOn } from './attendance.rules.js';

/**
 * An enrolment (入托): a child that comes by the month on some weekdays. It owns the days on which it holds a place; each
 * is claimed as a booking's day is, under a number that is never used twice. This file is the whole of what may become
 * of one; whoever writes it does so by compare-and-set. See docs/booking-protocol.md, “Enrolment”.
 */

export type Wish = { mode: 'fullDay' } | { mode: 'halfDay'; half: 'morning' | 'afternoon' };

/** `enrolled`, `leaving` and `accepted` differ only by the calendar: see `statusOf`. */
export type State = 'applied' | 'declined' | 'accepted' | 'withdrawn' | 'left';

/** What the centre accepted. Days without a place that it named then are no days of this enrolment. */
export type Placement = {
  groupId: string;
  groupName: string;
  firstDay: string;
  weekdays: number[];
  withoutDates: string[];
  lines: {
    label: string;
    unit: 'month' | 'day' | 'halfDay' | 'hour' | 'visit' | 'meal' | 'halfHour';
    amountFen: number;
    isVoluntary: boolean;
  }[];
  currency: 'CNY' | 'PLN';
};

/** What the family has to hear of, in the order in which it happened. */
export type Event =
  | { what: 'answered' | 'ended' | 'overdue'; at: Date }
  | { what: 'closed'; at: Date; dates: string[]; reason: string }
  | { what: 'missed'; at: Date; date: string };

export type Enrolment = {
  state: State;
  placement: Placement | null;
  /** The child is one of those that `Group.enrolled` counts: it takes none of the places left for bookings. */
  isCounted: boolean;
  /** The highest number ever used. */
  n: number;
  /** Days on which it holds a place, from about yesterday on. */
  days: DayHeld[];
  /** How its days of about the last month went, where its desk said so. */
  attendance?: Attendance[];
  /** Days that are being claimed under number `n`: alive until it is decided whether they are kept. */
  attempt: { n: number; days: DayHeld[]; at: Date } | null;
  /** Days that ended and whose claims may still stand: to be given back. */
  owed: DayHeld[];
  isOwing?: true;
  lastDay: string | null;
  endedBy: 'parent' | 'centre' | null;
  /** Of the write that ended it, whichever way. */
  endedAt: Date | null;
  answeredAt: Date | null;
  /** Since when the family knows that its centre let the deadline pass. */
  overdueAt: Date | null;
  /** The centre's epoch and its civil day when the days were last brought in line. */
  inLineWith: string | null;
  untold: Event[];
  isUntold?: true;
};

export type Decision =
  | AttendanceDecision
  | { kind: 'attempt'; days: Omit<DayHeld, 'n'>[]; at: Date }
  | { kind: 'abandon'; n: number }
  /** The commit point of an acceptance: what was claimed under `n` is held from here on. */
  | { kind: 'accept'; n: number; placement: Placement; isCounted: boolean; at: Date }
  | { kind: 'decline'; at: Date }
  /**
   * Keeps the days of attempt `n` save those refused, and ends those on `drop`. `n` is null where nothing was claimed.
   * `closed`: those of them on which the centre does not open though it would.
   */
  | {
      kind: 'bringInLine';
      n: number | null;
      refused: string[];
      drop: readonly DayHeld[];
      closed: readonly Event[];
      with: string;
      isOver: boolean;
    }
  /** Before care begins. */
  | { kind: 'withdraw'; today: string; at: Date }
  | { kind: 'leave'; lastDay: string; by: 'parent' | 'centre'; today: string; at: Date }
  | { kind: 'count'; isCounted: boolean }
  | { kind: 'overdue'; at: Date }
  /** The child or the family is gone: nothing is held any more, whatever was agreed. */
  | { kind: 'stop'; at: Date }
  | { kind: 'givenBack'; days: readonly DayHeld[] }
  /** Of these events, and of none that came since. */
  | { kind: 'told'; events: readonly Event[] };

/**
 * What an enrolment becomes. The very same object comes back where the decision does not apply: others decided before.
 * Whatever it ends is owed by the same write, so that no crash forgets to give it back.
 */
export function decide<E extends Enrolment>(enrolment: E, decision: Decision): E {
  const change = changeBy(enrolment, decision);
  if (!change) return enrolment;
  const next: E = { ...enrolment, ...change };
  const ended = aliveDays(enrolment).filter((day) => !isAmong(aliveDays(next), day));
  const owed = [...next.owed, ...ended];
  const { isUntold: _told, isOwing: _paid, ...rest } = { ...next, owed };
  const marks = {
    ...(next.untold.length > 0 && { isUntold: true }),
    ...(owed.length > 0 && { isOwing: true }),
  };
  return { ...rest, ...marks } as E;
}

function changeBy(enrolment: Enrolment, decision: Decision): Partial<Enrolment> | null {
  const { state, n, attempt, days, placement } = enrolment;
  const isOpen = state === 'applied' || state === 'accepted';
  switch (decision.kind) {
    case 'attempt': {
      if (!isOpen) return null;
      const claimed = decision.days.map((day) => ({ ...day, n: n + 1 }));
      return { n: n + 1, attempt: { n: n + 1, days: claimed, at: decision.at } };
    }
    case 'abandon':
      return attempt?.n === decision.n ? { attempt: null } : null;
    case 'accept':
      if (state !== 'applied' || attempt?.n !== decision.n) return null;
      return {
        ...{ state: 'accepted', days: attempt.days, attempt: null },
        ...{ placement: decision.placement, isCounted: decision.isCounted, answeredAt: decision.at },
        untold: [...enrolment.untold, { what: 'answered', at: decision.at }],
      };
    case 'decline':
      if (state !== 'applied') return null;
      return {
        ...{ state: 'declined', attempt: null, answeredAt: decision.at },
        untold: [...enrolment.untold, { what: 'answered', at: decision.at }],
      };
    case 'bringInLine': {
      if (state !== 'accepted' || (decision.n !== null && attempt?.n !== decision.n)) return null;
      // Claimed anew or let go of since: what this was worked out from stands no more.
      if (!decision.drop.every((day) => isAmong(days, day))) return null;
      // A day that its desk said something of meanwhile stays as it is.
      const got = (decision.n === null ? [] : (attempt?.days ?? [])).filter(
        ({ date }) => !decision.refused.includes(date) && !attendanceOn(enrolment, date),
      );
      const replaced = got.map(({ date }) => date);
      const kept = days.filter((day) => !isAmong(decision.drop, day) && !replaced.includes(day.date));
      return {
        days: [...kept, ...got].sort((a, b) => (a.date < b.date ? -1 : 1)),
        ...(decision.n !== null && { attempt: null }),
        inLineWith: decision.with,
        untold: [...enrolment.untold, ...decision.closed],
        ...(decision.isOver && { state: 'left' as const, days: [], attempt: null }),
      };
    }
    case 'withdraw': {
      const isBefore =
        state === 'applied' || (state === 'accepted' && decision.today < (placement?.firstDay ?? ''));
      if (!isBefore) return null;
      return { ...nothingHeld, state: 'withdrawn', endedBy: 'parent', endedAt: decision.at };
    }
    case 'leave':
      return leave(enrolment, decision);
    case 'count':
      if (state !== 'accepted' || enrolment.isCounted === decision.isCounted) return null;
      // Its days are brought in line afterwards.
      return { isCounted: decision.isCounted, inLineWith: null };
    case 'overdue':
      if (state !== 'applied' || enrolment.overdueAt) return null;
      return { overdueAt: decision.at, untold: [...enrolment.untold, { what: 'overdue', at: decision.at }] };
    case 'stop':
      if (!isOpen) return null;
      return { ...nothingHeld, state: 'withdrawn', endedBy: 'parent', endedAt: decision.at };
    case 'givenBack':
      return { owed: enrolment.owed.filter((day) => !isAmong(decision.days, day)) };
    case 'told':
      return { untold: enrolment.untold.filter((event) => !decision.events.some(isThat(event))) };
    default:
      return attend(enrolment, decision);
  }
}

const isThat =
  (event: Event) =>
  (other: Event): boolean =>
    JSON.stringify(other) === JSON.stringify(event);

const nothingHeld = { days: [], attempt: null } as const satisfies Partial<Enrolment>;

/** A last day once told may come earlier, never later: the places after it are given back. */
function leave(
  enrolment: Enrolment,
  decision: Extract<Decision, { kind: 'leave' }>,
): Partial<Enrolment> | null {
  const { lastDay, by, today, at } = decision;
  if (enrolment.state !== 'accepted' || lastDay < today) return null;
  if (enrolment.lastDay !== null && lastDay >= enrolment.lastDay) return null;
  return {
    ...{ lastDay, endedBy: by, endedAt: at, attempt: null, inLineWith: null },
    days: enrolment.days.filter(({ date }) => date <= lastDay),
    ...(by === 'centre' && { untold: [...enrolment.untold, { what: 'ended' as const, at }] }),
  };
}

/** Days whose claims live. */
function aliveDays({ days, attempt }: Pick<Enrolment, 'days' | 'attempt'>): DayHeld[] {
  return [...days, ...(attempt?.days ?? [])];
}

/** Whether claim `#n` of this roster or child day is alive: the enrolment itself says so, day by day. */
export function isClaimAlive(
  enrolment: Pick<Enrolment, 'days' | 'attempt'> & { childId: string },
  n: number,
  aggregateId: string,
): boolean {
  return aliveDays(enrolment).some(
    (day) =>
      day.n === n && [`${day.groupId}:${day.date}`, `${enrolment.childId}:${day.date}`].includes(aggregateId),
  );
}

const isAmong = (days: readonly DayHeld[], { date, n, groupId }: DayHeld): boolean =>
  days.some((day) => day.date === date && day.n === n && day.groupId === groupId);

export type Status = 'applied' | 'declined' | 'accepted' | 'enrolled' | 'leaving' | 'left' | 'withdrawn';

/** As people see it on the centre's civil day `today`. */
export function statusOf({ state, placement, lastDay }: Enrolment, today: string): Status {
  if (state !== 'accepted') return state;
  if (lastDay !== null) return today > lastDay ? 'left' : 'leaving';
  return today < (placement?.firstDay ?? '') ? 'accepted' : 'enrolled';
}

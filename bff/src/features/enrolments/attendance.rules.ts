import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Enrolment } from './enrolment.rules.js';

/**
 * How a day of an enrolment went, as its desk said it (docs/booking-protocol.md, “Enrolment”). Without one the child was
 * expected and nobody said anything. `slots` are the half hours it held that day, also once they were given back.
 */
export type Attendance = {
  date: string;
  state: 'checkedIn' | 'completed' | 'noShow';
  slots: number[];
  checkedInAt: Date | null;
  checkedOutAt: Date | null;
};

/** Each is one compare-and-set. `n` is the number of the place that the decider looked at: claimed anew it is another one. */
export type AttendanceDecision =
  | { /** At the gate: the child has come. */ kind: 'checkIn'; date: string; n: number; at: Date }
  | { /** It has been collected, which ends its place. */ kind: 'checkOut'; date: string; at: Date }
  | {
      /** It has not come, which ends its place too. The family has to hear of it. */ kind: 'miss';
      date: string;
      n: number;
      at: Date;
    }
  | {
      /** A missed child has come: the commit of attempt `n`, which claimed what is left of its hours. */ kind: 'readmit';
      date: string;
      n: number;
      at: Date;
    }
  | { /** The day is over and nobody said when the child was collected. */ kind: 'complete'; date: string };

/** So long a family and its centre can look back. */
const keptDays = 31;

/** What of the enrolment changes; null where the decision does not apply. */
export function attend(enrolment: Enrolment, decision: AttendanceDecision): Partial<Enrolment> | null {
  const { days, attempt, untold } = enrolment;
  const { date } = decision;
  const held = days.find((day) => day.date === date);
  const said = attendanceOn(enrolment, date);
  const say = (one: Attendance) => ({ attendance: [...othersOf(enrolment, date), one] });
  const withoutDay = { days: days.filter((day) => day.date !== date) };
  switch (decision.kind) {
    case 'checkIn':
      if (said || held?.n !== decision.n) return null;
      return say({
        date,
        state: 'checkedIn',
        slots: held.slots,
        checkedInAt: decision.at,
        checkedOutAt: null,
      });
    case 'miss':
      if (said || held?.n !== decision.n) return null;
      return {
        ...say({ date, state: 'noShow', slots: held.slots, checkedInAt: null, checkedOutAt: null }),
        ...withoutDay,
        untold: [...untold, { what: 'missed', at: decision.at, date }],
      };
    case 'readmit':
      if (said?.state !== 'noShow' || attempt?.n !== decision.n) return null;
      return {
        ...say({ ...said, state: 'checkedIn', checkedInAt: decision.at }),
        days: [...days, ...attempt.days].sort((a, b) => (a.date < b.date ? -1 : 1)),
        attempt: null,
      };
    case 'checkOut':
    case 'complete':
      if (said?.state !== 'checkedIn') return null;
      return {
        ...say({
          ...said,
          state: 'completed',
          checkedOutAt: decision.kind === 'checkOut' ? decision.at : null,
        }),
        ...withoutDay,
      };
  }
}

/** Undefined where nobody said anything about that day. */
export function attendanceOn(
  { attendance = [] }: Pick<Enrolment, 'attendance'>,
  date: string,
): Attendance | undefined {
  return attendance.find((one) => one.date === date);
}

function othersOf({ attendance = [] }: Enrolment, date: string): Attendance[] {
  return attendance.filter((one) => one.date !== date && one.date > addDays(date, -keptDays));
}

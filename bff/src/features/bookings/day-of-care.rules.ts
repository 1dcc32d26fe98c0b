import { minutesOf, timeOf } from '@nearcare/shared/rules/slot-times';
import type { CivilMinute } from '../../lib/zone.js';
import type { BookedDay, CareRequest, Returning, Version } from './care-request.rules.js';

/**
 * What may become of one day of a request around the day itself. Each is one compare-and-set (`decideOn`). `held` is the
 * number of the stay that the decider looked at (`stayOf`): once the booking was moved, it is another stay's turn.
 */
export type DayDecision =
  | ({ index: number; held: number } & StayDecision)
  | { /** No place for it any more. */ kind: 'turnAway'; index: number; n: number }
  | {
      /** Commit point of a return; `version.n` is the number of its claim. */ kind: 'readmit';
      index: number;
      version: Version;
    }
  | { kind: 'forgetSymptom'; index: number };

type StayDecision =
  | { /** At the gate: the child has come. */ kind: 'checkIn'; at: Date }
  | { /** It has been collected. */ kind: 'checkOut'; at: Date }
  | { /** It has not come. The family has to hear of it. */ kind: 'miss'; at: Date }
  | { /** The day is over and nobody said when the child came or went. */ kind: 'complete' }
  | {
      /** A missed child has come: numbers the claim of its place, and ends an earlier try. */ kind: 'return';
      returning: Returning;
    }
  | {
      /** By its family: the child is ill. */ kind: 'reportAbsence';
      absence: NonNullable<BookedDay['absence']>;
    }
  | {
      /** By its centre, this day alone. The family has to hear of it. */ kind: 'endAtDesk';
      sealedReason: string;
      at: Date;
    }
  | { /** Its family was reminded of it. */ kind: 'remind'; at: Date };

/** This day as it is held now, for a decision about it. */
export const stayOf = ({ index, n }: Pick<BookedDay, 'index' | 'n'>) => ({ index, held: n });

/** The very same object comes back where the decision does not apply: others decided before. */
export function decideOnDay<Request extends CareRequest>(request: Request, decision: DayDecision): Request {
  // Numbers only rise: one that was read before another was taken is none.
  if (decision.kind === 'return' && decision.returning.to.n !== request.n + 1) return request;
  const decided = changeDays(request, (day) =>
    day.index === decision.index ? (dayAfter(day, decision) ?? day) : day,
  );
  if (decided === request) return request;
  switch (decision.kind) {
    case 'miss':
    case 'endAtDesk':
    case 'remind':
      return { ...decided, isUntold: true };
    case 'return':
      return { ...decided, n: decision.returning.to.n };
    case 'readmit':
      return { ...decided, versions: [...decided.versions, decision.version] };
    default:
      return decided;
  }
}

/** Of days that nobody decided about finally: while an attempt is pending, its days are not booked yet. */
export function changeDays<Request extends CareRequest>(
  request: Request,
  change: (day: BookedDay) => BookedDay,
): Request {
  if (request.status !== 'confirmed') return request;
  const days = request.days.map(change);
  return days.every((day, index) => day === request.days[index]) ? request : { ...request, days };
}

/** Without the change that was tried: what was claimed for it is dead by that. */
export function settled(day: BookedDay): BookedDay {
  const { change: _tried, ...kept } = day;
  return kept;
}

/** Null where the decision does not apply to this day. */
function dayAfter(day: BookedDay, decision: DayDecision): BookedDay | null {
  if ('held' in decision && decision.held !== day.n) return null;
  switch (decision.kind) {
    case 'checkIn':
      return day.state === 'confirmed'
        ? { ...settled(day), state: 'checkedIn', checkedInAt: decision.at }
        : null;
    case 'checkOut':
      return day.state === 'checkedIn' ? { ...day, state: 'completed', checkedOutAt: decision.at } : null;
    case 'complete':
      return day.state === 'confirmed' || day.state === 'checkedIn'
        ? { ...settled(day), state: 'completed' }
        : null;
    case 'miss':
      return day.state === 'confirmed' ? { ...settled(day), state: 'noShow', missedAt: decision.at } : null;
    case 'return':
      return day.state === 'noShow' ? { ...day, returning: decision.returning } : null;
    case 'readmit':
      return readmitted(day, decision.version);
    case 'turnAway': {
      const { returning, ...rest } = day;
      return returning?.to.n === decision.n ? rest : null;
    }
    case 'reportAbsence': {
      if (day.state !== 'confirmed') return null;
      const { absence } = decision;
      return { ...settled(day), state: 'cancelled', cancelledAt: absence.at, cancelledBy: 'parent', absence };
    }
    case 'forgetSymptom': {
      if (day.absence?.sealed === undefined) return null;
      const { sealed: _, ...absence } = day.absence;
      return { ...day, absence };
    }
    case 'endAtDesk': {
      const { at, sealedReason } = decision;
      const ended = { cancelledAt: at, cancelledBy: 'centre', sealedReason } as const;
      return day.state === 'confirmed' ? { ...settled(day), state: 'cancelled', ...ended } : null;
    }
    case 'remind':
      return day.state === 'confirmed' && !day.remindedAt ? { ...day, remindedAt: decision.at } : null;
  }
}

function readmitted(day: BookedDay, { n, at }: Version): BookedDay | null {
  const { returning, missedAt: _, ...rest } = day;
  if (day.state !== 'noShow' || returning?.to.n !== n) return null;
  return { ...rest, ...returning.to, state: 'checkedIn', checkedInAt: at };
}

/**
 * What becomes of a day of care that nobody ended. A child that came and was never checked out has been there until the
 * day was over. One that was not checked in has not come, but only where its centre checks children in: at one that
 * checked in nobody at all that day the desk says nothing, so nothing is held against its families and the day counts
 * as spent. While nobody is checked in yet, that is only known when the day is over.
 * @param now at the centre. @param isCheckingIn whether the centre checked in anybody on that day
 */
export function outcomeOf(
  { state, date }: Pick<BookedDay, 'state' | 'date'>,
  until: string,
  now: CivilMinute,
  isCheckingIn: boolean,
): 'miss' | 'complete' | null {
  const isDayOver = date < now.date;
  if (state === 'checkedIn') return isDayOver ? 'complete' : null;
  if (state !== 'confirmed') return null;
  if (isCheckingIn) return isDayOver || (date === now.date && now.time >= until) ? 'miss' : null;
  return isDayOver ? 'complete' : null;
}

/** From when on its desk may say that a child has not come: so many minutes after it should have, but in its hours. */
export function noShowFrom({ from, to }: { from: string; to: string }, afterMinutes: number): string {
  return timeOf(Math.min(minutesOf(from) + afterMinutes, minutesOf(to)));
}

/** Whether its family is to be told now that care is tomorrow: not of what was booked after that hour of today. */
export function isReminderDue(
  { state, date, remindedAt }: Pick<BookedDay, 'state' | 'date' | 'remindedAt'>,
  bookedAt: CivilMinute,
  now: CivilMinute,
  { remindFrom, remindUntil, tomorrow }: { remindFrom: string; remindUntil: string; tomorrow: string },
): boolean {
  if (state !== 'confirmed' || remindedAt || date !== tomorrow) return false;
  if (now.time < remindFrom || now.time >= remindUntil) return false;
  return bookedAt.date < now.date || bookedAt.time < remindFrom;
}

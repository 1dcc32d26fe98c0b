import type { Body, Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import { getRegion } from '../../../regions/regions.js';
import type { CentreFacts } from '../centres.model.js';
import type { ClosedDay, ClosedDayBookings } from '../centres.public.js';
import type { OwnCentreModel } from './own-centre.model.js';

type Deps = { own: OwnCentreModel; bookings: ClosedDayBookings; clock: Clock };

/** Days on which a centre does not open, by the word of its own desk. docs/booking-protocol.md, “Closed days”. */
export function closedDaysService({ own, bookings, clock }: Deps) {
  /** Today's and those to come. @throws DomainError not_found */
  async function listClosedDays(centreId: string): Promise<Reply<'deskListClosedDays'>> {
    return toReply(await own.change(centreId, () => null));
  }

  /** Before staff decide; a count, so that nobody’s day is looked at for it. */
  async function previewClosing(
    centreId: string,
    { dates }: Body<'deskPreviewClosing'>,
  ): Promise<Reply<'deskPreviewClosing'>> {
    return { bookings: await bookings.countOn(centreId, dates) };
  }

  /**
   * Closed first, so that nothing new is booked; then what was booked ends. Repeated, it goes on where it stopped.
   * A day that is closed already takes the new reason.
   * @throws DomainError date_in_past, date_too_far, not_found, retry
   */
  async function closeDays(
    centreId: string,
    { dates, reason }: Body<'deskCloseDays'>,
  ): Promise<Reply<'deskCloseDays'>> {
    const facts = await own.change(centreId, (before) => {
      checkDates(before, dates);
      const closedDays = withClosed(before.closedDays, dates, reason.trim(), clock.now());
      return JSON.stringify(closedDays) === JSON.stringify(before.closedDays) ? null : { closedDays };
    });
    const closed = facts.closedDays.filter(({ on }) => dates.includes(on));
    return { ...toReply(facts), cancelledBookings: await bookings.endOn(centreId, closed) };
  }

  /** What was ended stays ended. A day that is not closed is answered alike. @throws DomainError not_found, retry */
  async function reopenDay(centreId: string, date: string): Promise<Reply<'deskReopenDay'>> {
    const facts = await own.change(centreId, ({ closedDays }) => {
      const others = closedDays.filter(({ on }) => on !== date);
      return others.length === closedDays.length ? null : { closedDays: others };
    });
    return toReply(facts);
  }

  function checkDates({ timeZone, regionCode }: CentreFacts, dates: readonly string[]): void {
    const today = civilNow(timeZone, clock.now()).date;
    const lastDay = addDays(today, getRegion(regionCode).bookingHorizonDays);
    if (dates.some((date) => date < today)) throw new DomainError('date_in_past', { date: today });
    if (dates.some((date) => date > lastDay)) throw new DomainError('date_too_far', { date: lastDay });
  }

  function toReply({ closedDays, timeZone }: CentreFacts): Reply<'deskListClosedDays'> {
    const today = civilNow(timeZone, clock.now()).date;
    return { items: closedDays.filter(({ on }) => on >= today).map(({ on, reason }) => ({ on, reason })) };
  }

  return { listClosedDays, previewClosing, closeDays, reopenDay };
}

/** Those days closed beside the others, in the order of the calendar. When a day was first closed stays. */
function withClosed(
  before: readonly ClosedDay[],
  dates: readonly string[],
  reason: string,
  now: Date,
): ClosedDay[] {
  const others = before.filter(({ on }) => !dates.includes(on));
  const closed = dates.map((on) => {
    const closedAt = before.find((day) => day.on === on)?.closedAt ?? now;
    return { on, reason, closedAt };
  });
  return [...others, ...closed].sort((a, b) => (a.on < b.on ? -1 : 1));
}

import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { civilNow } from '../../../lib/zone.js';
import type { BookingNews } from '../booking-news.js';
import type { CheckIns } from '../bookings.public.js';
import { acceptedFor } from '../bookings.view.js';
import type { BookedDay } from '../care-request.rules.js';
import { type CareRequestDoc, type CareRequestsModel, centreOf } from '../care-requests.model.js';
import { rememberedCheckIns } from '../check-ins.js';
import { outcomeOf, stayOf } from '../day-of-care.rules.js';
import { letGo } from '../held-stays.rules.js';
import type { Places } from '../places.js';
import { eachDue } from './each-due.js';

type Deps = {
  requests: CareRequestsModel;
  checkIns: CheckIns;
  places: Places;
  news: BookingNews;
  clock: Clock;
};
type Held = { isHeld: () => boolean };

/**
 * Ends days of care that nobody ended: who did not come, and who was never checked out (`outcomeOf`). Each is decided by
 * one compare-and-set and gives its place back afterwards, so it may run twice at once and after any pause.
 */
export function settleDaysJob({ requests, checkIns, places, news, clock }: Deps) {
  /** @returns how many days it ended */
  async function run({ isHeld }: Held): Promise<number> {
    const known = rememberedCheckIns(checkIns);
    // Nowhere is it a later day than this.
    const latest = addDays(clock.now().toISOString().slice(0, 10), 1);
    return eachDue(requests, latest, isHeld, (request) => settle(request, known));
  }

  async function settle(given: CareRequestDoc, known: CheckIns): Promise<number> {
    let request = given;
    let count = 0;
    for (const day of given.days) {
      const kind = await outcomeOfDay(request, day, known);
      if (!kind) continue;
      const decision = kind === 'miss' ? { kind, ...stayOf(day), at: clock.now() } : { kind, ...stayOf(day) };
      const decided = await requests.decideOn(request, decision);
      if (!decided) return count;
      request = decided.request;
      if (!decided.isDecided) continue;
      await places.release(request, letGo(decided, day.index));
      count += 1;
    }
    await news.tell(request);
    return count;
  }

  async function outcomeOfDay(request: CareRequestDoc, day: BookedDay, known: CheckIns) {
    const { quote, quoted } = acceptedFor(request, day);
    const now = civilNow(quote.timeZone, clock.now());
    // Asked of the store only where it matters: most days that are looked at are still to come.
    if (!outcomeOf(day, quoted.to, now, true)) return null;
    const isCheckingIn = await known.isCheckingIn(centreOf(request, day), day.date);
    return outcomeOf(day, quoted.to, now, isCheckingIn);
  }

  return { run };
}

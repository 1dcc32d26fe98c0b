import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { civilNow } from '../../../lib/zone.js';
import { getRegion } from '../../../regions/regions.js';
import type { BookingNews } from '../booking-news.js';
import { acceptedFor } from '../bookings.view.js';
import type { CareRequestDoc, CareRequestsModel } from '../care-requests.model.js';
import { isReminderDue, stayOf } from '../day-of-care.rules.js';
import { eachDue } from './each-due.js';

type Deps = { requests: CareRequestsModel; news: BookingNews; clock: Clock };
type Held = { isHeld: () => boolean };

/**
 * Reminds families in the evening that care is tomorrow. The write that says so marks the request `isUntold`, so that
 * the notice is given also after a crash, and once: it is one for its booking and day.
 */
export function remindJob({ requests, news, clock }: Deps) {
  /** @returns how many days it reminded of */
  async function run({ isHeld }: Held): Promise<number> {
    // Nowhere is tomorrow later than this.
    const latest = addDays(clock.now().toISOString().slice(0, 10), 2);
    return eachDue(requests, latest, isHeld, remind);
  }

  async function remind(given: CareRequestDoc): Promise<number> {
    let request = given;
    let count = 0;
    for (const day of given.days) {
      const { timeZone, regionCode } = acceptedFor(request, day).quote;
      const now = civilNow(timeZone, clock.now());
      const bookedAt = civilNow(timeZone, request.confirmedAt ?? request.openedAt);
      const hours = { ...getRegion(regionCode).careDay, tomorrow: addDays(now.date, 1) };
      if (!isReminderDue(day, bookedAt, now, hours)) continue;
      const decision = { kind: 'remind', ...stayOf(day), at: clock.now() } as const;
      const decided = await requests.decideOn(request, decision);
      if (!decided) return count;
      request = decided.request;
      if (decided.isDecided) count += 1;
    }
    await news.tell(request);
    return count;
  }

  return { run };
}

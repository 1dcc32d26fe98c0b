import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { civilNow } from '../../../lib/zone.js';
import type { BookingNews } from '../booking-news.js';
import { acceptedFor } from '../bookings.view.js';
import type { BookedDay } from '../care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from '../care-requests.model.js';
import { outcomeOf, stayOf } from '../day-of-care.rules.js';
import { letGo } from '../held-stays.rules.js';
import type { Places } from '../places.js';
import { eachDue } from './each-due.js';

type Deps = { requests: CareRequestsModel; places: Places; news: BookingNews; clock: Clock };
type Held = { isHeld: () => boolean };

/**
 * Ends days of care that nobody ended: who did not come, and who was never checked out (`outcomeOf`). Each is decided by
 * one compare-and-set and gives its place back afterwards, so it may run twice at once and after any pause.
 */
export function settleDaysJob({ requests, places, news, clock }: Deps) {
  /** @returns how many days it ended */
  async function run({ isHeld }: Held): Promise<number> {
    const checkingIn = rememberedCheckIns(requests);
    // Nowhere is it a later day than this.
    const latest = addDays(clock.now().toISOString().slice(0, 10), 1);
    return eachDue(requests, latest, isHeld, (request) => settle(request, checkingIn));
  }

  async function settle(given: CareRequestDoc, isCheckingIn: CheckIns): Promise<number> {
    let request = given;
    let count = 0;
    for (const day of given.days) {
      const kind = await outcomeOfDay(request, day, isCheckingIn);
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

  async function outcomeOfDay(request: CareRequestDoc, day: BookedDay, isCheckingIn: CheckIns) {
    const { quote, quoted } = acceptedFor(request, day);
    const now = civilNow(quote.timeZone, clock.now());
    // Asked of the store only where it matters: most days that are looked at are still to come.
    if (!outcomeOf(day, quoted.to, now, true)) return null;
    return outcomeOf(day, quoted.to, now, await isCheckingIn(request.centreId, day.date));
  }

  return { run };
}

type CheckIns = (centreId: string, date: string) => Promise<boolean>;

/** Whether a centre checked in anybody on a day; asked once for each in a run. */
function rememberedCheckIns(requests: Pick<CareRequestsModel, 'listOfDay'>): CheckIns {
  const known = new Map<string, Promise<boolean>>();
  const ask = async (centreId: string, date: string) =>
    (await requests.listOfDay(centreId, date)).some(({ days }) =>
      days.some((day) => day.date === date && day.checkedInAt),
    );
  return (centreId, date) => {
    const key = `${centreId} ${date}`;
    const asked = known.get(key) ?? ask(centreId, date);
    known.set(key, asked);
    return asked;
  };
}

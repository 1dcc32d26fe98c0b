import type { Clock } from '../../../lib/clock.js';
import { civilNow } from '../../../lib/zone.js';
import { acceptedFor } from '../bookings.view.js';
import type { CareRequestsModel } from '../care-requests.model.js';

type Deps = { requests: CareRequestsModel; clock: Clock };
type Held = { isHeld: () => boolean };

const pageSize = 200;

/** Takes away what ailed a child once the day it stayed away is over: the centre needed it for that day. */
export function forgetSymptomsJob({ requests, clock }: Deps) {
  /** @returns how many it took away */
  async function run({ isHeld }: Held): Promise<number> {
    // Nowhere is a day over before it began in UTC.
    const latest = clock.now().toISOString().slice(0, 10);
    let count = 0;
    while (isHeld()) {
      const page = await requests.listSymptomsUntil(latest, pageSize);
      let forgotten = 0;
      for (const request of page)
        for (const day of request.days) {
          const today = civilNow(acceptedFor(request, day).quote.timeZone, clock.now()).date;
          if (day.absence?.sealed === undefined || day.date >= today) continue;
          const decided = await requests.decideOn(request, { kind: 'forgetSymptom', index: day.index });
          if (decided?.isDecided) forgotten += 1;
        }
      count += forgotten;
      if (page.length < pageSize || forgotten === 0) return count;
    }
    return count;
  }

  return { run };
}

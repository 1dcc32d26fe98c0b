import type { Clock } from '../../lib/clock.js';
import { regions } from '../../regions/regions.js';
import type { HomeVisitsModel } from './home-visits.model.js';

const pageSize = 200;
const day = 86_400_000;

/** An address is kept for a visit, not for a report that nobody writes. @returns how many visits */
export async function forgetAddresses({
  visits,
  clock,
}: {
  visits: HomeVisitsModel;
  clock: Clock;
}): Promise<number> {
  let count = 0;
  for (const { code, guidance } of regions) {
    const before = new Date(clock.now().getTime() - guidance.homeVisits.addressDays * day);
    const unreported = await visits.listUnreported(code, before, pageSize);
    for (const { _id } of unreported) await visits.decideOn(_id, { kind: 'forget', before });
    count += unreported.length;
  }
  return count;
}

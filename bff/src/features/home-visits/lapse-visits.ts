import type { Clock } from '../../lib/clock.js';
import type { HomeVisitsModel } from './home-visits.model.js';
import { nextDeadline } from './home-visits.service.js';

const pageSize = 200;

/** Times that were offered and are over: others are promised, and the family hears of it. @returns how many visits */
export async function lapseVisits({
  visits,
  clock,
}: {
  visits: HomeVisitsModel;
  clock: Clock;
}): Promise<number> {
  const lapsed = await visits.listLapsed(clock.now(), pageSize);
  for (const { _id, regionCode } of lapsed)
    await visits.decideOn(_id, {
      ...{ kind: 'lapse', at: clock.now() },
      answerBy: nextDeadline(regionCode, clock),
    });
  return lapsed.length;
}

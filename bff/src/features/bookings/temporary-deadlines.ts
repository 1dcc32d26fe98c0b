import type { Clock } from '../../lib/clock.js';
import type { BookingNews } from './booking-news.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';
import type { Places } from './places.js';

type Deps = { requests: CareRequestsModel; places: Places; news: BookingNews; clock: Clock };

const pageSize = 200;

export type TemporaryDeadlines = ReturnType<typeof temporaryDeadlines>;

/** Ends what a centre did not answer in time: first the decision, then the release, then the family is told. */
export function temporaryDeadlines({ requests, places, news, clock }: Deps) {
  /** All centres'. Safe twice at once and after any pause. @returns how many requests it decided about */
  async function expireDue(): Promise<number> {
    for (let count = 0; ; ) {
      const due = await requests.listWaitingBefore(clock.now(), pageSize);
      for (const request of due) count += await expire(request);
      if (due.length < pageSize) return count;
    }
  }

  async function expire(request: CareRequestDoc): Promise<number> {
    const after = await requests.decideOn(request, { kind: 'expire', at: clock.now() });
    if (!after) return 0;
    await places.release(
      after.request,
      after.request.days.filter(({ state }) => state === 'expired'),
    );
    await news.tell(after.request);
    return after.isDecided ? 1 : 0;
  }

  return { expireDue, expire };
}

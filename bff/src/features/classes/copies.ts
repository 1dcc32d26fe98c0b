import { itemOf, type QueueItem, type RosterDoc } from '../bookings/roster.public.js';
import { type Seats, seatNamed } from './seats.js';
import type { NewsOfSignUps } from './sign-up-news.js';
import type { SignUpDoc, SignUpsModel } from './sign-ups.model.js';

type Deps = {
  signUps: Pick<SignUpsModel, 'decideOn'>;
  seats: Pick<Seats, 'onWritten'>;
  news: NewsOfSignUps;
};

/** Copies into sign-ups what the seat lists decided about those who wait, and tells their families at once. */
export function signUpCopies({ signUps, seats, news }: Deps) {
  const underWay = new Set<Promise<unknown>>();

  /** @returns the sign-up as it is now; null when it is gone */
  async function copy(item: QueueItem): Promise<SignUpDoc | null> {
    const { _id, attempt } = seatNamed(item.entry);
    const decided = await signUps.decideOn(_id, { kind: 'hear', attempt, item });
    if (decided) await news.tell(decided.signUp);
    return decided?.signUp ?? null;
  }

  /**
   * Copies what this process writes to seat lists while others wait for nothing of it: whoever gives a seat back need
   * not know who gets it. What a crash leaves uncopied the job finds.
   */
  function watch(): void {
    seats.onWritten((next, before) => {
      for (const item of next.queue ?? []) if (isDecidedByList(item, before)) start(copy(item));
    });
  }

  function start(work: Promise<unknown>): void {
    const settled = work.catch(() => undefined).finally(() => underWay.delete(settled));
    underWay.add(settled);
  }

  return {
    copy,
    watch,
    /** Resolves when nothing that was seen is left to copy. */
    async idle(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** What its own family did, whoever wrote it knows. */
function isDecidedByList(item: QueueItem, before: Pick<RosterDoc, 'queue'>): boolean {
  const isNew = itemOf(before, item.entry)?.ver !== item.ver;
  return isNew && ['offered', 'waiting', 'expired'].includes(item.state) && item.ver > 1;
}

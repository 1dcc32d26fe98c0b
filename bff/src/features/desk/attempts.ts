import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { AttemptsModel } from './attempts.model.js';
import type { DeskGuesses } from './desk.public.js';

/** What may be tried how often: `most` times in each window of so many minutes. */
export const limits = {
  /** An invitation has 65 bits: this is only so that nobody keeps the service busy. */
  join: { most: 10, minutes: 24 * 60 },
  /** Three of a million codes are good at any moment: who has the first factor needs some four years of guessing. */
  open: { most: 5, minutes: 30 },
  /** Six digits of who collects, typed: with thirty codes out, one of some 3,000 who guess at a desk all day gets in. */
  pickup: { most: 10, minutes: 30 },
} as const;

export type Attempts = ReturnType<typeof deskAttempts>;

/** Counted in the store before anything is compared, so that neither parallel guesses nor several processes share one. */
export function deskAttempts(model: AttemptsModel, clock: Clock) {
  const windowOf = (what: keyof typeof limits, who: string) => {
    const lengthMs = limits[what].minutes * 60_000;
    const number = Math.floor(clock.now().getTime() / lengthMs);
    return { id: `${what}/${who}/${number}`, endsAt: new Date((number + 1) * lengthMs) };
  };

  return {
    /** How many tries are left after this one. @throws DomainError rate_limited with the seconds to wait */
    async take(what: keyof typeof limits, who: string): Promise<number> {
      const { id, endsAt } = windowOf(what, who);
      const count = await model.take(id, limits[what].most, endsAt);
      if (count !== null) return limits[what].most - count;
      throw new DomainError('rate_limited', {
        n: Math.ceil((endsAt.getTime() - clock.now().getTime()) / 1000),
      });
    },
    /** After a success: only what went wrong counts. */
    forget: (what: keyof typeof limits, who: string) => model.forget(windowOf(what, who).id),
  };
}

/** Codes of whoever collects, as they are said at the desk of one membership. */
export function pickupGuesses(attempts: Attempts): DeskGuesses {
  return {
    async take({ membershipId }) {
      await attempts.take('pickup', membershipId);
    },
    forget: ({ membershipId }) => attempts.forget('pickup', membershipId),
  };
}

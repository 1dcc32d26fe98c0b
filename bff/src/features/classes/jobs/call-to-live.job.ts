import type { Clock } from '../../../lib/clock.js';
import { getRegion } from '../../../regions/regions.js';
import { sessionOnAir } from '../class.rules.js';
import type { ClassDoc, ClassesModel } from '../classes.model.js';
import type { Settling } from '../settling.js';
import { isSeated } from '../sign-up.rules.js';
import type { SignUpDoc, SignUpsModel } from '../sign-ups.model.js';

type Deps = {
  classes: Pick<ClassesModel, 'listLiveBefore'>;
  signUps: Pick<SignUpsModel, 'listOfClass'>;
  settling: Settling;
  clock: Clock;
};
type Held = { isHeld: () => boolean };
/** `since`: who signed up from then on knows. */
type Call = { startsAt: Date; isOn: boolean; since: Date };

const pageSize = 200;
/** Nowhere is anybody called earlier, nor may a host begin earlier. */
const earliestMs = 3_600_000;

/**
 * Calls families to the live class that they signed up for: some minutes before it begins, or as soon as its host began
 * before that; once for each session and time.
 */
export function callToLiveJob({ classes, signUps, settling, clock }: Deps) {
  /** @returns how many families it called */
  async function run({ isHeld }: Held): Promise<number> {
    const now = clock.now();
    const until = new Date(now.getTime() + earliestMs);
    let count = 0;
    let after = '';
    while (isHeld()) {
      const page = await classes.listLiveBefore(now, until, after, pageSize);
      for (const given of page) {
        const call = callOf(given, now);
        if (call) count += await callAll(given, call, now, isHeld);
      }
      after = page.at(-1)?._id ?? after;
      if (page.length < pageSize) break;
    }
    return count;
  }

  async function callAll(
    { _id }: ClassDoc,
    { startsAt, isOn, since }: Call,
    now: Date,
    isHeld: () => boolean,
  ): Promise<number> {
    const isDue = (signUp: SignUpDoc): boolean =>
      isSeated(signUp) && signUp.joinedAt < since && signUp.calledTo?.getTime() !== startsAt.getTime();
    let count = 0;
    let after = '';
    while (isHeld()) {
      const page = await signUps.listOfClass(_id, after, pageSize);
      for (const signUp of page.filter(isDue))
        if ((await settling.decide(signUp, { kind: 'call', startsAt, isOn, at: now }))?.isDecided) count += 1;
      after = page.at(-1)?._id ?? after;
      if (page.length < pageSize) break;
    }
    return count;
  }

  return { run };
}

/** To which session families are to be called now; null where it is to none. */
function callOf(given: ClassDoc, now: Date): Call | null {
  const begun = sessionOnAir(given);
  if (begun && given.onAir) return { startsAt: begun.startsAt, isOn: true, since: given.onAir.from };
  const soonMs = getRegion(given.regionCode).classes.callToLiveMinutes * 60_000;
  for (const { startsAt } of given.sessions) {
    const since = new Date(startsAt.getTime() - soonMs);
    if (since <= now && now < startsAt) return { startsAt, isOn: false, since };
  }
  return null;
}

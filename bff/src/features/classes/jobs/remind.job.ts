import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { civilNow } from '../../../lib/zone.js';
import { getRegion } from '../../../regions/regions.js';
import type { ClassDoc, ClassesModel } from '../classes.model.js';
import type { Settling } from '../settling.js';
import { isSeated } from '../sign-up.rules.js';
import type { SignUpDoc, SignUpsModel } from '../sign-ups.model.js';

type Deps = {
  classes: Pick<ClassesModel, 'listBeginning'>;
  signUps: Pick<SignUpsModel, 'listOfClass'>;
  settling: Settling;
  clock: Clock;
};
type Held = { isHeld: () => boolean };

const pageSize = 200;
/** Nowhere is tomorrow later than this. */
const latestMs = 2 * 86_400_000;

/** Reminds families in the evening of the session that their child has tomorrow, once for each time one is to begin. */
export function remindJob({ classes, signUps, settling, clock }: Deps) {
  /** @returns how many families it reminded */
  async function run({ isHeld }: Held): Promise<number> {
    const now = clock.now();
    let count = 0;
    let after = '';
    while (isHeld()) {
      const page = await classes.listBeginning(now, new Date(now.getTime() + latestMs), after, pageSize);
      for (const given of page) {
        const startsAt = tomorrowOf(given, now);
        if (startsAt) count += await remindAll(given, startsAt, now, isHeld);
      }
      after = page.at(-1)?._id ?? after;
      if (page.length < pageSize) break;
    }
    return count;
  }

  async function remindAll(
    given: ClassDoc,
    startsAt: Date,
    now: Date,
    isHeld: () => boolean,
  ): Promise<number> {
    let count = 0;
    let after = '';
    while (isHeld()) {
      const page = await signUps.listOfClass(given._id, after, pageSize);
      for (const signUp of page.filter((one) => isDue(one, given, startsAt, now)))
        if ((await settling.decide(signUp, { kind: 'remind', startsAt, at: now }))?.isDecided) count += 1;
      after = page.at(-1)?._id ?? after;
      if (page.length < pageSize) break;
    }
    return count;
  }

  return { run };
}

/** When its session of tomorrow begins, where it is the evening before by the clocks of its place. */
function tomorrowOf({ sessions, timeZone, regionCode }: ClassDoc, now: Date): Date | undefined {
  const { date, time } = civilNow(timeZone, now);
  const { remindFrom, remindUntil } = getRegion(regionCode).careDay;
  if (time < remindFrom || time >= remindUntil) return undefined;
  return sessions.find((session) => session.date === addDays(date, 1))?.startsAt;
}

/** Who signed up this very evening knows. */
function isDue(
  { remindedOf, joinedAt, ...signUp }: SignUpDoc,
  { timeZone, regionCode }: ClassDoc,
  startsAt: Date,
  now: Date,
): boolean {
  if (!isSeated(signUp) || remindedOf?.getTime() === startsAt.getTime()) return false;
  const joined = civilNow(timeZone, joinedAt);
  return joined.date < civilNow(timeZone, now).date || joined.time < getRegion(regionCode).careDay.remindFrom;
}

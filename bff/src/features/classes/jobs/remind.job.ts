import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { civilNow } from '../../../lib/zone.js';
import { getRegion } from '../../../regions/regions.js';
import { beginOf } from '../class.rules.js';
import type { ClassDoc, ClassesModel } from '../classes.model.js';
import type { Settling } from '../settling.js';
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

/** Reminds families in the evening of the class that their child has tomorrow, once for each time it is to begin. */
export function remindJob({ classes, signUps, settling, clock }: Deps) {
  /** @returns how many families it reminded */
  async function run({ isHeld }: Held): Promise<number> {
    const now = clock.now();
    let count = 0;
    let after = '';
    while (isHeld()) {
      const page = await classes.listBeginning(now, new Date(now.getTime() + latestMs), after, pageSize);
      for (const given of page) if (isTomorrow(given, now)) count += await remindAll(given, now, isHeld);
      after = page.at(-1)?._id ?? after;
      if (page.length < pageSize) break;
    }
    return count;
  }

  async function remindAll(given: ClassDoc, now: Date, isHeld: () => boolean): Promise<number> {
    const startsAt = beginOf(given);
    if (!startsAt) return 0;
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

/** It is the evening before, by the clocks of its place. */
function isTomorrow({ sessions, timeZone, regionCode }: ClassDoc, now: Date): boolean {
  const { date, time } = civilNow(timeZone, now);
  const { remindFrom, remindUntil } = getRegion(regionCode).careDay;
  return time >= remindFrom && time < remindUntil && sessions[0]?.date === addDays(date, 1);
}

/** Who signed up this very evening knows. */
function isDue(
  { state, remindedOf, joinedAt }: SignUpDoc,
  { timeZone, regionCode }: ClassDoc,
  startsAt: Date,
  now: Date,
): boolean {
  if (state !== 'confirmed' || remindedOf?.getTime() === startsAt.getTime()) return false;
  const joined = civilNow(timeZone, joinedAt);
  return joined.date < civilNow(timeZone, now).date || joined.time < getRegion(regionCode).careDay.remindFrom;
}

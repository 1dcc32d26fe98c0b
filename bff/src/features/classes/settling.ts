import type { Clock } from '../../lib/clock.js';
import { keptFaults } from '../../lib/kept-faults.js';
import type { GuidanceLog } from '../guidance/guidance.public.js';
import type { ClassChange } from './class.rules.js';
import type { ClassDoc, ClassesModel } from './classes.model.js';
import { lineOf, type Seats } from './seats.js';
import { type Decision, isSeated, isStanding } from './sign-up.rules.js';
import type { NewsOfSignUps } from './sign-up-news.js';
import type { Decided, SignUpDoc, SignUpsModel } from './sign-ups.model.js';

type Deps = {
  classes: ClassesModel;
  signUps: SignUpsModel;
  seats: Seats;
  news: NewsOfSignUps;
  guidance: GuidanceLog;
  clock: Clock;
};

export type Settling = ReturnType<typeof classSettling>;

const pageSize = 200;

/** The class as cancelled, and still to be told. */
export function cancelled(before: ClassDoc, told: Omit<ClassChange, 'kind'>): ClassDoc {
  const changes = [...before.changes, { kind: 'cancelled' as const, ...told }];
  return { ...before, status: 'cancelled', changes, epoch: before.epoch + 1, isUnsettled: true };
}

/** What follows from a decision, after it was written: seats given back, families told, contacts put down. All safe to repeat. */
export function classSettling({ classes, signUps, seats, news, guidance }: Deps) {
  /**
   * Decides, then does what follows. @returns null when it is gone. @throws DomainError retry
   */
  async function decide(signUp: SignUpDoc, decision: Decision): Promise<Decided | null> {
    const decided = await signUps.decideOn(signUp._id, decision);
    if (decided) await follow(decided.signUp);
    return decided;
  }

  async function follow(signUp: SignUpDoc): Promise<void> {
    if (!isStanding(signUp)) await giveBack(signUp);
    await count(signUp);
    await news.tell(signUp);
  }

  /** An attempt that nobody was told of comes to nothing; what it had goes back whatever became of the sign-up. */
  async function abandon(signUp: SignUpDoc): Promise<boolean> {
    const decided = await signUps.decideOn(signUp._id, { kind: 'abandon', attempt: signUp.attempt });
    const isAlive = decided && isStanding(decided.signUp) && decided.signUp.attempt === signUp.attempt;
    if (!isAlive) await giveBack(signUp);
    return decided?.isDecided ?? false;
  }

  /** What the seat list says by now of one that waits. @returns the sign-up as it is then */
  async function hearLine(signUp: SignUpDoc): Promise<SignUpDoc> {
    const line = lineOf(await seats.find(signUp.classId), signUp);
    if (!line) return signUp;
    const { attempt } = signUp;
    const isTaken = line.item.state === 'taken';
    // The seat was made its own and the write that says so is missing: the family did ask for it.
    const heard = isTaken
      ? await decide(signUp, { kind: 'accept', attempt })
      : await decide(signUp, { kind: 'hear', attempt, item: line.item });
    return heard?.signUp ?? signUp;
  }

  async function giveBack(signUp: SignUpDoc): Promise<void> {
    const given = await classes.find(signUp.classId);
    if (given && given.seats !== null) await seats.giveBack(given, signUp);
    await signUps.decideOn(signUp._id, { kind: 'given', attempt: signUp.attempt });
  }

  /**
   * What this family gave up in this class and the list does not know yet. The write that lets a child sign up again is
   * the one that marked it, so whoever signs up finds it here and never meets its own dead entry in the line.
   */
  async function giveBackOf({ familyId, classId }: Pick<SignUpDoc, 'familyId' | 'classId'>): Promise<void> {
    const mine = await signUps.listOfFamily(familyId);
    for (const ended of mine.filter((one) => one.classId === classId && one.isUngiven)) await follow(ended);
  }

  /** Puts down in the child's yearly guidance that it was there. */
  async function count(signUp: SignUpDoc): Promise<void> {
    const { familyId, childId, attendedOn: on, classId } = signUp;
    const given = signUp.isUncounted && (await classes.find(classId));
    if (!given || on === null) return;
    const { title, organiser, way, isDemo } = given;
    const kind = way === 'onSite' ? given.kind : way;
    await guidance.note({
      ...{ familyId, childId, on, kind, sourceId: classId, title },
      ...{ districtCode: organiser.districtCode, isDemo },
    });
    await signUps.decideOn(signUp._id, { kind: 'counted' });
  }

  /**
   * Lets the seat list and all who signed up hear what became of the class, until nobody changed it meanwhile.
   * @returns how many sign-ups heard of something
   */
  async function settleClass(given: ClassDoc): Promise<number> {
    let current: ClassDoc | null = given;
    let heard = 0;
    while (current?.isUnsettled) {
      if (current.seats !== null)
        await (current.status === 'cancelled' ? seats.close(current) : seats.tell(current));
      heard += await tellChanges(current);
      heard += await tellReplay(current);
      if (await classes.markSettled(current)) return heard;
      current = await classes.find(current._id);
    }
    return heard;
  }

  /** Also who only waits. Whoever signs up meanwhile reads the class again before it holds. */
  async function tellChanges(given: ClassDoc): Promise<number> {
    const n = given.changes.length;
    if (n === 0) return 0;
    return countHeard(given._id, async (signUp) => {
      if (!isStanding(signUp) || signUp.knownChanges >= n) return false;
      const heard = await tellChangesTo(signUp, given);
      return heard !== null && heard.knownChanges > signUp.knownChanges;
    });
  }

  /** Each of the changes that this family does not know, in their order; of a class that was cancelled only that. */
  async function tellChangesTo(signUp: SignUpDoc, { status, changes }: ClassDoc): Promise<SignUpDoc | null> {
    const first = status === 'cancelled' ? changes.length : signUp.knownChanges + 1;
    let current: SignUpDoc | null = signUp;
    for (let n = first; n <= changes.length; n += 1) {
      const told = changes[n - 1];
      if (!told || !current) break;
      const decided: Decided | null = await decide(current, {
        ...{ kind: 'change', change: told.kind, n, at: told.at },
      });
      current = decided?.signUp ?? null;
    }
    return current;
  }

  /** Lets those who had a seat in a live class know that its replay is there, once each. */
  async function tellReplay({ _id: classId, replayOf, status, publishedAt: at }: ClassDoc): Promise<number> {
    if (replayOf === null || status !== 'published') return 0;
    return countHeard(replayOf, async (signUp) =>
      isSeated(signUp) && !signUp.knowsReplay
        ? Boolean((await decide(signUp, { kind: 'replayOut', classId, at }))?.isDecided)
        : false,
    );
  }

  /** All sign-ups of a class. One that can't be told now keeps no other from hearing. @returns how many heard */
  async function countHeard(
    classId: string,
    tellOne: (signUp: SignUpDoc) => Promise<boolean>,
  ): Promise<number> {
    const faults = keptFaults();
    let heard = 0;
    let after = '';
    for (;;) {
      const page = await signUps.listOfClass(classId, after, pageSize);
      for (const signUp of page) if (await faults.attempt(tellOne(signUp), false)) heard += 1;
      after = page.at(-1)?._id ?? after;
      if (page.length < pageSize) break;
    }
    faults.rethrow();
    return heard;
  }

  return { decide, follow, giveBackOf, abandon, hearLine, settleClass, tellChangesTo };
}

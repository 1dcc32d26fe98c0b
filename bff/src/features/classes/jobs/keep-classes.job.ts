import type { Clock } from '../../../lib/clock.js';
import { keptFaults } from '../../../lib/kept-faults.js';
import { isLive, type RosterDoc } from '../../bookings/roster.public.js';
import { signUpClosesAt } from '../class.rules.js';
import type { ClassDoc, ClassesModel } from '../classes.model.js';
import type { ClassClosing } from '../closing.js';
import { type Seats, seatNamed } from '../seats.js';
import type { Settling } from '../settling.js';
import { isHolding, isStanding } from '../sign-up.rules.js';
import type { NewsOfSignUps } from '../sign-up-news.js';
import type { SignUpDoc, SignUpsModel } from '../sign-ups.model.js';

export type KeepingDeps = {
  classes: ClassesModel;
  signUps: SignUpsModel;
  seats: Seats;
  settling: Settling;
  closing: Pick<ClassClosing, 'closeAll'>;
  news: NewsOfSignUps;
  clock: Clock;
};

/** A `pending` of this age has no living process behind it. Courtesy, not safety: deciding too early costs a retry. */
const tooOldMs = 60_000;
/** A woken process can write late; so can a clock that is a little off. */
const overlapMs = 10 * 60_000;
const pageSize = 500;

/** Ends offers and lines whose time is over, and settles what a crash left. Safe twice at once, after any pause. */
export function classKeeper({ classes, signUps, seats, settling, closing, news, clock }: KeepingDeps) {
  // From the beginning at first: the crash may have been long ago.
  let scannedUntil = new Date(0);

  /** @returns how much it dealt with */
  async function run(): Promise<number> {
    const startedAt = clock.now();
    const faults = keptFaults();
    const counts = [
      await faults.attempt(settleClasses(), 0),
      await faults.attempt(closing.closeAll(), 0),
      await faults.attempt(abandonOldPending(startedAt), 0),
      await faults.attempt(giveBackEnded(), 0),
      await faults.attempt(expireOffers(startedAt), 0),
      await faults.attempt(settleTouched(), 0),
      await faults.attempt(endLines(startedAt), 0),
      await faults.attempt(countAttended(), 0),
      // Last: notices that can't be given now keep nothing else from being settled.
      await faults.attempt(news.tellAll(), 0),
    ];
    faults.rethrow();
    scannedUntil = new Date(startedAt.getTime() - overlapMs);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async function settleClasses(): Promise<number> {
    const unsettled = await classes.listUnsettled(pageSize);
    for (const given of unsettled) await settling.settleClass(given);
    return unsettled.length;
  }

  async function abandonOldPending(now: Date): Promise<number> {
    const old = await signUps.listPendingBefore(new Date(now.getTime() - tooOldMs), pageSize);
    for (const signUp of old) await settling.abandon(signUp);
    return old.length;
  }

  /** However long ago they ended: the list that still has them need not have been written since. */
  async function giveBackEnded(): Promise<number> {
    const ungiven = await signUps.listUngiven(pageSize);
    for (const signUp of ungiven) await settling.follow(signUp);
    return ungiven.length;
  }

  async function expireOffers(now: Date): Promise<number> {
    const overdue = await signUps.listOverdue(now, pageSize);
    for (const signUp of overdue) {
      const given = await classes.find(signUp.classId);
      if (given) await seats.expire(given, signUp);
      await settling.hearLine(signUp);
    }
    return overdue.length;
  }

  async function settleTouched(): Promise<number> {
    let count = 0;
    let since = scannedUntil;
    for (;;) {
      const page = await seats.listTouchedSince(since, pageSize);
      for (const list of page) count += await settleList(list);
      const last = page.at(-1);
      if (!last || page.length < pageSize || last.touchedAt <= since) return count;
      since = last.touchedAt;
    }
  }

  /** Every claim and every place in line belongs to an attempt that stands; what waits knows what was decided. */
  async function settleList(list: RosterDoc): Promise<number> {
    const given = await classes.find(list._id);
    if (!given) return 0;
    const claimed = list.claims.filter(({ isOffer }) => !isOffer).map(({ id }) => id);
    const inLine = (list.queue ?? []).filter(({ familyId }) => familyId !== '');
    const named = [...claimed, ...inLine.map(({ entry }) => entry)].map(seatNamed);
    const known = new Map((await signUps.findMany(named.map(({ _id }) => _id))).map((one) => [one._id, one]));
    let count = 0;
    for (const id of claimed) {
      const owner = ownerOf(known, id);
      if (owner?.state === 'waiting') await settling.hearLine(owner);
      // A sign-up stands before its claim, so one that is not there was erased with its family.
      else if (!owner || !isHolding(owner)) await seats.forget(given, seatNamed(id));
      else continue;
      count += 1;
    }
    for (const { entry, state, ver } of inLine) {
      const owner = ownerOf(known, entry);
      if (!owner) await seats.forget(given, seatNamed(entry));
      else if (!isStanding(owner) && isLive(state)) await seats.giveBack(given, owner);
      else if (owner.state === 'waiting' && owner.ver < ver && state !== 'taken')
        await settling.hearLine(owner);
      else continue;
      count += 1;
    }
    return count;
  }

  /** Who still waits when nobody is offered a seat any more. */
  async function endLines(now: Date): Promise<number> {
    let count = 0;
    let after = '';
    const byId = new Map<string, ClassDoc | null>();
    for (;;) {
      const page = await signUps.listWaiting(after, pageSize);
      for (const signUp of page) {
        const { classId } = signUp;
        if (!byId.has(classId)) byId.set(classId, await classes.find(classId));
        const closesAt = endOfLine(byId.get(classId));
        const isOffered = signUp.offeredUntil !== null && signUp.offeredUntil > now;
        if (!closesAt || closesAt > now || isOffered) continue;
        await settling.decide(signUp, { kind: 'runOver', at: now });
        count += 1;
      }
      after = page.at(-1)?._id ?? after;
      if (page.length < pageSize) return count;
    }
  }

  async function countAttended(): Promise<number> {
    const uncounted = await signUps.listUncounted(pageSize);
    for (const signUp of uncounted) await settling.follow(signUp);
    return uncounted.length;
  }

  return { run };
}

function ownerOf(known: ReadonlyMap<string, SignUpDoc>, id: string): SignUpDoc | null {
  const { _id, attempt } = seatNamed(id);
  const owner = known.get(_id);
  return owner?.attempt === attempt ? owner : null;
}

const endOfLine = (given: ClassDoc | null | undefined): Date | null => (given ? signUpClosesAt(given) : null);

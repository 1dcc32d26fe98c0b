import type { Clock } from '../../lib/clock.js';
import { keptFaults } from '../../lib/kept-faults.js';
import { civilNow } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import type { DayHeld, DayRefusal, OtherHolders, PlacesByDay } from '../bookings/bookings.public.js';
import { type BookableCentre, type Centres, placesForBookings } from '../centres/centres.public.js';
import type { Children } from '../families/families.public.js';
import { closedEvents, comingOf, compareDays, type WantedDay, wantedDays } from './days.rules.js';
import { type Decision, type Event, isClaimAlive } from './enrolment.rules.js';
import type { EnrolmentDoc, EnrolmentsModel, Texts } from './enrolments.model.js';

type Deps = {
  enrolments: EnrolmentsModel;
  places: PlacesByDay;
  centres: Centres;
  families: Children;
  clock: Clock;
};

/** Of ids of enrolments, and so of the owners of their claims. */
export const enrolmentPrefix = 'en';
/** An attempt of this age has no living process behind it. Courtesy, not safety: deciding too early costs a retry. */
const attemptTooOldMs = 60_000;
const pageSize = 200;

/** What an attempt got: all its days but those refused. */
export type Claimed = {
  enrolment: EnrolmentDoc;
  n: number;
  days: DayHeld[];
  refused: Map<string, DayRefusal>;
};

export type EnrolledDays = ReturnType<typeof enrolledDays>;

/**
 * The places that enrolments hold, day by day, and the job that keeps them in line with what was agreed and with the
 * centre (docs/booking-protocol.md, “Enrolment”). Decided on the enrolment first; what that ends is owed by the same
 * write and given back afterwards.
 */
export function enrolledDays({ enrolments, places, centres, families, clock }: Deps) {
  /** Decides, then gives back what that ended. @returns null when the enrolment is gone. @throws DomainError retry */
  async function decideAndSettle(read: EnrolmentDoc, decision: Decision, texts?: Texts) {
    const decided = await enrolments.decideOn(read, decision, texts);
    return decided && { ...decided, enrolment: await settle(decided.enrolment) };
  }

  async function settle(enrolment: EnrolmentDoc): Promise<EnrolmentDoc> {
    const { owed } = enrolment;
    if (owed.length === 0) return enrolment;
    await giveBack(enrolment, owed);
    return (await enrolments.decideOn(enrolment, { kind: 'givenBack', days: owed }))?.enrolment ?? enrolment;
  }

  async function giveBack(enrolment: EnrolmentDoc, days: readonly DayHeld[]): Promise<void> {
    for (const day of days) await places.release(holderOf(enrolment), day);
  }

  /**
   * Claims days under a new number: decided first, so that each claim has a living owner from its first moment.
   * @returns what could not be had, by date; null when others decided about the enrolment meanwhile
   */
  async function claim(
    read: EnrolmentDoc,
    wanted: readonly WantedDay[],
    centre: BookableCentre,
  ): Promise<Claimed | null> {
    const days = [...wanted];
    const opened = await enrolments.decideOn(read, { kind: 'attempt', days, at: clock.now() });
    // Before anything is given back: by then the attempt that stands there may be somebody else's.
    const attempt = opened?.isDecided ? opened.enrolment.attempt : null;
    if (!opened || !attempt) return null;
    const enrolment = await settle(opened.enrolment);
    const refused = new Map<string, DayRefusal>();
    for (const day of attempt.days) {
      const refusal = await places.claim(holderOf(read), { ...day, places: usualPlaces(day, centre) });
      if (refusal) refused.set(day.date, refusal);
    }
    return { enrolment, n: attempt.n, days: attempt.days, refused };
  }

  /** After others decided: what this attempt claimed since is nobody's. */
  function giveUp({ enrolment, days }: Claimed): Promise<void> {
    return giveBack(enrolment, days);
  }

  /** Which of these days could not be had now. Holds nothing. */
  async function lookAt(enrolment: EnrolmentDoc, wanted: readonly WantedDay[], centre: BookableCentre) {
    const refused = new Map<string, DayRefusal>();
    for (const day of wanted) {
      const asked = { ...day, n: enrolment.n + 1, places: usualPlaces(day, centre) };
      const refusal = await places.look(holderOf(enrolment), asked);
      if (refusal) refused.set(day.date, refusal);
    }
    return refused;
  }

  /** Whether the centre and the child still are as they were when the days were worked out. */
  async function isStillSo({ centreId, familyId, childId }: EnrolmentDoc, epoch: number): Promise<boolean> {
    const [centre, child] = await Promise.all([
      centres.findStanding(centreId),
      families.hasChild(familyId, childId),
    ]);
    return child && centre?.filing.status === 'filed' && centre.epoch === epoch;
  }

  /** Ends days that are none any more and claims those that are missing. @returns whether it wrote anything */
  async function bringInLine(enrolment: EnrolmentDoc, centre: BookableCentre): Promise<boolean> {
    const { placement, lastDay } = enrolment;
    if (enrolment.state !== 'accepted' || !placement) return false;
    const region = getRegion(centre.regionCode);
    const now = clock.now();
    const today = civilNow(centre.timeZone, now).date;
    const inLineWith = `${centre.epoch} ${centre.filing.status} ${today}`;
    if (enrolment.inLineWith === inLineWith) return false;
    const where = { centre, region, today };
    const wanted = wantedDays(comingOf(enrolment, placement), where);
    const { missing, drop } = compareDays(enrolment, wanted, today);
    const claimed = missing.length > 0 ? await claim(enrolment, missing, centre) : null;
    if (missing.length > 0 && !claimed) return false;
    const abandon = { kind: 'abandon', n: claimed?.n ?? 0 } as const;
    if (claimed && !(await isStillSo(enrolment, centre.epoch))) {
      await decideAndSettle(claimed.enrolment, abandon);
      return true;
    }
    // A run remembers centres: no day is ended by what one was a while ago.
    if (drop.length > 0 && (await centres.findStanding(centre.id))?.epoch !== centre.epoch) return false;
    const closed: Event[] = closedEvents(drop, where, now);
    const isOver = lastDay !== null && today > lastDay;
    const decided = await decideAndSettle(claimed?.enrolment ?? enrolment, {
      ...{ kind: 'bringInLine', n: claimed?.n ?? null, refused: [...(claimed?.refused.keys() ?? [])] },
      ...{ drop, closed, with: inLineWith, isOver },
    });
    if (claimed && !decided?.isDecided) await giveUp(claimed);
    return true;
  }

  /**
   * One run of the job. Safe twice at once and after any pause. @returns how many enrolments it wrote
   * @throws the first fault, after all others were seen to
   */
  async function run(): Promise<number> {
    let count = 0;
    const faults = keptFaults();
    const known = new Map<string, BookableCentre | null>();
    for (let after = ''; ; ) {
      const page = await enrolments.listUnsettled(after, pageSize);
      for (const enrolment of page) {
        if (!known.has(enrolment.centreId))
          known.set(enrolment.centreId, await centres.findBookable(enrolment.centreId));
        const seen = seeTo(enrolment, known.get(enrolment.centreId) ?? null);
        if (await faults.attempt(seen, false)) count += 1;
      }
      const last = page.at(-1);
      if (!last || page.length < pageSize) break;
      after = last._id;
    }
    faults.rethrow();
    return count;
  }

  async function seeTo(read: EnrolmentDoc, centre: BookableCentre | null): Promise<boolean> {
    let enrolment = await settle(read);
    const { attempt } = enrolment;
    if (attempt && attempt.at.getTime() > clock.now().getTime() - attemptTooOldMs) return false;
    if (attempt) {
      const abandoned = await decideAndSettle(enrolment, { kind: 'abandon', n: attempt.n });
      if (!abandoned) return false;
      enrolment = abandoned.enrolment;
    }
    if (enrolment.state === 'applied' && enrolment.answerBy <= clock.now() && !enrolment.overdueAt)
      return (
        (await enrolments.decideOn(enrolment, { kind: 'overdue', at: enrolment.answerBy }))?.isDecided ??
        false
      );
    const isInLine = centre !== null && (await bringInLine(enrolment, centre));
    return isInLine || enrolment !== read;
  }

  const holders: OtherHolders = {
    isOwner: (owner) => owner.startsWith(`${enrolmentPrefix}_`),
    async listAlive(claims, aggregateId) {
      const owners = await enrolments.findMany([...new Set(claims.map(({ owner }) => owner))]);
      const byId = new Map(owners.map((enrolment) => [enrolment._id, enrolment]));
      const alive = claims.filter(({ id, owner }) => {
        const enrolment = byId.get(owner);
        // It stands before its claims: one that is not there was erased with its family.
        return enrolment && isClaimAlive(enrolment, Number(id.split('#')[1]), aggregateId);
      });
      return new Set(alive.map(({ id }) => id));
    },
  };

  return { claim, giveUp, lookAt, isStillSo, decideAndSettle, bringInLine, run, holders };
}

const holderOf = ({ _id: id, familyId, childId, centreId }: EnrolmentDoc) => ({
  ...{ id, familyId, childId, centreId },
});

function usualPlaces({ groupId }: WantedDay, centre: BookableCentre): number {
  const group = centre.groups.find(({ id }) => id === groupId);
  return group ? placesForBookings(group) : 0;
}

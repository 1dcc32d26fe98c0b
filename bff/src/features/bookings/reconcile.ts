import type { Clock } from '../../lib/clock.js';
import type { BookingNews } from './booking-news.js';
import type { OtherHolders } from './bookings.public.js';
import { isClaimAlive, partsOf } from './care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';
import type { Closures } from './closures.js';
import { ownersOf, type Places } from './places.js';
import type { RosterDoc, RosterModel } from './roster.model.js';
import type { Claim } from './roster.rules.js';

export type ReconcileDeps = {
  requests: CareRequestsModel;
  rosters: RosterModel;
  childDays: RosterModel;
  places: Places;
  closures: Closures;
  others: OtherHolders;
  news: BookingNews;
  clock: Clock;
};

export type Reconciled = {
  abandoned: number;
  dropped: number;
  released: number;
  closed: number;
  told: number;
};

/** A `pending` or a change of this age has no living process behind it. Courtesy, not safety: deciding too early costs a retry. */
const tooOldMs = 60_000;
/** A woken process can write a claim late; so can a clock that is a little off. */
const overlapMs = 10 * 60_000;
const pageSize = 500;

/** Settles what a crash left behind (protocol §4). May run twice at once and after any pause. */
export function reconciler({
  requests,
  rosters,
  childDays,
  places,
  closures,
  others,
  news,
  clock,
}: ReconcileDeps) {
  // From the beginning at first: the crash may have been long ago.
  let scannedUntil = new Date(0);

  async function run(): Promise<Reconciled> {
    const startedAt = clock.now();
    const total = {
      abandoned: await abandonOldPending(startedAt),
      dropped: await dropOldChanges(startedAt),
      closed: await closures.sweepAll(),
      released: (await releaseDead(rosters)) + (await releaseDead(childDays)),
    };
    scannedUntil = new Date(startedAt.getTime() - overlapMs);
    // Last: notices that can't be given now keep nothing else from being settled.
    return { ...total, told: await news.tellAll() };
  }

  async function abandonOldPending(now: Date): Promise<number> {
    const old = await requests.listPendingBefore(new Date(now.getTime() - tooOldMs), pageSize);
    let count = 0;
    for (const request of old) {
      const abandoned = await requests.decideOn(request, { kind: 'abandon', n: request.n });
      if (!abandoned?.isDecided) continue;
      await places.release(request, request.days);
      count += 1;
    }
    return count;
  }

  async function dropOldChanges(now: Date): Promise<number> {
    const before = new Date(now.getTime() - tooOldMs);
    let count = 0;
    for (const request of await requests.listChangingSince(before, pageSize))
      for (const { index, change } of request.days) {
        if (!change || change.openedAt >= before) continue;
        const { to } = change;
        const dropped = await requests.decideOn(request, { kind: 'dropChange', index, n: to.n });
        if (!dropped?.isDecided) continue;
        await places.release(dropped.request, [{ ...to, index }]);
        count += 1;
      }
    return count;
  }

  async function releaseDead(aggregates: RosterModel): Promise<number> {
    let count = 0;
    let since = scannedUntil;
    for (;;) {
      const page = await aggregates.listTouchedSince(since, pageSize);
      for (const doc of page) count += await releaseDeadOf(aggregates, doc);
      const last = page.at(-1);
      if (!last || page.length < pageSize || last.touchedAt <= since) return count;
      since = last.touchedAt;
    }
  }

  async function releaseDeadOf(aggregates: RosterModel, doc: RosterDoc): Promise<number> {
    // An offer's place is its roster's own.
    const held = doc.claims.filter(({ isOffer }) => !isOffer);
    const byMonth = held.filter(({ owner }) => others.isOwner(owner));
    const byDay = held.filter((claim) => !byMonth.includes(claim));
    return (
      (await releaseOfRequests(aggregates, doc, byDay)) + (await releaseOfOthers(aggregates, doc, byMonth))
    );
  }

  async function releaseOfRequests(
    aggregates: RosterModel,
    doc: RosterDoc,
    held: readonly Claim[],
  ): Promise<number> {
    const byId = new Map<string, CareRequestDoc>();
    for (const owner of await requests.findMany(ownersOf(held)))
      byId.set(owner._id, await endOldReturns(owner));
    let count = 0;
    for (const { id, owner } of held) {
      const request = byId.get(partsOf(owner)?.requestId ?? '');
      const n = Number(id.split('#')[1]);
      // A request stands before its claims, so one that is not there was erased with its family.
      if (request && isClaimAlive(request, n, doc._id)) continue;
      const isCommitted = request?.versions.some((version) => version.n === n) ?? false;
      await aggregates.apply(doc, { kind: isCommitted ? 'release' : 'rollback', claimId: id });
      count += 1;
    }
    return count;
  }

  /** A child that was coming back when the process at its desk died: its place is given up, and may be asked for again. */
  async function endOldReturns(request: CareRequestDoc): Promise<CareRequestDoc> {
    let current = request;
    for (const { index, returning } of request.days) {
      if (!returning || clock.now().getTime() - returning.at.getTime() < tooOldMs) continue;
      const decided = await requests.decideOn(current, { kind: 'turnAway', index, n: returning.to.n });
      current = decided?.request ?? current;
    }
    return current;
  }

  async function releaseOfOthers(
    aggregates: RosterModel,
    doc: RosterDoc,
    held: readonly Claim[],
  ): Promise<number> {
    if (held.length === 0) return 0;
    const alive = await others.listAlive(held, doc._id);
    const dead = held.filter(({ id }) => !alive.has(id));
    for (const { id } of dead) await aggregates.apply(doc, { kind: 'release', claimId: id });
    return dead.length;
  }

  return { run };
}

import { DomainError } from '../../lib/domain-error.js';
import { type BookableCentre, placesForBookings } from '../centres/centres.public.js';
import { type BookedDay, bookingId, childDayId, partsOf, type Stay } from './care-request.rules.js';
import type { CareRequestDoc } from './care-requests.model.js';
import type { HeldStay } from './held-stays.rules.js';
import { liveFor } from './queue.rules.js';
import type { RosterModel, Seed } from './roster.model.js';
import { type Claim, type Refusal, rosterId } from './roster.rules.js';
import type { Command } from './roster-commands.rules.js';

/**
 * A child is at one place at a time: its day has one place, whoever asks (invariant 2). It belongs to no centre, so no
 * epoch closes it.
 */
export const childDayPlace = { places: 1, epoch: 0 };

export type Places = ReturnType<typeof bookingPlaces>;

/** A stay of one of a request's bookings: what it has, or what it is to have. */
type BookedStay = Stay & Pick<BookedDay, 'index'>;

/** What a request claims and releases: for each stay a place in the group's roster and the child's own day. */
export function bookingPlaces({ rosters, childDays }: { rosters: RosterModel; childDays: RosterModel }) {
  /**
   * Claims these stays: the child's days, then the rosters, both in the order given. Steps already done are done again
   * without effect.
   * @returns why it is refused, null when everything is held. What was claimed before a refusal stays: release it.
   */
  async function claim(
    request: CareRequestDoc,
    stays: readonly BookedStay[],
    centre: BookableCentre,
  ): Promise<DomainError | null> {
    for (const stay of stays) {
      const asked = { kind: 'claim', claim: claimOf(request, stay) } as const;
      const refusal = await childDays.apply(childDaySeed(request, stay), { ...asked, ...childDayPlace });
      if (refusal) return new DomainError('child_already_booked', { date: stay.date });
    }
    for (const stay of stays) {
      const word = { epoch: stay.epoch, places: usualPlaces(stay, centre) };
      const made = { claim: claimOf(request, stay), ...word };
      const asked: Command =
        stay.via === undefined ? { kind: 'claim', ...made } : { kind: 'convert', entry: stay.via, ...made };
      const refusal = await rosters.apply(rosterSeed(request, stay, word.places), asked);
      if (refusal)
        return new DomainError(codeOf(refusal), { date: stay.date, ...(await placeIf(refusal, stay)) });
    }
    return null;
  }

  /** The place in line that waiting would give now, where others wait already. */
  async function placeIf(refusal: Refusal, { groupId, date, slots }: Stay): Promise<{ n?: number }> {
    if (refusal !== 'waitedFor') return {};
    const roster = await rosters.find(rosterId(groupId, date));
    return { n: liveFor(roster?.queue, slots).length + 1 };
  }

  /**
   * Gives back what these stays hold, if anything; safe at any later time, for a dead claim never lives again. What was
   * never committed is rolled back, so that an offer which became it stands again.
   * @param request as it was read when they were known to be dead: its versions tell what was committed
   */
  async function release(request: CareRequestDoc, stays: readonly HeldStay[]): Promise<void> {
    for (const stay of stays) {
      const id = claimId(request._id, stay.n);
      const isCommitted = request.versions.some(({ n }) => n === stay.n);
      const kind = isCommitted ? 'release' : 'rollback';
      const seed = rosterSeed(request, { ...stay, epoch: 0 }, 0);
      await rosters.apply(seed, { kind, claimId: id });
      await childDays.apply(childDaySeed(request, stay), { kind: 'release', claimId: id });
    }
  }

  return { claim, release };
}

function codeOf(refusal: Refusal): 'retry' | 'others_are_waiting' | 'offer_gone' | 'no_place_left' {
  // Suspended or closed that day: its centre says so by now, and who asks again is told which.
  if (refusal === 'closed') return 'retry';
  if (refusal === 'waitedFor') return 'others_are_waiting';
  return refusal === 'gone' ? 'offer_gone' : 'no_place_left';
}

function usualPlaces({ groupId }: Stay, centre: BookableCentre): number {
  const group = centre.groups.find(({ id }) => id === groupId);
  return group ? placesForBookings(group) : 0;
}

export function claimId(requestId: string, n: number): string {
  return `${requestId}#${n}`;
}

/** The request that a claim was made for. */
export function requestOf(claim: string): string {
  return claim.split('#')[0] ?? '';
}

/** The requests whose bookings hold these. */
export function ownersOf(claims: readonly Pick<Claim, 'owner'>[]): string[] {
  return [...new Set(claims.flatMap(({ owner }) => partsOf(owner)?.requestId ?? []))];
}

/** Of a booking and not of its request: two days of one request that come to lie on one date must not meet. */
function claimOf({ _id, childId, familyId }: CareRequestDoc, stay: BookedStay): Claim {
  return { id: claimId(_id, stay.n), owner: bookingId(_id, stay), slots: stay.slots, childId, familyId };
}

function rosterSeed(
  { centreId }: CareRequestDoc,
  { groupId, date, epoch }: Pick<Stay, 'groupId' | 'date' | 'epoch'>,
  places: number,
): Seed {
  return { _id: rosterId(groupId, date), scope: centreId, date, places, epoch };
}

function childDaySeed({ childId, familyId }: CareRequestDoc, { date }: Pick<Stay, 'date'>): Seed {
  return { _id: childDayId(childId, date), scope: familyId, date, ...childDayPlace };
}

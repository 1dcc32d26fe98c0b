import { DomainError } from '../../lib/domain-error.js';
import { type BookableCentre, placesForBookings } from '../centres/centres.public.js';
import { type BookedDay, childDayId } from './care-request.rules.js';
import type { CareRequestDoc } from './care-requests.model.js';
import type { RosterModel, Seed } from './roster.model.js';
import { type Claim, rosterId } from './roster.rules.js';

/**
 * A child is at one place at a time: its day has one place, whoever asks (invariant 2). It belongs to no centre, so no
 * epoch closes it.
 */
export const childDayPlace = { places: 1, epoch: 0 };

export type Places = ReturnType<typeof bookingPlaces>;

/** What a request claims and releases: for each day a place in the group's roster and the child's own day. */
export function bookingPlaces({ rosters, childDays }: { rosters: RosterModel; childDays: RosterModel }) {
  /**
   * Claims what the attempt `request.n` wants: the child's days, then the rosters, both by date. Steps already done are
   * done again without effect.
   * @returns why it is refused, null when everything is held. What was claimed before a refusal stays: release it.
   */
  async function claim(request: CareRequestDoc, centre: BookableCentre): Promise<DomainError | null> {
    const wanted = request.days.filter(({ n }) => n === request.n);
    for (const day of wanted) {
      const asked = { kind: 'claim', claim: claimOf(request, day) } as const;
      const refusal = await childDays.apply(childDaySeed(request, day), { ...asked, ...childDayPlace });
      if (refusal) return new DomainError('child_already_booked', { date: day.date });
    }
    for (const day of wanted) {
      const word = { epoch: day.epoch, places: usualPlaces(day, centre) };
      const asked = { kind: 'claim', claim: claimOf(request, day), ...word } as const;
      const refusal = await rosters.apply(rosterSeed(request, day, word.places), asked);
      if (refusal === 'closed') return new DomainError('centre_suspended');
      if (refusal === 'full') return new DomainError('no_place_left', { date: day.date });
    }
    return null;
  }

  /** Gives back what these days hold, if anything. Safe at any later time: a dead claim never lives again. */
  async function release(request: CareRequestDoc, days: readonly BookedDay[]): Promise<void> {
    for (const day of days) {
      const command = { kind: 'release', claimId: claimId(request._id, day.n) } as const;
      await rosters.apply(rosterSeed(request, day, 0), command);
      await childDays.apply(childDaySeed(request, day), command);
    }
  }

  return { claim, release };
}

function usualPlaces({ groupId }: BookedDay, centre: BookableCentre): number {
  const group = centre.groups.find(({ id }) => id === groupId);
  return group ? placesForBookings(group) : 0;
}

export function claimId(requestId: string, n: number): string {
  return `${requestId}#${n}`;
}

function claimOf({ _id }: CareRequestDoc, { n, slots }: BookedDay): Claim {
  return { id: claimId(_id, n), owner: _id, slots };
}

function rosterSeed({ centreId }: CareRequestDoc, { groupId, date, epoch }: BookedDay, places: number): Seed {
  return { _id: rosterId(groupId, date), scope: centreId, date, places, epoch };
}

function childDaySeed({ childId, familyId }: CareRequestDoc, { date }: BookedDay): Seed {
  return { _id: childDayId(childId, date), scope: familyId, date, ...childDayPlace };
}

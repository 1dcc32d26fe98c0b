import { DomainError } from '../../lib/domain-error.js';
import { type BookableCentre, placesForBookings } from '../centres/centres.public.js';
import type { BookingDoc } from './bookings.model.js';
import type { RosterModel, Seed } from './roster.model.js';
import type { Claim } from './roster.rules.js';

/** A child is at one place at a time: its day has one place, whoever asks (invariant 2). */
const childDayPlaces = 1;
/** A child day belongs to no centre, so no epoch closes it. */
const childDayEpoch = 0;

export type Places = ReturnType<typeof bookingPlaces>;

/** What a booking claims and releases: a place in the group's roster and the child's own day. */
export function bookingPlaces({ rosters, childDays }: { rosters: RosterModel; childDays: RosterModel }) {
  /**
   * Claims the child's day, then the roster, in the plan's order. Steps already done are done again without effect.
   * @returns why it is refused, null when everything is held. What was claimed before a refusal stays: release it.
   */
  async function claim(booking: BookingDoc, centre: BookableCentre): Promise<DomainError | null> {
    const usual = usualPlaces(booking, centre);
    for (const item of booking.plan) {
      const made = claimOf(booking, item.n, item.slots);
      const asked = { kind: 'claim', claim: made } as const;
      const dayIsTaken = await childDays.apply(childDaySeed(booking), {
        ...asked,
        epoch: childDayEpoch,
        places: childDayPlaces,
      });
      if (dayIsTaken) return new DomainError('child_already_booked');
      const refusal = await rosters.apply(rosterSeed(booking, usual), {
        ...asked,
        epoch: booking.epoch,
        places: usual,
      });
      if (refusal === 'closed') return new DomainError('centre_suspended');
      if (refusal === 'full') return new DomainError('no_place_left');
    }
    return null;
  }

  /** Gives back what `booking#n` holds, if anything. Safe at any later time: a dead claim never lives again. */
  async function release(booking: BookingDoc, n: number): Promise<void> {
    const command = { kind: 'release', claimId: claimId(booking._id, n) } as const;
    await rosters.apply(rosterSeed(booking, 0), command);
    await childDays.apply(childDaySeed(booking), command);
  }

  return { claim, release };
}

function usualPlaces(booking: BookingDoc, centre: BookableCentre): number {
  const group = centre.groups.find((one) => one.id === booking.groupId);
  return group ? placesForBookings(group) : 0;
}

export function claimId(bookingId: string, n: number): string {
  return `${bookingId}#${n}`;
}

/** Whether claim `#n` of this booking is alive (protocol §1): judged per claim, not per booking. */
export function placesTaken(booking: BookingDoc, n: number): boolean {
  if (booking.status === 'pending') return booking.n === n;
  const isLive = booking.status === 'confirmed' || booking.status === 'checkedIn';
  return isLive && booking.plan.some((item) => item.n === n);
}

function claimOf(booking: BookingDoc, n: number, slots: number[]): Claim {
  return { id: claimId(booking._id, n), owner: booking._id, slots };
}

function rosterSeed(booking: BookingDoc, places: number): Seed {
  const { groupId, date, centreId, epoch } = booking;
  return { _id: `${groupId}:${date}`, scope: centreId, date, places, epoch };
}

function childDaySeed({ childId, date, familyId }: BookingDoc): Seed {
  return { _id: `${childId}:${date}`, scope: familyId, date, places: childDayPlaces, epoch: childDayEpoch };
}

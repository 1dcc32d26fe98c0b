import type { BookingsAtGate, CheckIns, FamilyBookings } from '../features/bookings/bookings.public.js';
import type { SignUpsOfFamily } from '../features/classes/classes.public.js';
import type { EnrolledOnDay, FamilyEnrolments } from '../features/enrolments/enrolments.public.js';

/** What a family has at centres by the day and by the month, and its seats in classes: whoever ends one of them ends all. */
export function careOfFamily(
  bookings: FamilyBookings,
  enrolments: FamilyEnrolments,
  signUps: SignUpsOfFamily,
): FamilyBookings {
  return {
    ...bookings,
    hasAny: async (familyId) =>
      (await bookings.hasAny(familyId)) || (await enrolments.hasAny(familyId)) || signUps.hasAny(familyId),
    async cancelUpcoming(familyId, childId) {
      await bookings.cancelUpcoming(familyId, childId);
      await enrolments.stopAll(familyId, childId);
      await signUps.cancelAll(familyId, childId);
    },
    async eraseFamily(familyId) {
      // First those that own claims in the children's days, which go with the bookings.
      await enrolments.eraseFamily(familyId);
      await bookings.eraseFamily(familyId);
      await signUps.eraseFamily(familyId);
    },
  };
}

/** Who is expected at a gate: those booked for the day, and those enrolled on it. */
export function expectedAtGate(booked: BookingsAtGate, enrolled: EnrolledOnDay): BookingsAtGate {
  async function listExpected(centreId: string, date: string) {
    const [byDay, byMonth] = await Promise.all([
      booked.listExpected(centreId, date),
      enrolled.listEnrolled(centreId, date),
    ]);
    const stillExpected = byMonth.filter(({ status }) => status === 'confirmed' || status === 'checkedIn');
    const expected = [...byDay, ...stillExpected].map(({ familyId, childId }) => ({ familyId, childId }));
    return [...new Map(expected.map((one) => [one.childId, one])).values()];
  }
  return {
    listExpected,
    isExpected: async (centreId, childId, date) =>
      (await listExpected(centreId, date)).some((one) => one.childId === childId),
  };
}

/** Whether a desk checks children in, booked ones or enrolled ones. */
export function checkInsOf(booked: CheckIns, enrolled: CheckIns): CheckIns {
  return {
    isCheckingIn: async (centreId, date) =>
      (await booked.isCheckingIn(centreId, date)) || enrolled.isCheckingIn(centreId, date),
  };
}

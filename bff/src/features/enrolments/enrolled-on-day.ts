import type { CheckIns } from '../bookings/bookings.public.js';
import { attendanceOn } from './attendance.rules.js';
import type { EnrolmentDoc, EnrolmentsModel } from './enrolments.model.js';
import type { Enrolled, EnrolledOnDay } from './enrolments.public.js';

/** Who comes by the month on one day, and how that day goes for them. */
export function enrolledOnDay(enrolments: EnrolmentsModel): EnrolledOnDay & CheckIns {
  return {
    listEnrolled: async (centreId, date) =>
      (await enrolments.listOfDay(centreId, date)).flatMap((enrolment) => enrolledOn(enrolment, date) ?? []),
    isCheckingIn: enrolments.isCheckingIn,
  };
}

/** Null where the child neither has a place on that day nor had one. */
export function enrolledOn(enrolment: EnrolmentDoc, date: string): Enrolled | null {
  const { _id: enrolmentId, familyId, childId, placement, days } = enrolment;
  const said = attendanceOn(enrolment, date);
  // Who came late holds what is left of its hours: shown are those of the day.
  const slots = said?.slots ?? days.find((day) => day.date === date)?.slots;
  if (!slots || !placement) return null;
  const { groupId } = placement;
  return { enrolmentId, familyId, childId, groupId, slots, status: said?.state ?? 'confirmed' };
}

import { addDays } from '@nearcare/shared/rules/civil-date';
import { hoursOf } from '@nearcare/shared/rules/slot-times';
import type { Clock } from '../../lib/clock.js';
import { keptFaults } from '../../lib/kept-faults.js';
import { civilNow } from '../../lib/zone.js';
import { type CheckIns, rememberedCheckIns } from '../bookings/bookings.public.js';
import type { Centres } from '../centres/centres.public.js';
import { attendanceOn } from './attendance.rules.js';
import type { EnrolledDays } from './enrolled-days.service.js';
import type { EnrolmentDoc, EnrolmentsModel } from './enrolments.model.js';

type Deps = {
  enrolments: EnrolmentsModel;
  days: EnrolledDays;
  centres: Centres;
  checkIns: CheckIns;
  clock: Clock;
};
type Held = { isHeld: () => boolean };

const pageSize = 200;

/**
 * Ends days of enrolled children that nobody ended. Who came and was never checked out was there until the day was over.
 * Who is not checked in when its hours are over has not come, but only where its centre checks children in that day, and
 * only on the day itself: months later a family can't say any more where its child was. Of other days nothing is said.
 */
export function settleAttendanceJob({ enrolments, days, centres, checkIns, clock }: Deps) {
  /** Safe twice at once and after any pause. @returns how many days it ended. @throws the first fault, at the end */
  async function run({ isHeld }: Held): Promise<number> {
    const faults = keptFaults();
    const known = rememberedCheckIns(checkIns);
    // Nowhere is it a later day than this.
    const latest = addDays(clock.now().toISOString().slice(0, 10), 1);
    let count = 0;
    for (let after = ''; isHeld(); ) {
      const page = await enrolments.listToSettle(latest, after, pageSize);
      for (const enrolment of page) count += await faults.attempt(settle(enrolment, known), 0);
      const last = page.at(-1);
      if (!last || page.length < pageSize) break;
      after = last._id;
    }
    faults.rethrow();
    return count;
  }

  async function settle(enrolment: EnrolmentDoc, known: CheckIns): Promise<number> {
    const centre = await centres.findBookable(enrolment.centreId);
    if (!centre) return 0;
    const now = civilNow(centre.timeZone, clock.now());
    const stayed = (enrolment.attendance ?? []).filter(
      ({ state, date }) => state === 'checkedIn' && date < now.date,
    );
    let count = 0;
    for (const { date } of stayed) if (await end(enrolment, { kind: 'complete', date })) count += 1;
    const today = enrolment.days.find(({ date }) => date === now.date);
    const isOver = today && !attendanceOn(enrolment, today.date) && now.time >= hoursOf(today.slots).to;
    if (!isOver || !(await known.isCheckingIn(enrolment.centreId, today.date))) return count;
    const { date, n } = today;
    return count + ((await end(enrolment, { kind: 'miss', date, n, at: clock.now() })) ? 1 : 0);
  }

  async function end(enrolment: EnrolmentDoc, decision: Parameters<EnrolledDays['decideAndSettle']>[1]) {
    return (await days.decideAndSettle(enrolment, decision))?.isDecided ?? false;
  }

  return { run };
}

import type { ErrorCode } from '@nearcare/shared/contract/errors';
import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import { hoursOf, slotsOf } from '@nearcare/shared/rules/slot-times';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { type CivilMinute, civilNow } from '../../../lib/zone.js';
import type { StaffDesk } from '../../../plugins/session.js';
import { getRegion } from '../../../regions/regions.js';
import { type DayRefusal, noShowFrom, refuseFiling } from '../../bookings/bookings.public.js';
import type { BookableCentre, Centres } from '../../centres/centres.public.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { Children, KnownChild } from '../../families/families.public.js';
import { attendanceOn } from '../attendance.rules.js';
import type { EnrolledDays } from '../enrolled-days.service.js';
import { enrolledOn } from '../enrolled-on-day.js';
import type { EnrolmentNews } from '../enrolment-news.js';
import type { EnrolmentDoc, EnrolmentsModel } from '../enrolments.model.js';

type Deps = {
  enrolments: EnrolmentsModel;
  days: EnrolledDays;
  centres: Centres;
  families: Children;
  accessLog: AccessLog;
  news: EnrolmentNews;
  clock: Clock;
};
type Noted = Reply<'deskNoteAttendance'>;
/** The child of one enrolment at the desk's centre, on its civil day. */
type Coming = { enrolment: EnrolmentDoc; child: KnownChild; centre: BookableCentre; now: CivilMinute };

const refusals: Readonly<Record<DayRefusal, ErrorCode>> = {
  busy: 'child_already_booked',
  full: 'no_place_left',
  closed: 'centre_suspended',
};

/**
 * Who of the enrolled has come, was collected or did not come, on the day itself, of the desk's own centre. Each is put
 * on record before it is done and may be repeated.
 */
export function attendanceOfEnrolled(deps: Deps) {
  const { enrolments, days, centres, families, accessLog, news, clock } = deps;

  /**
   * A child put down as not come has come after all, if there is a place for it still.
   * @throws DomainError not_found, not_booked_today (another day than today too), no_show_too_early, no_place_left,
   * child_already_booked, centre_not_filed, centre_suspended, retry
   */
  async function noteAttendance(
    desk: StaffDesk,
    id: string,
    { date, attendance }: Body<'deskNoteAttendance'>,
  ): Promise<Noted> {
    const coming = await find(desk, id);
    const { enrolment, now } = coming;
    const expected = date === now.date ? enrolledOn(enrolment, date) : null;
    if (!expected) throw new DomainError('not_booked_today');
    if (attendance === 'noShow' && expected.status === 'confirmed') refuseTooEarly(coming, expected.slots);
    const { familyId, childId } = enrolment;
    await accessLog.note(desk, [{ familyId, childId, what: attendance }]);
    return view({ ...coming, enrolment: await acts[attendance](coming) });
  }

  const acts: Record<Body<'deskNoteAttendance'>['attendance'], (coming: Coming) => Promise<EnrolmentDoc>> = {
    async checkedIn(coming) {
      const { enrolment, now } = coming;
      const checked = await decide(enrolment, 'checkIn', now.date);
      const state = attendanceOn(checked, now.date)?.state;
      if (state === 'noShow') return readmit({ ...coming, enrolment: checked });
      if (!state) throw new DomainError('retry');
      return checked;
    },
    /** The place is free from now on. */
    async checkedOut({ enrolment, now: { date } }) {
      const decision = { kind: 'checkOut', date, at: clock.now() } as const;
      const decided = await days.decideAndSettle(enrolment, decision);
      const after = decided?.enrolment;
      if (!after || attendanceOn(after, date)?.state !== 'completed')
        throw new DomainError('not_booked_today');
      return after;
    },
    async noShow({ enrolment, now }) {
      const missed = await decide(enrolment, 'miss', now.date);
      const state = attendanceOn(missed, now.date)?.state;
      if (state !== 'noShow') throw new DomainError(state ? 'not_booked_today' : 'retry');
      await news.tell(missed);
      return missed;
    },
  };

  /** About the place that the child has on that day as it was read: where it was claimed anew meanwhile, nothing is decided. */
  async function decide(
    enrolment: EnrolmentDoc,
    kind: 'checkIn' | 'miss',
    date: string,
  ): Promise<EnrolmentDoc> {
    const n = enrolment.days.find((day) => day.date === date)?.n ?? 0;
    const decided = await days.decideAndSettle(enrolment, { kind, date, n, at: clock.now() });
    if (!decided) throw new DomainError('not_found');
    return decided.enrolment;
  }

  /** Claims what is left of the hours of a missed child under a number of its own, as an acceptance does. */
  async function readmit({ enrolment, centre, now: { date, time } }: Coming): Promise<EnrolmentDoc> {
    const filing = refuseFiling(centre);
    if (filing) throw new DomainError(filing.code, filing.facts);
    const left = slotsOf(time, '24:00');
    const slots = (attendanceOn(enrolment, date)?.slots ?? []).filter((slot) => left.includes(slot));
    // Nothing of them is left: a claim of nothing would fit into any group.
    if (slots.length === 0) throw new DomainError('not_booked_today');
    const groupId = enrolment.isCounted ? null : (enrolment.placement?.groupId ?? null);
    const claimed = await days.claim(enrolment, [{ date, groupId, slots, epoch: centre.epoch }], centre);
    if (!claimed) throw new DomainError('retry');
    const { n, refused } = claimed;
    const refusal = refused.get(date);
    const isHeld = !refusal && (await days.isStillSo(enrolment, centre.epoch));
    if (!isHeld) {
      // First the decision, then the release.
      await days.decideAndSettle(claimed.enrolment, { kind: 'abandon', n });
      throw new DomainError(refusal ? refusals[refusal] : 'retry');
    }
    const decision = { kind: 'readmit', date, n, at: clock.now() } as const;
    const decided = await days.decideAndSettle(claimed.enrolment, decision);
    if (!decided?.isDecided) await days.giveUp(claimed);
    const after = decided?.enrolment;
    if (!after || attendanceOn(after, date)?.state !== 'checkedIn') throw new DomainError('retry');
    return after;
  }

  async function find(desk: StaffDesk, id: string): Promise<Coming> {
    const [enrolment, centre] = await Promise.all([
      enrolments.findOfCentre(desk.centreId, id),
      centres.findBookable(desk.centreId),
    ]);
    const child = enrolment && (await families.findChild(enrolment.familyId, enrolment.childId));
    if (!enrolment || !centre || !child) throw new DomainError('not_found');
    return { enrolment, child, centre, now: civilNow(centre.timeZone, clock.now()) };
  }

  return { noteAttendance };
}

function refuseTooEarly({ centre, now }: Coming, slots: readonly number[]): void {
  const { noShowAfterMinutes } = getRegion(centre.regionCode).careDay;
  const earliest = noShowFrom(hoursOf(slots), noShowAfterMinutes);
  if (now.time < earliest) throw new DomainError('no_show_too_early', { time: earliest });
}

function view({ enrolment, child, now: { date } }: Coming): Noted {
  const seen = enrolledOn(enrolment, date);
  const said = attendanceOn(enrolment, date);
  if (!seen || !enrolment.placement) throw new DomainError('not_booked_today');
  const { enrolmentId, childId, groupId, slots, status } = seen;
  return {
    ...{ enrolmentId, childId, nickname: child.nickname, ageMonths: ageInMonths(child.birthOn, date) },
    ...{ ...hoursOf(slots), status, groupId, groupName: enrolment.placement.groupName },
    checkedInAt: said?.checkedInAt?.toISOString() ?? null,
    checkedOutAt: said?.checkedOutAt?.toISOString() ?? null,
  };
}

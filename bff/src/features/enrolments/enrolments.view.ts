import type { Reply } from '@nearcare/shared/contract/types';
import { hoursOf } from '@nearcare/shared/rules/slot-times';
import { civilNow } from '../../lib/zone.js';
import type { Region } from '../../regions/region.js';
import { countWorkdays } from '../../regions/working-days.js';
import type { BookableCentre } from '../centres/centres.public.js';
import type { KnownChild } from '../families/families.public.js';
import { type Attendance, attendanceOn } from './attendance.rules.js';
import { comingOf, compareDays, heldUntil, wantedDays } from './days.rules.js';
import { type Placement, statusOf } from './enrolment.rules.js';
import type { EnrolmentDoc } from './enrolments.model.js';
import { toHealthCheck } from './health-check.rules.js';
import type { Texts } from './texts.js';

type Enrolment = Reply<'getEnrolment'>;
type DeskItem = Reply<'deskListEnrolments'>['items'][number];
/** When and where it is looked at. */
export type Where = { centre: BookableCentre; region: Region; today: string; now: Date };

/** An enrolment as its family sees it. */
export function toEnrolment(
  enrolment: EnrolmentDoc,
  texts: Texts,
  child: KnownChild | null,
  where: Where,
): Enrolment {
  const { centre, region, today } = where;
  const { id, name, address, phone } = centre;
  const asked = toAsked(enrolment, where);
  const hasBegun = asked.status === 'enrolled' || asked.status === 'leaving';
  return {
    ...asked,
    child: { id: enrolment.childId, nickname: child?.nickname ?? '' },
    centre: { id, name, address, phone },
    ...toTold(enrolment, texts, where),
    careToday: careOn(enrolment, today),
    attendance: toAttendance(enrolment),
    canWithdraw: hasBegun || asked.status === 'applied' || asked.status === 'accepted',
    needsLastDay: hasBegun,
    today,
    noticeDays: region.enrolment.noticeDays,
    refundNotes: [...region.enrolment.refundNotes],
    isDemo: centre.isDemo,
  };
}

/** What both sides see of what was asked, without anything that names the child. */
export function toAsked(enrolment: EnrolmentDoc, { region, today, now, centre }: Where) {
  const { _id: id, wish, startMonth, weekdays, appliedAt, answerBy } = enrolment;
  // The deadline is the end of its last day, which is the start of the next.
  const answerOn = civilNow(centre.timeZone, new Date(answerBy.getTime() - 1)).date;
  return {
    ...{ id, status: statusOf(enrolment, today), startMonth, weekdays },
    isOverdue: enrolment.state === 'applied' && answerBy <= now,
    ...wish,
    appliedAt: appliedAt.toISOString(),
    answerBy: answerBy.toISOString(),
    answerOn,
    workdaysGiven: region.enrolment.answerWorkdays,
    workdaysLeft: countWorkdays(region.calendar, today, answerOn),
  };
}

/** What both sides see of what was said and decided. */
export function toTold(enrolment: EnrolmentDoc, { note, health, answer, endReason }: Texts, where: Where) {
  const { placement, answeredAt, lastDay, endedBy, endedAt } = enrolment;
  const isHolding = enrolment.state === 'accepted' && placement !== null;
  return {
    note,
    health: toHealthCheck(health),
    ...{ answeredAt: answeredAt?.toISOString() ?? null, answer },
    placement: placement && toPlacement(placement),
    heldUntil: isHolding ? heldUntil(where.region, where.today) : null,
    shortDates: isHolding ? shortDates(enrolment, placement, where) : [],
    ...{ lastDay, endedBy, endReason, endedAt: endedAt?.toISOString() ?? null },
  };
}

/** That day as its family sees it; null where the child does not come. */
function careOn(enrolment: EnrolmentDoc, date: string): Enrolment['careToday'] {
  const said = attendanceOn(enrolment, date);
  if (said) return toAttended(said);
  const held = enrolment.days.find((day) => day.date === date);
  return (
    (held && {
      ...{ date, ...hoursOf(held.slots), status: 'confirmed' as const },
      ...{ checkedInAt: null, checkedOutAt: null },
    }) ??
    null
  );
}

export function toAttendance({ attendance = [] }: EnrolmentDoc): Enrolment['attendance'] {
  return [...attendance].sort((a, b) => (a.date < b.date ? 1 : -1)).map(toAttended);
}

function toAttended({
  date,
  slots,
  state,
  checkedInAt,
  checkedOutAt,
}: Attendance): Enrolment['attendance'][number] {
  return {
    ...{ date, ...hoursOf(slots), status: state },
    checkedInAt: checkedInAt?.toISOString() ?? null,
    checkedOutAt: checkedOutAt?.toISOString() ?? null,
  };
}

export function toPlacement(placement: Placement): NonNullable<Enrolment['placement']> {
  const { groupId: _, ...shown } = placement;
  return shown;
}

/** Days that it should hold as agreed and does not: no place, one of another group, or for other hours. */
function shortDates(enrolment: EnrolmentDoc, placement: Placement, where: Where): string[] {
  const wanted = wantedDays(comingOf(enrolment, placement), where);
  const { missing } = compareDays(enrolment, wanted, where.today);
  // The newest day of the horizon is claimed within seconds of its midnight: until then it is not short.
  const newest = heldUntil(where.region, where.today);
  return missing.map(({ date }) => date).filter((date) => date < newest);
}

export function toDeskItem(enrolment: EnrolmentDoc, where: Where): DeskItem {
  const { placement, lastDay } = enrolment;
  return { ...toAsked(enrolment, where), firstDay: placement?.firstDay ?? null, lastDay };
}

const rankOf: Readonly<Record<DeskItem['status'], number>> = {
  ...{ applied: 0, accepted: 1, leaving: 2, enrolled: 3, left: 4, withdrawn: 4, declined: 4 },
};
/** Those that wait first, the earliest deadline before; then those that come, by their first day; what is over last. */
export function byUrgency(a: DeskItem, b: DeskItem): number {
  const orderOf = (item: DeskItem) =>
    `${rankOf[item.status]} ${item.status === 'applied' ? item.answerBy : (item.firstDay ?? item.appliedAt)} ${item.id}`;
  return orderOf(a) < orderOf(b) ? -1 : 1;
}

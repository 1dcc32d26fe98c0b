import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import { DomainError } from '../../../lib/domain-error.js';
import { refuseAge, refuseFiling } from '../../bookings/bookings.public.js';
import {
  firstDayBounds,
  groupsTaking,
  heldUntil,
  monthLines,
  type WantedDay,
  wantedDays,
} from '../days.rules.js';
import type { EnrolledDays } from '../enrolled-days.service.js';
import type { Placement } from '../enrolment.rules.js';
import type { EnrolmentDoc, Texts } from '../enrolments.model.js';
import type { Opened } from './enrolments-at-desk.service.js';

type Asked = Pick<
  Body<'deskDecideEnrolment'>,
  'groupId' | 'firstDay' | 'weekdays' | 'withoutDates' | 'isCounted'
>;
/** How many dates a refusal names; the others are in the preview. */
const mostNamed = 5;

/**
 * Accepting an application: every day of it gets its place, or nothing is held and the desk learns on which days places
 * are short. Only days that the desk names itself may go without one.
 */
export function acceptance({ days }: { days: EnrolledDays }) {
  /** @throws DomainError already_decided, not_found (the group), and why it can’t be, whatever the places */
  async function preview(opened: Opened, asked: Asked): Promise<Reply<'deskPreviewEnrolment'>> {
    if (opened.enrolment.state !== 'applied') throw new DomainError('already_decided');
    const { placement, wanted } = placingOf(opened, asked);
    const { centre, region, today } = opened.where;
    const refused = await days.lookAt(opened.enrolment, wanted, centre);
    const datesOf = (isMeant: (why: string) => boolean) =>
      [...refused].flatMap(([date, why]) => (isMeant(why) ? [date] : []));
    return {
      ...{ days: wanted.length, until: heldUntil(region, today) },
      shortDates: datesOf((why) => why !== 'busy'),
      busyDates: datesOf((why) => why === 'busy'),
      ...{ lines: placement.lines, currency: placement.currency },
    };
  }

  /** @throws DomainError places_short with nothing held, already_decided, retry, and as `preview` */
  async function accept(opened: Opened, asked: Asked, texts: Texts): Promise<EnrolmentDoc> {
    const { enrolment, where } = opened;
    if (enrolment.state === 'accepted' && isSame(enrolment, asked)) return enrolment;
    if (enrolment.state !== 'applied') throw new DomainError('already_decided');
    const { placement, wanted } = placingOf(opened, asked);
    const claimed = await days.claim(enrolment, wanted, where.centre);
    if (!claimed) throw new DomainError('retry');
    const { n, refused } = claimed;
    const isHeld = refused.size === 0 && (await days.isStillSo(enrolment, where.centre.epoch));
    if (!isHeld) {
      // First the decision, then the release: a twin may have accepted it meanwhile.
      await days.decideAndSettle(claimed.enrolment, { kind: 'abandon', n });
      throw refused.size > 0 ? placesShort([...refused.keys()]) : new DomainError('retry');
    }
    const decision = {
      kind: 'accept',
      n,
      placement,
      isCounted: asked.isCounted ?? false,
      at: where.now,
    } as const;
    const decided = await days.decideAndSettle(claimed.enrolment, decision, texts);
    if (decided?.isDecided) return decided.enrolment;
    await days.giveUp(claimed);
    if (decided?.enrolment.state === 'accepted' && isSame(decided.enrolment, asked)) return decided.enrolment;
    throw new DomainError(decided?.enrolment.state === 'applied' ? 'retry' : 'already_decided');
  }

  return { preview, accept };
}

/** What would be accepted, and the days of it. */
function placingOf(opened: Opened, asked: Asked): { placement: Placement; wanted: WantedDay[] } {
  const { enrolment, child, where } = opened;
  const { centre, region, today } = where;
  const { groupId, firstDay, withoutDates = [], isCounted = false } = asked;
  const group = centre.groups.find(({ id }) => id === groupId);
  if (groupId === undefined) throw invalid('/groupId', '选一个班');
  if (!group) throw new DomainError('not_found');
  if (firstDay === undefined) throw invalid('/firstDay', '选第一天');
  const filing = refuseFiling(centre);
  if (filing) throw new DomainError(filing.code, filing.facts);
  const { earliest, latest } = firstDayBounds(region, today);
  if (firstDay < earliest) throw new DomainError('date_in_past', { date: earliest });
  if (firstDay > latest) throw new DomainError('date_too_far', { date: latest });
  if (!groupsTaking([group], child.birthOn, firstDay).includes(group)) {
    const months = ageInMonths(child.birthOn, firstDay);
    const refusal = refuseAge({ groups: [group] }, child.birthOn, months);
    throw new DomainError(refusal.code, refusal.facts);
  }
  const { wish } = enrolment;
  const lines = monthLines(centre.priceList, wish.mode, group);
  if (!lines) throw new DomainError('no_month_price');
  const weekdays = [...(asked.weekdays ?? enrolment.weekdays)].sort((a, b) => a - b);
  const placement: Placement = {
    ...{ groupId: group.id, groupName: group.name, firstDay, weekdays, lines },
    ...{ withoutDates: [...withoutDates].sort(), currency: region.currency },
  };
  const coming = { ...placement, wish, lastDay: null, groupId: isCounted ? null : group.id };
  const wanted = wantedDays(coming, where);
  if (wanted[0]?.date !== firstDay && !withoutDates.includes(firstDay))
    throw new DomainError('centre_closed_day', { reason: '这天不开门，或不是选的星期' });
  return { placement, wanted };
}

function isSame({ placement, isCounted, weekdays }: EnrolmentDoc, asked: Asked): boolean {
  const byNumber = (days: readonly number[]) => [...days].sort((a, b) => a - b).join();
  return (
    placement !== null &&
    placement.groupId === asked.groupId &&
    placement.firstDay === asked.firstDay &&
    byNumber(placement.weekdays) === byNumber(asked.weekdays ?? weekdays) &&
    isCounted === (asked.isCounted ?? false) &&
    placement.withoutDates.join() === [...(asked.withoutDates ?? [])].sort().join()
  );
}

function placesShort(dates: string[]): DomainError {
  const named = dates
    .slice(0, mostNamed)
    .map((date) => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`);
  return new DomainError('places_short', { n: dates.length, dates: named.join('、') });
}

function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}

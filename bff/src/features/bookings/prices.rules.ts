import type { Reply } from '@nearcare/shared/contract/types';
import { datedLines } from '@nearcare/shared/rules/care-modes';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { CareRules, RegionCode } from '../../regions/region.js';
import type {
  BookableCentre,
  Group,
  PriceLine,
  PriceListOrigin,
  ReductionRule,
} from '../centres/centres.public.js';
import { halfHoursOf, type Stay, type Wish } from './stay.rules.js';

type QuoteReply = Reply<'quoteBooking'>;
/** The booking that a quote is to change, and the number of its stay when it was quoted. */
export type ChangeOf = NonNullable<QuoteReply['changeOf']> & { n: number };
export type QuoteLine = QuoteReply['days'][number]['lines'][number];
/** As it was priced; how many places were free then, and what a sick day would have come to, is worth nothing later. */
export type QuotedDay = Omit<QuoteReply['days'][number], 'freePlaces' | 'waiting' | 'ifAbsentNow'>;

/** Priced days of care, kept until a while after the price ran out. Shard key: familyId. */
export type QuoteDoc = Omit<
  QuoteReply,
  'id' | 'days' | 'refused' | 'changeOf' | 'expiresAt' | 'expiresInSeconds' | 'childNickname'
> & {
  _id: string;
  familyId: string;
  timeZone: string;
  regionCode: RegionCode;
  /** What was asked for, to be asked again when it is booked. */
  wish: Wish;
  days: QuotedDay[];
  /** None where it is for a new booking. */
  changeOf?: ChangeOf;
  /** The waitlist entry whose offer is to take that booking's place. */
  via?: string;
  expiresAt: Date;
  forgetAt: Date;
};

/** What decides about the price of a stay. */
export type Pricing = {
  priceList: readonly PriceLine[];
  group: Group;
  rules: CareRules;
  /** When a full day ends there: what is later is a late stay. */
  fullDayUntil: string;
  /** What the price list is called where a line names it. */
  listName: string;
  /** What this child's family pays less of the care fee, in percent. */
  percentOff: number;
};

/** What this stay costs, line by line; null where the centre has no price for it. */
export function linesFor(wish: Wish, stay: Stay, pricing: Pricing): QuoteLine[] | null {
  const care = careLine(wish, stay, pricing);
  if (!care) return null;
  const late = wish.mode === 'fullDay' ? lateStayLines(stay, pricing) : [];
  return [care, ...mealLines(wish, stay, pricing), ...late, ...reductionLines(care, pricing)];
}

/** A line that names the group goes before one for all. */
function careLine(wish: Wish, stay: Stay, { priceList, group, listName }: Pricing): QuoteLine | null {
  const lines = datedLines(priceList, wish.mode);
  const line =
    lines.find((one) => one.ageGroup === group.ageGroup) ?? lines.find((one) => one.ageGroup === undefined);
  if (!line) return null;
  const { label, amountFen, unit } = line;
  if (unit === 'hour') {
    const halfHours = halfHoursOf(stay);
    return {
      ...{ kind: 'care', label, amountFen: Math.round((amountFen * halfHours) / 2) },
      reason: `${listName}，${group.name}，${halfHours / 2} 小时`,
    };
  }
  const times = { fullDay: '1 天', halfDay: '半天', hourly: '1 次', temporary: '1 次' }[wish.mode];
  return { kind: 'care', label, amountFen, reason: `${listName}，${group.name}，${times}` };
}

/**
 * Meals that the centre does not leave to choice; voluntary ones are agreed at the centre (发改价格〔2024〕1477号). What is
 * paid by the day belongs to a whole day, one meal to a stay through lunch.
 */
function mealLines({ mode }: Wish, stay: Stay, { priceList, rules: { lunchAt } }: Pricing): QuoteLine[] {
  const hasLunch = stay.from <= lunchAt && stay.to > lunchAt;
  return priceList
    .filter(({ kind, isVoluntary }) => kind === 'meal' && !isVoluntary)
    .filter(({ unit }) => (unit === 'day' && mode === 'fullDay') || (unit === 'meal' && hasLunch))
    .map(({ label, amountFen, unit }) => ({
      ...{ kind: 'meal' as const, label, amountFen },
      reason: unit === 'day' ? '价目表，1 天' : '价目表，1 餐',
    }));
}

/** The line that a late stay is paid by, per half hour or hour begun. */
export function lateStayPrice(priceList: readonly PriceLine[]): PriceLine | undefined {
  return priceList.find(({ kind, unit }) => kind === 'lateStay' && (unit === 'halfHour' || unit === 'hour'));
}

/** From the end of the full day until the child is collected. A stay that the centre has no price for is refused before. */
function lateStayLines({ to }: Stay, { priceList, fullDayUntil }: Pricing): QuoteLine[] {
  const line = lateStayPrice(priceList);
  if (!line || to <= fullDayUntil) return [];
  const halfHours = halfHoursOf({ from: fullDayUntil, to });
  const times = line.unit === 'hour' ? Math.ceil(halfHours / 2) : halfHours;
  const { label, amountFen } = line;
  return [
    {
      ...{ kind: 'lateStay', label, amountFen: amountFen * times },
      reason: `价目表，${fullDayUntil} 后 ${times} ${line.unit === 'hour' ? '小时' : '个半小时'}`,
    },
  ];
}

/** Which reduction it is stays the family's: no line names it, because a quote is read at desks and kept as it is. */
function reductionLines(care: QuoteLine, { percentOff }: Pricing): QuoteLine[] {
  const offFen = Math.round((care.amountFen * percentOff) / 100);
  if (offFen === 0) return [];
  return [
    { kind: 'reduction', label: '减免', amountFen: -offFen, reason: `保育费减 ${percentOff}%，已核准` },
  ];
}

/** The best of what the centre grants for what was decided about this child: they are not added up. */
export function percentOffFor(
  rules: readonly ReductionRule[] | undefined,
  granted: readonly ReductionRule['kind'][],
): number {
  const fitting = (rules ?? []).filter(({ kind }) => granted.includes(kind));
  return Math.max(0, ...fitting.map(({ percentOff }) => percentOff));
}

/** What quotes call a centre's price list: an inclusive centre's is named with who approved it. */
export function priceListName(
  { isInclusive }: Pick<BookableCentre, 'isInclusive'>,
  origin: PriceListOrigin | null,
) {
  if (!isInclusive) return '价目表';
  const since = origin?.from ? `（${origin.from} 起）` : '';
  return `普惠价目表${since}${origin?.approver ? `，${origin.approver}核定` : ''}`;
}

/** What cancelling costs and until when, on the centre's clock. The instant is added where the zone is known. */
export function cancellationTerms({ cancellation }: BookableCentre, date: string, totalFen: number) {
  return {
    freeUntilOn: addDays(date, -1),
    freeUntilTime: cancellation.freeUntilDayBefore,
    lateFeeFen: Math.min(cancellation.lateFeeFen, totalFen),
    noShowFeeFen: totalFen,
    sickUntilTime: cancellation.sickUntilTime,
  };
}

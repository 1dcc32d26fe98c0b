import type { Reply } from '@nearcare/shared/contract/types';
import { datedUnits } from '@nearcare/shared/rules/care-modes';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { CareRules } from '../../regions/region.js';
import type { BookableCentre, Group, PriceLine } from '../centres/centres.public.js';
import { halfHoursOf, type Stay, type Wish } from './stay.rules.js';

type QuoteReply = Reply<'quoteBooking'>;
/** The booking that a quote is to change, and the number of its stay when it was quoted. */
export type ChangeOf = NonNullable<QuoteReply['changeOf']> & { n: number };
export type QuoteLine = QuoteReply['days'][number]['lines'][number];
/** As it was priced; how many places were free then is worth nothing later. */
export type QuotedDay = Omit<QuoteReply['days'][number], 'freePlaces'>;

/** Priced days of care, kept until a while after the price ran out. Shard key: familyId. */
export type QuoteDoc = Omit<
  QuoteReply,
  'id' | 'days' | 'refused' | 'changeOf' | 'expiresAt' | 'expiresInSeconds' | 'childNickname'
> & {
  _id: string;
  familyId: string;
  timeZone: string;
  regionCode: string;
  /** What was asked for, to be asked again when it is booked. */
  wish: Wish;
  days: QuotedDay[];
  /** None where it is for a new booking. */
  changeOf?: ChangeOf;
  expiresAt: Date;
  forgetAt: Date;
};

/** What this stay costs, line by line; null where the centre has no price for it. */
export function linesFor(
  wish: Wish,
  stay: Stay,
  { centre, group, rules }: { centre: Pick<BookableCentre, 'priceList'>; group: Group; rules: CareRules },
): QuoteLine[] | null {
  const care = careLine(wish, stay, centre.priceList, group);
  return care && [care, ...mealLines(wish, stay, centre.priceList, rules)];
}

/** A line that names the group goes before one for all. */
function careLine(wish: Wish, stay: Stay, priceList: readonly PriceLine[], group: Group): QuoteLine | null {
  const lines = priceList.filter(
    (line) => line.kind === 'care' && line.mode === wish.mode && line.unit === datedUnits[wish.mode],
  );
  const line =
    lines.find((one) => one.ageGroup === group.ageGroup) ?? lines.find((one) => one.ageGroup === undefined);
  if (!line) return null;
  const { label, amountFen } = line;
  if (wish.mode !== 'hourly')
    return {
      ...{ kind: 'care', label, amountFen },
      reason: `价目表，${group.name}，${wish.mode === 'fullDay' ? '1 天' : '半天'}`,
    };
  const halfHours = halfHoursOf(stay);
  return {
    ...{ kind: 'care', label, amountFen: Math.round((amountFen * halfHours) / 2) },
    reason: `价目表，${group.name}，${halfHours / 2} 小时`,
  };
}

/**
 * Meals that the centre does not leave to choice; voluntary ones are agreed at the centre (发改价格〔2024〕1477号). What is
 * paid by the day belongs to a whole day, one meal to a stay through lunch.
 */
function mealLines(
  { mode }: Wish,
  stay: Stay,
  priceList: readonly PriceLine[],
  { lunchAt }: CareRules,
): QuoteLine[] {
  const hasLunch = stay.from <= lunchAt && stay.to > lunchAt;
  return priceList
    .filter(({ kind, isVoluntary }) => kind === 'meal' && !isVoluntary)
    .filter(({ unit }) => (unit === 'day' && mode === 'fullDay') || (unit === 'meal' && hasLunch))
    .map(({ label, amountFen, unit }) => ({
      ...{ kind: 'meal' as const, label, amountFen },
      reason: unit === 'day' ? '价目表，1 天' : '价目表，1 餐',
    }));
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

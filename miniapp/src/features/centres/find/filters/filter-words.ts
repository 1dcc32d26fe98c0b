import { addDays, daysBetween, weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { Region } from '../../../../api/regions';
import { careModeWords, operatorTypeWords } from '../../../../ui/words/care-words';
import { clockWords, monthDay, nearDayWords, timeRange, weekdayWord } from '../../../../ui/words/civil-words';
import { currencyWord, perUnit, price } from '../../../../ui/words/money';
import {
  type CareMode,
  type Filters,
  type Grade,
  noFilters,
  type OperatorType,
  type PriceUnit,
} from '../find-state';
import { hasStay } from '../found-query';
import type { Total } from '../use-found-centres';

type Currency = Region['currency'];
type Option<V> = { value: V; text: string };
const any = { value: null, text: '不限' } as const;

export const modeOptions: readonly Option<CareMode | null>[] = [
  ...(['fullDay', 'halfDay', 'hourly', 'temporary'] as const).map((value) => ({
    value,
    text: careModeWords[value],
  })),
  { value: null, text: '不限' },
];

const daysOffered = 14;

/** Days are the server's: without it nobody knows which is today. */
export function dayOptions(region: Region | undefined): readonly Option<string | null>[] {
  if (region === undefined) return [];
  return Array.from({ length: Math.min(daysOffered, region.bookingHorizonDays) }, (_, index) => {
    const date = addDays(region.today, index);
    return { value: date, text: dayChipText(date, region.today) };
  });
}

/** On chips: `今天`, `明天`, `周四 26日`, and the month where a week's name would no longer do. */
export function dayChipText(date: string, today: string): string {
  const away = daysBetween(today, date);
  if (away <= 1) return nearDayWords(date, today);
  const weekday = weekdayWord(weekdayOf(date));
  return away < 7 ? `${weekday} ${Number(date.slice(8))}日` : `${monthDay(date)} ${weekday}`;
}

const commonAges = [6, 9, 12, 15, 18, 21, 24, 27, 30, 33];

/** The common ages, and the one already asked for if it is none of them. */
export function ageOptions(asked: number | null): readonly Option<number | null>[] {
  const months = asked === null || commonAges.includes(asked) ? commonAges : [asked, ...commonAges];
  return [any, ...months.map((value) => ({ value, text: `${value} 个月` }))];
}

export const gradeOptions: readonly Option<Grade | null>[] = [
  any,
  { value: 'A', text: 'A 级' },
  { value: 'B', text: 'B 级以上' },
  { value: 'C', text: 'C 级以上' },
];

export const operatorOptions: readonly Option<OperatorType | null>[] = [
  any,
  ...Object.entries(operatorTypeWords).map(([value, text]) => ({ value: value as OperatorType, text })),
];

export const unitOptions: readonly Option<PriceUnit>[] = [
  { value: 'month', text: '按月' },
  { value: 'day', text: '按天' },
  { value: 'hour', text: '按小时' },
];

/** Steps in whole yuan or zloty: around what half, most and nearly all of the centres ask. */
const priceSteps: Record<PriceUnit, readonly number[]> = {
  month: [800, 1500, 2000, 3000],
  day: [60, 100, 150, 200],
  hour: [15, 20, 30, 50],
};

export function priceOptions(unit: PriceUnit, currency: Currency): readonly Option<number | null>[] {
  return [
    any,
    ...priceSteps[unit].map((step) => ({ value: step * 100, text: `${step} ${currencyWord(currency)}以内` })),
  ];
}

/** Early ones for those who bring the child, late ones for those who fetch it. */
export const openOptions: readonly Option<string | null>[] = [
  any,
  ...['07:00', '07:30', '08:00', '17:30', '18:00', '18:30'].map((value) => ({
    value,
    text: openText(value),
  })),
];

function openText(time: string): string {
  return time < '12:00' ? `${clockWords(time)} 已开门` : `${clockWords(time)} 还开着`;
}

export const stayOptions: readonly Option<{ from: string; to: string } | null>[] = [
  any,
  ...[['上午', '08:30', '11:30'] as const, ['下午', '14:30', '17:30'] as const].map(([name, from, to]) => ({
    value: { from, to },
    text: `${name} ${timeRange(from, to)}`,
  })),
];

export const radiusOptions: readonly Option<number>[] = [1000, 3000, 5000, 10_000].map((value) => ({
  value,
  text: `${value / 1000} 公里内`,
}));

/** A filter that is on, as a chip says it, and what takes it off. */
export type OnChip = { text: string; off: Partial<Filters> };

/** The filters that are on and have no chip of their own over the list. */
export function onChips(filters: Filters, currency: Currency): readonly OnChip[] {
  const { grade, operatorType, maxPriceFen, priceUnit, openAt } = filters;
  const chips: (OnChip | false)[] = [
    maxPriceFen !== null && {
      text: `${price(maxPriceFen)} ${perUnit(currency, priceUnit)}以内`,
      off: { maxPriceFen: null },
    },
    grade !== null && { text: grade === 'A' ? 'A 级' : `${grade} 级以上`, off: { grade: null } },
    operatorType !== null && { text: operatorTypeWords[operatorType], off: { operatorType: null } },
    openAt !== null && { text: openText(openAt), off: { openAt: null } },
  ];
  return chips.filter((chip) => chip !== false);
}

/** How many filters differ from none, for the number on 筛选. */
export function filterCount(filters: Filters, ageMonths: number | null): number {
  return [
    filters.mode !== noFilters.mode,
    filters.date !== null,
    filters.stay !== null && hasStay(filters.mode),
    filters.hasVacancy,
    filters.inclusive,
    filters.operatorType !== null,
    filters.grade !== null,
    filters.maxPriceFen !== null,
    filters.openAt !== null,
    ageMonths !== null,
  ].filter(Boolean).length;
}

/** `7 家`; `至少 7 家` where the server stopped counting. */
export function totalWords({ count, isComplete }: Total): string {
  return isComplete ? `${count} 家` : `至少 ${count} 家`;
}

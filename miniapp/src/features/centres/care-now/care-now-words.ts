import { clockWords, dayWords, nearDayWords } from '../../../ui/words/civil-words';
import { priceWithCurrency } from '../../../ui/words/money';
import { distanceWords } from '../card-words';
import type { CareNow, CareNowItem } from './use-care-now';

/** When one that is not free yet begins: `13:00`, `明天 7:30`. */
export function startWords({ date, from }: CareNowItem, today: string | null): string {
  if (date === today) return clockWords(from);
  return `${today === null ? dayWords(date) : nearDayWords(date, today)} ${clockWords(from)}`;
}

/** Over the list: who is free now, else from when on today. */
export function freeWords({ items }: Pick<CareNow, 'items'>): string {
  const now = items.filter(({ startsNow }) => startsNow).length;
  const [first = ''] = items.map(({ from }) => from).sort();
  if (now === 0) return `${items.length} 家今天 ${clockWords(first)} 起有空`;
  return now === items.length ? `${now} 家现在有空` : `${now} 家现在有空，${items.length - now} 家晚些有空`;
}

/** `现在到 11:30`; where it begins later (`start`), `13:00 到 15:00`. */
export function stayWords({ to }: CareNowItem, start: string | null): string {
  return `${start === null ? '现在' : `${start} `}到 ${clockWords(to)}`;
}

/** `最晚能到 17:30`; null where they could not stay longer than asked. */
export function untilWords({ to, until }: CareNowItem): string | null {
  return until > to ? `最晚能到 ${clockWords(until)}` : null;
}

/** `56 元，2 小时`; where the price list does not say it, that one has to ask. */
export function costWords({ priceFen, currency }: CareNowItem, hours: number): string {
  return priceFen === null ? '价格打电话问' : `${priceWithCurrency(priceFen, currency)}，${hours} 小时`;
}

/** Under the question on the find screen: how many, and the nearest; else when the first one can. */
export function bannerWords({ items, earliest }: CareNow, today: string | null): string {
  const [nearest] = items;
  if (nearest !== undefined) {
    const distance = distanceWords(nearest.card.distanceMetres);
    return `${freeWords({ items })}${distance === '' ? '' : `，最近 ${distance}`}`;
  }
  return earliest === null ? '现在没有能马上约的' : `现在没有能马上约的，最早 ${startWords(earliest, today)}`;
}

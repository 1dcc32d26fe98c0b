import { clockWords } from '../../../ui/words/civil-words';
import { priceWithCurrency } from '../../../ui/words/money';
import { distanceWords } from '../card-words';
import type { CareNow, CareNowItem } from './use-care-now';

/** `现在到 11:30`; later `13:00 到 15:00`. */
export function stayWords({ from, to }: CareNowItem, isNow: boolean): string {
  return `${isNow ? '现在' : `${clockWords(from)} `}到 ${clockWords(to)}`;
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
export function bannerWords({ items, earliest }: CareNow): string {
  const [nearest] = items;
  if (nearest !== undefined) {
    const distance = distanceWords(nearest.card.distanceMetres);
    return `${items.length} 家现在有空${distance === '' ? '' : `，最近 ${distance}`}`;
  }
  return earliest === null ? '现在没有能马上约的' : `现在没有能马上约的，最早 ${clockWords(earliest.from)}`;
}

import type { Reply } from '@nearcare/shared/contract/types';
import { clockWords, dayWords, timeRange } from '../../ui/words/civil-words';
import { type MoneyCurrency, priceWithCurrency } from '../../ui/words/money';
import { freeUntilWords } from './cancellation-words';

type ChangeOf = NonNullable<Reply<'quoteBooking'>['changeOf']>;
type Stay = { date: string; from: string; to: string };

/** `11月26日 周四 9:00–11:00` */
export function stayWords({ date, from, to }: Stay): string {
  return `${dayWords(date)} ${timeRange(from, to)}`;
}

/** What the new price is more or less than the old one: `多 20 元`, `少 63 元`, `一样`. */
export function differenceWords(beforeFen: number, nowFen: number, currency: MoneyCurrency): string {
  if (nowFen === beforeFen) return '一样';
  const amount = priceWithCurrency(Math.abs(nowFen - beforeFen), currency);
  return nowFen > beforeFen ? `多 ${amount}` : `少 ${amount}`;
}

/** What leaving the day before costs. */
export function leavingWords({ feeFen, cancellation, date }: ChangeOf, currency: MoneyCurrency): string {
  if (feeFen === 0) return '这次改时间不收费。';
  const until = freeUntilWords(cancellation, date);
  return `原来那天 ${until} 前不收费，已经过了。改时间，机构可能收 ${priceWithCurrency(feeFen, currency)}。`;
}

/** What leaving the other booking for this place comes to. */
export function replacingWords({ feeFen, cancellation, date }: ChangeOf, currency: MoneyCurrency): string {
  if (feeFen === 0) return '换掉它不收费。';
  const until = freeUntilWords(cancellation, date);
  return `它 ${until} 前取消不收费，已经过了。换掉，那家可能收 ${priceWithCurrency(feeFen, currency)}。`;
}

/** Said with every refusal of a change: nothing was lost by it. */
export function keptWords({ date, from }: Pick<Stay, 'date' | 'from'>): string {
  return `原来的时间还在：${dayWords(date)} ${clockWords(from)}。`;
}

/** The title of the page where a day is chosen. */
export function choosingTitle({ nickname }: { nickname: string }, changes: unknown): string {
  return changes === undefined ? `给${nickname}约时间` : `给${nickname}改时间`;
}

/** The word of its button, or why it can't be pressed. */
export function goOnWord(is: Record<'isOnline' | 'isChosen' | 'isAsBooked', boolean>): string {
  if (!is.isOnline) return '连上网才能约';
  if (is.isAsBooked) return '和现在的一样';
  return is.isChosen ? '看明细，去确认' : '先选一天';
}

import { addDays, civilParts, daysInMonth, weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { ClassCard } from '../../../api/classes';
import { monthDay } from '../../../ui/words/civil-words';

export type Span = 'week' | 'month';

/** First and last day of the week or month that this day lies in. */
export function spanOf(span: Span, day: string): { from: string; to: string } {
  if (span === 'week') {
    const from = addDays(day, 1 - weekdayOf(day));
    return { from, to: addDays(from, 6) };
  }
  const { year, month, day: dayOfMonth } = civilParts(day);
  const from = addDays(day, 1 - dayOfMonth);
  return { from, to: addDays(from, daysInMonth(year, month) - 1) };
}

/** A day of the span before or after. */
export function stepped(span: Span, day: string, step: -1 | 1): string {
  const { from, to } = spanOf(span, day);
  return step === 1 ? addDays(to, 1) : addDays(from, -1);
}

/** `11月23日–29日`, `11月30日–12月6日`, `2026年11月`. */
export function spanWords(span: Span, day: string): string {
  const { from, to } = spanOf(span, day);
  const first = civilParts(from);
  if (span === 'month') return `${first.year}年${first.month}月`;
  const last = civilParts(to);
  return `${monthDay(from)}–${first.month === last.month ? `${last.day}日` : monthDay(to)}`;
}

/** Days of a month in rows of seven from Monday; null where another month lies. */
export function monthGrid(day: string): (string | null)[][] {
  const { from, to } = spanOf('month', day);
  const cells: (string | null)[] = Array.from({ length: weekdayOf(from) - 1 }, () => null);
  for (let date = from; date <= to; date = addDays(date, 1)) cells.push(date);
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, row) => cells.slice(row * 7, row * 7 + 7));
}

/** Classes by the day of their next time within the span; those without a time stand on none. */
export function byDay(cards: readonly ClassCard[]): Map<string, ClassCard[]> {
  const days = new Map<string, ClassCard[]>();
  for (const card of cards) {
    if (card.session === null) continue;
    const { date } = card.session;
    days.set(date, [...(days.get(date) ?? []), card]);
  }
  for (const [date, of] of days)
    days.set(
      date,
      [...of].sort((a, b) => (a.session?.from ?? '').localeCompare(b.session?.from ?? '')),
    );
  return days;
}

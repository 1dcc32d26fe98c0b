import type { Quote } from './use-quote';

/** What became of one of several days that were asked for: `有位，余 3`, `满了`, or why it can’t be had. */
export type DayResult = { date: string; isFree: boolean; word: string };

export function dayResults({ days, refused }: Pick<Quote, 'days' | 'refused'>): DayResult[] {
  const priced = days.map(({ date, freePlaces }) => ({
    date,
    isFree: freePlaces > 0,
    word: freePlaces > 0 ? `有位，余 ${freePlaces}` : '满了',
  }));
  const others = refused.map(({ date, code, detail }) => ({
    date,
    isFree: false,
    word: refusalWords[code] ?? detail.split('。')[0] ?? '',
  }));
  return [...priced, ...others].sort((a, b) => a.date.localeCompare(b.date));
}

/** In a narrow column; others are told in the server’s own sentence. */
const refusalWords: Record<string, string> = {
  date_in_past: '已经过了',
  date_is_holiday: '放假',
  date_too_far: '还不能约',
  child_too_young: '月龄还不够',
  child_too_old: '月龄超过了',
};

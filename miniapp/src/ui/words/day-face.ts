import type { Reply } from '@nearcare/shared/contract/types';
import { addDays, civilParts, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { dayWords } from './civil-words';

export type AvailableDay = Reply<'getCentreAvailability'>['days'][number];

/** How a day is drawn: pattern and colour follow from this, the words never depend on them. */
export type DayLook = 'free' | 'freeMid' | 'freeLow' | 'waitlist' | 'full' | 'bare';

export type DayFace = {
  look: DayLook;
  /** In the patch: `余2`, `候3`, `满`, `休`. */
  word: string;
  /** For a screen reader: `11月26日 周四，还有 2 个位置`. */
  label: string;
  canBook: boolean;
};

/** No place, but one may come free: a line can be joined. */
export function canWait({ state }: Pick<AvailableDay, 'state'>): boolean {
  return state === 'full' || state === 'waitlist';
}

/** What a calendar cell shows and says. A place in the queue is the place you would get, not how many wait. */
export function dayFace(day: AvailableDay): DayFace {
  const spoken = (words: string) => `${dayWords(day.date)}，${words}`;
  const bare = (word: string, words: string): DayFace => ({
    look: 'bare',
    word,
    label: spoken(words),
    canBook: false,
  });
  switch (day.state) {
    case 'free':
      return {
        look: day.freePlaces >= 4 ? 'free' : day.freePlaces >= 2 ? 'freeMid' : 'freeLow',
        word: `余${day.freePlaces}`,
        label: spoken(`还有 ${day.freePlaces} 个位置`),
        canBook: true,
      };
    case 'waitlist':
      return {
        look: 'waitlist',
        word: `候${day.waiting + 1}`,
        label: spoken(`没有位置，前面有 ${day.waiting} 家在等`),
        canBook: false,
      };
    case 'full':
      return { look: 'full', word: '满', label: spoken('满了'), canBook: false };
    case 'closed':
      return day.note ? bare('闭园', `闭园，${day.note}`) : bare('休', '休息');
    case 'holiday':
      return bare('休', day.note ? `${day.note}放假` : '放假');
    case 'past':
      return bare('过了', '已经过了');
    case 'tooFar':
      return bare('–', '还不能约');
    case 'refused':
      return bare('–', day.note ?? '这样约不了');
    case 'ageMismatch':
      return bare('–', '月龄不合适');
  }
}

/** The day that was asked for; where that is over, as today is in the evening, the next one with a place. */
export function dayShown(days: readonly AvailableDay[], date: string | null): AvailableDay | null {
  const asked = days.find((day) => day.date === date) ?? null;
  if (asked?.state !== 'past') return asked;
  return days.find((day) => day.state === 'free') ?? asked;
}

/** Monday of the week that holds `date`. */
export function mondayOf(date: string): string {
  return addDays(date, 1 - weekdayOf(date));
}

/** The number on a cell: the day, and the month with it where a new month begins (`12/1`). */
export function cellNumber(date: string): string {
  const { month, day } = civilParts(date);
  return day === 1 ? `${month}/${day}` : String(day);
}

/** Rows of seven, Monday first. Days the answer does not hold stay null, so a column is always one weekday. */
export function weeksOf(
  days: readonly AvailableDay[],
  firstMonday: string,
  weeks: number,
): (AvailableDay | null)[][] {
  const byDate = new Map(days.map((day) => [day.date, day]));
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, column) => byDate.get(addDays(firstMonday, week * 7 + column)) ?? null),
  );
}

import { civilParts, daysBetween, weekdayOf } from '@nearcare/shared/rules/civil-date';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** One letter per column of a week, Monday first. */
export const weekdayLetters: readonly string[] = weekdays;

/** ISO weekday (1 Monday … 7 Sunday) → `周四`. */
export function weekdayWord(weekday: number): string {
  return `周${weekdays[weekday - 1] ?? ''}`;
}

/** `2026-11-26` → `11月26日`. */
export function monthDay(date: string): string {
  const { month, day } = civilParts(date);
  return `${month}月${day}日`;
}

/** `2026-11-26` → `11月26日 周四`. */
export function dayWords(date: string): string {
  return `${monthDay(date)} ${weekdayWord(weekdayOf(date))}`;
}

/** The nearest days by their own word, others by date: `今天`, `明天`, `11月26日 周四`. */
export function nearDayWords(date: string, today: string): string {
  const away = daysBetween(today, date);
  if (away === 0) return '今天';
  if (away === 1) return '明天';
  return dayWords(date);
}

/** `08:30` → `8:30`: how people write the time, without a leading nought. */
export function clockWords(time: string): string {
  return time.replace(/^0(?=\d:)/, '');
}

/** `8:30–12:00`. */
export function timeRange(from: string, to: string): string {
  return `${clockWords(from)}–${clockWords(to)}`;
}

/** The last day of a time that ends at `instant`, by this phone's calendar: midnight ends the day before. */
export function lastDay(instant: string): string {
  const last = new Date(Date.parse(instant) - 1);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${last.getFullYear()}-${two(last.getMonth() + 1)}-${two(last.getDate())}`;
}

/** The same in words: `12月15日`. */
export const lastDayWords = (instant: string): string => monthDay(lastDay(instant));

/** Whole months → `1 岁 7 个月`, `8 个月`, `2 岁`. */
export function ageWords(months: number): string {
  if (months < 1) return '不到 1 个月';
  const years = Math.floor(months / 12);
  const rest = months % 12;
  if (years === 0) return `${rest} 个月`;
  return rest === 0 ? `${years} 岁` : `${years} 岁 ${rest} 个月`;
}

/** How old a figure is: `刚刚`, `12 分钟前`, `9 天前`. */
export function agoWords(minutes: number): string {
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`;
  return `${Math.floor(minutes / (24 * 60))} 天前`;
}

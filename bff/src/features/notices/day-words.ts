import { civilParts, weekdayOf } from '@nearcare/shared/rules/civil-date';

/** 11月26日 周四 */
export function dayWords(date: string): string {
  const { month, day } = civilParts(date);
  return `${month}月${day}日 周${'一二三四五六日'[weekdayOf(date) - 1]}`;
}

/** 8:30 */
export function clockWords(time: string): string {
  return time.replace(/^0/, '');
}

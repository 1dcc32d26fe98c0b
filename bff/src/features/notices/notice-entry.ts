import type { Reply } from '@nearcare/shared/contract/types';
import { civilParts, weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { NoticeFacts, NoticeKind } from './notices.public.js';

type Target = Reply<'listNotices'>['items'][number]['target'];

/**
 * What may leave for WeChat: what a lock screen and WeChat's servers may know. No child, no adult, no outcome of what a
 * family asked for. `when` is a civil minute, `2026-11-26 08:30`.
 */
export type OutsideWords = {
  title: string;
  centre: string;
  when: string;
  state: string;
  reason: string;
  hint: string;
};
/** One event in words: `title` and `text` in the app, `outside` elsewhere. */
export type NoticeWords = { title: string; text: string; target: Target; outside: OutsideWords };

/** What is said of one kind. `at` is a civil minute. */
export type Entry<K extends NoticeKind> = (
  facts: NoticeFacts[K],
  at: string,
) => Omit<NoticeWords, 'outside'> & {
  outside: Partial<OutsideWords> & Pick<OutsideWords, 'title' | 'state'>;
};

/** 11月26日 周四 */
export function dayWords(date: string): string {
  const { month, day } = civilParts(date);
  return `${month}月${day}日 周${'一二三四五六日'[weekdayOf(date) - 1]}`;
}

/** 8:30 */
export function clockWords(time: string): string {
  return time.replace(/^0/, '');
}

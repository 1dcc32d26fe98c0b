import { dayWords, lastDayWords, timeRange } from '../../../ui/words/civil-words';
import type { HomeVisit } from '../ask-guidance';

type Slot = NonNullable<HomeVisit['slot']>;

export const isOpenVisit = ({ status }: Pick<HomeVisit, 'status'>) =>
  status === 'requested' || status === 'offered' || status === 'agreed';

/** `11月28日 周六 10:00–11:00`. */
export const slotWords = ({ date, from, to }: Pick<Slot, 'date' | 'from' | 'to'>) =>
  `${dayWords(date)} ${timeRange(from, to)}`;

/** What comes next of a visit, in one line. */
export function visitLine({ status, slot, visitor, answerBy, isOverdue, provider }: HomeVisit): string {
  switch (status) {
    case 'requested':
      if (isOverdue) return `${provider.name}还没安排，过了说好的时间`;
      return answerBy === null ? '等安排时间' : `最迟 ${lastDayWords(answerBy)} 安排时间`;
    case 'offered':
      return '有时间了，挑一个';
    case 'agreed':
      return slot === null ? '约好了' : `${slotWords(slot)}${visitor === null ? '' : `，${visitor}来`}`;
    case 'done':
      return slot === null ? '来过了' : `${slotWords(slot)} 来过`;
    case 'cancelled':
      return '取消了';
    case 'declined':
      return `${provider.name}来不了`;
  }
}

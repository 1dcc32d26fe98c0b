import type { StayWish } from '../../../api/centre';
import { clockWords, nearDayWords } from '../../../ui/words/civil-words';
import type { WaitFor, WaitlistEntry } from './waitlist-cache';

type Step = WaitlistEntry['history'][number];

/** One word per status, and how it is tinted. */
export const waitlistStatus: Record<
  WaitlistEntry['status'],
  { word: string; tint: 'green' | 'apricot' | 'plain' }
> = {
  waiting: { word: '候补中', tint: 'apricot' },
  offered: { word: '有位置了', tint: 'green' },
  accepted: { word: '约上了', tint: 'green' },
  declined: { word: '没要', tint: 'plain' },
  expired: { word: '过了时间', tint: 'plain' },
  left: { word: '不等了', tint: 'plain' },
  closed: { word: '不能排了', tint: 'plain' },
  over: { word: '没等到', tint: 'plain' },
};

/** Why it ended, and that nothing is owed. */
export const endedWords: Partial<Record<WaitlistEntry['status'], string>> = {
  accepted: '位置接受了，入园卡在预约里。',
  declined: '这个位置没要，已经给了下一家。',
  expired: '名额留的时间过了，已经给了下一家。',
  left: '已经不排了，没有产生费用。',
  closed: '园方那天不开门，或暂停了服务。',
  over: '到了那天也没有空出位置，没有产生费用。',
};

export function isInLine({ status }: Pick<WaitlistEntry, 'status'>): boolean {
  return status === 'waiting' || status === 'offered';
}

/** What of a day's hours can be waited for. Null for what comes at short notice: that has no line. */
export function waitedWish({
  mode,
  ...hours
}: StayWish): Pick<WaitFor, 'mode' | 'half' | 'from' | 'to'> | null {
  return mode === 'temporary' ? null : { mode, ...hours };
}

/** `排候补，第 4 位`: the number is the place one would get. */
export function joinWords(waiting: number): string {
  return `排候补，第 ${waiting + 1} 位`;
}

const reasonWords: Record<Step['reason'], (families: number) => string> = {
  joined: () => '你们开始排队',
  aheadLeft: (families) => `前面 ${families} 家不等了`,
  aheadAccepted: (families) => `前面 ${families} 家等到了位置`,
  aheadDeclined: (families) => `前面 ${families} 家没要位置`,
  aheadExpired: (families) => `前面 ${families} 家没有在时间内接受`,
  siblingAhead: (families) => `有兄弟姐妹在园的 ${families} 家，按规则往前`,
  ownSibling: () => '你家有孩子在园，按规则往前',
};

/** How the place came to be what it is, newest first: `4 → 2`, why, when. */
export function historyWords({
  history,
  today,
}: WaitlistEntry): { move: string; why: string; when: string }[] {
  return history
    .map((step, index) => ({
      move: index === 0 ? `第 ${step.place} 位` : `${history[index - 1]?.place} → ${step.place}`,
      why: reasonWords[step.reason](step.families),
      when: `${nearDayWords(step.date, today)} ${clockWords(step.time)}`,
    }))
    .reverse();
}

/** How long a place is kept when it comes. The night does not count, unless care is too near for that. */
export function holdWords({ offerHold }: Pick<WaitlistEntry, 'offerHold'>): string {
  const { atLeastMinutes, atMostMinutes, nightFrom, nightUntil } = offerHold;
  const night = `${clockWords(nightFrom)} 后到期的，一般留到早上 ${clockWords(nightUntil)}`;
  return `轮到你们时，名额留 ${atLeastMinutes} 到 ${atMostMinutes} 分钟；${night}。会发消息，没点就给下一家。`;
}

/** `9:42`, or with its day where that is another one: `明天 8:00`. */
export function untilWords({ offer, today }: Pick<WaitlistEntry, 'offer' | 'today'>): string {
  if (offer === null) return '';
  const time = clockWords(offer.untilTime);
  return offer.untilDate === today ? time : `${nearDayWords(offer.untilDate, today)} ${time}`;
}

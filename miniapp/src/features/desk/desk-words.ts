import { minutesOf } from '@nearcare/shared/rules/slot-times';
import { keptAtText } from '../../api/last-answers';
import { agoWords, timeRange } from '../../ui/words/civil-words';
import type { Roster } from './ask-desk';

export const roleWords = { staff: '园所', officer: '卫健部门' } as const;

type Tint = 'green' | 'apricot' | 'plain' | 'indigo';

export const childStateWords: Record<Roster['children'][number]['status'], { word: string; tint: Tint }> = {
  pending: { word: '正在占位', tint: 'apricot' },
  requested: { word: '待你答复', tint: 'apricot' },
  confirmed: { word: '约好了', tint: 'indigo' },
  checkedIn: { word: '在园', tint: 'green' },
  completed: { word: '已接走', tint: 'plain' },
  noShow: { word: '没来', tint: 'plain' },
  absent: { word: '病假', tint: 'apricot' },
};

/** What its family said of a child that stays away. */
export const symptomWords: Record<NonNullable<Roster['children'][number]['symptom']>, string> = {
  fever: '发烧，回来要健康证明',
  vomiting: '呕吐腹泻，回来要健康证明',
  rash: '出疹子，回来要健康证明',
  cough: '咳嗽',
  other: '别的不舒服',
  unsaid: '没有说哪里不舒服',
};

/** The phone's own clock, as `HH:mm`: whoever works at a desk stands where it is. */
export function phoneClock(nowMs: number = Date.now()): string {
  const now = new Date(nowMs);
  return `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
}

/** `现在 12 人，托位 15`; on another day, or while it is closed, the most of that day. */
export function rosterSentence({ presence, places }: Roster, now: string | null): string {
  const at = now === null ? -1 : minutesOf(now);
  const current = presence.find(({ from }) => minutesOf(from) <= at && at < minutesOf(from) + 30);
  if (current !== undefined) return `现在 ${current.children} 人，托位 ${places}`;
  const most = Math.max(0, ...presence.map(({ children }) => children));
  return most === 0 ? `还没有人约，托位 ${places}` : `最多 ${most} 人，托位 ${places}`;
}

/** How many children wait for that day, by the hours they want. Nothing where nobody does. */
export function lineWords({ line, offered }: Pick<Roster, 'line' | 'offered'>): string {
  if (line.length === 0) return '';
  const all = line.reduce((sum, { children }) => sum + children, 0);
  const hours = line.map(({ from, to, children }) => `${timeRange(from, to)} ${children} 个`).join('，');
  return `${all} 个在候补：${hours}。${offered > 0 ? `其中 ${offered} 个有位置了，等家长接受。` : ''}`;
}

/** `12 分钟前`, by this phone's clock. */
export const ageOf = (asOf: string, nowMs: number = Date.now()) =>
  agoWords(Math.max(0, Math.floor((nowMs - Date.parse(asOf)) / 60_000)));

/** `今天 17:30`, by this phone's clock. */
export const atWords = (instant: string) => keptAtText(Date.parse(instant));

/** `JBSWY3DP…` in groups of four, for who types it. */
export const secretWords = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? '';

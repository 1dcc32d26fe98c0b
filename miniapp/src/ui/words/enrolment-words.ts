import type { Reply } from '@nearcare/shared/contract/types';
import { civilParts } from '@nearcare/shared/rules/civil-date';
import { monthDay, timeRange, weekdayLetters } from './civil-words';

type Enrolment = Reply<'getEnrolment'>;
export type HealthKind = Enrolment['health']['items'][number]['kind'];

export const healthWords: Readonly<Record<HealthKind, string>> = {
  checkup: '入托健康检查表',
  bloodTest: '血液化验单',
  vaccination: '预防接种查验证明',
  handbook: '儿童保健手册',
};

type StatusWord = { word: string; tint: 'apricot' | 'green' | 'indigo' | 'plain' };
export const enrolmentStatus: Readonly<Record<Enrolment['status'], StatusWord>> = {
  applied: { word: '等机构答复', tint: 'apricot' },
  declined: { word: '没有收', tint: 'plain' },
  accepted: { word: '收下了', tint: 'green' },
  enrolled: { word: '在托', tint: 'green' },
  leaving: { word: '快离园', tint: 'apricot' },
  left: { word: '已离园', tint: 'plain' },
  withdrawn: { word: '已撤回', tint: 'plain' },
};

/** `周一到周五`, `周二、四`. */
export function weekdaysWords(weekdays: readonly number[]): string {
  const isWorkweek = weekdays.length === 5 && weekdays.every((day, index) => day === index + 1);
  if (isWorkweek) return '周一到周五';
  return `周${weekdays.map((day) => weekdayLetters[day - 1]).join('、')}`;
}

/** `2026-12` → `2026年12月`. */
export function monthWords(month: string): string {
  const { year, month: number } = civilParts(`${month}-01`);
  return `${year}年${number}月`;
}

/** `全天`, `上午`. */
export function modeWords({ mode, half }: Pick<Enrolment, 'mode' | 'half'>): string {
  if (mode === 'fullDay') return '全天';
  return half === 'afternoon' ? '下午' : '上午';
}

/** What was asked for, in one line. */
export const askedWords = (of: Pick<Enrolment, 'startMonth' | 'weekdays' | 'mode' | 'half'>): string =>
  `${monthWords(of.startMonth)}起，${weekdaysWords(of.weekdays)}，${modeWords(of)}`;

/** `2027年2月20日 前有效`: of a paper that was noted. */
export const validWords = (until: string): string => `${until.slice(0, 4)}年${monthDay(until)} 前有效`;

const mostNamed = 6;

/** `12月3日、12月10日`; of many the first ones and how many there are. */
export function datesWords(dates: readonly string[]): string {
  const named = dates.slice(0, mostNamed).map(monthDay).join('、');
  return dates.length > mostNamed ? `${named} 等 ${dates.length} 天` : named;
}

/** How the deadline stands, in a sentence. */
export function deadlineWords(
  of: Pick<Enrolment, 'isOverdue' | 'answerOn' | 'workdaysLeft' | 'workdaysGiven'>,
) {
  if (of.isOverdue) return `已超过答复期限（${monthDay(of.answerOn)}）`;
  const left = Math.min(of.workdaysLeft, of.workdaysGiven);
  return `最迟 ${monthDay(of.answerOn)} 答复，还剩 ${left} 个工作日`;
}

type Care = Enrolment['attendance'][number];

/** `9:12 到园，17:30 接走`; of a day that nobody ended only what was said. By the clock of the phone. */
export function attendedWords({ status, checkedInAt, checkedOutAt }: Care): string {
  if (status === 'noShow') return '没有到园';
  const came = checkedInAt && `${clockOf(checkedInAt)} 到园`;
  const left = checkedOutAt && `${clockOf(checkedOutAt)} 接走`;
  return [came, left].filter(Boolean).join('，');
}

/** How today goes: `今天还没到园`, `今天 9:12 到园`. Null on a day without care. */
export function careTodayWords({ careToday }: Pick<Enrolment, 'careToday'>): string | null {
  if (careToday === null) return null;
  if (careToday.status === 'confirmed') return `今天 ${timeRange(careToday.from, careToday.to)}，还没到园`;
  return `今天${careToday.status === 'noShow' ? '' : ' '}${attendedWords(careToday)}`;
}

function clockOf(instant: string): string {
  const at = new Date(instant);
  return `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
}

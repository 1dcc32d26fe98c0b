import { daysBetween } from '@nearcare/shared/rules/civil-date';
import { monthDay, nearDayWords } from '../../ui/words/civil-words';
import { clockNames, endsWithDay, longInHours } from '../../ui/words/complaint-words';
import type { Complaint } from './ask-complaints';

export type Clock = Complaint['clocks'][number];

const two = (number: number) => String(number).padStart(2, '0');

/** The civil day of an instant by this phone's calendar. */
export function dayOf(instant: string | number): string {
  const at = new Date(instant);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `今天 15:00`, `明天 9:20`, `11月27日 9:20`: an instant as people say it. */
export function instantWords(instant: string, nowMs: number): string {
  const at = new Date(instant);
  const [day, today] = [dayOf(instant), dayOf(nowMs)];
  const away = daysBetween(today, day);
  const dayText = away === -1 ? '昨天' : away === 0 || away === 1 ? nearDayWords(day, today) : monthDay(day);
  return `${dayText} ${at.getHours()}:${two(at.getMinutes())}`;
}

/** Until when: `今天 15:00 前` where it ends at an hour, else `12月4日（含）前`; the last day is `今天以内`. */
export function untilWords(clock: Clock, nowMs: number): string {
  const { dueAt, dueOn, workdaysLeft, isOverdue } = clock;
  const isDay = endsWithDay(clock);
  const until = isDay ? monthDay(dueOn) : instantWords(dueAt, nowMs);
  if (isOverdue) return `过了期限（${until}）`;
  if (!isDay) return `${until} 前`;
  if (dueOn <= dayOf(nowMs)) return '今天以内';
  return `${until}（含）前${workdaysLeft === null ? '' : `，还有 ${workdaysLeft} 个工作日`}`;
}

/** What comes next: the clock that runs out first. */
export const nextClock = ({ clocks }: Pick<Complaint, 'clocks'>): Clock | undefined =>
  [...clocks].sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))[0];

/** What the drawn clock shows: how much of the whole time is gone, where other deadlines lie in it, and what is left. */
export function clockFace(clocks: readonly Clock[], nowMs: number) {
  const whole = clocks.find(({ name }) => name === 'finish');
  if (whole === undefined) return null;
  const [from, due] = [Date.parse(whole.from), Date.parse(whole.dueAt)];
  const shareAt = (ms: number) => Math.min(1, Math.max(0, (ms - from) / Math.max(1, due - from)));
  const left = leftOf(whole, nowMs);
  return {
    pieces: left.small === '小时' || left.small === '分钟' ? 24 : 15,
    gone: shareAt(nowMs),
    marks: clocks.filter((clock) => clock !== whole).map(({ dueAt }) => shareAt(Date.parse(dueAt))),
    ...left,
    isOverdue: whole.isOverdue,
    label: whole.isOverdue ? '办结已经超期' : `${clockNames.finish}还剩 ${left.big} ${left.small}`,
  };
}

function leftOf({ workdaysLeft, dueAt }: Clock, nowMs: number): { big: string; small: string } {
  if (workdaysLeft !== null) return { big: String(Math.max(0, workdaysLeft)), small: '个工作日' };
  const minutes = Math.max(0, Math.ceil((Date.parse(dueAt) - nowMs) / 60_000));
  if (minutes < 60) return { big: String(minutes), small: '分钟' };
  if (minutes > longInHours * 60) return { big: String(Math.ceil(minutes / 1440)), small: '天' };
  return { big: String(Math.floor(minutes / 60)), small: '小时' };
}

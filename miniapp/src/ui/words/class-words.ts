import type { Reply } from '@nearcare/shared/contract/types';
import { daysBetween, weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { IconName } from '../icon';
import {
  ageWords,
  clockWords,
  dayWords,
  monthDay,
  nearDayWords,
  timeRange,
  weekdayWord,
} from './civil-words';

type ClassCard = Reply<'listClasses'>['items'][number];
export type ClassWay = ClassCard['way'];
export type ClassTopic = ClassCard['topic'];
export type ClassSession = NonNullable<ClassCard['session']>;

/** The seven areas of the national care guide, as short as a chip wants them. */
export const topicWords: Record<ClassTopic, string> = {
  nutrition: '营养喂养',
  sleep: '睡眠',
  habits: '习惯',
  motor: '动作',
  language: '语言',
  cognition: '认知',
  social: '情感社会',
};
export const topics = Object.keys(topicWords) as ClassTopic[];

export const kindWords: Record<ClassCard['kind'], string> = { lecture: '家长课堂', activity: '亲子活动' };

/** How a class is held; a home visit is asked for and stands beside them. */
export const wayWords: Record<ClassWay | 'homeVisit', string> = {
  onSite: '线下',
  live: '直播',
  recorded: '录播',
  homeVisit: '入户',
};

export const wayLooks: Record<
  ClassWay | 'homeVisit',
  { icon: IconName; tone: 'apricot' | 'green' | 'indigo' | 'plain' }
> = {
  onSite: { icon: 'pin', tone: 'green' },
  live: { icon: 'video', tone: 'apricot' },
  recorded: { icon: 'play', tone: 'indigo' },
  homeVisit: { icon: 'arch', tone: 'plain' },
};

/** `18–36 个月`; from birth: `36 个月以内`. */
export function agesWords({
  ageFromMonths: from,
  ageToMonths: to,
}: Pick<ClassCard, 'ageFromMonths' | 'ageToMonths'>) {
  return from === 0 ? `${to} 个月以内` : `${from}–${to} 个月`;
}

/** `今天 9:00`, `周六 10:00` within a week, then `12月5日 10:00`. Without a known today by date. */
export function startWords(
  { date, from }: Pick<ClassSession, 'date' | 'from'>,
  today: string | null,
): string {
  const time = clockWords(from);
  if (today === null) return `${monthDay(date)} ${time}`;
  const away = daysBetween(today, date);
  if (away === 0 || away === 1) return `${nearDayWords(date, today)} ${time}`;
  return away > 1 && away < 7 ? `${weekdayWord(weekdayOf(date))} ${time}` : `${monthDay(date)} ${time}`;
}

/** `11月28日 周六 10:00–11:00`. */
export function sessionWords({ date, from, to }: Pick<ClassSession, 'date' | 'from' | 'to'>): string {
  return `${dayWords(date)} ${timeRange(from, to)}`;
}

/** `24 分钟`, `1 小时 5 分钟`, `40 秒`. */
export function lengthWords(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} 秒`;
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} 分钟`;
  return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分钟`;
}

/** A place in a recording: `9:10`, `1:02:03`. */
export function positionWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours === 0 ? `${minutes}:${two(whole % 60)}` : `${hours}:${two(minutes)}:${two(whole % 60)}`;
}

/** What is free of a class with counted seats: `余 6 席`, `满，3 家在等`. Null without a limit. */
export function seatsWords(seats: ClassCard['seats']): string | null {
  if (seats === null) return null;
  if (seats.left > 0) return `余 ${seats.left} 席`;
  return seats.waiting === 0 ? '满了，可候补' : `满，${seats.waiting} 家在等`;
}

/** `19 个月，正好合适`, or why not. `ageMonths` is the child’s today; the service counts by the day of the class. */
export function fitWords(
  of: Pick<ClassCard, 'ageFromMonths' | 'ageToMonths'>,
  child: { nickname: string; ageMonths: number } | null,
): string {
  const ages = `适合 ${agesWords(of)}`;
  if (child === null) return ages;
  const age = ageWords(child.ageMonths);
  if (child.ageMonths < of.ageFromMonths) return `${ages}。${child.nickname} ${age}，还小一点`;
  if (child.ageMonths > of.ageToMonths) return `${ages}。${child.nickname} ${age}，过了这个年龄`;
  return `${ages}。${child.nickname} ${age}，正合适`;
}

import type { Body, FieldError } from '@nearcare/shared/contract/types';
import { daysBetween } from '@nearcare/shared/rules/civil-date';
import { instantAt } from '../../../lib/zone.js';
import type { ClassTime, ParentingClass } from '../class.rules.js';

type Told = Omit<Body<'deskUpdateClass'>, 'rev' | 'reason'>;
type Kept = Pick<ParentingClass, 'way' | 'timeZone'>;
export type ToldSession = NonNullable<Told['sessions']>[number];

/** A class further off than this is a slip of the finger. */
const latestDays = 366;
/** So long one session may last at most. */
const longestMs = 12 * 3_600_000;

/** Sessions by time, as instants and as their place's clocks show them. */
export function timesOf(sessions: readonly ToldSession[], timeZone: string): ClassTime[] {
  return sessions
    .map(({ date, from, to }) => ({
      ...{ startsAt: instantAt(date, from, timeZone), endsAt: instantAt(date, to, timeZone) },
      ...{ date, from, to },
    }))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** What does not go together in what the desk told; empty where all does. @param today of the class's place */
export function faultsOf(told: Told, { way }: Kept, today: string): FieldError[] {
  return [
    ...faultsOfAges(told),
    ...faultsOfSessions(told.sessions ?? [], way, today),
    ...(way === 'onSite' && !told.venue ? [fault('/venue', '现场的课要写地点')] : []),
    ...(way !== 'onSite' && told.venue ? [fault('/venue', '不在现场的课没有地点')] : []),
    ...(way === 'onSite' && told.seats === undefined ? [fault('/seats', '现场的课要写名额')] : []),
    ...(way === 'recorded' && told.seats !== undefined ? [fault('/seats', '录播课没有名额')] : []),
  ];
}

function faultsOfAges({ ageFromMonths, ageToMonths }: Told): FieldError[] {
  return ageFromMonths <= ageToMonths ? [] : [fault('/ageToMonths', '不能小于开始的月龄')];
}

function faultsOfSessions(sessions: readonly ToldSession[], way: Kept['way'], today: string): FieldError[] {
  if (way === 'recorded') return sessions.length > 0 ? [fault('/sessions', '录播课没有上课时间')] : [];
  if (sessions.length === 0) return [fault('/sessions', '要写上课时间')];
  const faults = sessions.flatMap(({ date, from, to }, index) => {
    const path = `/sessions/${index}`;
    if (from >= to) return [fault(`${path}/to`, '要在开始之后')];
    if (daysBetween(today, date) > latestDays) return [fault(`${path}/date`, '最远一年以内')];
    return minutesBetween(from, to) * 60_000 > longestMs ? [fault(`${path}/to`, '一次最长 12 小时')] : [];
  });
  const byTime = [...sessions].sort((a, b) => (`${a.date}${a.from}` < `${b.date}${b.from}` ? -1 : 1));
  const overlaps = byTime.some(({ date, from }, index) => {
    const before = byTime[index - 1];
    return before?.date === date && from < before.to;
  });
  return overlaps ? [...faults, fault('/sessions', '上课时间不能重叠')] : faults;
}

/** Whether the last of it is still to come. */
export function isStillToCome(times: readonly ClassTime[], now: Date): boolean {
  const last = times.at(-1);
  return !last || last.endsAt > now;
}

function minutesBetween(from: string, to: string): number {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return minutes(to) - minutes(from);
}

const fault = (path: string, message: string): FieldError => ({ path, message });

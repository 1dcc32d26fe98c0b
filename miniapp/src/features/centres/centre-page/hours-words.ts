import { daysBetween, weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { CentreDetail } from '../../../api/centre';
import { monthDay, nearDayWords, timeRange, weekdayWord } from '../../../ui/words/civil-words';
import { hoursOn } from './centre-facts';

type SpecialDay = CentreDetail['specialDays'][number];

/** How people name a day: `今天`, `明天`, `周五`, `下周三`; from the week after next by its date. */
export function spokenDay(date: string, today: string): string {
  const away = daysBetween(today, date);
  if (away < 2) return nearDayWords(date, today);
  const weeks = Math.floor((away + weekdayOf(today) - 1) / 7);
  if (weeks === 0) return weekdayWord(weekdayOf(date));
  return weeks === 1
    ? `下${weekdayWord(weekdayOf(date))}`
    : `${monthDay(date)} ${weekdayWord(weekdayOf(date))}`;
}

function openWords({ kind, hours }: SpecialDay): string {
  if (hours === null) return kind === 'makeUpWorkday' ? '调休上班' : '休';
  const open = timeRange(hours.from, hours.to);
  return kind === 'makeUpWorkday' ? `调休，开门 ${open}` : `开门 ${open}`;
}

const isLike = (a: SpecialDay, b: SpecialDay) =>
  a.kind === b.kind && a.name === b.name && a.hours?.from === b.hours?.from && a.hours?.to === b.hours?.to;

/** Days that are not as the week says, a holiday of several days in one line: `下周五 元旦`, `休`. */
export function specialDayLines(
  days: readonly SpecialDay[],
  today: string,
): { day: string; words: string }[] {
  const runs: { first: SpecialDay; last: SpecialDay }[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && isLike(run.last, day) && daysBetween(run.last.date, day.date) === 1) run.last = day;
    else runs.push({ first: day, last: day });
  }
  return runs.map(({ first, last }) => {
    const until = first === last ? '' : `到${spokenDay(last.date, today)}`;
    const name = first.name ?? (first.kind === 'closedDay' ? '闭园' : '');
    return {
      day: [`${spokenDay(first.date, today)}${until}`, name].filter(Boolean).join('，'),
      words: openWords(first),
    };
  });
}

/** `今天 7:30–18:00`, `今天元旦，休息`. */
export function todayWords(centre: CentreDetail): string {
  const { today } = centre.region;
  const special = centre.specialDays.find(({ date }) => date === today);
  if (special === undefined || (special.kind === 'makeUpWorkday' && special.hours === null)) {
    const hours = hoursOn(centre, weekdayOf(today));
    return hours === null ? '今天休息' : `今天 ${hours}`;
  }
  const name = special.name ?? '';
  if (special.hours === null) return name === '' ? '今天休息' : `今天${name}，休息`;
  return `今天 ${timeRange(special.hours.from, special.hours.to)}`;
}

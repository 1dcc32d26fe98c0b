import type { Reply } from '@nearcare/shared/contract/types';
import { clockWords, monthDay, timeRange, weekdayWord } from '../../ui/words/civil-words';
import { metresWords } from '../../ui/words/distance';

export type Room = Reply<'listMotherBabyRooms'>['items'][number];
export type FaultKind = Room['faults'][number]['kind'];

/** What may be wrong, as a parent taps it. */
export const faultWords: Record<FaultKind, string> = {
  locked: '门锁着',
  dirty: '不干净',
  broken: '东西坏了',
  notThere: '找不到',
  hoursWrong: '时间不对',
};

export const faultKinds = Object.keys(faultWords) as FaultKind[];

const facilityWords: Record<Room['facilities'][number], string> = {
  nursingSeat: '哺乳椅',
  changingTable: '尿布台',
  basin: '洗手池',
  hotWater: '热水',
  sofa: '沙发',
  lock: '能锁门',
  accessible: '无障碍',
};

export function facilitiesText(room: Room): string {
  return room.facilities.map((facility) => facilityWords[facility]).join('、');
}

/** `开到 21:00`, `现在关着`; by the server's clock, which knows the room's zone. */
export function openWords({ isOpenNow, closesAt }: Room): string {
  if (isOpenNow === null) return '开放时间不清楚';
  if (!isOpenNow) return '现在关着';
  return closesAt === null ? '现在开着' : `开到 ${clockWords(closesAt)}`;
}

/** `9:00–21:00`, also more than one span; null where the room is shut that weekday. */
function hoursOn(room: Room, weekday: number): string | null {
  const spans = room.openingHours.filter((hours) => hours.weekday === weekday);
  return spans.length === 0 ? null : spans.map(({ from, to }) => timeRange(from, to)).join('、');
}

/** The week, days of the same hours together: `周一至周五 9:00–21:00`, `周六、周日 不开`. */
export function weekHours(room: Room): string[] {
  const weekdays = [1, 2, 3, 4, 5, 6, 7];
  const lines = new Map<string, number[]>();
  for (const weekday of weekdays) {
    const hours = hoursOn(room, weekday) ?? '不开';
    lines.set(hours, [...(lines.get(hours) ?? []), weekday]);
  }
  return [...lines].map(([hours, days]) => `${daysText(days)} ${hours}`);
}

function daysText(days: readonly number[]): string {
  const [first = 1, last = 7] = [days[0], days.at(-1)];
  if (days.length === 7) return '每天';
  const isRun = days.length > 2 && last - first === days.length - 1;
  return isRun ? `${weekdayWord(first)}至${weekdayWord(last)}` : days.map(weekdayWord).join('、');
}

/** `3 人说门锁着，最近 11月20日`. */
export function faultSentence({ kind, reports, lastOn }: Room['faults'][number]): string {
  return `${reports} 人说${faultWords[kind]}，最近 ${monthDay(lastOn)}`;
}

/** One room as one sentence, for readers. */
export function roomSentence(room: Room): string {
  const worst = room.faults[0];
  return [
    `母婴室，${room.name}`,
    openWords(room),
    metresWords(room.distanceMetres),
    worst ? faultSentence(worst) : '',
  ]
    .filter(Boolean)
    .join('，');
}

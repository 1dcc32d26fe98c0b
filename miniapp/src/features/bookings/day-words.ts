import type { StayWish } from '../../api/centre';
import { hoursOf } from '../../ui/stay/stay-hours';
import { type AvailableDay, canWait, dayFace } from '../../ui/words/day-face';

type Chosen = {
  day: AvailableDay;
  wish: StayWish;
  /** The first half hour of the stay that is full; null where none is, or no stay is known. */
  full: string | null;
  /** Whether the line of that day can be joined. */
  canJoin: boolean;
};

/** Why the chosen day can't be booked, and what there is to do about it. */
export function noPlaceWords({ day, wish, full, canJoin }: Chosen): string {
  if (day.state === 'past' && day.instead?.date === day.date) return '这个时间已经过了，今天还可以：';
  const hasOtherHours = hoursOf(wish) !== null && day.hours !== null;
  if (full !== null && wish.mode !== 'fullDay' && canWait(day))
    return `${full} 满了，${waysOn({ wish, canJoin, isFull: true, hasOtherHours: true })}`;
  const { label } = dayFace(day);
  return `${label.slice(label.indexOf('，') + 1)}。${waysOn({ wish, canJoin, isFull: canWait(day), hasOtherHours })}`;
}

function waysOn(of: { wish: StayWish; canJoin: boolean; isFull: boolean; hasOtherHours: boolean }): string {
  if (of.canJoin) return of.hasOtherHours ? '换个时间，或排候补。' : '可以排候补，或换一天。';
  if (of.isFull && of.wish.mode === 'temporary') return '临时托不排队。换个时间，或看看附近的。';
  return of.hasOtherHours ? '换个时间，或换一天。' : '换一天，或看看附近的。';
}

import { minutesOf, timeOf } from '@nearcare/shared/rules/slot-times';
import type { StayWish } from '../../api/centre';
import { careModeWords } from '../../ui/words/care-words';
import type { Booking } from './booking-cache';
import type { QuoteFor } from './use-quote';

/** Where choosing a mode begins: the morning, or two hours from nine. */
export function firstWish(mode: StayWish['mode']): StayWish {
  if (mode === 'halfDay') return { mode, half: 'morning' };
  return mode === 'hourly' ? { mode, from: '09:00', to: '11:00' } : { mode };
}

/** The wish that a booking is, where it is to be changed. What the centre can't be asked for again begins anew. */
export function wishOf({ mode, from, to }: Pick<Booking, 'mode' | 'from' | 'to'>): StayWish {
  if (mode === 'halfDay') return { mode, half: from < '12:00' ? 'morning' : 'afternoon' };
  if (mode === 'hourly') return { mode, from, to };
  return firstWish('fullDay');
}

/** Whether that day would be the very stay that is booked. */
export function isSameStay(
  booking: Pick<Booking, 'mode' | 'date' | 'from' | 'to'>,
  day: { date: string; stay: { from: string; to: string } | null },
  { mode }: StayWish,
): boolean {
  const { stay } = day;
  const isSameTime = stay?.from === booking.from && stay.to === booking.to;
  return isSameTime && day.date === booking.date && mode === booking.mode;
}

/** What a price is for: `全日托一天`, `半日托上午`, `计时托 2.5 小时`. */
export function wishWords({ mode, half, from, to }: StayWish): string {
  const word = careModeWords[mode];
  if (mode === 'halfDay') return `${word}${half === 'afternoon' ? '下午' : '上午'}`;
  if (mode === 'hourly' && from !== undefined && to !== undefined)
    return `${word} ${(minutesOf(to) - minutesOf(from)) / 60} 小时`;
  return `${word}一天`;
}

const slotMinutes = 30;

/** Given hours with one end moved; the other follows, so that the stay keeps within these lengths. */
export function moved(
  { from, to }: { from: string; to: string },
  end: 'from' | 'to',
  steps: number,
  { minMinutes, maxMinutes }: { minMinutes: number; maxMinutes: number },
): { from: string; to: string } {
  let [start, stop] = [minutesOf(from), minutesOf(to)];
  if (end === 'from') {
    start += steps * slotMinutes;
    stop = Math.min(start + maxMinutes, Math.max(stop, start + minMinutes));
  } else {
    stop += steps * slotMinutes;
    start = Math.max(stop - maxMinutes, Math.min(start, stop - minMinutes));
  }
  return { from: timeOf(start), to: timeOf(stop) };
}

/** A wish as a page's address carries it. What makes no sense there is a whole day. */
export function wishFrom(read: { mode: string; half: string; from: string; to: string }): StayWish {
  if (read.mode === 'halfDay')
    return { mode: 'halfDay', half: read.half === 'afternoon' ? 'afternoon' : 'morning' };
  if (read.mode === 'hourly' && read.from !== '' && read.to !== '')
    return { mode: 'hourly', from: read.from, to: read.to };
  return { mode: 'fullDay' };
}

export function quoteAddress({ wish, ...rest }: QuoteFor) {
  return { ...rest, ...wish };
}

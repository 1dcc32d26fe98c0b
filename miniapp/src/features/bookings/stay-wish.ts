import { minutesOf } from '@nearcare/shared/rules/slot-times';
import type { StayWish } from '../../api/centre';
import type { Facts } from '../../api/problem';
import { type Hours, hoursOf } from '../../ui/stay/stay-hours';
import { careModeWords } from '../../ui/words/care-words';
import { clockWords } from '../../ui/words/civil-words';
import type { Booking } from './booking-cache';
import type { QuoteFor } from './use-quote';

/** The wish that a booking is, where it is to be changed: a late stay is one that is priced as such. */
export function wishOf({ mode, from, to, quote }: Pick<Booking, 'mode' | 'from' | 'to' | 'quote'>): StayWish {
  if (mode === 'halfDay') return { mode, half: from < '12:00' ? 'morning' : 'afternoon' };
  if (mode === 'hourly') return { mode, from, to };
  const isLate = quote.lines.some(({ kind }) => kind === 'lateStay');
  return isLate ? { mode: 'fullDay', to } : { mode: 'fullDay' };
}

/** Whether that day would be the very stay that is booked. */
export function isSameStay(
  booking: Pick<Booking, 'mode' | 'date' | 'from' | 'to'>,
  day: { date: string; stay: Hours | null },
  { mode }: StayWish,
): boolean {
  const { stay } = day;
  const isSameTime = stay?.from === booking.from && stay.to === booking.to;
  return isSameTime && day.date === booking.date && mode === booking.mode;
}

/** What a price is for: `全日托一天`, `全日托到 18:00`, `半日托上午`, `计时托 2.5 小时`. */
export function wishWords(wish: StayWish): string {
  const word = careModeWords[wish.mode];
  const hours = hoursOf(wish);
  if (hours !== null) return `${word} ${(minutesOf(hours.to) - minutesOf(hours.from)) / 60} 小时`;
  if (wish.mode === 'halfDay') return `${word}${wish.half === 'afternoon' ? '下午' : '上午'}`;
  return wish.to === undefined ? `${word}一天` : `${word}到 ${clockWords(wish.to)}`;
}

/** A wish as a page's address carries it. What makes no sense there is a whole day. */
export function wishFrom(read: { mode: string; half: string; from: string; to: string }): StayWish {
  if (read.mode === 'halfDay')
    return { mode: 'halfDay', half: read.half === 'afternoon' ? 'afternoon' : 'morning' };
  if ((read.mode === 'hourly' || read.mode === 'temporary') && read.from !== '' && read.to !== '')
    return { mode: read.mode, from: read.from, to: read.to };
  return read.mode === 'fullDay' && read.to !== '' ? { mode: 'fullDay', to: read.to } : { mode: 'fullDay' };
}

/** What the server found that would fit, out of a refusal's facts; null where it found nothing. */
export function insteadOf(facts: Facts): { wish: StayWish; date: string } | null {
  const read = (name: string) => String(facts[name] ?? '');
  if (facts.insteadMode === undefined) return null;
  const wish = wishFrom({
    ...{ mode: read('insteadMode'), half: read('insteadHalf') },
    ...{ from: read('insteadFrom'), to: read('insteadTo') },
  });
  return { wish, date: read('insteadDate') };
}

export function quoteAddress({ wish, ...rest }: QuoteFor) {
  return { ...rest, ...wish };
}

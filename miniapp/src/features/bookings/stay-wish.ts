import { minutesOf, timeOf } from '@nearcare/shared/rules/slot-times';
import type { Availability, StayWish } from '../../api/centre';
import type { Facts } from '../../api/problem';
import { careModeWords } from '../../ui/words/care-words';
import { clockWords } from '../../ui/words/civil-words';
import type { Booking } from './booking-cache';
import type { QuoteFor } from './use-quote';

export type Limits = NonNullable<Availability['limits']>;
type Hours = { from: string; to: string };

const slotMinutes = 30;
const firstHours = 120;

const morning: Hours = { from: '09:00', to: '11:00' };

/**
 * Where choosing a mode begins: the morning, two hours from nine, or at short notice two hours from the next hour on by
 * this phone's clock, where the centre is `open` then: in the evening it is tomorrow that is meant. That is a guess for the
 * eye: what can be had the server says.
 */
export function firstWish(
  mode: StayWish['mode'],
  open: Hours = { from: '00:00', to: '24:00' },
  now: Date = new Date(),
): StayWish {
  if (mode === 'halfDay') return { mode, half: 'morning' };
  if (mode === 'hourly') return { mode, ...morning };
  if (mode !== 'temporary') return { mode };
  const minutes = now.getHours() * 60 + now.getMinutes();
  const from = Math.ceil((minutes + 60) / slotMinutes) * slotMinutes;
  const isOpen = from >= minutesOf(open.from) && from + firstHours <= minutesOf(open.to);
  return isOpen ? { mode, from: timeOf(from), to: timeOf(from + firstHours) } : { mode, ...morning };
}

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

/** The hours of a wish that names both ends. */
export function hoursOf({ mode, from, to }: StayWish): Hours | null {
  const isByHours = mode === 'hourly' || mode === 'temporary';
  return isByHours && from !== undefined && to !== undefined ? { from, to } : null;
}

/** What a price is for: `全日托一天`, `全日托到 18:00`, `半日托上午`, `计时托 2.5 小时`. */
export function wishWords(wish: StayWish): string {
  const word = careModeWords[wish.mode];
  const hours = hoursOf(wish);
  if (hours !== null) return `${word} ${(minutesOf(hours.to) - minutesOf(hours.from)) / 60} 小时`;
  if (wish.mode === 'halfDay') return `${word}${wish.half === 'afternoon' ? '下午' : '上午'}`;
  return wish.to === undefined ? `${word}一天` : `${word}到 ${clockWords(wish.to)}`;
}

/** Given hours with one end moved; the other follows, so that the stay keeps within these lengths. */
export function moved(
  { from, to }: Hours,
  end: 'from' | 'to',
  steps: number,
  { minMinutes, maxMinutes, gridMinutes }: Limits,
): Hours {
  let [start, stop] = [minutesOf(from), minutesOf(to)];
  if (end === 'from') {
    start += steps * gridMinutes;
    stop = Math.min(start + maxMinutes, Math.max(stop, start + minMinutes));
  } else {
    stop += steps * gridMinutes;
    start = Math.max(stop - maxMinutes, Math.min(start, stop - minMinutes));
  }
  return { from: timeOf(start), to: timeOf(stop) };
}

/** Hours brought within these lengths, onto their grid and into the day's opening times, as far as they go. */
export function fitted(
  { from, to }: Hours,
  { minMinutes, maxMinutes, gridMinutes }: Limits,
  open: Hours,
): Hours {
  const up = (minutes: number) => Math.ceil(minutes / gridMinutes) * gridMinutes;
  const length = Math.min(maxMinutes, up(Math.max(minMinutes, minutesOf(to) - minutesOf(from))));
  const last = Math.floor((minutesOf(open.to) - length) / gridMinutes) * gridMinutes;
  const start = Math.max(up(minutesOf(open.from)), Math.min(up(minutesOf(from)), last));
  return { from: timeOf(start), to: timeOf(start + length) };
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

import { minutesOf, timeOf } from '@nearcare/shared/rules/slot-times';
import type { Availability, StayWish } from '../../api/centre';

type Limits = NonNullable<Availability['limits']>;
export type Hours = { from: string; to: string };

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

/** The hours of a wish that names both ends. */
export function hoursOf({ mode, from, to }: StayWish): Hours | null {
  const isByHours = mode === 'hourly' || mode === 'temporary';
  return isByHours && from !== undefined && to !== undefined ? { from, to } : null;
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

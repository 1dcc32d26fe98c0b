import { addDays } from '@nearcare/shared/rules/civil-date';
import { DateTime } from 'luxon';

/** A minute as people of a place read it: YYYY-MM-DD and HH:mm. */
export type CivilMinute = { date: string; time: string };

/** The last minute told in each zone: every search asks for it, and time-zone maths is slow. */
const lastMinutes = new Map<string, { minute: number; civil: CivilMinute }>();

/** Date and clock time that people in `zone` read at the instant `now`. Time-zone maths stays on the server. */
export function civilNow(zone: string, now: Date): CivilMinute {
  // Zones are whole minutes apart today, so all of one minute of UTC is the same minute there.
  const minute = Math.floor(now.getTime() / 60_000);
  const last = lastMinutes.get(zone);
  if (last?.minute === minute) return last.civil;
  const local = DateTime.fromJSDate(now, { zone });
  const civil = { date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') };
  lastMinutes.set(zone, { minute, civil });
  return civil;
}

/** Instants by what clocks show: days of care begin and end at the same few times, and time-zone maths is slow. */
const knownInstants = new Map<string, number>();
const mostKnown = 5_000;

/**
 * The instant at which clocks in `zone` show `time` on `date`; `24:00` is the next midnight. A time that the switch to
 * summer time skips becomes the same distance after the gap; one that occurs twice is the first.
 */
export function instantAt(date: string, time: string, zone: string): Date {
  const asked = `${date} ${time} ${zone}`;
  const known = knownInstants.get(asked);
  if (known !== undefined) return new Date(known);
  const [day, clock] = time === '24:00' ? [addDays(date, 1), '00:00'] : [date, time];
  const local = DateTime.fromISO(`${day}T${clock}:00`, { zone });
  if (!local.isValid) throw new RangeError(`not a civil time: ${asked}`);
  const [first = local] = local.getPossibleOffsets();
  if (knownInstants.size >= mostKnown) knownInstants.clear();
  knownInstants.set(asked, first.toMillis());
  return first.toJSDate();
}

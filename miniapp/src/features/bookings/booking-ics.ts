import type { Booking } from './booking-cache';

const escaped = (text: string) => text.replace(/([\\;,])/g, '\\$1').replace(/\n/g, '\\n');

/** RFC 5545 wants lines of at most 75 octets; a Chinese character takes three, so 24 characters are always short enough. */
function folded(line: string): string {
  const parts = [...line];
  const lines: string[] = [];
  for (let at = 0; at < parts.length; at += 24) lines.push(parts.slice(at, at + 24).join(''));
  return lines.join('\r\n ');
}

const floating = (date: string, time: string) => `${date.replace(/-/g, '')}T${time.replace(':', '')}00`;

/**
 * A booking as a calendar file. Times are floating (no zone), as RFC 5545 3.3.5 has it for "the time on the wall": the
 * day is spent where the parent is. No child’s name: calendars are shared with colleagues.
 */
export function icsOf(booking: Booking): string {
  const stamp = `${booking.bookedAt.replace(/[-:]/g, '').slice(0, 15)}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//nearcare//ZH',
    'BEGIN:VEVENT',
    `UID:${booking.number}@nearcare`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${floating(booking.date, booking.from)}`,
    `DTEND:${floating(booking.date, booking.to)}`,
    `SUMMARY:${escaped(`去${booking.centre.name}`)}`,
    `LOCATION:${escaped(booking.centre.address)}`,
    `DESCRIPTION:${escaped(`预约号 ${booking.number}`)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

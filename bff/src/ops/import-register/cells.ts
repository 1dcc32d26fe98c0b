import type { OpeningHours } from '../../features/centres/centres.public.js';

/** Readers of the ways in which registers write things. Pure; null means: this is not to be read. */

export function tidy(cell: string): string {
  return cell.trim().replace(/\s{2,}|[^\S ]/g, ' ');
}

/** `1000.0 zł`, `1 234,50`, `89` → 1/100 units. The unit itself is not looked at: a register has one currency. */
export function readMoney(cell: string): number | null {
  const match = /^(\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*\p{L}*\.?$/u.exec(cell.trim());
  if (!match) return null;
  const whole = Number((match[1] ?? '').replace(/\D/g, ''));
  return whole * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

export function readWhole(cell: string): number | null {
  return /^\d{1,6}$/.test(cell.trim()) ? Number(cell.trim()) : null;
}

export function readDegrees(cell: string): number | null {
  return /^-?\d{1,3}(\.\d+)?$/.test(cell.trim()) ? Number(cell.trim()) : null;
}

/** A web address as written, with its scheme; null for anything a browser should not be sent to. */
export function readWebAddress(cell: string): string | null {
  const match = /^(https?:\/\/)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]\S*)?)$/i.exec(cell.trim());
  return match ? `${(match[1] ?? 'http://').toLowerCase()}${match[2]}` : null;
}

/**
 * Opening hours written as lists of weekdays with a span behind each: `Poniedziałek, Wtorek 6:30-17:00 Sobota 8-12`.
 * A weekday with several spans that touch has them joined, else the longest; an end not after its start is not read.
 */
export function openingHoursReader(weekdays: Readonly<Record<string, number>>) {
  const words = Object.keys(weekdays).sort((a, b) => b.length - a.length);
  const day = `(?:${words.map((word) => word.replace(/[^\p{L}]/gu, '\\$&')).join('|')})`;
  const clock = '(\\d{1,2}(?::\\d{2})?)';
  const pattern = new RegExp(`(${day}(?:[,\\s]+${day})*)\\s+${clock}\\s*[-–]\\s*${clock}`, 'giu');
  // A register writes the same few hundred texts over and over.
  const known = new Map<string, OpeningHours[]>();
  const mostKnown = 2_000;

  return function readOpeningHours(cell: string): OpeningHours[] {
    const hours = known.get(cell) ?? spansByDay(cell);
    if (known.size < mostKnown) known.set(cell, hours);
    return hours;
  };

  function spansByDay(cell: string): OpeningHours[] {
    const byDay = new Map<number, { from: string; to: string }[]>();
    for (const [, days = '', from = '', to = ''] of cell.matchAll(pattern)) {
      const span = { from: toClock(from), to: toClock(to) };
      if (span.from === null || span.to === null || span.to <= span.from) continue;
      for (const word of days.split(/[,\s]+/)) {
        const weekday = weekdays[words.find((name) => name.toLowerCase() === word.toLowerCase()) ?? ''];
        if (weekday === undefined) continue;
        byDay.set(weekday, [...(byDay.get(weekday) ?? []), { from: span.from, to: span.to }]);
      }
    }
    return [...byDay.entries()]
      .sort(([a], [b]) => a - b)
      .map(([weekday, spans]) => ({ weekday, ...joined(spans) }));
  }
}

function toClock(text: string): string | null {
  const [hours = '', minutes = '00'] = text.split(':');
  const clock = `${hours.padStart(2, '0')}:${minutes}`;
  return /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(clock) ? clock : null;
}

function joined(spans: { from: string; to: string }[]): { from: string; to: string } {
  const merged: { from: string; to: string }[] = [];
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = span.to > last.to ? span.to : last.to;
    else merged.push({ ...span });
  }
  const length = ({ from, to }: { from: string; to: string }) => minutes(to) - minutes(from);
  merged.sort((a, b) => length(b) - length(a));
  return merged[0] ?? { from: '', to: '' };
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

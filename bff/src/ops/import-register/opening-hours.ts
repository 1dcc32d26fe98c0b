import type { OpeningHours } from '../../features/centres/centres.public.js';
import type { MappedOpeningHours } from './mapping.js';
import { remember } from './remember.js';

type Span = { from: string; to: string };

/**
 * Opening hours written as weekdays with a span behind: `Poniedziałek, Wtorek 6:30-17:00 Sobota 8-12`,
 * `周一至周五 8:00-17:30，周六9点-12点半`. Weekdays stand in lists and ranges (`周五至周一` goes round the week). A weekday with
 * several spans that touch has them joined, else the longest; an end not after its start is not read.
 */
export function openingHoursReader({ weekdays, rangeWords = [], weekdaysUnnamed }: Words) {
  const daysByWord = new Map(
    Object.entries(weekdays).map(([word, days]) => [plain(word), typeof days === 'number' ? [days] : days]),
  );
  const day = anyOf([...daysByWord.keys()]);
  const to = anyOf([...rangeWords.map(plain), '-']);
  const unit = `${day}(?:\\s*${to}\\s*${day})?`;
  const list = `${unit}(?:[,、;/及和\\s]*${unit})*`;
  const clock = '(\\d{1,2}(?::\\d{2})?)';
  const span = `${clock}\\s*${to}\\s*${clock}`;
  const daysWithSpans = new RegExp(`(${list})[\\s:,]*((?:${span}[\\s,;、]*)+)`, 'giu');
  const oneUnit = new RegExp(`(${day})(?:\\s*${to}\\s*(${day}))?`, 'giu');
  const oneSpan = new RegExp(span, 'giu');
  return remember((cell) => read(plain(cell)));

  function read(text: string): OpeningHours[] {
    const byDay = new Map<number, Span[]>();
    const add = (days: readonly number[], spans: readonly Span[]) => {
      for (const weekday of days) byDay.set(weekday, [...(byDay.get(weekday) ?? []), ...spans]);
    };
    for (const [, days = '', spans = ''] of text.matchAll(daysWithSpans)) add(daysOf(days), spansOf(spans));
    if (weekdaysUnnamed && !new RegExp(day, 'iu').test(text)) add(weekdaysUnnamed, spansOf(text));
    return [...byDay]
      .filter(([, spans]) => spans.length > 0)
      .sort(([a], [b]) => a - b)
      .map(([weekday, spans]) => ({ weekday, ...longest(spans) }));
  }

  function daysOf(text: string): number[] {
    const days = [...text.matchAll(oneUnit)].flatMap(([, first = '', last]) => {
      const from = daysByWord.get(first) ?? [];
      const until = last === undefined ? undefined : daysByWord.get(last);
      return until ? daysBetween(from[0], until.at(-1)) : from;
    });
    return [...new Set(days)];
  }

  function spansOf(text: string): Span[] {
    return [...text.matchAll(oneSpan)].flatMap(([, from = '', until = '']) => {
      const given = { from: toClock(from), to: toClock(until) };
      return given.from !== null && given.to !== null && given.from < given.to
        ? [{ from: given.from, to: given.to }]
        : [];
    });
  }
}

type Words = Omit<MappedOpeningHours, 'column'>;

/** One way of writing: full-width signs as plain ones, any dash as `-`, `8点半` as `8:30`, small letters. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐-―~〜]+/g, '-')
    .replace(
      /(\d)[点时](?:(\d{1,2})分?|(半))?/g,
      (_, hour, minutes, half) => `${hour}:${half ? '30' : String(minutes ?? '00').padStart(2, '0')}`,
    )
    .toLowerCase();
}

function anyOf(words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return `(?:${longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})`;
}

/** ISO weekdays from one to the other, round the end of the week where that comes first. */
function daysBetween(first: number | undefined, last: number | undefined): number[] {
  if (first === undefined || last === undefined) return [];
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => ((first - 1 + index) % 7) + 1);
}

function toClock(text: string): string | null {
  const [hours = '', minutes = '00'] = text.split(':');
  const clock = `${hours.padStart(2, '0')}:${minutes}`;
  return /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(clock) ? clock : null;
}

function longest(spans: readonly Span[]): Span {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = span.to > last.to ? span.to : last.to;
    else merged.push({ ...span });
  }
  const length = ({ from, to }: Span) => minutes(to) - minutes(from);
  merged.sort((a, b) => length(b) - length(a));
  return merged[0] ?? { from: '', to: '' };
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

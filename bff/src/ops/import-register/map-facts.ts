import type { CentreRecord } from '../../features/centres/centres.records.js';
import { toWgs84 } from '../../lib/coordinates.js';
import { derivedId } from '../../lib/ids.js';
import type { Region } from '../../regions/region.js';
import { isInBox } from '../../regions/regions.js';
import {
  readAmount,
  readDay,
  readDegrees,
  readDegreesPair,
  readWebAddress,
  readWhole,
  tidy,
} from './cells.js';
import type {
  MappedCoordinates,
  MappedDay,
  MappedLine,
  MappedText,
  MappedYesNo,
  Mapping,
} from './mapping.js';
import { remember } from './remember.js';
import { type Row, RowFault } from './row.js';

/**
 * Each of these takes a part of the mapping once and gives the function that reads it from rows. What of a row could
 * not be used although the row is taken is added to `notes`.
 */

export function textOf(text: MappedText | undefined): (row: Row) => string | null {
  if (!text) return () => null;
  if ('constant' in text) return () => text.constant;
  const { column } = text;
  if ('as' in text) return (row) => readWebAddress(tidy(row(column)));
  const strip = text.strip === undefined ? null : new RegExp(text.strip, 'u');
  const extract = text.extract === undefined ? null : new RegExp(text.extract, 'u');
  return (row) => {
    const cell = tidy(row(column));
    const part = extract ? (extract.exec(cell)?.[1] ?? '') : cell;
    return (strip ? part.replace(strip, '').trim() : part) || null;
  };
}

export function yesNoOf({ column, yes, no }: MappedYesNo): (row: Row, notes: string[]) => boolean | null {
  const answers = new Map([
    ...no.map((word) => [tidy(word).toLowerCase(), false] as const),
    ...yes.map((word) => [tidy(word).toLowerCase(), true] as const),
  ]);
  return (row, notes) => {
    const cell = tidy(row(column)).toLowerCase();
    const answer = answers.get(cell) ?? null;
    if (answer === null && cell !== '') notes.push(`${column} neither yes nor no: not known`);
    return answer;
  };
}

export function dayOf(day: MappedDay | undefined): (row: Row, notes: string[]) => string | null {
  if (!day) return () => null;
  const { column, order } = day;
  return (row, notes) => {
    const cell = row(column);
    const read = readDay(cell, order);
    if (read === null && cell.trim() !== '') notes.push(`${column} not a day: not known`);
    return read;
  };
}

type Rule<V> = { column: string; pattern: string; value: V } | { otherwise: V };

/** The first rule that is found decides. @throws RowFault word_unknown where none is */
export function chosenBy<V>(rules: readonly Rule<V>[], what: string): (row: Row) => V {
  const compiled = rules.map((rule) =>
    'otherwise' in rule ? rule : { ...rule, pattern: new RegExp(rule.pattern, 'iu') },
  );
  return (row) => {
    for (const rule of compiled) {
      if ('otherwise' in rule) return rule.otherwise;
      if (rule.pattern.test(tidy(row(rule.column)))) return rule.value;
    }
    const seen = rules.map((rule) => ('column' in rule ? `${rule.column} “${tidy(row(rule.column))}”` : ''));
    throw new RowFault('word_unknown', `no rule for the ${what}: ${[...new Set(seen)].join(', ')}`);
  };
}

/** @throws RowFault coordinates_missing, coordinates_outside_region */
export function pointOf(coordinates: MappedCoordinates, region: Region): (row: Row) => CentreRecord['point'] {
  return (row) => {
    const read = latLngOf(coordinates, row);
    if (!read) throw new RowFault('coordinates_missing', 'latitude and longitude are not two numbers');
    const point = toWgs84(read, coordinates.datum);
    if (!isInBox(point, region.box))
      throw new RowFault('coordinates_outside_region', `${read.lat}, ${read.lng} is not in ${region.code}`);
    return { type: 'Point', coordinates: [point.lng, point.lat] };
  };
}

function latLngOf(coordinates: MappedCoordinates, row: Row): { lat: number; lng: number } | null {
  if ('column' in coordinates) {
    const pair = readDegreesPair(row(coordinates.column));
    if (!pair) return null;
    const [lat, lng] = coordinates.order === 'latLng' ? pair : [pair[1], pair[0]];
    return { lat, lng };
  }
  const lat = readDegrees(row(coordinates.latitudeColumn));
  const lng = readDegrees(row(coordinates.longitudeColumn));
  return lat === null || lng === null ? null : { lat, lng };
}

/** @throws RowFault word_unknown, places_missing, places_zero */
export function groupsOf(
  groups: Mapping['groups'],
): (row: Row, registerKey: string) => CentreRecord['groups'] {
  return (row, registerKey) => {
    const fitting = groups.filter(({ when }) => !when || tidy(row(when.column)) === when.equals);
    if (fitting.length === 0) throw new RowFault('word_unknown', 'no group of the mapping fits');
    return fitting.map(({ name, ageGroup, minMonths, maxMonths, places: given, enrolled: told }, index) => {
      const places = readWhole(row(given.column), given.units);
      if (places === null) throw new RowFault('places_missing', `column ${given.column} holds no number`);
      if (places === 0) throw new RowFault('places_zero', `column ${given.column} is 0`);
      const enrolled = told && readWhole(row(told.column), told.units);
      const id = derivedId('g', registerKey, String(index));
      return { id, name, ageGroup, minMonths, maxMonths, places, enrolled, carers: null };
    });
  };
}

export function priceListOf(
  lines: readonly MappedLine[],
): (row: Row, notes: string[]) => CentreRecord['priceList'] {
  const readers = lines.map(priceLineOf);
  return (row, notes) => readers.map((read) => read(row, notes)).filter((line) => line !== null);
}

type PriceLine = CentreRecord['priceList'][number];

function priceLineOf(given: MappedLine): (row: Row, notes: string[]) => PriceLine | null {
  if ('defaultFen' in given) {
    const { defaultFen, ...line } = given;
    const assumed = { ...line, amountFen: defaultFen };
    return () => assumed;
  }
  const { column, range, units, ...line } = given;
  const [lowest, highest] = [range.min * 100, range.max * 100];
  const unbelievable = `${column} not believable: no price line`;
  const readLine = remember((cell) => {
    const amountFen = readAmount(cell, units);
    return amountFen !== null && amountFen >= lowest && amountFen <= highest ? { ...line, amountFen } : null;
  });
  return (row, notes) => {
    const cell = row(column);
    if (cell.trim() === '') return null;
    const read = readLine(cell);
    if (!read) notes.push(unbelievable);
    return read;
  };
}

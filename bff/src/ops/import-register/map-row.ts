import type { CentreDetailsRecord, CentreRecord } from '../../features/centres/centres.records.js';
import { searchTextOf } from '../../features/centres/search-text.js';
import { toWgs84 } from '../../lib/coordinates.js';
import { derivedId, fingerprint } from '../../lib/ids.js';
import { instantAt } from '../../lib/zone.js';
import type { Region } from '../../regions/region.js';
import { getRegion, isInBox } from '../../regions/regions.js';
import { openingHoursReader, readDegrees, readMoney, readWebAddress, readWhole, tidy } from './cells.js';
import type { MappedText, Mapping } from './mapping.js';

/** One row of a register: gives the text of a column, empty where the row has none. */
export type Row = (column: string) => string;

/** A row as the centre that it describes. `notes` tell what of it could not be used although the row was taken. */
export type MappedRow = { centre: CentreRecord; details: CentreDetailsRecord; notes: string[] };
export type Rejection = { reason: RejectReason; detail: string };
export type RejectReason =
  | 'row_malformed'
  | 'encoding_broken'
  | 'name_missing'
  | 'places_missing'
  | 'places_zero'
  | 'coordinates_missing'
  | 'coordinates_outside_region'
  | 'word_unknown'
  | 'key_duplicate';

class RowFault extends Error {
  constructor(
    readonly reason: RejectReason,
    message: string,
  ) {
    super(message);
  }
}

/** Makes the function that turns rows of one register into centres. Pure: the same row gives the same centre. */
export function rowMapper(mapping: Mapping) {
  const openingHoursOf = openingHoursReader(mapping.openingHours.weekdays);
  const region = getRegion(mapping.region);
  const operatorType = chooser(mapping.operatorType, 'operator type');
  const filingStatus = chooser(mapping.filing.status, 'filing status');
  const legalNature = chooser(mapping.registration.legalNature, 'legal nature');
  const toldAt = instantAt(mapping.source.asOf, '00:00', region.timeZone);

  return function mapRow(row: Row): MappedRow | Rejection {
    try {
      return map(row);
    } catch (error) {
      if (error instanceof RowFault) return { reason: error.reason, detail: error.message };
      throw error;
    }
  };

  function map(row: Row): MappedRow {
    const notes: string[] = [];
    const name = tidy(row(mapping.name.column));
    if (!name) throw new RowFault('name_missing', `column ${mapping.name.column} is empty`);
    const registerKey = keyOf(mapping, row);
    const address = tidy(row(mapping.address.column));
    const code = mapping.district.codeColumns.map((column) => tidy(row(column))).join('/');
    const district = { code, name: textOf(row, mapping.district.name) ?? code };
    const groups = groupsOf(mapping, row, registerKey);
    const openingHours = openingHoursOf(row(mapping.openingHours.column));
    if (openingHours.length === 0) notes.push('opening hours not readable: no day can be booked');
    const { filing, source } = mapping;
    const status = filingStatus(row);
    const isKnown = groups.every((group) => group.enrolled !== null);
    const free = groups.reduce((sum, group) => sum + Math.max(0, group.places - (group.enrolled ?? 0)), 0);

    const unsealed: Omit<CentreRecord, 'contentHash'> = {
      _id: derivedId('c', registerKey),
      registerKey,
      sourceCode: source.code,
      rev: 1,
      epoch: 1,
      isDemo: false,
      regionCode: region.code,
      timeZone: region.timeZone,
      name,
      searchText: searchTextOf({ name, address, township: null, district }),
      address,
      phone: textOf(row, mapping.phone),
      district,
      township: null,
      operatorType: operatorType(row),
      isInclusive: false,
      grade: null,
      filing: {
        status,
        credentialKind: filing.credentialKind,
        receiptNumber: textOf(row, filing.receiptNumber),
        authority: textOf(row, filing.authority),
        filedOn: null,
        suspendedFrom: null,
        reason: status === 'filed' ? null : filing.reasonWhenNotFiled,
      },
      point: pointOf(mapping, region, row),
      openingHours,
      closesOnHolidays: mapping.closesOnHolidays,
      closedDays: [],
      groups,
      careModes: mapping.careModes,
      priceList: priceListOf(mapping, row, notes),
      cancellation: { ...mapping.cancellation, noShow: 'full' },
      told: isKnown ? { places: free, at: toldAt } : null,
    };
    const details = detailsOf(row, unsealed._id);
    return {
      centre: { ...unsealed, contentHash: fingerprint([unsealed, details]) },
      details,
      notes,
    };
  }

  function detailsOf(row: Row, _id: string): CentreDetailsRecord {
    const { source, registration, accessible } = mapping;
    const answer = accessible ? tidy(row(accessible.column)) : '';
    const holds = accessible && (answer === accessible.yes ? true : answer === accessible.no ? false : null);
    return {
      _id,
      source: { name: source.name, asOf: source.asOf },
      registration: {
        body: textOf(row, registration.body),
        number: textOf(row, registration.number),
        legalNature: legalNature(row),
        operatorName: textOf(row, registration.operatorName),
        scopeNamesCare: registration.scopeNamesCare,
      },
      inclusiveApproval: null,
      priceListFrom: null,
      discountText: textOf(row, mapping.discountText),
      quality: null,
      staffRatio: null,
      safety: holds === null ? [] : [{ kind: 'accessible', holds, note: null, asOf: source.asOf }],
      disclosures: [],
      website: textOf(row, mapping.website),
      email: textOf(row, mapping.email),
    };
  }
}

export function keyOf(mapping: Mapping, row: Row): string {
  return [mapping.source.code, ...mapping.key.map((column) => tidy(row(column)))].join('|');
}

function textOf(row: Row, text: MappedText): string | null {
  if (text === null) return null;
  if ('constant' in text) return text.constant;
  const cell = tidy(row(text.column));
  if ('as' in text) return readWebAddress(cell);
  const stripped =
    'strip' in text && text.strip ? cell.replace(new RegExp(text.strip, 'u'), '').trim() : cell;
  return stripped || null;
}

type Rule<V> = { column: string; pattern: string; value: V } | { otherwise: V };

function chooser<V>(rules: readonly Rule<V>[], what: string): (row: Row) => V {
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

function pointOf({ coordinates }: Mapping, region: Region, row: Row): CentreRecord['point'] {
  const lat = readDegrees(row(coordinates.latitudeColumn));
  const lng = readDegrees(row(coordinates.longitudeColumn));
  if (lat === null || lng === null)
    throw new RowFault('coordinates_missing', 'latitude and longitude are not two numbers');
  const point = toWgs84({ lat, lng }, coordinates.datum);
  if (!isInBox(point, region.box))
    throw new RowFault('coordinates_outside_region', `${lat}, ${lng} is not in ${region.code}`);
  return { type: 'Point', coordinates: [point.lng, point.lat] };
}

function groupsOf(mapping: Mapping, row: Row, registerKey: string): CentreRecord['groups'] {
  const fitting = mapping.groups.filter(({ when }) => !when || tidy(row(when.column)) === when.equals);
  if (fitting.length === 0) throw new RowFault('word_unknown', 'no group of the mapping fits');
  return fitting.map(({ name, ageGroup, minMonths, maxMonths, placesColumn, enrolledColumn }, index) => {
    const places = readWhole(row(placesColumn));
    if (places === null) throw new RowFault('places_missing', `column ${placesColumn} holds no number`);
    if (places === 0) throw new RowFault('places_zero', `column ${placesColumn} is 0`);
    const enrolled = readWhole(row(enrolledColumn));
    const id = derivedId('g', registerKey, String(index));
    return { id, name, ageGroup, minMonths, maxMonths, places, enrolled, carers: null };
  });
}

function priceListOf(mapping: Mapping, row: Row, notes: string[]): CentreRecord['priceList'] {
  return mapping.priceList.flatMap((template) => {
    if ('defaultFen' in template) {
      const { defaultFen, ...line } = template;
      return [{ ...line, amountFen: defaultFen }];
    }
    const { column, range, ...line } = template;
    const cell = row(column);
    if (!cell.trim()) return [];
    const amountFen = readMoney(cell);
    if (amountFen !== null && amountFen >= range.min * 100 && amountFen <= range.max * 100)
      return [{ ...line, amountFen }];
    notes.push(`${column} not believable: no price line`);
    return [];
  });
}

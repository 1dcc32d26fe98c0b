import type { CentreDetailsRecord, CentreRecord } from '../../features/centres/centres.records.js';
import { searchTextOf } from '../../features/centres/finding/search-text.js';
import { derivedId, fingerprint } from '../../lib/ids.js';
import { instantAt } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import { tidy } from './cells.js';
import { chosenBy, dayOf, groupsOf, pointOf, priceListOf, textOf, yesNoOf } from './map-facts.js';
import { careRulesReader, reductionsReader } from './map-rules.js';
import type { Mapping } from './mapping.js';
import { openingHoursReader } from './opening-hours.js';
import { type Rejection, type Row, RowFault } from './row.js';

/** A row as the centre that it describes. `notes` tell what of it could not be used although the row was taken. */
export type MappedRow = { centre: CentreRecord; details: CentreDetailsRecord; notes: string[] };

/**
 * Makes the function that turns rows of one snapshot into centres. Pure: the same row gives the same centre.
 * `contentHash` is of the facts and not of the day: a row said again in a later snapshot differs only in `asOf`.
 * @param asOf day of the snapshot
 */
export function rowMapper(mapping: Mapping, asOf: string) {
  const { source, filing, registration } = mapping;
  const region = getRegion(mapping.region);
  const toldAt = instantAt(asOf, '00:00', region.timeZone);
  const { closesOnHolidays, careModes } = mapping;
  const cancellation: CentreRecord['cancellation'] = { ...mapping.cancellation, noShow: 'full' };
  /** What no row decides, a part of each hash: to write it into each was a quarter of the work. */
  const alike = fingerprint([
    ...[source.code, source.name, region.code, region.timeZone],
    ...[closesOnHolidays, careModes, cancellation],
  ]);
  const read = {
    district: textOf(mapping.district.name),
    township: textOf(mapping.township),
    phone: textOf(mapping.phone),
    operatorType: chosenBy(mapping.operatorType, 'operator type'),
    isInclusive: mapping.isInclusive && yesNoOf(mapping.isInclusive),
    point: pointOf(mapping.coordinates, region),
    openingHours: openingHoursReader(mapping.openingHours),
    groups: groupsOf(mapping.groups),
    priceList: priceListOf(mapping.priceList),
    careRules: careRulesReader(mapping.careRules),
    reductions: reductionsReader(mapping.reductions),
    filing: filingOf(filing),
    registration: registrationOf(registration),
    safety: mapping.safety.map(({ kind, ...answer }) => ({ kind, holds: yesNoOf(answer) })),
    discountText: textOf(mapping.discountText),
    website: textOf(mapping.website),
    email: textOf(mapping.email),
  };

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
    const district = { code, name: read.district(row) ?? code };
    const township = townshipIn(district.name, read.township(row));
    const groups = read.groups(row, registerKey);
    const openingHours = read.openingHours(row(mapping.openingHours.column));
    if (openingHours.length === 0) notes.push('opening hours not readable: no day can be booked');

    const searchText = searchTextOf({ name, address, township, district });
    const phone = read.phone(row);
    const operatorType = read.operatorType(row);
    const isInclusive = read.isInclusive?.(row, notes) ?? false;
    const filing = read.filing(row, notes);
    const point = read.point(row);
    const priceList = read.priceList(row, notes);
    const ownRules = { ...read.careRules(row, notes), ...read.reductions(row, notes) };
    const safety = read.safety.flatMap(({ kind, holds }) => {
      const answer = holds(row, notes);
      return answer === null ? [] : [{ kind, holds: answer }];
    });
    const registration = read.registration(row, notes);
    const discountText = read.discountText(row);
    const website = read.website(row);
    const email = read.email(row);
    const contentHash = fingerprint([
      ...[alike, name, searchText, address, phone, district, township, operatorType, isInclusive, filing],
      ...[point, openingHours, groups, priceList, ownRules, safety, registration],
      ...[discountText, website, email],
    ]);

    const _id = idOf(registerKey);
    const isKnown = groups.every((group) => group.enrolled !== null);
    const free = groups.reduce((sum, group) => sum + Math.max(0, group.places - (group.enrolled ?? 0)), 0);
    const centre: CentreRecord = {
      _id,
      registerKey,
      sourceCode: source.code,
      contentHash,
      asOf,
      rev: 1,
      epoch: 1,
      isDemo: false,
      regionCode: region.code,
      timeZone: region.timeZone,
      name,
      searchText,
      address,
      phone,
      district,
      township,
      operatorType,
      isInclusive,
      grade: null,
      filing,
      point,
      openingHours,
      closesOnHolidays,
      closedDays: [],
      groups,
      careModes,
      priceList,
      cancellation,
      told: isKnown ? { places: free, at: toldAt } : null,
      ...ownRules,
    };
    const details: CentreDetailsRecord = {
      _id,
      source: { name: source.name, asOf },
      registration,
      inclusiveApproval: null,
      priceListFrom: null,
      discountText,
      quality: null,
      staffRatio: null,
      safety: safety.map(({ kind, holds }) => ({ kind, holds, note: null, asOf })),
      disclosures: [],
      website,
      email,
    };
    return { centre, details, notes };
  }
}

function filingOf({ status, credentialKind, reasonWhenNotFiled, ...given }: Mapping['filing']) {
  const read = {
    status: chosenBy(status, 'filing status'),
    receiptNumber: textOf(given.receiptNumber),
    authority: textOf(given.authority),
    filedOn: dayOf(given.filedOn),
    suspendedFrom: dayOf(given.suspendedFrom),
    reason: textOf(given.reason),
  };
  return (row: Row, notes: string[]): CentreRecord['filing'] => {
    const is = read.status(row);
    const isFiled = is === 'filed';
    return {
      status: is,
      credentialKind,
      receiptNumber: read.receiptNumber(row),
      authority: read.authority(row),
      filedOn: read.filedOn(row, notes),
      suspendedFrom: isFiled ? null : read.suspendedFrom(row, notes),
      reason: isFiled ? null : (read.reason(row) ?? reasonWhenNotFiled),
    };
  };
}

function registrationOf({ scopeNamesCare: scope, legalNature, ...given }: Mapping['registration']) {
  const read = {
    body: textOf(given.body),
    number: textOf(given.number),
    legalNature: chosenBy(legalNature, 'legal nature'),
    operatorName: textOf(given.operatorName),
    scopeNamesCare: typeof scope === 'object' && scope ? yesNoOf(scope) : () => scope,
  };
  return (row: Row, notes: string[]): CentreDetailsRecord['registration'] => ({
    body: read.body(row),
    number: read.number(row),
    legalNature: read.legalNature(row),
    operatorName: read.operatorName(row),
    scopeNamesCare: read.scopeNamesCare(row, notes),
  });
}

/** A town that is a district of its own would say its name twice. */
function townshipIn(district: string, township: string | null): string | null {
  return township === district ? null : township;
}

const idOf = (registerKey: string): string => derivedId('c', registerKey);

export function keyOf(mapping: Mapping, row: Row): string {
  return [mapping.source.code, ...mapping.key.map((column) => tidy(row(column)))].join('|');
}

/** The id of the centre that a rejected row speaks of; null where its key can't be relied on. */
export function idIfSure(mapping: Mapping, row: Row): string | null {
  const cells = mapping.key.map((column) => tidy(row(column)));
  const isSure = cells.every((cell) => cell !== '' && !cell.includes('\uFFFD'));
  return isSure ? idOf(keyOf(mapping, row)) : null;
}

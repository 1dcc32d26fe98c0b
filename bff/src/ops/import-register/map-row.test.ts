import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type MappedRow, rowMapper } from './map-row.js';
import type { Mapping } from './mapping.js';
import { columnsOf, readMapping } from './read-mapping.js';

const cells: Record<string, string> = {
  institutionType: 'Żłobek',
  name: 'Żłobek Testowy',
  voivodeship: 'MAŁOPOLSKIE',
  county: 'Powiat Kraków',
  city: 'Wieliczka',
  address: 'ul. Testowa 1',
  latitude: '50.05',
  longitude: '19.93',
  website: 'www.testowy.example.pl',
  email: 'a@example.pl',
  phone: '120000001',
  capacity: '25',
  kidsEnrolled: '20',
  basicPricePerMonth: '1000.0 zł',
  extendedStayOver10H: '20 zł',
  basicPricePerHour: '25 zł',
  foodPricePerMonth: '300 zł',
  foodPricePerDay: '14.99 zł',
  discounts: 'Rodzeństwo: 10 %',
  openingHours: 'Poniedziałek 6:30-17:00',
  isAdaptedToDisabledChildren: 'NIE',
  operatingEntityName: 'Anna Testowa',
  operatingEntityREGON: '000000000',
  operatingEntityRegNoPosition: '1/T',
  businessActivitySuspended: 'NIE',
};
/** What else the register could say there; where it is not said here, one more letter does. */
const others: Record<string, string> = {
  institutionType: 'Klub dziecięcy',
  latitude: '50.06',
  longitude: '19.94',
  capacity: '30',
  kidsEnrolled: '19',
  basicPricePerMonth: '1100 zł',
  extendedStayOver10H: '21 zł',
  basicPricePerHour: '26 zł',
  foodPricePerMonth: '310 zł',
  foodPricePerDay: '15 zł',
  openingHours: 'Poniedziałek 6:30-16:00',
  isAdaptedToDisabledChildren: 'TAK',
  businessActivitySuspended: 'TAK',
};

let mapping: Mapping;
beforeAll(async () => {
  mapping = await readMapping(path.resolve(import.meta.dirname, '../../../mappings/pl-register.json'));
});

function map(changed: Record<string, string> = {}, by = mapping, asOf = '2024-06-06'): MappedRow {
  const said = { ...cells, ...changed };
  const mapped = rowMapper(by, asOf)((column) => said[column] ?? '');
  if ('reason' in mapped) throw new Error(`rejected: ${mapped.detail}`);
  return mapped;
}
const hashOf = ({ centre }: MappedRow) => centre.contentHash;

describe('the hash that vouches for a centre', () => {
  it('changes with every column that is read', () => {
    const columns = columnsOf(mapping);
    expect([...columns].sort()).toEqual(Object.keys(cells).sort());
    const same = columns.filter((column) => {
      const mapped = map({ [column]: others[column] ?? `${cells[column]}a` });
      return hashOf(mapped) === hashOf(map());
    });
    expect(same).toEqual([]);
  });

  it.each<[string, Partial<Mapping>]>([
    ['holidays', { closesOnHolidays: false }],
    ['care modes', { careModes: ['fullDay', 'halfDay'] }],
    [
      'terms of cancelling',
      { cancellation: { freeUntilDayBefore: '17:00', lateFeeFen: 0, sickUntilTime: '08:00' } },
    ],
    ['name of the source', { source: { code: 'pl-rzkd', name: '另一份登记册' } }],
    ['assumed price', { priceList: [] }],
    ['rules of its own', { careRules: { hourly: { minMinutes: { constant: 60 } } } }],
    ['reductions', { reductions: [{ kind: 'childInNeed', percentOff: { constant: 50 } }] }],
  ])('changes with what the mapping says of all centres: %s', (_what, changed) => {
    expect(hashOf(map({}, { ...mapping, ...changed }))).not.toBe(hashOf(map()));
  });

  it('stays when another day says the same', () => {
    const later = map({}, mapping, '2025-06-06');
    expect(hashOf(later)).toBe(hashOf(map()));
    expect(later.centre.asOf).toBe('2025-06-06');
  });
});

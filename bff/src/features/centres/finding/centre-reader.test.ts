import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { centreReader } from './centre-reader.js';

const { serialize } = mongoose.mongo.BSON;

const group = { id: 'gr_1', ageGroup: 'toddler', minMonths: 12, maxMonths: 24, places: 12, enrolled: 3 };
const line = { kind: 'care', mode: 'fullDay', unit: 'day', amountFen: 9_900, ageGroup: null };
const facts = {
  _id: 'ce_1',
  rev: 3,
  isDemo: false,
  regionCode: 'cn',
  name: '桥西托育中心',
  address: '测试路 1 号',
  phone: null,
  district: { code: 'test-1', name: '桥西街道' },
  township: null,
  operatorType: 'community',
  isInclusive: true,
  grade: 'A',
  point: { type: 'Point', coordinates: [120.25, 30.5] },
  openingHours: [{ weekday: 1, from: '07:30', to: '18:00' }],
  closesOnHolidays: true,
  closedDays: [],
  careModes: ['fullDay'],
  told: { places: 2, at: new Date('2026-11-22T01:00:00Z') },
};
const stored = {
  ...facts,
  searchText: '桥西托育中心',
  filing: { status: 'filed', receiptNumber: '测托备〔2025〕1 号' },
  groups: [{ ...group, staff: 2 }],
  priceList: [{ ...line, id: 'day', label: '全日托' }],
};
const kept = { ...facts, filing: { status: 'filed' }, groups: [group], priceList: [line] };

describe('centreReader', () => {
  it('reads what cards need, and nothing else', () => {
    expect(centreReader()(serialize(stored))).toEqual({ facts: kept, searchText: stored.searchText });
  });

  it('reads the same whatever the order of the fields', () => {
    const backwards = Object.fromEntries(Object.entries(stored).reverse());
    expect(centreReader()(serialize(backwards))).toEqual({ facts: kept, searchText: stored.searchText });
  });

  it('keeps once what two centres have alike, and apart what they do not', () => {
    const read = centreReader();
    const other = { ...stored, _id: 'ce_2', district: { code: 'test-2', name: '桥东街道' }, phone: '0571' };
    const [one, two] = [stored, other].map((centre) => read(serialize(centre)).facts);

    expect(two).toMatchObject({ _id: 'ce_2', district: other.district, phone: '0571' });
    expect(two?.openingHours).toBe(one?.openingHours);
    expect(two?.priceList).toBe(one?.priceList);
    expect(two?.district).not.toBe(one?.district);
  });

  it('keeps a line once though two price lists differ in others', () => {
    const read = centreReader();
    const longer = { ...stored, priceList: [...stored.priceList, { ...line, id: 'hour', unit: 'hour' }] };
    const [one, two] = [stored, longer].map((centre) => read(serialize(centre)).facts);

    expect(two?.priceList).toHaveLength(2);
    expect(two?.priceList[0]).toBe(one?.priceList[0]);
  });

  it('reads on after it has forgotten what it knew', () => {
    const read = centreReader();
    const districts = Array.from({ length: 12 }, (_, index) => ({
      code: `${index}`,
      name: '远'.repeat(40_000),
    }));
    const names = districts.map((district) => read(serialize({ ...stored, district })).facts.district);
    expect(names).toEqual(districts);
  });
});

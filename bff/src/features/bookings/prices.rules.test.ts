import { describe, expect, it } from 'vitest';
import { china } from '../../regions/cn.js';
import type { Group, PriceLine } from '../centres/centres.public.js';
import { linesFor } from './prices.rules.js';
import type { Stay, Wish } from './stay.rules.js';

const group = { id: 'g_0001', name: '托小班', ageGroup: 'juniorToddler' } as Group;
const care = { kind: 'care', isVoluntary: false } as const;
const priceList: PriceLine[] = [
  { ...care, id: '1', mode: 'fullDay', label: '全日托', unit: 'day', amountFen: 9900 },
  { ...care, id: '2', mode: 'halfDay', label: '半日托', unit: 'halfDay', amountFen: 5600 },
  { ...care, id: '3', mode: 'hourly', label: '计时托', unit: 'hour', amountFen: 1801 },
  { kind: 'meal', id: '4', label: '伙食费', unit: 'day', amountFen: 1500, isVoluntary: false },
  { kind: 'meal', id: '5', label: '午餐', unit: 'meal', amountFen: 900, isVoluntary: false },
  { kind: 'meal', id: '6', label: '加餐', unit: 'meal', amountFen: 300, isVoluntary: true },
];

const priced = (wish: Wish, stay: Stay) =>
  linesFor(wish, stay, { centre: { priceList }, group, rules: china.careRules })?.map(
    ({ label, reason, amountFen }) => [label, reason, amountFen],
  );

describe('what a stay costs', () => {
  it('takes a whole day by the day, with all meals that are no choice', () => {
    expect(priced({ mode: 'fullDay' }, { from: '07:30', to: '18:00' })).toEqual([
      ['全日托', '价目表，托小班，1 天', 9900],
      ['伙食费', '价目表，1 天', 1500],
      ['午餐', '价目表，1 餐', 900],
    ]);
  });

  it('takes half a day as such, with lunch only where the stay goes through it', () => {
    const wish = { mode: 'halfDay', half: 'morning' } as const;
    expect(priced(wish, { from: '07:30', to: '12:00' })).toEqual([
      ['半日托', '价目表，托小班，半天', 5600],
      ['午餐', '价目表，1 餐', 900],
    ]);
    expect(priced({ ...wish, half: 'afternoon' }, { from: '13:00', to: '18:00' })).toHaveLength(1);
  });

  it('takes hours by the half hour, to the whole fen', () => {
    const hours = { from: '14:00', to: '16:30' };
    expect(priced({ mode: 'hourly', ...hours }, hours)).toEqual([
      ['计时托', '价目表，托小班，2.5 小时', 4503],
    ]);
  });

  it('is nothing that a centre without such a price could sell', () => {
    const rules = china.careRules;
    const none = { centre: { priceList: priceList.slice(0, 1) }, group, rules };
    expect(linesFor({ mode: 'halfDay', half: 'morning' }, { from: '07:30', to: '12:00' }, none)).toBeNull();
  });
});

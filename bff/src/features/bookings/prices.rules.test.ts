import { describe, expect, it } from 'vitest';
import { china } from '../../regions/cn.js';
import type { Group, PriceLine } from '../centres/centres.public.js';
import { linesFor, type Pricing, percentOffFor, priceListName } from './prices.rules.js';
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

const pricing: Pricing = {
  ...{ priceList, group, rules: china.careRules, fullDayUntil: '17:00' },
  ...{ listName: '价目表', percentOff: 0 },
};
const priced = (wish: Wish, stay: Stay, given: Partial<Pricing> = {}) =>
  linesFor(wish, stay, { ...pricing, ...given })?.map(({ label, reason, amountFen }) => [
    label,
    reason,
    amountFen,
  ]);

describe('what a stay costs', () => {
  it('takes a whole day by the day, with all meals that are no choice', () => {
    expect(priced({ mode: 'fullDay' }, { from: '07:30', to: '17:00' })).toEqual([
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
    const none = { priceList: priceList.slice(0, 1) };
    expect(
      linesFor({ mode: 'halfDay', half: 'morning' }, { from: '07:30', to: '12:00' }, { ...pricing, ...none }),
    ).toBeNull();
  });

  it('takes a visit as such or by the hour, as the price list has it', () => {
    const hours = { from: '14:00', to: '15:30' };
    const hour: PriceLine = {
      ...care,
      id: '7',
      mode: 'temporary',
      label: '临时托',
      unit: 'hour',
      amountFen: 2000,
    };
    const visit: PriceLine = { ...hour, id: '8', unit: 'visit', amountFen: 2500 };
    const wish = { mode: 'temporary', ...hours } as const;
    expect(priced(wish, hours, { priceList: [hour] })).toEqual([
      ['临时托', '价目表，托小班，1.5 小时', 3000],
    ]);
    expect(priced(wish, hours, { priceList: [hour, visit] })).toEqual([
      ['临时托', '价目表，托小班，1 次', 2500],
    ]);
  });

  it('adds what is later than a full day ends, per half hour or hour begun', () => {
    const late: PriceLine = {
      kind: 'lateStay',
      id: '9',
      label: '晚接',
      unit: 'halfHour',
      amountFen: 1000,
      isVoluntary: true,
    };
    const stay = { from: '07:30', to: '18:30' };
    const [, halfHour] =
      priced({ mode: 'fullDay', to: '18:30' }, stay, { priceList: [...priceList.slice(0, 1), late] }) ?? [];
    expect(halfHour).toEqual(['晚接', '价目表，17:00 后 3 个半小时', 3000]);
    const byHour = { ...late, unit: 'hour' } as const;
    const [, hour] =
      priced({ mode: 'fullDay', to: '18:30' }, stay, { priceList: [...priceList.slice(0, 1), byHour] }) ?? [];
    expect(hour).toEqual(['晚接', '价目表，17:00 后 2 小时', 2000]);
    // Half a day that lasts until the centre closes is no late stay.
    expect(
      priced({ mode: 'halfDay', half: 'afternoon' }, stay, { priceList: [...priceList, late] })?.flat(),
    ).not.toContain('晚接');
  });

  it('takes a granted reduction off the care fee alone, and does not say which it is', () => {
    const lines = priced({ mode: 'fullDay' }, { from: '07:30', to: '17:00' }, { percentOff: 10 });
    expect(lines?.at(-1)).toEqual(['减免', '保育费减 10%，已核准', -990]);
    expect(
      priced({ mode: 'fullDay' }, { from: '07:30', to: '17:00' }, { percentOff: 100 })?.at(-1)?.[2],
    ).toBe(-9900);
  });
});

describe('what a centre grants', () => {
  const rules = [
    { kind: 'multipleChildren', percentOff: 10 },
    { kind: 'martyrsChild', percentOff: 100 },
  ] as const;

  it('is the best of what was decided about the child, and nothing without a decision', () => {
    expect(percentOffFor([...rules], ['multipleChildren', 'martyrsChild'])).toBe(100);
    expect(percentOffFor([...rules], ['multipleChildren'])).toBe(10);
    expect(percentOffFor([...rules], ['childInNeed'])).toBe(0);
    expect(percentOffFor([...rules], [])).toBe(0);
    expect(percentOffFor(undefined, ['martyrsChild'])).toBe(0);
  });
});

describe('the name of a price list', () => {
  it('says of an inclusive centre’s since when it holds and who approved it', () => {
    const origin = { from: '2026-09-01', approver: '禾川市发展改革局' };
    expect(priceListName({ isInclusive: true }, origin)).toBe(
      '普惠价目表（2026-09-01 起），禾川市发展改革局核定',
    );
    expect(priceListName({ isInclusive: true }, null)).toBe('普惠价目表');
    expect(priceListName({ isInclusive: false }, origin)).toBe('价目表');
  });
});

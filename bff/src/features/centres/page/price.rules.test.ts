import { describe, expect, it } from 'vitest';
import type { Group, PriceLine } from '../centres.public.js';
import { priceForChild } from './price.rules.js';

const junior: Group = {
  id: 'g_1',
  name: '托小班',
  ageGroup: 'juniorToddler',
  minMonths: 12,
  maxMonths: 24,
  places: 15,
  enrolled: 0,
  carers: 3,
};
const senior: Group = {
  ...junior,
  id: 'g_2',
  name: '托大班',
  ageGroup: 'seniorToddler',
  minMonths: 24,
  maxMonths: 36,
};
const care = { kind: 'care', mode: 'fullDay', isVoluntary: false } as const;
const priceList: PriceLine[] = [
  { ...care, id: '1', label: '按月', unit: 'month', amountFen: 210_000, ageGroup: 'juniorToddler' },
  { ...care, id: '2', label: '按月', unit: 'month', amountFen: 200_000 },
  { ...care, id: '3', label: '按日', unit: 'day', amountFen: 9_900 },
  { ...care, id: '4', mode: 'hourly', label: '计时托', unit: 'hour', amountFen: 2_000 },
  { id: '5', kind: 'meal', label: '伙食费', unit: 'day', amountFen: 1_800, isVoluntary: true },
  {
    id: '6',
    kind: 'meal',
    label: '辅食',
    unit: 'meal',
    amountFen: 500,
    isVoluntary: true,
    ageGroup: 'infant',
  },
  {
    id: '7',
    kind: 'lateStay',
    mode: 'fullDay',
    label: '晚接',
    unit: 'halfHour',
    amountFen: 1_000,
    isVoluntary: true,
  },
];
const centre = { priceList, groups: [junior, senior] };
const linesOf = (asked: Parameters<typeof priceForChild>[1]) =>
  priceForChild(centre, asked)?.lines.map(({ label, amountFen, reason }) => [label, amountFen, reason]);

describe('the price for a child', () => {
  it('takes the line of the child’s group before the one for all, and says why each line counts', () => {
    expect(linesOf({ ageMonths: 19, mode: 'fullDay' })).toEqual([
      ['按日', 9_900, '按天收'],
      ['按月', 210_000, '托小班 12–24 个月，按月收'],
      ['伙食费', 1_800, '自愿，按天收'],
      ['晚接', 1_000, '自愿，按半小时收'],
    ]);
    expect(linesOf({ ageMonths: 30, mode: 'fullDay' })?.[1]).toEqual(['按月', 200_000, '按月收']);
  });

  it('leaves out what is for another mode or another group', () => {
    expect(linesOf({ ageMonths: 19, mode: 'hourly' })?.map(([label]) => label)).toEqual(['计时托', '伙食费']);
    expect(linesOf({ ageMonths: 19 })?.map(([label]) => label)).not.toContain('辅食');
  });

  it('is in the first mode with a price when none is asked, and in the unit of its first line', () => {
    expect(priceForChild(centre, { ageMonths: 19 })).toMatchObject({ mode: 'fullDay', unit: 'day' });
    const hourly = { ...centre, priceList: priceList.slice(3) };
    expect(priceForChild(hourly, { ageMonths: 19 })).toMatchObject({ mode: 'hourly', unit: 'hour' });
  });

  it('is none without an age, for an age no group takes, and for a mode without a price', () => {
    expect(priceForChild(centre, { mode: 'fullDay' })).toBeNull();
    expect(priceForChild(centre, { ageMonths: 11 })).toBeNull();
    expect(priceForChild(centre, { ageMonths: 19, mode: 'temporary' })).toBeNull();
  });

  it('is never that of another group alone', () => {
    const onlyJunior = { ...centre, priceList: priceList.slice(0, 1) };
    expect(priceForChild(onlyJunior, { ageMonths: 30 })).toBeNull();
    expect(priceForChild(onlyJunior, { ageMonths: 19 })).not.toBeNull();
  });
});

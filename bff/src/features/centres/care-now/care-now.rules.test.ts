import { describe, expect, it } from 'vitest';
import { beginsAtOnce, offerFor, staysIn } from './care-now.rules.js';

const open = { isOpen: true, from: '07:40', to: '18:15' } as const;

describe('stays of some hours in a day', () => {
  it('begin at the next half hour, not before the centre opens, and end before it closes', () => {
    expect(staysIn(open, '09:12', 2)[0]).toEqual({ from: '09:30', to: '11:30', until: '18:15' });
    expect(staysIn(open, '09:30', 1)[0]?.from).toBe('09:30');
    expect(staysIn(open, '06:00', 2)[0]?.from).toBe('08:00');
    expect(staysIn(open, '06:00', 2).at(-1)).toMatchObject({ from: '16:00', to: '18:00' });
    expect(staysIn(open, '16:00', 2).map(({ from }) => from)).toEqual(['16:00']);
  });

  it('begin at once where that is the next half hour, and not where the centre opens later', () => {
    expect(beginsAtOnce({ from: '09:30' }, '09:12')).toBe(true);
    expect(beginsAtOnce({ from: '09:30' }, '09:30')).toBe(true);
    expect(beginsAtOnce({ from: '07:30' }, '07:00')).toBe(false);
  });

  it('are none when too little of the day is left, or the centre is shut', () => {
    expect(staysIn(open, '16:01', 2)).toEqual([]);
    expect(staysIn(open, '23:59', 1)).toEqual([]);
    expect(staysIn({ isOpen: false, why: 'weekday', note: null }, '09:00', 1)).toEqual([]);
  });

  it('reach midnight where a centre is open until then', () => {
    const night = { isOpen: true, from: '00:00', to: '24:00' } as const;
    expect(staysIn(night, '22:40', 1)).toEqual([{ from: '23:00', to: '24:00', until: '24:00' }]);
  });
});

const line = { kind: 'care', mode: 'hourly', unit: 'hour', amountFen: 2_000 } as const;
const visit = { kind: 'care', mode: 'temporary', unit: 'visit', amountFen: 3_000 } as const;
const group = {
  id: 'g_1',
  ageGroup: 'juniorToddler',
  minMonths: 12,
  maxMonths: 24,
  places: 4,
  enrolled: 1,
} as const;
const senior = { ...group, id: 'g_2', ageGroup: 'seniorToddler', minMonths: 24, maxMonths: 36 } as const;
type Facts = Parameters<typeof offerFor>[0];
const facts = (given: Partial<Facts> = {}): Facts => ({
  careModes: ['hourly', 'temporary'],
  priceList: [line, visit],
  groups: [group, senior],
  ...given,
});

describe('what a centre offers for some hours', () => {
  it('costs the hour’s price for each hour, a visit what a visit costs', () => {
    expect(offerFor(facts(), 19, 3)).toEqual({ mode: 'hourly', priceFen: 6_000, groups: [group] });
    expect(offerFor(facts({ priceList: [visit] }), 19, 3)).toMatchObject({
      mode: 'temporary',
      priceFen: 3_000,
    });
  });

  it('is by the line of the child’s group before one for all, and never by another group’s', () => {
    const own = { ...line, ageGroup: 'juniorToddler', amountFen: 2_500 } as const;
    expect(offerFor(facts({ priceList: [line, own] }), 19, 1)?.priceFen).toBe(2_500);
    expect(offerFor(facts({ priceList: [own] }), 30, 1)).toBeNull();
  });

  it('is nothing in a mode that is not offered, or that has no price for a single time', () => {
    expect(offerFor(facts({ careModes: ['fullDay'] }), 19, 2)).toBeNull();
    expect(offerFor(facts({ careModes: ['temporary'] }), 19, 2)?.mode).toBe('temporary');
    expect(offerFor(facts({ priceList: [{ ...line, unit: 'month' }] }), 19, 2)).toBeNull();
  });

  it('is nothing for an age that no group takes, or where nobody knows the places', () => {
    expect(offerFor(facts(), 6, 2)).toBeNull();
    expect(offerFor(facts({ groups: [{ ...group, enrolled: null }] }), 19, 2)).toBeNull();
    expect(offerFor(facts(), undefined, 2)?.groups).toEqual([group, senior]);
  });
});

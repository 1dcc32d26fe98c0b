import { describe, expect, it } from 'vitest';
import { china } from '../../regions/cn.js';
import { poland } from '../../regions/pl.js';
import type { Group, OpeningTimes, PriceLine } from './centres.public.js';
import {
  cardPrice,
  groupsFor,
  openingOn,
  placesForBookings,
  toRosterVacancy,
  toToldVacancy,
  walkMinutes,
} from './centres.rules.js';

const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '07:30', to: '18:00' }));
const times: OpeningTimes = {
  openingHours: [{ weekday: 1, from: '08:00', to: '17:00' }, ...weekdays.slice(1)],
  closesOnHolidays: true,
  closedDays: [{ on: '2026-12-17', reason: '园内消毒' }],
};

describe('opening on a day', () => {
  const { calendar } = china;

  it('opens on a weekday with the hours of that weekday', () => {
    expect(openingOn(times, '2026-11-24', calendar)).toEqual({ isOpen: true, from: '07:30', to: '18:00' });
  });

  it('is shut at the weekend, on a holiday by name, and on its own closed days with the reason', () => {
    expect(openingOn(times, '2026-11-28', calendar)).toEqual({ isOpen: false, why: 'weekday', note: null });
    expect(openingOn(times, '2026-10-01', calendar)).toEqual({
      isOpen: false,
      why: 'holiday',
      note: '国庆节',
    });
    expect(openingOn(times, '2026-12-17', calendar)).toEqual({
      isOpen: false,
      why: 'closedDay',
      note: '园内消毒',
    });
  });

  it('opens on a make-up workday, a Saturday, with Monday’s hours', () => {
    expect(openingOn(times, '2026-10-10', calendar)).toEqual({ isOpen: true, from: '08:00', to: '17:00' });
  });

  it('keeps its own Saturday hours on a make-up Saturday', () => {
    const saturday = { ...times, openingHours: [...weekdays, { weekday: 6, from: '09:00', to: '12:00' }] };
    expect(openingOn(saturday, '2026-10-10', calendar)).toMatchObject({ from: '09:00' });
  });

  it('asks the calendar of the region: 24 December is a holiday in Poland only', () => {
    expect(openingOn(times, '2026-12-24', poland.calendar)).toMatchObject({ why: 'holiday', note: '平安夜' });
    expect(openingOn(times, '2026-12-24', calendar).isOpen).toBe(true);
  });

  it('opens on holidays when the centre says so', () => {
    const always = { ...times, closesOnHolidays: false };
    expect(openingOn(always, '2026-10-01', calendar).isOpen).toBe(true);
  });
});

describe('free places told by the staff', () => {
  const now = new Date('2026-11-24T01:12:00Z');
  const filed = { status: 'filed' } as const;

  it('carry their age', () => {
    const told = { places: 2, at: new Date('2026-11-24T01:00:30Z') };
    expect(toToldVacancy(told, filed, 72, now)).toEqual({
      state: 'free',
      places: 2,
      asOf: '2026-11-24T01:00:30.000Z',
      ageMinutes: 11,
      basis: 'centre',
    });
    expect(toToldVacancy({ ...told, places: 0 }, filed, 72, now)).toMatchObject({ state: 'full', places: 0 });
  });

  it('turn to unknown past the limit of the region, not before', () => {
    const at = (hours: number) => ({ places: 3, at: new Date(now.getTime() - hours * 3_600_000) });
    expect(toToldVacancy(at(72), filed, 72, now).state).toBe('free');
    expect(toToldVacancy(at(72.1), filed, 72, now)).toMatchObject({ state: 'unknown', places: null });
    expect(toToldVacancy(null, filed, 72, now)).toMatchObject({ state: 'unknown', asOf: null });
  });

  it('are not shown for a centre that is not filed', () => {
    expect(toToldVacancy({ places: 3, at: now }, { status: 'suspended' }, 72, now).state).toBe('closed');
  });

  it('never look younger than now when a clock runs ahead', () => {
    const told = { places: 1, at: new Date('2026-11-24T02:00:00Z') };
    expect(toToldVacancy(told, filed, 72, now).ageMinutes).toBe(0);
  });
});

describe('free places counted from bookings', () => {
  const now = new Date('2026-11-24T01:12:00Z');
  it('are free, then a position in the line, then full', () => {
    expect(toRosterVacancy({ free: 2, waiting: 0 }, now.toISOString())).toMatchObject({
      state: 'free',
      places: 2,
    });
    expect(toRosterVacancy({ free: 0, waiting: 2 }, now.toISOString())).toMatchObject({
      state: 'waitlist',
      places: 3,
    });
    expect(toRosterVacancy({ free: 0, waiting: 0 }, now.toISOString())).toMatchObject({
      state: 'full',
      places: 0,
    });
  });
});

const group = (over: Partial<Group>): Group => ({
  id: 'g_aaaa',
  name: '托小班',
  ageGroup: 'juniorToddler',
  minMonths: 12,
  maxMonths: 24,
  places: 15,
  enrolled: 13,
  carers: 3,
  ...over,
});

describe('groups', () => {
  it('are chosen by months: at 24 months the older one', () => {
    const senior = group({ id: 'g_bbbb', ageGroup: 'seniorToddler', minMonths: 24, maxMonths: 36 });
    expect(groupsFor([group({}), senior], 23).map((g) => g.id)).toEqual(['g_aaaa']);
    expect(groupsFor([group({}), senior], 24).map((g) => g.id)).toEqual(['g_bbbb']);
    expect(groupsFor([group({}), senior], 36)).toEqual([]);
    expect(groupsFor([group({}), senior], undefined)).toHaveLength(2);
  });

  it('give bookings what enrolment leaves; nothing where enrolment is not known', () => {
    expect(placesForBookings(group({}))).toBe(2);
    expect(placesForBookings(group({ enrolled: 0 }))).toBe(15);
    expect(placesForBookings(group({ enrolled: null }))).toBe(0);
    expect(placesForBookings(group({ enrolled: 17 }))).toBe(0);
  });
});

describe('the price on a card', () => {
  const line = (over: Partial<PriceLine>): PriceLine => ({
    id: 'p',
    kind: 'care',
    mode: 'fullDay',
    label: '全日托',
    unit: 'month',
    amountFen: 260_000,
    isVoluntary: false,
    ...over,
  });
  const groups = [group({}), group({ ageGroup: 'seniorToddler', minMonths: 24, maxMonths: 36 })];
  const priceList = [
    line({}),
    line({ unit: 'day', ageGroup: 'juniorToddler', amountFen: 11_000 }),
    line({ unit: 'day', ageGroup: 'seniorToddler', amountFen: 9_900 }),
    line({ mode: 'hourly', unit: 'hour', amountFen: 1_600 }),
    line({ kind: 'meal', unit: 'day', amountFen: 1_500 }),
  ];

  it('is the day price of the child’s group', () => {
    expect(cardPrice({ priceList, groups }, 'fullDay', 30)).toEqual({
      amountFen: 9_900,
      unit: 'day',
      mode: 'fullDay',
    });
  });

  it('is the dearest one when no age is asked, of the first mode offered', () => {
    expect(cardPrice({ priceList, groups }, undefined, undefined)?.amountFen).toBe(11_000);
  });

  it('falls back to the month, never to another mode', () => {
    expect(cardPrice({ priceList: [line({})], groups }, 'fullDay', 13)).toMatchObject({ unit: 'month' });
    expect(cardPrice({ priceList: [line({})], groups }, 'hourly', 13)).toBeNull();
    expect(cardPrice({ priceList: [], groups }, undefined, 13)).toBeNull();
  });
});

describe('walking', () => {
  it('takes ten minutes for 640 metres', () => {
    expect(walkMinutes(640)).toBe(10);
    expect(walkMinutes(3)).toBe(1);
  });
});

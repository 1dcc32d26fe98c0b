import { type DayQuestion, decideDay } from '@nearcare/bff/features/bookings/bookings.rules';
import type { Wish } from '@nearcare/bff/features/bookings/stay.rules';
import type { BookableCentre, PriceLine } from '@nearcare/bff/features/centres/centres.public';
import { china } from '@nearcare/bff/regions/cn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCentre } from '../support/factories.js';

const thursday = '2026-11-26';
const line = fc.record({
  id: fc.constant('p'),
  kind: fc.constantFrom('care', 'care', 'care', 'meal', 'lateStay', 'other' as const),
  mode: fc.constantFrom('fullDay', 'halfDay', 'hourly', 'temporary' as const),
  unit: fc.constantFrom('day', 'halfDay', 'hour', 'visit', 'meal', 'halfHour', 'month' as const),
  ageGroup: fc.option(fc.constantFrom('juniorToddler', 'infant' as const), { nil: undefined }),
  label: fc.constant('一项'),
  amountFen: fc.integer({ min: 0, max: 300_000 }),
  isVoluntary: fc.boolean(),
}) as fc.Arbitrary<PriceLine>;
/** What a single stay of a mode is paid by: else nearly no list would have a price for what is asked. */
const careLine = fc
  .record({
    sold: fc.constantFrom<Pick<PriceLine, 'mode' | 'unit'>[]>(
      { mode: 'fullDay', unit: 'day' },
      { mode: 'halfDay', unit: 'halfDay' },
      { mode: 'hourly', unit: 'hour' },
      { mode: 'temporary', unit: 'visit' },
      { mode: 'temporary', unit: 'hour' },
    ),
    amountFen: fc.integer({ min: 0, max: 300_000 }),
  })
  .map(({ sold, amountFen }): PriceLine => {
    return { id: 'c', kind: 'care', ...sold, label: '照护', amountFen, isVoluntary: false };
  });
const grid = fc.integer({ min: 15, max: 36 }).map((slot) => {
  const minutes = slot * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
});
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({ mode: fc.constant('fullDay' as const) }),
  fc.record({ mode: fc.constant('fullDay' as const), to: grid }),
  fc.record({
    mode: fc.constant('halfDay' as const),
    half: fc.constantFrom('morning', 'afternoon' as const),
  }),
  fc.record({ mode: fc.constantFrom('hourly', 'temporary' as const), from: grid, to: grid }),
);

/** Any price list, any wish, any reduction; the centre has all modes and its full day ends at five. */
const question = fc.record({
  lines: fc.array(fc.oneof(line, careLine), { maxLength: 10 }),
  wish,
  percentOff: fc.integer({ min: 0, max: 100 }),
});

function decide(lines: PriceLine[], asked: Wish, percentOff: number) {
  const {
    point: _,
    _id: id,
    ...record
  } = makeCentre({
    ...{ careModes: ['fullDay', 'halfDay', 'hourly', 'temporary'], priceList: lines },
    careRules: { fullDay: { until: '17:00' } },
  });
  const given: DayQuestion = {
    centre: { ...record, id, point: { lat: 30, lng: 120, datum: 'wgs84' } } satisfies BookableCentre,
    ...{ region: china, birthOn: '2025-04-08', wish: asked, date: thursday, percentOff },
    now: { date: '2026-11-25', time: '09:00' },
  };
  return decideDay(given);
}

describe('a quote', () => {
  it('comes to the sum of its lines, whole fen each, of which only a reduction is below zero', () => {
    let priced = 0;
    fc.assert(
      fc.property(question, ({ lines, wish: asked, percentOff }) => {
        const day = decide(lines, asked, percentOff);
        if (!day.isAllowed) return;
        priced += 1;
        expect(day.totalFen).toBe(day.lines.reduce((sum, { amountFen }) => sum + amountFen, 0));
        for (const { kind, amountFen, reason } of day.lines) {
          expect(Number.isSafeInteger(amountFen)).toBe(true);
          expect(kind === 'reduction' ? amountFen < 0 : amountFen >= 0).toBe(true);
          expect(reason).not.toBe('');
        }
        expect(day.totalFen).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
    // Else the rules refused nearly all, and nothing was looked at.
    expect(priced).toBeGreaterThan(100);
  });

  it('never takes off more than the care fee', () => {
    fc.assert(
      fc.property(question, ({ lines, wish: asked, percentOff }) => {
        const day = decide(lines, asked, percentOff);
        if (!day.isAllowed) return;
        const sumOf = (kind: string) =>
          day.lines.filter((one) => one.kind === kind).reduce((sum, { amountFen }) => sum + amountFen, 0);
        expect(-sumOf('reduction')).toBeLessThanOrEqual(sumOf('care'));
      }),
      { numRuns: 500 },
    );
  });
});

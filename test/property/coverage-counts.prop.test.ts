import { publicUntil, published, step } from '@nearcare/bff/features/guidance/coverage/coverage.rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const numRuns = process.env.SOAK ? 200_000 : 2_000;

/** What everybody may read of one district: families and, among them, those with a newborn, year by year. */
const year = fc
  .record({ total: fc.nat(400), newbornTotal: fc.nat(120), reached: fc.nat(400), newborns: fc.nat(120) })
  .map(({ total, newbornTotal, reached, newborns }) => ({
    ...{ total: Math.max(total, newbornTotal), newbornTotal, reached },
    newborns: Math.min(newborns, reached),
  }));
type Year = typeof year extends fc.Arbitrary<infer T> ? T : never;
const shown = (years: readonly Year[]) =>
  years.map((one) => ({
    families: published(one.reached, one.total),
    newborns: published(one.newborns, one.newbornTotal),
  }));

describe('published counts', () => {
  it('leave at least five values possible for each count, whatever stands beside it', () => {
    fc.assert(
      fc.property(fc.array(year, { minLength: 1, maxLength: 4 }), fc.nat(3), (years, at) => {
        const index = at % years.length;
        const before = JSON.stringify(shown(years));
        const one = years[index] as Year;
        const readSame = (changed: Partial<Year>) =>
          JSON.stringify(shown(years.with(index, { ...one, ...changed }))) === before;
        const families = Array.from({ length: 500 }, (_, reached) => reached);
        expect(families.filter((reached) => readSame({ reached })).length).toBeGreaterThanOrEqual(step);
        expect(families.filter((newborns) => readSame({ newborns })).length).toBeGreaterThanOrEqual(step);
      }),
      { numRuns: Math.ceil(numRuns / 20) },
    );
  });

  it('never say more than is true, nor that everybody was reached', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (reached, total) => {
        const { atLeast, percentAtLeast } = published(reached, total);
        expect(percentAtLeast === null).toBe(atLeast === null);
        if (atLeast === null) return;
        expect(atLeast).toBeLessThanOrEqual(reached);
        expect(atLeast % step).toBe(0);
        expect(total - atLeast).toBeGreaterThanOrEqual(step);
        expect(percentAtLeast ?? 0).toBeLessThan(100);
      }),
      { numRuns },
    );
  });

  it('are of days that are over for the whole month, so that no day’s change can be read off', () => {
    const day = fc
      .date({ min: new Date('2024-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 2024, max: 2028 }), (today, of) => {
        const until = publicUntil(of, today);
        if (until === null) return;
        expect(until.startsWith(`${of}-`)).toBe(true);
        expect(until.slice(0, 7) < today.slice(0, 7)).toBe(true);
        expect(publicUntil(of, `${today.slice(0, 7)}-01`)).toBe(until);
      }),
      { numRuns },
    );
  });
});

import { join } from 'node:path';
import type { ImportOrder } from '@nearcare/bff/ops/import-register/import-register';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ownStore } from '../support/data-folder.js';
import * as register from '../support/register.js';

const numRuns = process.env.SOAK ? 300 : 12;
/** Of a quiet machine and of a busy one: long rounds are no measure of speed. */
const timeout = process.env.SOAK ? 1_200_000 : 120_000;
const days = ['2024-06-06', '2025-06-06'] as const;

class Crash extends Error {}

/** The process dies at its nth write, of which some operations reach the store: none, a few or all. */
type Death = { atWrite: number; share: number };

const own = ownStore();

/** The models of an import that dies as told. After its death it writes nothing more. */
function dyingModels({ atWrite, share }: Death): ImportOrder['models'] {
  let writes = 0;
  const mortal = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(_, name) {
        const member: unknown = Reflect.get(target, name);
        if (name === 'collection') return mortal(member as object);
        if (typeof member !== 'function') return member;
        if (!['insertMany', 'bulkWrite', 'updateMany', 'updateOne'].includes(String(name)))
          return member.bind(target);
        return async (...args: unknown[]) => {
          writes += 1;
          if (writes > atWrite) throw new Crash();
          if (writes < atWrite) return member.apply(target, args) as unknown;
          const [many, ...more] = args;
          if (!Array.isArray(many)) {
            if (share > 0) await member.apply(target, args);
          } else {
            const some = many.slice(0, Math.ceil(many.length * share));
            if (some.length > 0) await member.apply(target, [some, ...more]);
          }
          throw new Crash();
        };
      },
    });
  const { centres, details, snapshots } = register.registerModels(own.store);
  return {
    centres: mortal(centres),
    details: mortal(details),
    districts: register.registerModels(own.store).districts,
    snapshots: mortal(snapshots),
  };
}

const row = fc.record({
  capacity: fc.constantFrom('20', '25', '30'),
  basicPricePerMonth: fc.constantFrom('1000.0 zł', '1100.0 zł', ''),
  operatingEntityName: fc.constantFrom('Anna Testowa', 'Gmina Testowo'),
  businessActivitySuspended: fc.constantFrom('NIE', 'NIE', 'TAK'),
  latitude: fc.constantFrom('50.0551769', '50.0551769', 'x'),
});
const history = fc.record({
  first: fc.array(row, { minLength: 1, maxLength: 12 }),
  second: fc.array(row, { minLength: 1, maxLength: 12 }),
  deaths: fc.array(
    fc.record({
      snapshot: fc.nat({ max: 1 }),
      atWrite: fc.integer({ min: 1, max: 10 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

type Rows = readonly register.RegisterRow[];

/** Two snapshots, and what stands once both were taken and nobody died. */
async function unbrokenImport(snapshots: readonly [Rows, Rows]) {
  const files = await Promise.all(
    snapshots.map((rows, index) => register.writeRegister(join(own.folder, `${index}.csv`), rows)),
  );
  const take = (snapshot: number, models = register.registerModels(own.store)) =>
    register.importFile(own.store, files[snapshot] ?? '', {
      ...{ asOf: days[snapshot], allowsRemoved: true, models },
    });
  await register.clearRegister(own.store);
  await take(0);
  await take(1);
  return { take, unbroken: await register.everythingButInstants(own.store) };
}

/** Takes both snapshots, dying as told on the way, and compares with what stands when nobody dies. @returns deaths died */
async function compareWithUnbroken(
  { take, unbroken }: Awaited<ReturnType<typeof unbrokenImport>>,
  deaths: readonly (Death & { snapshot: number })[],
): Promise<number> {
  let died = 0;
  await register.clearRegister(own.store);
  for (const snapshot of [0, 1]) {
    for (const death of deaths.filter((one) => one.snapshot === snapshot))
      await take(snapshot, dyingModels(death)).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
        died += 1;
      });
    await take(snapshot);
  }
  expect(await register.everythingButInstants(own.store)).toEqual(unbroken);
  return died;
}

it('an import killed at any row and run again ends as one that was never broken', {
  timeout,
}, async () => {
  let died = 0;
  const numbered = (rows: Rows) =>
    register.institutions(rows.length).map((one, at) => ({ ...one, ...rows[at] }));
  await fc.assert(
    fc.asyncProperty(history, async ({ first, second, deaths }) => {
      died += await compareWithUnbroken(await unbrokenImport([numbered(first), numbered(second)]), deaths);
    }),
    { numRuns, endOnFailure: true },
  );
  expect(died).toBeGreaterThan(numRuns / 4);
});

it('does so after each single write: an operator that changed, a suspension, one gone, one new', {
  timeout,
}, async () => {
  const before = register.institutions(3);
  const changes = [
    { operatingEntityName: 'Gmina Testowo', capacity: '30' },
    { businessActivitySuspended: 'TAK' },
  ];
  const after = changes.map((change, at) => ({ ...before[at], ...change }));
  const added = { name: 'Nowy', operatingEntityRegNoPosition: '99/T' };
  const unbroken = await unbrokenImport([before, [...after, added]]);
  let died = 0;
  // Five writes to details: two events and the facts, an event and the facts.
  for (let atWrite = 1; atWrite <= 8; atWrite += 1)
    for (const share of [0, 0.2, 0.4, 0.6, 0.8, 1])
      died += await compareWithUnbroken(unbroken, [{ snapshot: 1, atWrite, share }]);
  expect(died).toBe(8 * 6);
});

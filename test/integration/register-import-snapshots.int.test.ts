import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { ImportError } from '@nearcare/bff/ops/import-register/import-error';
import { readMapping } from '@nearcare/bff/ops/import-register/read-mapping';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { runOps } from '../support/processes.js';
import * as register from '../support/register.js';

const { institutions } = register;
const [first, second, third] = ['2024-06-06', '2025-06-06', '2026-06-06'];

const test = ownTestApp();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nearcare-snapshots-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => register.clearRegister(test.app.store));

let files = 0;
async function take(rows: readonly register.RegisterRow[], asOf: string, given = {}) {
  files += 1;
  const file = await register.writeRegister(path.join(folder, `${files}.csv`), rows);
  const { summary } = await register.importFile(test.app.store, file, { asOf, ...given });
  return summary;
}

const stored = (name: string) => register.centreNamed(test.app.store, name);
const everything = () => register.everything(test.app.store);
async function pageOf(name: string) {
  const { centre } = await stored(name);
  return (await test.app.inject(`/api/v1/centres/${centre._id}`)).json();
}
async function eventsOf(name: string) {
  return (await stored(name)).details.disclosures.map(({ kind, on, text }) => [kind, on, text]);
}

/** Twenty institutions, so that one gone is a believable share; three differ a year later. */
const before = institutions(20);
const after = before
  .slice(0, 19)
  .map((row, index): register.RegisterRow => {
    if (index === 0) return { ...row, basicPricePerMonth: '1100.0 zł', capacity: '30' };
    return index === 1 ? { ...row, businessActivitySuspended: 'TAK' } : row;
  })
  .concat(institutions(1, { operatingEntityRegNoPosition: '99/T', name: 'Nowy' }));

describe('a newer snapshot', () => {
  it('is reported by what is added, changed, suspended, removed, rejected and unchanged', async () => {
    await take(before, first);
    const summary = await take([...after, { name: '' }], second, { allowsRemoved: true });
    expect(summary).toMatchObject({
      ...{ rows: 21, added: 1, changed: 1, suspended: 1, removed: 1, rejected: 1, unchanged: 17 },
      ...{ events: 4, removalRefused: null },
    });
  });

  it('puts the differences on the timelines, with its day, its source and when they came to be known', async () => {
    await take(before, first);
    await take(after, second);
    expect(await eventsOf('Żłobek 1')).toEqual([
      ['change', second, '托位 25 → 30'],
      ['change', second, '全日托 按月 1000 zł → 1100 zł'],
    ]);
    const [event] = (await stored('Żłobek 1')).details.disclosures;
    const { source } = await readMapping(register.polishMapping);
    expect(event).toMatchObject({ source: source.name, recordedAt: '2026-11-22T08:00:00.000Z' });
    expect(await eventsOf('Żłobek 2')).toEqual([['suspension', second, '暂停服务：登记册标为暂停经营']]);
    expect(await eventsOf('Nowy')).toEqual([]);
    expect(await eventsOf('Żłobek 3')).toEqual([]);
  });

  it('moves the day of what it says again as it was, and how fresh its free places are', async () => {
    await take(before, first);
    const old = await stored('Żłobek 3');
    expect(await pageOf('Żłobek 3')).toMatchObject({ source: { asOf: first }, safety: [{ asOf: first }] });
    await take(after, second);
    expect(await pageOf('Żłobek 3')).toMatchObject({ source: { asOf: second }, safety: [{ asOf: second }] });
    const { centre, details } = await stored('Żłobek 3');
    expect(centre.told?.at).toEqual(new Date('2025-06-05T22:00:00Z'));
    expect(centre).toMatchObject({ rev: old.centre.rev + 1, epoch: old.centre.epoch });
    // One write and no more: a register of a country says nearly all of it again.
    expect(details).toEqual(old.details);
  });

  it('moves no day of a centre whose row it does not take, or that it does not name', async () => {
    await take(before, first);
    await take([{ ...after[2], latitude: 'x' }, ...after.slice(3), ...after.slice(0, 2)], second);
    expect(await pageOf('Żłobek 3')).toMatchObject({ source: { asOf: first } });
    expect(await pageOf('Żłobek 20')).toMatchObject({ source: { asOf: first } });
    expect(await pageOf('Żłobek 4')).toMatchObject({ source: { asOf: second } });
  });

  it('leaves what a desk tells while the same is said again', async () => {
    await take(before, first);
    const { centres } = register.registerModels(test.app.store);
    const { centre } = await stored('Żłobek 3');
    const told = { places: 1, at: new Date('2026-11-22T07:59:00Z') };
    const models = register.registerModels(test.app.store);
    const tellsFirst = new Proxy(models.centres.collection, {
      get(rows, name) {
        if (name !== 'bulkWrite') return Reflect.get(rows, name).bind(rows);
        return async (...args: unknown[]) => {
          await centres.updateOne({ _id: centre._id }, { $set: { told } });
          return rows.bulkWrite(...(args as Parameters<typeof rows.bulkWrite>));
        };
      },
    });
    await take(after, second, {
      models: { ...models, centres: Object.create(models.centres, { collection: { value: tellsFirst } }) },
    });
    expect((await stored('Żłobek 3')).centre).toMatchObject({ told, asOf: second });
    // Of another number the newer word stands too, and the day moves on all the same.
    expect(await take(before, third)).toMatchObject({ added: 0 });
    expect((await stored('Żłobek 3')).centre).toMatchObject({ told, asOf: third });
  });

  it('adds no event and changes no document when it is taken once more', async () => {
    await take(before, first);
    await take(after, second);
    const once = await everything();
    expect(await take(after, second)).toMatchObject({ changed: 0, removed: 0, unchanged: 20, events: 0 });
    expect(await everything()).toEqual(once);
  });

  it('keeps the events of earlier ones and of others, and what others know of a centre', async () => {
    await take(before, first);
    await take(after, second);
    const { details: models } = register.registerModels(test.app.store);
    const penalty = { kind: 'penalty', on: '2025-09-01', text: '消防通道堆物，已清理', source: '消防' };
    const { _id } = (await stored('Żłobek 1')).details;
    await models.collection.updateOne({ _id: _id as never }, {
      $push: { disclosures: penalty },
      $set: { staffRatio: { carers: 3, children: 9, ratioLimit: 5, asOf: second } },
    } as never);
    await take(before, third);
    expect((await eventsOf('Żłobek 1')).map(([, on, text]) => [on, text])).toEqual([
      [second, '托位 25 → 30'],
      [second, '全日托 按月 1000 zł → 1100 zł'],
      ['2025-09-01', '消防通道堆物，已清理'],
      [third, '托位 30 → 25'],
      [third, '全日托 按月 1100 zł → 1000 zł'],
    ]);
    expect((await stored('Żłobek 1')).details.staffRatio?.carers).toBe(3);
  });

  it('tells no news where only the mapping reads the same file differently', async () => {
    await take(before, first);
    const mapping = await readMapping(register.polishMapping);
    const cheaper = mapping.priceList.map((line) =>
      'column' in line && line.id === 'month' ? { ...line, range: { min: 0, max: 10 } } : line,
    );
    const reread = await take(before, first, { mapping: { ...mapping, priceList: cheaper } });
    expect(reread).toMatchObject({ changed: 20, events: 0 });
  });

  it('tells what a corrected file of the same day says differently', async () => {
    await take(before, first);
    expect(await take(after, first)).toMatchObject({ changed: 1, suspended: 1, removed: 1, events: 4 });
  });
});

describe('a centre that its district has suspended', () => {
  const suspension = { from: first, reason: '消防整改', at: new Date(), byMembership: 'm_1' };
  const suspend = async () => {
    const { centre } = await stored('Żłobek 1');
    if (centre.suspension) return;
    const filing = { ...centre.filing, status: 'suspended', reason: suspension.reason };
    await centreModels(test.app.store).centres.collection.updateOne(
      { _id: centre._id as never },
      { $set: { filing, suspension: { ...suspension, before: centre.filing } } },
    );
  };
  const renewed = after.map((row, index) => (index === 0 ? { ...row, phone: '220000000' } : row));

  /** The models of the register, `meanwhile` done once rows are compared and before anything of them is written. */
  function modelsWith(meanwhile: () => Promise<void>) {
    const models = register.registerModels(test.app.store);
    const { collection } = models.details;
    const bulkWrite: typeof collection.bulkWrite = async (...given) => {
      await meanwhile();
      return collection.bulkWrite(...given);
    };
    const find = collection.find.bind(collection);
    const insertMany = collection.insertMany.bind(collection);
    return { ...models, details: { collection: { find, insertMany, bulkWrite } } as never };
  }

  it.each([
    ['before', suspend, async () => undefined],
    ['meanwhile', async () => undefined, suspend],
  ])('stays suspended, with the facts of the register: %s', async (_when, beforehand, meanwhile) => {
    await take(before, first);
    await beforehand();
    const models = modelsWith(meanwhile);
    expect(await take(renewed, second, { models })).toMatchObject({ added: 1, unchanged: 17 });
    const { centre } = await stored('Żłobek 1');
    expect(centre).toMatchObject({
      phone: '220000000',
      filing: { status: 'suspended', reason: '消防整改' },
      suspension: { reason: '消防整改', before: { status: 'filed' } },
    });
    expect(await take(renewed, second)).toMatchObject({ unchanged: 20 });
  });
});

describe('an older snapshot than the one last taken', () => {
  it('is refused with both days, nothing written', async () => {
    await take(after, second);
    const once = await everything();
    await expect(take(before, first)).rejects.toThrow(/of 2024-06-06.*of 2025-06-06.*nothing was written/);
    expect(await everything()).toEqual(once);
  });

  it('is refused even where the newer one broke off', async () => {
    const models = register.registerModels(test.app.store);
    const broken = { ...models, details: Object.create(models.details, { collection: { value: null } }) };
    await expect(take(after, second, { models: broken })).rejects.toThrow();
    await expect(take(before, first)).rejects.toThrow(ImportError);
  });

  it('is found out as one that has no day, or a day still to come', async () => {
    const { source, ...mapping } = await readMapping(register.polishMapping);
    const undated = { ...mapping, source: { code: source.code, name: source.name } };
    await expect(take(before, first, { mapping: undated, asOf: undefined })).rejects.toThrow(/--as-of/);
    await expect(take(before, '2026-11-23')).rejects.toThrow(/still to come/);
    expect((await everything()).centres).toEqual([]);
  });
});

describe('a centre that is gone from the register', () => {
  it('is cancelled with the reason, its rosters looked at again', async () => {
    await take(before, first);
    const { centre } = await stored('Żłobek 20');
    await take(after, second);
    expect((await stored('Żłobek 20')).centre).toMatchObject({
      filing: { status: 'cancelled', suspendedFrom: second, reason: '登记册中已没有这家机构' },
      ...{ rev: centre.rev + 1, epoch: centre.epoch + 1 },
    });
    expect(await eventsOf('Żłobek 20')).toEqual([['cancellation', second, '登记册中已没有这家机构']]);
  });

  it('is filed again when it comes back', async () => {
    await take(before, first);
    await take(after, second);
    await take(before, third);
    expect((await stored('Żłobek 20')).centre.filing).toMatchObject({ status: 'filed', reason: null });
    expect((await eventsOf('Żłobek 20')).at(-1)).toEqual(['filing', third, '备案有效']);
  });

  it('is left as it is where more are gone than a register loses, until the operator says so', async () => {
    await take(before, first);
    const cut = before.slice(0, 17);
    const summary = await take(cut, second);
    expect(summary).toMatchObject({
      removed: 0,
      removalRefused: { gone: 3, of: 20, unsureRows: 0 },
      unchanged: 17,
    });
    expect((await stored('Żłobek 18')).centre.filing.status).toBe('filed');
    expect(await take(cut, second, { allowsRemoved: true })).toMatchObject({
      ...{ removed: 3, removalRefused: null },
    });
    expect((await stored('Żłobek 18')).centre.filing.status).toBe('cancelled');
  });

  it('is left as it is where a row that could not be read may be its own', async () => {
    await take(before, first);
    const unsure = [...before.slice(0, 19), { name: '' }];
    expect((await take(unsure, second)).removalRefused).toEqual({ gone: 1, of: 20, unsureRows: 1 });
  });

  it('is not one whose row was only rejected', async () => {
    await take(before, first);
    const spoilt = before.map((row, index) => (index === 0 ? { ...row, latitude: 'x' } : row));
    expect(await take(spoilt, second)).toMatchObject({ rejected: 1, removed: 0, removalRefused: null });
    expect((await stored('Żłobek 1')).centre.filing.status).toBe('filed');
  });

  it('is never one of another register', async () => {
    await take(before, first);
    const mapping = await readMapping(register.polishMapping);
    const other = { ...mapping, source: { ...mapping.source, code: 'pl-other' } };
    expect(await take(institutions(3), second, { mapping: other })).toMatchObject({ added: 3, removed: 0 });
  });
});

describe('a dry run', () => {
  it('says what an import would do and writes nothing', async () => {
    await take(before, first);
    const once = await everything();
    const told: string[] = [];
    const onEvent = (_: string, { text }: { text: string }) => told.push(text);
    expect(await take(after, second, { isDryRun: true, onEvent })).toMatchObject({
      ...{ rows: 20, added: 1, changed: 1, suspended: 1, removed: 1, unchanged: 17, events: 4 },
    });
    expect(told).toContain('托位 25 → 30');
    expect(await everything()).toEqual(once);
    await take(after, second);
    expect((await eventsOf('Żłobek 1')).length).toBe(2);
  });

  it('by the command leaves not one byte of the store different', { timeout: 120_000 }, async () => {
    const env = { DATA_DIR: path.join(folder, 'data'), MONGODB_URI: '' };
    const ops = (file: string, ...more: string[]) =>
      runOps(env, ['import-register', file, '--mapping', register.polishMapping, ...more]);
    const [one, two] = [path.join(folder, 'one.csv'), path.join(folder, 'two.csv')];
    await register.writeRegister(one, before);
    await register.writeRegister(two, after);
    await ops(one);
    const data = path.join(folder, 'data/store/data.mdb');
    const bytes = await readFile(data);
    const { stdout } = await ops(two, '--as-of', second, '--dry-run');
    expect(stdout).toContain('dry run: nothing was written');
    expect(stdout).toContain('added 1, changed 1, suspended 1, removed 1, rejected 0, unchanged 17');
    expect(stdout).toContain('change: 全日托 按月 1000 zł → 1100 zł');
    expect((await readFile(data)).equals(bytes)).toBe(true);

    const cut = await register.writeRegister(path.join(folder, 'cut.csv'), after.slice(0, 9));
    const refused = await ops(cut, '--as-of', second);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/11 of 20 .*--allow-removed/s) });
    const { stdout: done } = await ops(cut, '--as-of', second, '--allow-removed');
    expect(done).toContain('removed 11');
  });
});

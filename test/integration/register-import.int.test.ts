import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { ImportError } from '@nearcare/bff/ops/import-register/import-error';
import { checkMapping } from '@nearcare/bff/ops/import-register/read-mapping';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, ownTestApp } from '../support/build-test-app.js';
import { parentWithChild } from '../support/parent.js';
import { runOps } from '../support/processes.js';
import * as register from '../support/register.js';

const root = path.resolve(import.meta.dirname, '../..');
const dirty = register.fixture('register-dirty.csv');
const mappingFile = register.polishMapping;
/** The real national register, where somebody has put it beside the project; the tests do without it elsewhere. */
const realRegister = path.resolve(root, '../shared/data/register-pl-2024-06-06.csv');

const test = ownTestApp();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nearcare-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => register.clearRegister(test.app.store));

const importFile = (file: string) => register.importFile(test.app.store, file);

const everything = () => register.everything(test.app.store);
const centreNamed = async (name: string) => (await register.centreNamed(test.app.store, name)).centre;

async function edited(from: string, to: string): Promise<string> {
  const file = path.join(folder, 'edited.csv');
  const text = await readFile(dirty, 'latin1');
  const [was, is] = [Buffer.from(from).toString('latin1'), Buffer.from(to).toString('latin1')];
  expect(text).toContain(was);
  await writeFile(file, text.replace(was, is), 'latin1');
  return file;
}

describe('a register with dirt in it', () => {
  it('is taken row by row, each rejected one with its line and the reason', async () => {
    const { summary, rejected } = await importFile(dirty);
    expect(summary).toMatchObject({ rows: 15, added: 5, changed: 0, unchanged: 0, rejected: 10 });
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [6, 'name_missing'],
      [7, 'places_zero'],
      [8, 'places_missing'],
      [9, 'coordinates_missing'],
      [10, 'coordinates_outside_region'],
      [11, 'key_duplicate'],
      [12, 'word_unknown'],
      [15, 'row_malformed'],
      [16, 'word_unknown'],
      [17, 'encoding_broken'],
    ]);
    expect(rejected[5]?.detail).toContain('line 2');
    expect(rejected[8]?.detail).toContain('MOŻE');
  });

  it('gives centres whole facts, and says which prices are assumed', async () => {
    await importFile(dirty);
    const centre = await centreNamed('Żłobek Testowy');
    expect(centre).toMatchObject({
      regionCode: 'pl',
      timeZone: 'Europe/Warsaw',
      district: { code: 'MAŁOPOLSKIE/Powiat Kraków', name: 'Kraków' },
      operatorType: 'private',
      filing: { status: 'filed', receiptNumber: '1/T' },
      point: { coordinates: [19.9378091, 50.0551769] },
      groups: [{ places: 25, enrolled: 20, minMonths: 5, maxMonths: 36 }],
      isDemo: false,
    });
    expect(centre.priceList.map(({ kind, unit, amountFen }) => [kind, unit, amountFen])).toEqual([
      ['care', 'day', 12_000],
      ['care', 'month', 100_000],
      ['meal', 'day', 1_499],
    ]);
    expect(centre.priceList[0]?.label).toContain('默认');
    expect(centre.openingHours).toHaveLength(5);
    expect((await centreNamed('Żłobek Miejski')).operatorType).toBe('public');
    expect((await centreNamed('Żłobek Miejski')).openingHours.map(({ weekday }) => weekday)).toEqual([1, 6]);
    expect((await centreNamed('Zawieszony')).filing).toMatchObject({ status: 'suspended' });
    expect((await centreNamed('W dwóch wierszach')).name).not.toContain('\n');
  });

  it('promises no place where enrolment is missing, and opens no day where the hours are', async () => {
    const { summary } = await importFile(dirty);
    const club = await centreNamed('Klub "Bajka"');
    expect(club).toMatchObject({ openingHours: [], told: null, groups: [{ enrolled: null, minMonths: 12 }] });
    expect(summary.notes).toMatchObject({ 'opening hours not readable: no day can be booked': 1 });
  });

  it('changes nothing the second time: not one document differs', async () => {
    await importFile(dirty);
    const before = await everything();
    const { summary } = await importFile(dirty);
    expect(summary).toMatchObject({ added: 0, changed: 0, unchanged: 5, rejected: 10 });
    expect(await everything()).toEqual(before);
  });

  it('changes the one centre whose row changed, and raises its epoch only for status or groups', async () => {
    await importFile(dirty);
    const before = await centreNamed('Żłobek Testowy');
    const phone = await importFile(await edited('120000001', '120000009'));
    expect(phone.summary).toMatchObject({ added: 0, changed: 1, unchanged: 4 });
    const rung = await centreNamed('Żłobek Testowy');
    expect(rung).toMatchObject({
      _id: before._id,
      phone: '120000009',
      rev: before.rev + 1,
      epoch: before.epoch,
    });
    await importFile(dirty);
    await importFile(await edited(';25;20;', ';24;20;'));
    const smaller = await centreNamed('Żłobek Testowy');
    expect(smaller).toMatchObject({ rev: before.rev + 3, epoch: before.epoch + 1 });
    expect(smaller.groups[0]).toMatchObject({ id: before.groups[0]?.id, places: 24 });
  });

  it('keeps what a centre told later than the register, and its closed days', async () => {
    await importFile(dirty);
    const { _id } = await centreNamed('Żłobek Testowy');
    const { centres } = centreModels(test.app.store);
    const told = { places: 3, at: new Date('2026-11-24T00:00:00Z') };
    const closedDays = [{ on: '2026-12-01', reason: '消毒' }];
    await centres.updateOne({ _id }, { $set: { told, closedDays } });
    await importFile(await edited('120000001', '120000009'));
    expect(await centreNamed('Żłobek Testowy')).toMatchObject({ phone: '120000009', told, closedDays });
  });

  it('keeps what a desk tells while the import is between reading and writing', async () => {
    await importFile(dirty);
    const { _id } = await centreNamed('Żłobek Testowy');
    const models = register.registerModels(test.app.store);
    const told = { places: 3, at: new Date('2026-11-24T00:00:00Z') };
    const closedDays = [{ on: '2026-12-01', reason: '消毒' }];
    let writes = 0;
    const collection = new Proxy(models.centres.collection, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || name !== 'bulkWrite') return member;
        return async (...args: unknown[]) => {
          writes += 1;
          if (writes === 1) await models.centres.updateOne({ _id }, { $set: { told, closedDays } });
          return member.apply(target, args) as unknown;
        };
      },
    });
    const centres = new Proxy(models.centres, {
      get: (target, name) => (name === 'collection' ? collection : (Reflect.get(target, name) as unknown)),
    });
    const file = await edited('120000001', '120000009');
    await register.importFile(test.app.store, file, { asOf: '2026-11-21', models: { ...models, centres } });
    expect(writes).toBeGreaterThan(0);
    expect(await centreNamed('Żłobek Testowy')).toMatchObject({ phone: '120000009', told, closedDays });
  });

  it('finishes what a run that broke off left: details without a centre', async () => {
    await importFile(dirty);
    const complete = await register.everythingButInstants(test.app.store);
    await centreModels(test.app.store).centres.deleteMany({});
    const { summary } = await importFile(dirty);
    expect(summary.added).toBe(5);
    expect(await register.everythingButInstants(test.app.store)).toEqual(complete);
  });

  it('can be imported twice at once', async () => {
    const [one, two] = await Promise.all([importFile(dirty), importFile(dirty)]);
    expect(one.summary.rows + two.summary.rows).toBe(30);
    expect((await everything()).centres).toHaveLength(5);
    expect((await importFile(dirty)).summary).toMatchObject({ unchanged: 5 });
  });
});

describe('a parent in Poland', () => {
  it('books a day at an imported centre: its zone, its holidays, its prices', async () => {
    await importFile(dirty);
    const { parent, child } = await parentWithChild(test.app);
    const asked = {
      lat: 50.06,
      lng: 19.94,
      mode: 'fullDay',
      ageMonths: 19,
      date: '2026-11-26',
      hasVacancy: true,
    };
    const { body } = await parent.call('listNearbyCentres', { query: asked });
    const centre = body.items.find(({ name }) => name === 'Żłobek Testowy');
    expect(centre).toMatchObject({ vacancy: { places: 5, basis: 'roster' }, price: { currency: 'PLN' } });
    const id = centre?.id ?? '';
    expect((await parent.quote(id, child.id, '2026-12-24')).problem).toMatchObject({
      code: 'date_is_holiday',
      facts: { holiday: '平安夜' },
    });
    const booked = await parent.book(id, child.id, '2026-11-26');
    expect(booked.status, JSON.stringify(booked.problem)).toBe(201);
    expect(booked.body).toMatchObject({
      status: 'confirmed',
      from: '06:30',
      to: '17:00',
      quote: { currency: 'PLN' },
      // 18:00 of the day before in Warsaw.
      cancellation: { freeUntilAt: '2026-11-25T17:00:00.000Z' },
    });
    const { body: after } = await parent.call('listNearbyCentres', { query: asked });
    expect(after.items.find((one) => one.id === id)?.vacancy.places).toBe(4);
  });
});

describe('a file that is not the register', () => {
  it('is refused before anything is written: a column is missing, a file is empty or absent', async () => {
    const file = path.join(folder, 'other.csv');
    await writeFile(file, 'id;nazwa\n1;Żłobek\n');
    await expect(importFile(file)).rejects.toThrow(/missing: .*institutionType/s);
    await writeFile(file, '');
    await expect(importFile(file)).rejects.toThrow(/is empty/);
    await expect(importFile(path.join(folder, 'nowhere.csv'))).rejects.toThrow(ImportError);
    expect(await everything()).toEqual({ centres: [], details: [], snapshots: [] });
  });

  it('is refused with the line when a quote never closes', async () => {
    const file = path.join(folder, 'open-quote.csv');
    const text = await readFile(dirty, 'utf8');
    const [header, first] = text.split('\n');
    await writeFile(file, `${header}\n${first}\n1;"Żłobek bez końca;${'x'.repeat(100_000)}`);
    await expect(importFile(file)).rejects.toThrow(/after line 2/);
  });

  it('is refused when the mapping itself is wrong, every fault named', async () => {
    const mapping = JSON.parse(await readFile(mappingFile, 'utf8'));
    const broken = { ...mapping, region: 'xx', groups: [] };
    expect(() => checkMapping(broken, 'm.json')).toThrow(/region[\s\S]*groups|groups[\s\S]*region/);
    expect(() => checkMapping({ ...mapping, extra: 1 }, 'm.json')).toThrow(ImportError);
    const pattern = { ...mapping, operatorType: [{ column: 'name', pattern: '(', value: 'private' }] };
    expect(() => checkMapping(pattern, 'm.json')).toThrow(ImportError);
  });
});

describe('the command', () => {
  const importArgs = ['import-register', dirty, '--mapping', mappingFile];

  it('imports into a folder, reports, and writes the rejected rows to a file', async () => {
    const rejects = path.join(folder, 'rejects.csv');
    const env = { DATA_DIR: path.join(folder, 'data'), MONGODB_URI: '' };
    const first = await runOps(env, [...importArgs, '--rejects', rejects]);
    expect(first.stdout).toContain(
      'rows 15: added 5, changed 0, suspended 0, removed 0, rejected 10, unchanged 0',
    );
    expect(first.stdout).toContain('line 7: places_zero');
    expect((await readFile(rejects, 'utf8')).trim().split('\n')).toHaveLength(11);
    const second = await runOps(env, importArgs);
    expect(second.stdout).toContain(
      'rows 15: added 0, changed 0, suspended 0, removed 0, rejected 10, unchanged 5',
    );
  });

  it('says what to do when the product runs on that folder', async () => {
    const running = await buildTestApp({ MONGODB_URI: '' });
    try {
      const refused = await runOps({ DATA_DIR: running.config.dataDir, MONGODB_URI: '' }, importArgs);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(/Stop it and run this again/);
      const nothing = { centres: [], details: [], snapshots: [] };
      expect(await register.everything(running.app.store)).toEqual(nothing);
    } finally {
      await running.close();
    }
  });

  it('explains itself when called wrongly', async () => {
    for (const args of [
      [],
      ['import-register'],
      ['import-register', dirty],
      ['other'],
      [...importArgs, '--x'],
    ]) {
      const { code, stderr } = await runOps({ DATA_DIR: folder }, args);
      expect(code).toBe(2);
      expect(stderr).toContain('usage:');
    }
  });
});

describe.runIf(existsSync(realRegister))('the Polish register of June 2024', () => {
  it('is taken but for nine rows, and gives a parent in Kraków a real institution to book', {
    timeout: 120_000,
  }, async () => {
    const { summary } = await importFile(realRegister);
    expect(summary).toMatchObject({ rows: 5711, added: 5702, rejected: 9 });
    expect(summary.rejectedBy).toEqual({ places_zero: 4, key_duplicate: 5 });
    const again = await importFile(realRegister);
    expect(again.summary).toMatchObject({ added: 0, changed: 0, unchanged: 5702 });

    const { parent, child } = await parentWithChild(test.app);
    const asked = {
      lat: 50.06,
      lng: 19.94,
      mode: 'fullDay',
      ageMonths: 19,
      date: '2026-11-26',
      hasVacancy: true,
    };
    const { body } = await parent.call('listNearbyCentres', { query: asked });
    expect(body.items.length).toBeGreaterThan(3);
    expect(body.items[0]).toMatchObject({
      isDemo: false,
      districtName: 'Kraków',
      vacancy: { state: 'free', basis: 'roster' },
      price: { unit: 'day', currency: 'PLN' },
    });
    const booked = await parent.book(body.items[0]?.id ?? '', child.id, asked.date);
    expect(booked.body, JSON.stringify(booked.problem)).toMatchObject({ status: 'confirmed' });
    const names = body.items.map(({ name }) => name);
    expect(names).not.toContain('Żłobek Samorządowy Nr 1');
    const unaccented = await parent.call('listNearbyCentres', {
      query: { lat: 50.06, lng: 19.94, q: 'zlobek samorzadowy nr 1' },
    });
    expect(unaccented.body.items[0]?.name).toBe('Żłobek Samorządowy Nr 1');
  });
});

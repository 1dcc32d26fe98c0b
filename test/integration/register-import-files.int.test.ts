import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { distanceMetres } from '@nearcare/bff/lib/coordinates';
import { ImportError } from '@nearcare/bff/ops/import-register/import-error';
import type { Mapping } from '@nearcare/bff/ops/import-register/mapping';
import { readMapping } from '@nearcare/bff/ops/import-register/read-mapping';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import * as register from '../support/register.js';

const test = ownTestApp();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nearcare-import-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => register.clearRegister(test.app.store));

const gbk = register.fixture('register-cn-gbk.csv');
const importChinese = (file: string, mapping: string | Mapping = register.chineseMapping) =>
  register.importFile(test.app.store, file, { mapping });
const centreNamed = (name: string) => register.centreNamed(test.app.store, name);
const nothing = { centres: [], details: [], snapshots: [] };

async function written(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

describe('a Chinese register in GBK with commas', () => {
  it('is read without being told the encoding or the delimiter, broken bytes rejected with their row', async () => {
    const { summary, rejected } = await importChinese(gbk);
    expect(summary).toMatchObject({ rows: 9, added: 5, rejected: 4 });
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [5, 'places_missing'],
      [6, 'word_unknown'],
      [7, 'coordinates_outside_region'],
      [10, 'encoding_broken'],
    ]);
    expect(summary.notes).toEqual({
      '是否普惠 neither yes nor no: not known': 1,
      '日托价格 not believable: no price line': 1,
      '备案日期 not a day: not known': 1,
    });
  });

  it('gives centres its facts through every transform of the mapping', async () => {
    await importChinese(gbk);
    const { centre, details } = await centreNamed('小树苗托育园');
    expect(centre).toMatchObject({
      district: { code: '340104', name: '蜀山区' },
      township: '三里庵街道',
      operatorType: 'private',
      isInclusive: true,
      filing: { status: 'filed', receiptNumber: '测托备001', filedOn: '2023-05-08', suspendedFrom: null },
      openingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '17:30' })),
      groups: [{ places: 60, enrolled: 42 }],
      told: { places: 18, at: new Date('2026-01-14T16:00:00Z') },
    });
    expect(centre.priceList.map(({ id, amountFen }) => [id, amountFen])).toEqual([
      ['day', 11_000],
      ['month', 220_000],
    ]);
    // BD-09 in the file: the pair that gcoord publishes.
    const [lng, lat] = centre.point.coordinates;
    expect(distanceMetres({ lat, lng }, { lat: 39.914266, lng: 116.403988 })).toBeLessThan(2);
    expect(details).toMatchObject({
      source: { asOf: '2026-01-15' },
      registration: { number: '52990181TEST000001', operatorName: '测试树苗公司', scopeNamesCare: true },
      safety: [{ kind: 'accessible', holds: true, asOf: '2026-01-15' }],
    });
    expect((await centreNamed('托育园03号')).centre.filing).toMatchObject({
      ...{ status: 'suspended', suspendedFrom: '2025-12-01', reason: '园舍装修' },
    });
    expect((await centreNamed('托育园07号')).centre).toMatchObject({
      ...{ township: '井岗镇', address: '测试市蜀山区井岗镇"汇"路 3 号,B 座', told: null },
    });
  });

  it('is read as the mapping says, and refused before anything is written where it says the wrong encoding', async () => {
    const mapping = await readMapping(register.chineseMapping);
    expect((await importChinese(gbk, { ...mapping, encoding: 'gbk' })).summary.added).toBe(5);
    await expect(importChinese(gbk, { ...mapping, encoding: 'utf8' })).rejects.toThrow(
      /column names that are no characters in utf8/,
    );
  });
});

describe('a register in JSON', () => {
  const json = register.fixture('register-cn.json');

  it('is read entry by entry, broken ones rejected with their number', async () => {
    const { summary, rejected } = await importChinese(json);
    expect(summary).toMatchObject({ rows: 10, added: 3, rejected: 7 });
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'row_malformed'],
      [4, 'row_malformed'],
      [5, 'row_malformed'],
      [6, 'coordinates_missing'],
      [7, 'name_missing'],
      [9, 'places_missing'],
      [10, 'key_duplicate'],
    ]);
    expect((await centreNamed('托育园02号')).centre).toMatchObject({
      ...{
        groups: [{ places: 30, enrolled: 10 }],
        priceList: [{ amountFen: 9_950 }, { amountFen: 220_000 }],
      },
    });
  });

  it('is read from lines too, where a line that is no JSON costs only itself', async () => {
    const entries = JSON.parse((await readFile(json, 'utf8')).replace('\uFEFF', '')) as unknown[];
    const lines = entries.map((entry) => JSON.stringify(entry));
    lines.splice(1, 0, '{"机构名称": "断', '');
    const { summary, rejected } = await importChinese(await written('register.jsonl', lines.join('\r\n')));
    expect(summary).toMatchObject({ rows: 11, added: 3, rejected: 8 });
    expect(rejected[0]).toEqual({ line: 2, reason: 'row_malformed', detail: 'no JSON' });
    expect(rejected[1]).toMatchObject({ line: 5, reason: 'row_malformed' });
  });

  it('is refused by name where no entry has a column, and where the file breaks off', async () => {
    await expect(importChinese(await written('other.json', '[{"name": "园"}]'))).rejects.toThrow(
      /missing: 备案回执编号.*new to the mapping: name/s,
    );
    expect(await register.everything(test.app.store)).toEqual(nothing);
    const text = await readFile(json, 'utf8');
    const cut = await written('cut.json', text.slice(0, text.length - 200));
    await expect(importChinese(cut)).rejects.toThrow(/stops being JSON after entry \d/);
  });
});

describe('a snapshot whose columns are not those of the last', () => {
  const reordered = register.fixture('register-reordered.csv');

  it('is understood with a byte order mark, columns in another order and new ones, which are named', async () => {
    const { summary, rejected } = await register.importFile(test.app.store, reordered);
    expect(summary).toMatchObject({ added: 5, newColumns: ['nowa kolumna', 'rokZałożenia'] });
    expect(rejected.filter(({ reason }) => reason === 'row_malformed').map(({ line }) => line)).toEqual([
      5, 17,
    ]);
    const fromOther = await register.everythingButInstants(test.app.store);
    await register.clearRegister(test.app.store);
    await register.importFile(test.app.store, register.fixture('register-dirty.csv'));
    const fromFirst = await register.everythingButInstants(test.app.store);
    expect(fromOther.centres).toEqual(fromFirst.centres);
    expect(fromOther.details).toEqual(fromFirst.details);
  });

  it('is refused before the first write where one is missing or stands twice, naming it', async () => {
    const text = await readFile(reordered, 'utf8');
    const renamed = await written('renamed.csv', text.replace(';capacity;', ';liczbaMiejsc;'));
    await expect(register.importFile(test.app.store, renamed)).rejects.toThrow(
      /nothing was written\n {2}missing: capacity\n {2}new to the mapping: .*liczbaMiejsc/,
    );
    const twice = await written('twice.csv', text.replace('rokZałożenia', 'capacity'));
    await expect(register.importFile(test.app.store, twice)).rejects.toThrow(/of one name.*: capacity/);
    expect(await register.everything(test.app.store)).toEqual(nothing);
  });

  it('is understood without a column that the mapping calls optional', async () => {
    const text = await readFile(reordered, 'utf8');
    const without = await written('without.csv', text.replace(';discounts;', ';inne;'));
    const mapping = await readMapping(register.polishMapping);
    await expect(register.importFile(test.app.store, without)).rejects.toThrow(ImportError);
    const { summary } = await register.importFile(test.app.store, without, {
      mapping: { ...mapping, optionalColumns: ['discounts'] },
    });
    expect(summary.added).toBe(5);
    expect((await centreNamed('Żłobek Testowy')).details.discountText).toBeNull();
  });
});

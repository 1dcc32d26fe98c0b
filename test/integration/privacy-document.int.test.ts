import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { operations } from '@nearcare/shared/operations/operations';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';

const test = ownTestApp();
const root = path.resolve(import.meta.dirname, '../..');
const text = readFileSync(path.join(root, 'docs/privacy.md'), 'utf8');

/** The cells of the first table below a heading, its own head left out. */
function rowsUnder(heading: string): string[][] {
  const lines = text.slice(text.indexOf(`\n## ${heading}`)).split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
  return lines.slice(first + 2, first + length).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
const codeIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

const articles = rowsUnder('Each article');
const kept = rowsUnder('What is kept');

/** What the law asks of a product for parents of small children, by the law and its articles. */
const asked: Readonly<Record<string, readonly number[]>> = {
  PIPL: [6, 14, 15, 16, 17, 19, 28, 29, 30, 31, 44, 45, 46, 47, 50, 51, 52, 55, 56, 57, 66, 69],
  未网条例: [34, 35, 36, 37],
  未保法: [72],
  儿童规定: [8, 9, 10, 13, 15, 20, 21],
};

/** Articles that a first cell names: `PIPL 14, 28; 未网条例 34` is three of two laws. */
function namedIn(cell: string): string[] {
  return cell.split(/[;；]/).flatMap((part) => {
    const [law = '', ...numbers] = part.trim().split(/[\s,]+/);
    return numbers.filter((one) => /^\d+$/.test(one)).map((number) => `${law} ${number}`);
  });
}

describe('docs/privacy.md', () => {
  it('has a line for each article, and each line says where it is kept or that it is the operator’s', () => {
    const named = articles.flatMap(([first = '']) => namedIn(first));
    const wanted = Object.entries(asked).flatMap(([law, numbers]) => numbers.map((one) => `${law} ${one}`));
    expect(wanted.filter((article) => !named.includes(article))).toEqual([]);
    const laws = articles.map(([first]) => first).join('\n');
    for (const whole of ['网数条例', '认定方法']) expect(laws).toContain(whole);
    for (const [article, ...cells] of articles) {
      expect([article, cells.length, cells.filter((cell) => cell === '')]).toEqual([article, 4, []]);
      expect(cells.slice(1).join(''), article).not.toBe('–––');
    }
  });

  it('names operations that there are', () => {
    const named = articles.flatMap(([, , , operation]) => codeIn(operation));
    const known = Object.keys(operations);
    const kinds = ['privacyPolicy', 'childrenRules', 'userAgreement'];
    const unknown = named.filter(
      (name) =>
        !known.includes(name) &&
        // A kind of document, a setting, or the operations that begin alike.
        !kinds.includes(name) &&
        !/^[A-Z_]+$/.test(name) &&
        !(name.endsWith('…') && known.some((id) => id.startsWith(name.slice(0, -1)))),
    );
    expect(unknown).toEqual([]);
    expect(named.length).toBeGreaterThan(15);
  });

  it('names tests that there are', () => {
    const endings = ['.test.ts', '.int.test.ts', '.fault.test.ts', '.e2e.ts', '.prop.test.ts'];
    const named = articles.flatMap(([, , , , tests = '']) =>
      tests
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '–'),
    );
    const missing = named.filter(
      (name) => !endings.some((ending) => existsSync(path.join(root, 'test', name + ending))),
    );
    expect(missing).toEqual([]);
    expect(named.length).toBeGreaterThan(15);
  });

  it('says of every collection that holds something about people why, how and until when', () => {
    // Of centres, registers and this installation itself: nothing in them comes from or points to a person.
    const ofNobody = [
      'centreDetails',
      'centres',
      'districts',
      'guidanceBases',
      'guidanceCentres',
      'jobs',
      'lessons',
      'liveCounts',
      'liveRooms',
      'motherBabyRooms',
      'registerSnapshots',
      'vaultClaims',
    ];
    const collections = Object.values(test.app.store.models).map(({ collection }) => collection.name);
    const named = kept.flatMap(([, , where]) => codeIn(where));
    expect(collections.filter((name) => !ofNobody.includes(name) && !named.includes(name)).sort()).toEqual(
      [],
    );
    const folders = ['FILES_DIR', 'KEYS_DIR'];
    expect(named.filter((name) => !folders.includes(name) && !collections.includes(name))).toEqual([]);
    expect(collections.length).toBeGreaterThan(25);
  });

  it('brings the templates an operator needs, with all that the law wants in them', () => {
    const [, assessment = '', breach = ''] = text.split('## Template: ');
    for (const point of ['lawful', 'legitimate', 'necessary', 'risk', 'Protection', 'three years'])
      expect(assessment).toContain(point);
    for (const point of ['原因', '可能的影响', '已经做的', '你可以做的', '联系', 'authority'])
      expect(breach).toContain(point);
  });
});

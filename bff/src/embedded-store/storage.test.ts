import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Collection } from './collection.js';
import { Index } from './collection-index.js';
import { type Doc, encode } from './documents.js';
import { Storage } from './storage.js';

let folder: string;
let storage: Storage;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nearcare-storage-'));
  storage = new Storage(folder);
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

const namespace = 'county.centres';
const made = () => storage.findOrCreate(namespace);
const indexOn = (field: string) =>
  new Index({ name: `${field}_1`, id: storage.nextId(), key: { [field]: 1 }, unique: true });
const insertIn = (collection: Collection, doc: Doc) => collection.insert(doc, encode(doc));
const insert = (doc: Doc) => storage.commit(() => insertIn(made(), doc));

describe('the catalog', () => {
  it('is read anew once a transaction that changed it was given up', () => {
    const collection = storage.commit(made);
    insert({ _id: 1, place: 'a' });
    insert({ _id: 2, place: 'a' });
    expect(() => storage.commit(() => collection.addIndex(indexOn('place')))).toThrow(/duplicate key/);
    expect(storage.find(namespace)).not.toBe(collection);
    expect(storage.find(namespace)?.indexes).toEqual([]);
  });

  it('is left as it is by one that only refused something', () => {
    const collection = storage.commit(made);
    insert({ _id: 1 });
    expect(() => insert({ _id: 1 })).toThrow(/duplicate key/);
    expect(storage.find(namespace)).toBe(collection);
  });
});

describe('an index', () => {
  it('knows after a restart that it has arrays, also where the first of them was refused', async () => {
    storage.commit(() => made().addIndex(indexOn('tags')));
    // As writes of one batch: what one of them may not do leaves the others alone.
    storage.commit(() => {
      expect(() => insertIn(made(), { _id: 1, tags: ['长'.repeat(2000), 'b'] })).toThrow(/key/);
      insertIn(made(), { _id: 2, tags: ['a', 'b'] });
    });
    await storage.close();
    storage = new Storage(folder);
    expect(storage.find(namespace)?.indexes.map(({ isMultikey }) => isMultikey)).toEqual([true]);
  });
});

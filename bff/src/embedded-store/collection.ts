import { ObjectId } from 'bson';
import type { Transaction } from 'lmdb';
import { type Doc, decode } from './documents.js';
import { StoreError } from './errors.js';
import { Index, type IndexSpec } from './index-definition.js';
import { checkedKey, wholeRange } from './keys.js';
import { KeyWriter } from './order.js';
import type { Storage } from './storage.js';

/** Documents and index entries of one namespace. Every write checks all it may refuse before it changes anything. */
export class Collection {
  readonly namespace: string;
  readonly id: number;
  readonly database: string;
  readonly name: string;
  indexes: Index[];

  constructor(
    private readonly storage: Storage,
    description: Doc,
  ) {
    this.namespace = String(description.namespace);
    this.id = Number(description.id);
    const dot = this.namespace.indexOf('.');
    this.database = this.namespace.slice(0, dot);
    this.name = this.namespace.slice(dot + 1);
    this.indexes = (description.indexes as Doc[]).map((index) => new Index(index as unknown as IndexSpec));
  }

  describe(): Doc {
    return { namespace: this.namespace, id: this.id, indexes: this.indexes.map((index) => index.describe()) };
  }

  keyOf(id: unknown): Buffer {
    return checkedKey(new KeyWriter().u32(this.id).value(id).take(), '_id');
  }

  get(key: Buffer, transaction?: Transaction): Buffer | undefined {
    return this.storage.documents.get(key, transaction && { transaction });
  }

  /** @throws StoreError 11000 when `_id` or a unique key is taken */
  insert(doc: Doc, raw: Uint8Array): void {
    const key = this.keyOf(doc._id);
    if (this.storage.documents.doesExist(key)) throw this.duplicate('_id_', { _id: 1 }, { _id: doc._id });
    const added = this.indexes.flatMap((index) => this.checkedEntries(index, doc, key));
    for (const entry of added) this.storage.index.putSync(entry.key, entry.value);
    this.storage.documents.putSync(key, Buffer.from(raw));
  }

  /** @param touched top-level fields that may have changed, or undefined for any */
  replace(key: Buffer, before: Doc, after: Doc, raw: Buffer, touched?: ReadonlySet<string>): void {
    const removed: Buffer[] = [];
    const added: { key: Buffer; value: Buffer }[] = [];
    for (const index of this.indexes) {
      if (touched && !index.dependsOn(touched)) continue;
      const old = index.entries(before, key);
      const oldKeys = new Map(old.map((entry) => [entry.key.toString('latin1'), entry]));
      for (const entry of this.checkedEntries(index, after, key)) {
        const name = entry.key.toString('latin1');
        const same = oldKeys.get(name);
        oldKeys.delete(name);
        if (!same?.value.equals(entry.value)) added.push(entry);
      }
      for (const entry of oldKeys.values()) removed.push(entry.key);
    }
    for (const entryKey of removed) this.storage.index.removeSync(entryKey);
    for (const entry of added) this.storage.index.putSync(entry.key, entry.value);
    this.storage.documents.putSync(key, raw);
  }

  remove(key: Buffer, doc: Doc): void {
    for (const index of this.indexes) {
      for (const entry of index.entries(doc, key)) this.storage.index.removeSync(entry.key);
    }
    this.storage.documents.removeSync(key);
  }

  /** Builds the index over what is there. @throws StoreError 11000 and leaves the transaction to be undone */
  addIndex(index: Index): void {
    this.indexes = [...this.indexes, index];
    for (const { key, value } of this.storage.documents.getRange(this.rangeOptions())) {
      for (const entry of this.checkedEntries(index, decode(value), key))
        this.storage.index.putSync(entry.key, entry.value);
    }
    this.storage.save(this);
  }

  dropIndex(index: Index): void {
    this.storage.clear(this.storage.index, index.id);
    this.indexes = this.indexes.filter((other) => other !== index);
    this.storage.save(this);
  }

  count(transaction?: Transaction): number {
    return this.storage.documents.getKeysCount({
      ...this.rangeOptions(),
      ...(transaction && { transaction }),
    } as never);
  }

  private rangeOptions() {
    const { from, to } = wholeRange(this.id);
    return { start: from, end: to };
  }

  private checkedEntries(index: Index, doc: Doc, docKey: Buffer) {
    const known = index.arrayFields.size;
    const entries = index.entries(doc, docKey);
    // which fields hold arrays decides how the planner may use the index: kept with it, in the same transaction
    if (index.arrayFields.size !== known) this.storage.save(this);
    if (index.unique) {
      for (const entry of entries) {
        const holder = this.storage.index.get(entry.key);
        if (holder && !holder.equals(entry.value))
          throw this.duplicate(index.name, index.pattern, entry.keyValue());
      }
    }
    return entries;
  }

  private duplicate(name: string, keyPattern: Doc, keyValue: Doc): StoreError {
    const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`);
    return new StoreError(
      11000,
      `E11000 duplicate key error collection: ${this.namespace} index: ${name} dup key: { ${shown.join(', ')} }`,
      { keyPattern, keyValue },
    );
  }
}

function show(value: unknown): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  return JSON.stringify(value);
}

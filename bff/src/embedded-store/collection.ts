import type { Transaction } from 'lmdb';
import { checkedKey, Index, type IndexSpec, wholeRange } from './collection-index.js';
import { type Doc, decode } from './documents.js';
import { StoreError } from './errors.js';
import { KeyWriter } from './order.js';
import type { Storage } from './storage.js';

const writer = new KeyWriter();
const ONLY_ID: ReadonlySet<string> = new Set(['_id']);

/** Documents and index entries of one namespace. Every write checks all it may refuse before it changes anything. */
export class Collection {
  readonly namespace: string;
  readonly id: number;
  readonly database: string;
  readonly name: string;
  readonly primary: Index;
  /** All but the one on `_id`. */
  indexes: Index[];
  /** By the numbers of the indexes, which no two ever share: made once. */
  private readonly fieldsByIndexes = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly storage: Storage,
    description: Doc,
  ) {
    this.namespace = String(description.namespace);
    this.id = Number(description.id);
    const dot = this.namespace.indexOf('.');
    this.database = this.namespace.slice(0, dot);
    this.name = this.namespace.slice(dot + 1);
    this.primary = new Index({ name: '_id_', id: this.id, key: { _id: 1 }, unique: true });
    this.indexes = (description.indexes as Doc[]).map((index) => new Index(index as unknown as IndexSpec));
  }

  describe(): Doc {
    return { namespace: this.namespace, id: this.id, indexes: this.indexes.map((index) => index.describe()) };
  }

  keyOf(id: unknown): Buffer {
    return checkedKey(writer.restart().u32(this.id).value(id).take(), '_id');
  }

  get(key: Buffer, transaction?: Transaction): Buffer {
    const raw = this.storage.documents.get(key, transaction && { transaction });
    if (!raw) throw new Error(`${this.namespace}: an index names a document that is not there`);
    return raw;
  }

  /** `_id` and the fields of the indexes that an update of these fields can reach; for an insert, of all. */
  indexedFields(touched?: ReadonlySet<string>): ReadonlySet<string> {
    const reached = touched ? this.indexes.filter((index) => index.dependsOn(touched)) : this.indexes;
    if (reached.length === 0) return ONLY_ID;
    const key = reached.map(({ id }) => id).join();
    const known = this.fieldsByIndexes.get(key);
    if (known) return known;
    const names = new Set(['_id', ...reached.flatMap((index) => index.topFields)]);
    this.fieldsByIndexes.set(key, names);
    return names;
  }

  /**
   * @param doc at least the indexed fields of `raw`
   * @throws StoreError 11000 when `_id` or a unique key is taken
   */
  insert(doc: Doc, raw: Buffer): void {
    const key = this.keyOf(doc._id);
    if (this.storage.documents.doesExist(key)) throw this.duplicate(this.primary, [doc._id]);
    const added = this.indexes.flatMap((index) => this.checkedEntries(index, doc, key));
    for (const entryKey of added) this.storage.index.putSync(entryKey, key);
    this.storage.documents.putSync(key, raw);
  }

  /**
   * @param before at least the `indexedFields` of what stands there; so is `after`
   * @param touched top-level fields that may have changed, or undefined for any
   */
  replace(key: Buffer, before: Doc, after: Doc, raw: Buffer, touched?: ReadonlySet<string>): void {
    const removed: Buffer[] = [];
    const added: Buffer[] = [];
    for (const index of this.indexes) {
      if (touched && !index.dependsOn(touched)) continue;
      const old = index.entries(before, key).map((entry) => entry.key);
      const fresh = this.checkedEntries(index, after, key);
      removed.push(...old.filter((entryKey) => !fresh.some((other) => other.equals(entryKey))));
      added.push(...fresh.filter((entryKey) => !old.some((other) => other.equals(entryKey))));
    }
    for (const entryKey of removed) this.storage.index.removeSync(entryKey);
    for (const entryKey of added) this.storage.index.putSync(entryKey, key);
    this.storage.documents.putSync(key, raw);
  }

  remove(key: Buffer): void {
    const doc = decode(this.get(key));
    for (const index of this.indexes)
      for (const entry of index.entries(doc, key)) this.storage.index.removeSync(entry.key);
    this.storage.documents.removeSync(key);
  }

  /** Builds the index over what is there. @throws StoreError 11000 and leaves the transaction to be undone */
  addIndex(index: Index): void {
    this.indexes = [...this.indexes, index];
    for (const { key, value } of this.storage.entries(this.primary, wholeRange(this.id)))
      for (const entryKey of this.checkedEntries(index, decode(value), key))
        this.storage.index.putSync(entryKey, key);
    this.storage.save(this);
  }

  dropIndex(index: Index): void {
    this.storage.clear(index);
    this.indexes = this.indexes.filter((other) => other !== index);
    this.storage.save(this);
  }

  count(transaction?: Transaction): number {
    const { from, to } = wholeRange(this.id);
    const bounds = { start: from, end: to, ...(transaction && { transaction }) };
    return this.storage.documents.getKeysCount(bounds as never);
  }

  private checkedEntries(index: Index, doc: Doc, docKey: Buffer): Buffer[] {
    const { isMultikey } = index;
    const entries = index.entries(doc, docKey);
    // decides how the planner may use the index: kept with it, in the same transaction
    if (index.isMultikey !== isMultikey) this.storage.save(this);
    for (const { key, tuple } of index.isUnique ? entries : []) {
      const holder = this.storage.index.get(key);
      if (holder && !holder.equals(docKey)) throw this.duplicate(index, tuple);
    }
    return entries.map((entry) => entry.key);
  }

  private duplicate({ name, pattern, fields }: Index, tuple: unknown[]): StoreError {
    const valueOf = (value: unknown) => (typeof value === 'symbol' ? null : (value ?? null));
    const keyValue = Object.fromEntries(fields.map(({ path }, i) => [path, valueOf(tuple[i])]));
    const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${JSON.stringify(value)}`);
    return new StoreError(
      11000,
      `E11000 duplicate key error collection: ${this.namespace} index: ${name} dup key: { ${shown.join(', ')} }`,
      { keyPattern: pattern, keyValue },
    );
  }
}

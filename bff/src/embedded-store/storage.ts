import { type Database, open, type RootDatabase, type Transaction } from 'lmdb';
import { Collection } from './collection.js';
import { decode, encode } from './documents.js';
import { StoreError } from './errors.js';
import { type Range, wholeRange } from './keys.js';

/**
 * Three LMDB trees: `catalog` (namespace to description), `documents` (collection number + `_id` to BSON as received),
 * `index` (index number + key to the key of the document). All writes of a batch are one LMDB transaction.
 */
export class Storage {
  readonly documents: Database<Buffer, Buffer>;
  readonly index: Database<Buffer, Buffer>;
  private readonly root: RootDatabase;
  private readonly catalog: Database<Buffer, Buffer>;
  private readonly collections = new Map<string, Collection>();
  private lastId = 0;

  constructor(dataDir: string) {
    const binary = { keyEncoding: 'binary', encoding: 'binary' } as const;
    this.root = open({
      path: dataDir,
      noSubdir: false,
      maxDbs: 4,
      maxReaders: 1024,
      // the classic LMDB commit: pages, fdatasync, then the meta page written through; visible only once durable
      overlappingSync: false,
      // address space, not memory or disk
      mapSize: 1 << 30,
      ...binary,
    });
    this.documents = this.root.openDB({ name: 'documents', ...binary });
    this.index = this.root.openDB({ name: 'index', ...binary });
    this.catalog = this.root.openDB({ name: 'catalog', ...binary });
    this.reload();
  }

  /** Reads the catalog again: at start, and after a transaction that was given up. */
  reload(): void {
    this.collections.clear();
    for (const { value } of this.catalog.getRange()) {
      const collection = new Collection(this, decode(value));
      this.collections.set(collection.namespace, collection);
      this.lastId = Math.max(this.lastId, collection.id, ...collection.indexes.map((index) => index.id));
    }
  }

  /** Runs `work` in one transaction and returns once it is on disk. Whatever it throws undoes all of it. */
  commit<T>(work: () => T): T {
    try {
      return this.root.transactionSync(work) as T;
    } catch (error) {
      this.reload();
      throw error instanceof StoreError ? error : storageError(error as Error & { code?: number });
    }
  }

  /** A snapshot: every read that names it sees one state. `done()` must be called on it. */
  snapshot(): Transaction {
    return this.root.useReadTransaction();
  }

  find(namespace: string): Collection | undefined {
    return this.collections.get(namespace);
  }

  findOrCreate(namespace: string): Collection {
    return this.collections.get(namespace) ?? this.create(namespace);
  }

  create(namespace: string): Collection {
    const collection = new Collection(this, { namespace, id: this.nextId(), indexes: [] });
    this.collections.set(namespace, collection);
    this.save(collection);
    return collection;
  }

  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  save(collection: Collection): void {
    this.catalog.putSync(Buffer.from(collection.namespace), encode(collection.describe()));
  }

  drop(collection: Collection): void {
    for (const index of collection.indexes) this.clear(this.index, index.id);
    this.clear(this.documents, collection.id);
    this.catalog.removeSync(Buffer.from(collection.namespace));
    this.collections.delete(collection.namespace);
  }

  clear(tree: Database<Buffer, Buffer>, id: number): void {
    const { from, to } = wholeRange(id);
    const keys = [...tree.getKeys({ start: from, end: to })];
    for (const key of keys) tree.removeSync(key);
  }

  /** Collections of a database in the order of their names, or of all databases. */
  list(database?: string): Collection[] {
    const all = [...this.collections.values()].sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
    return database === undefined ? all : all.filter((collection) => collection.database === database);
  }

  /** Key and document key of each index entry (or of each document) in a range, in order. */
  *entries(tree: Database<Buffer, Buffer>, range: Range, reverse: boolean, transaction?: Transaction) {
    const bounds = reverse
      ? { start: range.to, end: range.from, reverse: true, inclusiveEnd: true }
      : { start: range.from, end: range.to };
    yield* tree.getRange({ ...bounds, ...(transaction && { transaction }) } as never);
  }

  close(): Promise<void> {
    return this.root.close();
  }
}

function storageError(error: Error & { code?: number }): Error {
  // LMDB's batched write names ENOSPC only in its text, and a write cut short comes back as EIO
  if (/No space left|File too large|Input\/output error|MDB_MAP_FULL/.test(error.message)) {
    return new StoreError(14031, `the disk did not take the write: ${error.message.split(':')[0]}`);
  }
  return error;
}

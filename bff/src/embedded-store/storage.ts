import { type Database, open, type RootDatabase, type Transaction } from 'lmdb';
import { Collection } from './collection.js';
import { type Index, type Range, wholeRange } from './collection-index.js';
import { decode, encode } from './documents.js';
import { StoreError } from './errors.js';

const FORMAT_KEY = Buffer.from('format');
/** Rises with every change of what the bytes of keys and entries mean. */
const FORMAT = Buffer.of(2);

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
  /** Whether the transaction under way has changed what the catalog says. */
  private isCatalogChanged = false;

  /** @throws Error when the folder was written in another format */
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
    const format = (this.root.get(FORMAT_KEY) as Buffer | undefined) ?? Buffer.of(1);
    if (this.catalog.getKeysCount() === 0) this.root.putSync(FORMAT_KEY, FORMAT);
    else if (!format.equals(FORMAT)) {
      void this.root.close();
      throw new Error(`it was written in format ${format[0]}, this store reads ${FORMAT[0]}`);
    }
    this.reload();
  }

  /** Reads the catalog again: at start, and after a transaction was given up that had changed it. */
  private reload(): void {
    this.collections.clear();
    for (const { value } of this.catalog.getRange()) {
      const collection = new Collection(this, decode(value));
      this.collections.set(collection.namespace, collection);
      this.lastId = Math.max(this.lastId, collection.id, ...collection.indexes.map((index) => index.id));
    }
  }

  /** Runs `work` in one transaction and returns once it is on disk. Whatever it throws undoes all of it. */
  commit<T>(work: () => T): T {
    this.isCatalogChanged = false;
    try {
      return this.root.transactionSync(work) as T;
    } catch (error) {
      // Whoever starts asks for each collection that is there already: reading all of them each time takes far longer.
      if (this.isCatalogChanged) this.reload();
      throw error instanceof StoreError ? error : storageError(error as Error);
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
    const known = this.collections.get(namespace);
    if (known) return known;
    const collection = new Collection(this, { namespace, id: this.nextId(), indexes: [] });
    this.collections.set(namespace, collection);
    this.save(collection);
    return collection;
  }

  /** For a new collection or index: whoever takes one is about to change the catalog. */
  nextId(): number {
    this.isCatalogChanged = true;
    this.lastId += 1;
    return this.lastId;
  }

  save(collection: Collection): void {
    this.isCatalogChanged = true;
    this.catalog.putSync(Buffer.from(collection.namespace), encode(collection.describe()));
  }

  drop(collection: Collection): void {
    this.isCatalogChanged = true;
    for (const index of [collection.primary, ...collection.indexes]) this.clear(index);
    this.catalog.removeSync(Buffer.from(collection.namespace));
    this.collections.delete(collection.namespace);
  }

  clear(index: Index): void {
    const keys = Array.from(this.entries(index, wholeRange(index.id)), ({ key }) => key);
    for (const key of keys) this.treeOf(index).removeSync(key);
  }

  list(): Collection[] {
    return [...this.collections.values()].sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
  }

  /** In order: key and document key of the entries of an index, or key and document where it is the one on `_id`. */
  entries(
    index: Index,
    { from, to }: Range,
    reverse = false,
    transaction?: Transaction,
  ): Iterable<{ key: Buffer; value: Buffer }> {
    const bounds = reverse
      ? { start: to, end: from, reverse: true, inclusiveEnd: true }
      : { start: from, end: to };
    return this.treeOf(index).getRange({ ...bounds, ...(transaction && { transaction }) } as never);
  }

  private treeOf(index: Index): Database<Buffer, Buffer> {
    return index.isPrimary ? this.documents : this.index;
  }

  close(): Promise<void> {
    return this.root.close();
  }
}

function storageError(error: Error): Error {
  // LMDB's batched write names ENOSPC only in its text, and a write cut short comes back as EIO
  if (/No space left|File too large|Input\/output error|MDB_MAP_FULL/.test(error.message))
    return new StoreError(14031, `the disk did not take the write: ${error.message.split(':')[0]}`);
  return error;
}

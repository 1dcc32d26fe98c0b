import type { Transaction } from 'lmdb';
import { StoreError } from './errors.js';
import { cursorBody } from './wire.js';

const MAX_OPEN = 500;
const IDLE_MS = 10 * 60_000;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const FIRST_BATCH = 101;

interface Cursor {
  id: bigint;
  namespace: string;
  documents: Iterator<Uint8Array> | undefined;
  /** A document already taken from the iterator that did not fit. */
  held: Uint8Array | undefined;
  transaction: Transaction;
  usedAt: number;
}

/** Open cursors. Each reads the snapshot of its first command to its end, and holds it until it is done or forgotten. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) * 1000n;

  /**
   * Runs a reading command and answers its first batch; keeps the rest for `getMore`. The snapshot is the cursor's from
   * here on: it is given back whatever happens.
   */
  start(
    namespace: string,
    transaction: Transaction,
    read: () => Iterable<Uint8Array>,
    batchSize: number | undefined,
    singleBatch = false,
  ): Buffer {
    this.lastId += 1n;
    const cursor: Cursor = {
      id: this.lastId,
      namespace,
      documents: undefined,
      held: undefined,
      transaction,
      usedAt: Date.now(),
    };
    let kept = false;
    try {
      this.forgetIdle();
      cursor.documents = read()[Symbol.iterator]();
      const { batch, done } = take(cursor, batchSize ?? FIRST_BATCH);
      kept = !done && !singleBatch;
      if (kept && this.open.size >= MAX_OPEN) {
        kept = false;
        throw new StoreError(2, `more than ${MAX_OPEN} cursors are open`);
      }
      if (kept) this.open.set(cursor.id, cursor);
      return cursorBody('firstBatch', batch, kept ? cursor.id : 0n, namespace);
    } finally {
      if (!kept) finish(cursor);
    }
  }

  more(id: bigint, namespace: string, batchSize: number | undefined): Buffer {
    const cursor = this.open.get(id);
    if (!cursor) throw new StoreError(43, `cursor id ${id} not found`);
    if (cursor.namespace !== namespace)
      throw new StoreError(13, `cursor id ${id} does not belong to ${namespace}`);
    cursor.usedAt = Date.now();
    let done = true;
    try {
      const taken = take(cursor, batchSize ?? Number.POSITIVE_INFINITY);
      done = taken.done;
      return cursorBody('nextBatch', taken.batch, done ? 0n : id, namespace);
    } finally {
      if (done) this.kill(id, namespace);
    }
  }

  kill(id: bigint, namespace: string): boolean {
    const cursor = this.open.get(id);
    if (cursor?.namespace !== namespace) return false;
    this.open.delete(id);
    finish(cursor);
    return true;
  }

  closeAll(): void {
    for (const cursor of this.open.values()) finish(cursor);
    this.open.clear();
  }

  get size(): number {
    return this.open.size;
  }

  private forgetIdle(): void {
    const oldest = Date.now() - IDLE_MS;
    for (const cursor of this.open.values())
      if (cursor.usedAt < oldest) this.kill(cursor.id, cursor.namespace);
  }
}

function take(cursor: Cursor, count: number): { batch: Uint8Array[]; done: boolean } {
  const batch: Uint8Array[] = [];
  let bytes = 0;
  if (count === 0) return { batch, done: false };
  for (;;) {
    const document = cursor.held ?? (cursor.documents?.next().value as Uint8Array | undefined);
    cursor.held = undefined;
    if (!document) return { batch, done: true };
    // one is looked at beyond the batch, so that a cursor without a rest is closed at once
    if (batch.length >= count || (bytes + document.length > MAX_BATCH_BYTES && batch.length > 0)) {
      cursor.held = document;
      return { batch, done: false };
    }
    batch.push(document);
    bytes += document.length + 16;
  }
}

function finish(cursor: Cursor): void {
  try {
    cursor.documents?.return?.();
  } finally {
    cursor.transaction.done();
  }
}

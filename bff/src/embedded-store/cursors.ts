import type { Transaction } from 'lmdb';
import { StoreError } from './errors.js';
import { cursorBody } from './wire.js';

const MAX_OPEN = 500;
const IDLE_MS = 10 * 60_000;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const FIRST_BATCH = 101;

interface Cursor {
  namespace: string;
  documents?: Iterator<Uint8Array, undefined>;
  /** A document already taken from the iterator that did not fit. */
  held?: Uint8Array | undefined;
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
    batchSize = FIRST_BATCH,
    singleBatch = false,
  ): Buffer {
    this.lastId += 1n;
    const id = this.lastId;
    const cursor: Cursor = { namespace, transaction, usedAt: Date.now() };
    try {
      this.forgetIdle();
      cursor.documents = read()[Symbol.iterator]();
      const { batch, isDone } = take(cursor, batchSize);
      const isKept = !isDone && !singleBatch;
      if (isKept && this.open.size >= MAX_OPEN)
        throw new StoreError(2, `more than ${MAX_OPEN} cursors are open`);
      if (isKept) this.open.set(id, cursor);
      return cursorBody('firstBatch', batch, isKept ? id : 0n, namespace);
    } finally {
      if (!this.open.has(id)) finish(cursor);
    }
  }

  more(id: bigint, namespace: string, batchSize = Number.POSITIVE_INFINITY): Buffer {
    const cursor = this.open.get(id);
    if (cursor?.namespace !== namespace)
      throw new StoreError(43, `cursor id ${id} not found in ${namespace}`);
    cursor.usedAt = Date.now();
    let isOver = true;
    try {
      const { batch, isDone } = take(cursor, batchSize);
      isOver = isDone;
      return cursorBody('nextBatch', batch, isDone ? 0n : id, namespace);
    } finally {
      if (isOver) this.kill(id, namespace);
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
    for (const [id, { usedAt, namespace }] of this.open) if (usedAt < oldest) this.kill(id, namespace);
  }
}

function take(cursor: Cursor, count: number): { batch: Uint8Array[]; isDone: boolean } {
  const batch: Uint8Array[] = [];
  for (let bytes = 0; ; ) {
    if (count === 0) return { batch, isDone: false };
    const document = cursor.held ?? cursor.documents?.next().value;
    cursor.held = undefined;
    if (!document) return { batch, isDone: true };
    bytes += document.length + 16;
    // one is looked at beyond the batch, so that a cursor without a rest is closed at once
    if (batch.length >= count || (bytes > MAX_BATCH_BYTES && batch.length > 0)) {
      cursor.held = document;
      return { batch, isDone: false };
    }
    batch.push(document);
  }
}

function finish(cursor: Cursor): void {
  try {
    cursor.documents?.return?.();
  } finally {
    cursor.transaction.done();
  }
}

import type { Span } from '../../../keys/sealed-frames.js';

/** A stored piece of sealed bytes, and when it was put there by the storage's own clock. */
export type Stored = { readonly name: string; readonly putAt: Date };

/**
 * Where sealed bytes lie: a folder or a bucket, one for all processes of an installation. It knows names and bytes and
 * nothing of families. Everything throws StorageError while the storage is not there.
 */
export interface FileStorage {
  /** Whole and durable once it answers, or not there at all. A name is given once: nothing is ever overwritten. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Fewer bytes where the piece ends before `to`; null when there is none of this name. */
  get(name: string, span: Span): Promise<Uint8Array | null>;
  /** Safe to repeat. */
  delete(name: string): Promise<void>;
  /** @throws while pieces could not be read or put: the storage is not there, or closed to this process */
  check(): Promise<void>;
  /** Every piece whose name starts so, in no order. Those put or deleted meanwhile may be in it or not. */
  list(prefix: string): AsyncIterable<Stored>;
}

/** The message is for the operator's log: it names no file. */
export class StorageError extends Error {
  constructor(reason: string) {
    super(`file storage: ${reason}`);
    this.name = 'StorageError';
  }
}

/** Parts of ids and marks of our own, joined by slashes: no dots, so no way out of a folder. */
const namePattern = /^[a-z]{1,3}_[0-9a-z]{1,60}(\/[a-z0-9_-]{1,80}){2}$/;

/** @throws StorageError for a name that we did not make */
export function checkName(name: string): string {
  if (!namePattern.test(name)) throw new StorageError('a name that is none of ours');
  return name;
}

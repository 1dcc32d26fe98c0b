import { StoreError } from './errors.js';
import { KeyWriter } from './order.js';

/** LMDB throws for keys above 1,978 bytes. */
const MAX_KEY_BYTES = 1978;

export interface Range {
  /** First key, included. */
  from: Buffer;
  /** Above the last key, and not among the keys it bounds. */
  to: Buffer;
}

export function wholeRange(id: number): Range {
  return { from: new KeyWriter().u32(id).take(), to: new KeyWriter().u32(id + 1).take() };
}

/** @throws StoreError 17280 when the key would not fit into an LMDB page */
export function checkedKey(key: Buffer, what: string): Buffer {
  if (key.length > MAX_KEY_BYTES) {
    throw new StoreError(17280, `${what} needs a key of ${key.length} bytes, more than ${MAX_KEY_BYTES}`);
  }
  return key;
}

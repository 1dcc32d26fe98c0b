import { decode } from './documents.js';
import { wholeRange } from './keys.js';
import { encodeValue, RANK } from './order.js';
import type { Storage } from './storage.js';

/** At most so many in one transaction, so that a sweep does not keep writers waiting. */
const BATCH = 500;

/** Removes what the TTL indexes say is over at `now`. Values that are no dates never expire. */
export function sweepExpired(storage: Storage, now: Date): void {
  for (const collection of storage.list()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds === undefined) continue;
      const prefix = wholeRange(index.id).from;
      const latest = encodeValue(new Date(now.getTime() - index.expireAfterSeconds * 1000));
      const dates = {
        from: Buffer.concat([prefix, Buffer.of(RANK.date)]),
        to: Buffer.concat([prefix, latest, Buffer.of(0xff)]),
      };
      let removed: number;
      do {
        const keys = new Map<string, Buffer>();
        for (const { value } of storage.entries(storage.index, dates, false)) {
          keys.set(value.toString('latin1'), value);
          if (keys.size === BATCH) break;
        }
        removed = keys.size;
        if (removed === 0) break;
        storage.commit(() => {
          for (const key of keys.values()) {
            const raw = collection.get(key);
            if (raw) collection.remove(key, decode(raw));
          }
        });
      } while (removed === BATCH);
    }
  }
}

import { prefixOf } from './collection-index.js';
import { encodeValue, RANK } from './order.js';
import type { Storage } from './storage.js';

/** At most so many in one transaction, so that a sweep does not keep writers waiting. */
const BATCH = 500;

/** Removes what the TTL indexes say is over at `now`. Values that are no dates never expire. */
export function sweepExpired(storage: Storage, now: Date): void {
  for (const collection of storage.list()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds === undefined) continue;
      const latest = encodeValue(new Date(now.getTime() - index.expireAfterSeconds * 1000));
      const from = Buffer.concat([prefixOf(index.id), Buffer.of(RANK.date)]);
      const to = Buffer.concat([prefixOf(index.id), latest, Buffer.of(0xff)]);
      for (let removed = BATCH; removed === BATCH; ) {
        const keys = new Map<string, Buffer>();
        for (const { value } of storage.entries(index, { from, to })) {
          keys.set(value.toString('latin1'), value);
          if (keys.size === BATCH) break;
        }
        if (keys.size > 0) storage.commit(() => keys.forEach((key) => collection.remove(key)));
        removed = keys.size;
      }
    }
  }
}

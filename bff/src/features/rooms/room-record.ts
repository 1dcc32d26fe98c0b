import { derivedId, fingerprint } from '../../lib/ids.js';
import type { RoomRecord } from './rooms.model.js';

/** The record of a room that its source calls `key`: the same key gives the same id, the same facts the same hash. */
export function toRoomRecord(key: string, facts: Omit<RoomRecord, '_id' | 'contentHash'>): RoomRecord {
  return { _id: derivedId('r', facts.source.name, key), contentHash: fingerprint(facts), ...facts };
}

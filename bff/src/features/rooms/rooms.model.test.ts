import type { Connection } from 'mongoose';
import { expect, it } from 'vitest';
import { type RoomRecord, roomsModel } from './rooms.model.js';

const room = { _id: 'rm_1', contentHash: 'h' } as RoomRecord;
const duplicate = Object.assign(new Error('E11000'), { code: 11_000 });

/** A store without rooms whose bulk writes end with these faults, one after the other, and then well. */
function storeFailing(...faults: Error[]): Connection {
  const bulkWrite = async () => {
    const fault = faults.shift();
    if (fault) throw fault;
  };
  const model = { find: () => ({ lean: async () => [] }), bulkWrite };
  return { model: () => model } as unknown as Connection;
}

it('a room that a twin put first at the same moment is put again', async () => {
  expect(await roomsModel(storeFailing(duplicate)).put([room])).toEqual({ added: 1, changed: 0 });
});

it('any other fault of putting rooms comes out', async () => {
  await expect(roomsModel(storeFailing(new Error('no disk'))).put([room])).rejects.toThrow('no disk');
});

import { isDuplicateKey } from '@nearcare/bff/lib/duplicate-key';
import { newId } from '@nearcare/bff/lib/ids';
import { insertTogether, readTogether } from '@nearcare/bff/lib/together';
import type { mongo } from 'mongoose';
import { describe, expect, it, vi } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';

type Word = { _id: string; text: string; slot?: string };

const test = ownTestApp();
function ownWords() {
  const rows = test.app.store.collection(newId('words')) as unknown as mongo.Collection<Word>;
  const read = readTogether(
    (ids: readonly string[]) => rows.find({ _id: { $in: [...ids] } }).toArray(),
    (id) => id,
  );
  return {
    rows,
    read,
    insert: insertTogether((docs: Word[]) => rows.insertMany(docs as never, { ordered: false })),
  };
}
const faultOf = (given: PromiseSettledResult<unknown>) => (given.status === 'rejected' ? given.reason : null);

describe('documents that are read in the same turn', () => {
  it('come by one command, each to who asked for it, and null where there is none', async () => {
    const { rows, read } = ownWords();
    await rows.insertMany(['a', 'b'].map((_id) => ({ _id, text: `of ${_id}` })));
    const find = vi.spyOn(rows, 'find');
    const given = await Promise.all(['b', 'gone', 'a', 'b'].map(read));
    expect(given.map((one) => one?.text ?? null)).toEqual(['of b', null, 'of a', 'of b']);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('are read anew by who asks later: nothing is remembered', async () => {
    const { rows, read } = ownWords();
    expect(await read('a')).toBeNull();
    await rows.insertOne({ _id: 'a', text: 'first' });
    expect((await read('a'))?.text).toBe('first');
    await rows.updateOne({ _id: 'a' }, { $set: { text: 'second' } });
    expect((await read('a'))?.text).toBe('second');
  });

  it('fail for all who asked when the store fails, and not for who asks after', async () => {
    const { rows, read } = ownWords();
    vi.spyOn(rows, 'find').mockImplementationOnce(() => {
      throw new Error('the store is gone');
    });
    const given = await Promise.allSettled([read('a'), read('b')]);
    expect(given.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await read('a')).toBeNull();
  });
});

describe('documents that are inserted in the same turn', () => {
  it('go by one command, and each hears of its own: who comes second under an id is told so', async () => {
    const { rows, insert } = ownWords();
    await rows.insertOne({ _id: 'old', text: 'before' });
    const insertMany = vi.spyOn(rows, 'insertMany');
    const words = ['new', 'old', 'twice', 'twice', 'last'].map((_id, n) => ({ _id, text: `${n}` }));
    const given = await Promise.allSettled(words.map(insert));
    expect(given.map(faultOf).map((fault) => (fault ? isDuplicateKey(fault) : null))).toEqual([
      ...[null, true, null, true, null],
    ]);
    expect(insertMany).toHaveBeenCalledTimes(1);
    const stored = await rows.find().sort({ _id: 1 }).toArray();
    expect(stored.map(({ _id, text }) => `${_id} ${text}`)).toEqual([
      ...['last 4', 'new 0', 'old before', 'twice 2'],
    ]);
  });

  it('are told by any unique key, not by the id alone', async () => {
    const { rows, insert } = ownWords();
    await rows.createIndex({ slot: 1 }, { unique: true });
    const given = await Promise.allSettled(
      ['a', 'b', 'c'].map((_id) => insert({ _id, text: '', slot: _id === 'c' ? 'other' : 'same' })),
    );
    expect(given.map(faultOf).map((fault) => (fault ? isDuplicateKey(fault) : null))).toEqual([
      ...[null, true, null],
    ]);
  });

  it('all fail when nobody knows which of them are there', async () => {
    const { rows, insert } = ownWords();
    vi.spyOn(rows, 'insertMany').mockRejectedValueOnce(new Error('connection closed'));
    const given = await Promise.allSettled(['a', 'b'].map((_id) => insert({ _id, text: '' })));
    expect(given.map(faultOf).map((fault) => fault?.message)).toEqual([
      ...['connection closed', 'connection closed'],
    ]);
  });
});

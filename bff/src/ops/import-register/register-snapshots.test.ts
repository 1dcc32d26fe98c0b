import { describe, expect, it } from 'vitest';
import { ImportError } from './import-error.js';
import { beginSnapshot, type RegisterSnapshots } from './register-snapshots.model.js';

const file = { asOf: '2026-11-22', fileHash: 'h' };
const duplicate = Object.assign(new Error('E11000'), { code: 11_000 });

/** A store whose upserts answer one after the other: true for done. */
function storeAnswering(...answers: (true | Error)[]) {
  const updateOne = () => {
    const answer = answers.shift();
    return answer === true
      ? Promise.resolve({})
      : Promise.reject(answer ?? new Error('asked once too often'));
  };
  return { updateOne } as unknown as RegisterSnapshots;
}

describe('the first snapshot of a register', () => {
  it('is begun although a twin began it between looking and inserting', async () => {
    await expect(beginSnapshot(storeAnswering(duplicate, true), 'r', file)).resolves.toBeUndefined();
  });

  it('is refused when a newer one stands', async () => {
    await expect(beginSnapshot(storeAnswering(duplicate, duplicate), 'r', file)).rejects.toThrow(ImportError);
  });

  it('fails with what the store says of anything else', async () => {
    await expect(beginSnapshot(storeAnswering(new Error('no disk')), 'r', file)).rejects.toThrow('no disk');
  });
});

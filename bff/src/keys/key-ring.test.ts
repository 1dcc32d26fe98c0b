import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type KeyRing, KeyRingError, readKeyRing, ringIdOf, unwrapKey, wrapKey } from './key-ring.js';
import { SealedTextError } from './sealed-text.js';

const fresh = () => randomBytes(32).toString('base64');

function ringOf(text: string): KeyRing {
  const { ring, faults } = readKeyRing(text);
  if (!ring) throw new Error(faults.join());
  return ring;
}

describe('the key ring', () => {
  it('takes keys in both spellings of base64, the first one active', () => {
    const url = randomBytes(32).toString('base64url');
    const ring = ringOf(` 2026b:${fresh()} , 2026a:${url}`);
    expect(ring.map(({ id }) => id)).toEqual(['2026b', '2026a']);
    expect(ring[1]?.key.export().toString('base64url')).toBe(url);
  });

  it('names every fault by its place and quotes no key', () => {
    const [one, two, short] = [fresh(), fresh(), randomBytes(31).toString('base64')];
    const entries = [`a:${one}`, two, `b:${short}`, 'c:不是', `a:${two}`, `d:${one}`, `e:${two}:x`, ''];
    const { ring, faults } = readKeyRing(entries.join(','));
    expect(ring).toBeNull();
    expect(faults).toEqual([
      'KEY_RING: entry 2 is not id:key with an id of 1 to 16 letters and digits',
      'KEY_RING: entry 3 has a key of 31 bytes; it needs 32',
      'KEY_RING: entry 4 has a key that is not base64',
      'KEY_RING: entry 5 repeats the id “a”',
      'KEY_RING: entry 6 repeats the key of another entry under the id “d”',
      'KEY_RING: entry 7 is not id:key with an id of 1 to 16 letters and digits',
      'KEY_RING: entry 8 is not id:key with an id of 1 to 16 letters and digits',
    ]);
    for (const key of [one, two, short]) expect(faults.join()).not.toContain(key.slice(0, 8));
  });

  it('shows no key when it is printed', () => {
    const text = fresh();
    const ring = ringOf(`a:${text}`);
    for (const shown of [inspect(ring, { depth: 9, showHidden: true }), JSON.stringify(ring)]) {
      expect(shown).not.toContain(text.slice(0, 8));
      expect(shown).not.toContain(Buffer.from(text, 'base64').toString('hex').slice(0, 8));
    }
  });
});

describe('a wrapped data key', () => {
  const [old, now] = [fresh(), fresh()];
  const dataKey = randomBytes(32);

  it('is wrapped by the active key and opened by whichever wrapped it', () => {
    const wrapped = wrapKey(ringOf(`old:${old}`), 'fam_a', dataKey);
    expect(ringIdOf(wrapped)).toBe('old');
    const ring = ringOf(`now:${now},old:${old}`);
    expect(unwrapKey(ring, 'fam_a', wrapped)).toEqual(dataKey);
    expect(ringIdOf(wrapKey(ring, 'fam_a', dataKey))).toBe('now');
  });

  it('says which ring key is missing', () => {
    const wrapped = wrapKey(ringOf(`old:${old}`), 'fam_a', dataKey);
    expect(() => unwrapKey(ringOf(`now:${now}`), 'fam_a', wrapped)).toThrow(new KeyRingError('old'));
  });

  it.each([
    ['another family', 'fam_b', `old:${old}`],
    ['another key under the same id', 'fam_a', `old:${now}`],
  ])('does not open for %s', (_, familyId, ring) => {
    const wrapped = wrapKey(ringOf(`old:${old}`), 'fam_a', dataKey);
    expect(() => unwrapKey(ringOf(ring), familyId, wrapped)).toThrow(SealedTextError);
  });

  it('does not open under the id of another ring key', () => {
    const wrapped = wrapKey(ringOf(`old:${old}`), 'fam_a', dataKey);
    const renamed = wrapped.replace(/^old/, 'now');
    // Even where both ids stand for one key, as after a slip in the environment of one process.
    expect(() => unwrapKey(ringOf(`now:${old}`), 'fam_a', renamed)).toThrow(SealedTextError);
  });

  it('names no garbage as a ring key', () => {
    expect(() => unwrapKey(ringOf(`a:${now}`), 'fam_a', '小满 at 13900000000.v1.x.y')).toThrow(
      new KeyRingError('unknown'),
    );
  });
});

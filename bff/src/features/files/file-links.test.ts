import { describe, expect, it } from 'vitest';
import { fileLinks } from './file-links.js';

const at = (instant: string) => ({ now: () => new Date(instant) });
const secret = 'test-session-secret-0123456789abcdef';
const copy = { fileId: 'fl_1', form: 'copy' } as const;
const links = fileLinks(secret, at('2026-11-24T01:12:00.900Z'));

function partsOf(url: string) {
  const query = new URLSearchParams(url.split('?')[1]);
  return { expires: Number(query.get('expires')), signature: query.get('signature') ?? '' };
}

describe('the address of a file', () => {
  const { url, expiresAt } = links.make('fl_1');
  const { expires, signature } = partsOf(url);

  it('names the file and holds good for five minutes, at every process with the same secret', () => {
    expect(url).toMatch(/^\/api\/v1\/files\/fl_1\/content\?expires=\d{10}&form=copy&signature=[\w-]{43}$/);
    expect(expiresAt).toBe('2026-11-24T01:17:00.000Z');
    const isGoodAt = (instant: string) => fileLinks(secret, at(instant)).isGood(copy, expires, signature);
    expect(['2026-11-24T01:12:01Z', '2026-11-24T01:16:59Z', '2026-11-24T01:17:00Z'].map(isGoodAt)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is good for nothing else', () => {
    expect(links.isGood({ ...copy, form: 'original' }, expires, signature)).toBe(false);
    expect(links.isGood({ ...copy, fileId: 'fl_2' }, expires, signature)).toBe(false);
    expect(links.isGood(copy, expires + 1, signature)).toBe(false);
    expect(links.isGood(copy, expires, `${signature}A`)).toBe(false);
    expect(links.isGood(copy, expires, '')).toBe(false);
    for (let index = 0; index < signature.length - 1; index += 1) {
      const other = signature[index] === 'A' ? 'B' : 'A';
      const changed = signature.slice(0, index) + other + signature.slice(index + 1);
      expect(links.isGood(copy, expires, changed)).toBe(false);
    }
  });

  it('can’t be made without the secret', () => {
    const forged = fileLinks(`${secret}!`, at('2026-11-24T01:12:00Z')).make('fl_1');
    const parts = partsOf(forged.url);
    expect(links.isGood(copy, parts.expires, parts.signature)).toBe(false);
  });
});

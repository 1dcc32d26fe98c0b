import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openBytes, openText, SealedTextError, sealBytes, sealText } from './sealed-text.js';

const key = createSecretKey(randomBytes(32));
const context = ['fam_a', 'children/ch_1'];

describe('a sealed text', () => {
  it.each(['', '小满', 'a'.repeat(31), 'b'.repeat(32), '👶🏽 line\nline', '\u0000', '\u0080'])(
    'opens to what was sealed: %j',
    (text) => {
      expect(openText(key, context, sealText(key, context, text))).toBe(text);
    },
  );

  it('looks different each time and shows nothing of the text', () => {
    const texts = Array.from({ length: 50 }, () => sealText(key, context, '小满'));
    expect(new Set(texts).size).toBe(50);
    for (const text of texts) {
      expect(text).toMatch(/^v1\.[\w-]{16}\.[\w-]+$/);
      expect(Buffer.from(text.split('.')[2] ?? '', 'base64url').includes('小满')).toBe(false);
    }
  });

  it('is as long for a boy as for a girl, for a short name as for a longer one', () => {
    const lengths = ['{"sex":"boy","nickname":"一"}', '{"sex":"girl","nickname":"小"}', ''].map(
      (text) => sealText(key, context, text).length,
    );
    expect(new Set(lengths).size).toBe(1);
  });

  it('opens no more when any one bit of it is changed', () => {
    const sealed = sealText(key, context, '2025-04-08');
    const [, nonce = '', body = ''] = sealed.split('.');
    const parts = [Buffer.from(nonce, 'base64url'), Buffer.from(body, 'base64url')];
    let tried = 0;
    for (const part of parts)
      for (let bit = 0; bit < part.length * 8; bit += 1) {
        const at = bit >> 3;
        part[at] = (part[at] ?? 0) ^ (1 << (bit & 7));
        const changed = `v1.${parts.map((one) => one.toString('base64url')).join('.')}`;
        expect(() => openText(key, context, changed)).toThrow(SealedTextError);
        part[at] = (part[at] ?? 0) ^ (1 << (bit & 7));
        tried += 1;
      }
    expect(tried).toBe((12 + 32 + 16) * 8);
    expect(openText(key, context, `v1.${parts.map((one) => one.toString('base64url')).join('.')}`)).toBe(
      '2025-04-08',
    );
  });

  it('opens no more when any one character of it is another, is missing or stands twice', () => {
    const sealed = sealText(key, context, '2025-04-08');
    for (let at = 0; at < sealed.length; at += 1) {
      const [before, one, after] = [sealed.slice(0, at), sealed[at] ?? '', sealed.slice(at + 1)];
      for (const other of ['A', 'B', '-', '.', '=', ' ', one + one, ''].filter((text) => text !== one))
        expect(() => openText(key, context, before + other + after)).toThrow(SealedTextError);
    }
  });

  it.each([
    ['another key', createSecretKey(randomBytes(32)), context],
    ['another family', key, ['fam_b', 'children/ch_1']],
    ['another place', key, ['fam_a', 'children/ch_2']],
    ['parts that only run together', key, ['fam_ac', 'hildren/ch_1']],
    ['parts in another order', key, ['children/ch_1', 'fam_a']],
    ['one part less', key, ['fam_a']],
  ])('does not open with %s', (_, otherKey, otherContext) => {
    const sealed = sealText(key, context, '小满');
    expect(() => openText(otherKey, otherContext, sealed)).toThrow(new SealedTextError('not authentic'));
  });

  it.each([
    '',
    'v1',
    'v1..',
    'v2.AAAA.BBBB',
    '小满',
    'v1.AAAAAAAAAAAAAAAA.AAAA',
    `v1.AAAA.${'A'.repeat(40)}`,
  ])('is told from %j, which never was one', (text) => {
    expect(() => openText(key, context, text)).toThrow(new SealedTextError('malformed'));
  });

  it('was sealed as text when it opens as text', () => {
    const sealed = sealBytes(key, context, Buffer.alloc(32));
    expect(openBytes(key, context, sealed)).toEqual(Buffer.alloc(32));
    expect(() => openText(key, context, sealed)).toThrow(SealedTextError);
  });
});

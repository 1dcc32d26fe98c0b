import { describe, expect, it } from 'vitest';
import { codeOf, groupedCode, looksLikeCode } from './tracking-code';

describe('a tracking code', () => {
  it('holds every bit of its bytes: five in each of 16 characters', () => {
    expect(codeOf(new Uint8Array(10))).toBe('0000000000000000');
    expect(codeOf(new Uint8Array(10).fill(255))).toBe('ZZZZZZZZZZZZZZZZ');
    expect(codeOf(Uint8Array.of(0b00001_000, 0b10_00011_0, 0, 0, 0, 0, 0, 0, 0, 1))).toBe('1230000000000001');
  });

  it('is shown in groups of four, and known again however it was typed', () => {
    expect(groupedCode('k7m29qxp00000001')).toBe('K7M2-9QXP-0000-0001');
    expect(groupedCode(' k7m2 9qxp–0000 - 0001')).toBe('K7M2-9QXP-0000-0001');
    expect(looksLikeCode('k7m2 9qxp 0000 0001')).toBe(true);
  });

  it('is not looked for where it is too short, too long or has other signs', () => {
    expect(looksLikeCode('K7M2-9QXP-0000')).toBe(false);
    expect(looksLikeCode('K7M2-9QXP-0000-0001-1')).toBe(false);
    expect(looksLikeCode('K7M2-9QXP-0000-00中1')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { codeStateNow, inFours, peopleWords, untilWords } from './family-words';

describe('words of a family', () => {
  it.each([
    ['K7QP3MXD', 'K7QP 3MXD'],
    ['k7qp-3mxd', 'K7QP 3MXD'],
    ['ABCDEFGHJ', 'ABCD EFGH J'],
    ['', ''],
  ])('writes %s in groups of four', (code, groups) => expect(inFours(code)).toBe(groups));

  it.each([
    [new Date(2026, 10, 24, 18, 5), '今天 18:05'],
    [new Date(2026, 10, 25, 0, 0), '明天 0:00'],
    [new Date(2026, 10, 26, 9, 12), '后天 9:12'],
    [new Date(2026, 11, 1, 9, 12), '12月1日 9:12'],
  ])('says until when: %s', (until, words) => {
    expect(untilWords(until.getTime(), new Date(2026, 10, 24, 9, 12).getTime())).toBe(words);
  });

  it('counts the people', () => {
    expect(peopleWords(1, 0)).toBe('1 位家长');
    expect(peopleWords(2, 3)).toBe('2 位家长，3 位接送');
  });

  it('knows without asking that a code is over, and never that it became valid again', () => {
    const code = {
      id: 'pc_1',
      pickupId: 'pu_1',
      childId: 'k_1',
      on: '2026-11-24',
      state: 'valid' as const,
      expiresAt: '2026-11-24T16:00:00.000Z',
    };
    const end = Date.parse(code.expiresAt);
    expect(codeStateNow(code, end - 1)).toBe('valid');
    expect(codeStateNow(code, end)).toBe('expired');
    expect(codeStateNow({ ...code, state: 'revoked' }, end - 1)).toBe('revoked');
  });
});

import { describe, expect, it } from 'vitest';
import { makeChangeOf, makeQuote } from '../../test-support/factories';
import { differenceWords, keptWords, leavingWords, stayWords } from './change-words';

describe('a change in words', () => {
  it('names the stay, and what is kept when it is refused', () => {
    const stay = makeChangeOf();
    expect(stayWords(stay)).toBe('11月26日 周四 7:30–18:00');
    expect(keptWords(stay)).toBe('原来的时间还在：11月26日 周四 7:30。');
  });

  it('tells the difference of the prices from the parent’s side', () => {
    const { currency } = makeQuote();
    expect([differenceWords(9900, 11900, currency), differenceWords(9900, 3600, currency)]).toEqual([
      '多 20 元',
      '少 63 元',
    ]);
    expect(differenceWords(9900, 9900, currency)).toBe('一样');
  });

  it('says what leaving the old day costs: nothing, or since when the centre may charge', () => {
    expect(leavingWords(makeChangeOf(), 'CNY')).toBe('这次改时间不收费。');
    expect(leavingWords(makeChangeOf({ feeFen: 2000 }), 'CNY')).toBe(
      '原来那天 周三 18:00 前不收费，已经过了。改时间，机构可能收 20 元。',
    );
  });
});

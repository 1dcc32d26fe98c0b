import { describe, expect, it } from 'vitest';
import { partMark, rankOf } from './search-words.rules.js';
import { wordIndex } from './word-index.js';

const textOf = (number: number, filler = 70) =>
  [`托育中心${number}号`, `tuoyuzhongxin${number} tyzx`, `桥西街道${'路'.repeat(filler)}${number}弄`].join(
    partMark,
  );

describe('wordIndex', () => {
  it('finds every text though they take many pieces', () => {
    const words = wordIndex();
    const texts = Array.from({ length: 3_000 }, (_, number) => textOf(number));
    for (const [number, text] of texts.entries()) words.put(number, text);
    words.settle();

    for (const asked of ['中心2718号', 'tyzx', '2999弄', '西湖']) {
      const rank = words.ranker([asked]);
      expect(texts.map((_, number) => rank(number))).toEqual(texts.map((text) => rankOf(text, [asked])));
    }
  });

  it('finds a text as it was put last, also once the room of the earlier ones is given back', () => {
    const words = wordIndex();
    for (let round = 0; round < 5; round += 1)
      for (let number = 0; number < 500; number += 1) words.put(number, textOf(number + 500 * round));
    const found = () => {
      const [last, first] = [words.ranker(['2499弄']), words.ranker(['中心499号'])];
      return [last(499) !== null, first(499) !== null];
    };

    expect(found()).toEqual([true, false]);
    words.settle();
    expect(found()).toEqual([true, false]);
  });

  it('takes a text as long as a piece', () => {
    const words = wordIndex();
    words.put(0, textOf(0));
    words.put(1, '长'.repeat(65_530) + '末尾');
    expect([words.ranker(['末尾'])(0), words.ranker(['末尾'])(1)]).toEqual([null, expect.any(Number)]);
  });
});

import { describe, expect, it } from 'vitest';
import { searchTextOf } from './search-text.js';
import { namesIt, rankOf, ranks, readWords, toSearchText } from './search-words.rules.js';

const chestnut = searchTextOf({
  name: '栗子树托育中心',
  address: '桥西街道河滨路 12 号',
  township: '清水镇',
  district: { name: '桥西区' },
});
const rank = (asked: string) => rankOf(chestnut, readWords(asked));

describe('searching by words', () => {
  it('does not mind case, marks, widths and spaces', () => {
    expect(toSearchText('Żłobek  „KRAKÓW” ５号')).toBe('zlobek „krakow” 5号');
    expect(toSearchText('栗子树托育中心')).toBe('栗子树托育中心');
    expect(readWords(' \u0000 ')).toEqual([]);
    expect(readWords(undefined)).toEqual([]);
  });

  it('puts the beginning of a name before its middle, before pinyin, before the place', () => {
    expect(rank('栗子')).toBe(ranks.nameStart);
    expect(rank('托育')).toBe(ranks.name);
    expect(rank('lizishu')).toBe(ranks.pinyin);
    expect(rank('河滨路 12')).toBe(ranks.place);
    expect(rank('向日葵')).toBeNull();
  });

  it('knows full pinyin, initials, and syllables as a Chinese keyboard divides them', () => {
    for (const asked of ['lizishutuoyuzhongxin', 'LiZiShu', 'lzs', 'lzstyzx', 'li zi shu', "li'zi'shu"])
      expect(rank(asked), asked).toBe(ranks.pinyin);
    for (const asked of ['qingshuizhen', 'qsz', 'qiaoxiqu']) expect(rank(asked), asked).toBe(ranks.pinyin);
    expect(rank('zi li')).toBeNull();
  });

  it('reads characters of several sounds by their word, and ü as it is typed', () => {
    const text = searchTextOf({
      name: '重庆绿地长城园',
      address: '',
      township: null,
      district: { name: '' },
    });
    expect(text.split('\n')[1]).toBe('chongqinglvdichangchengyuan cqldccy');
  });

  it('finds Polish names without their marks, and makes no pinyin of them', () => {
    const text = searchTextOf({
      name: 'Żłobek „Kraków”',
      address: 'ul. Długa 5',
      township: null,
      district: { name: 'Kraków' },
    });
    expect(text).toBe('zlobek „krakow”\n\nul. dluga 5 krakow');
    expect(rankOf(text, readWords('ŻŁOBEK'))).toBe(ranks.nameStart);
    expect(rankOf(text, readWords('dluga'))).toBe(ranks.place);
  });

  it('takes a centre for named only by two or more characters of its name', () => {
    expect(namesIt(ranks.name, ['子树'])).toBe(true);
    expect(namesIt(ranks.name, ['树'])).toBe(false);
    expect(namesIt(ranks.pinyin, ['lizishu'])).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { looksUrgent } from './urgent-signs.rules.js';

describe('a question speaks of an emergency', () => {
  it.each([
    '孩子刚刚抽搐了两分钟',
    '叫不醒，怎么办',
    '宝宝 呼吸 困难，嘴唇发紫',
    '吃花生噎住了，脸发青',
    '吞了一颗纽扣电池',
    '喝了一口洁厕灵',
    '开水烫伤了手',
    '从床上高处摔下来',
    '摔了一跤以后呕吐',
    '烧到40度，高烧不退',
    '39.8 度，体温39.8怎么办',
    '我不想活了',
  ])('“%s”', (text) => expect(looksUrgent(text)).toBe(true));
});

describe('a question speaks of none', () => {
  it.each([
    '十个月了还不会爬，正常吗',
    '晚上总是醒三四次，怎么睡整觉',
    '不爱吃青菜，辅食怎么加',
    '两岁了只会叫爸爸妈妈',
    '和小朋友抢玩具会打人',
    '打完疫苗低烧37.6，要注意什么',
    '红烧肉可以吃吗，青色的菜呢',
  ])('“%s”', (text) => expect(looksUrgent(text)).toBe(false));
});

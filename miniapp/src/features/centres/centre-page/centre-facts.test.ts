import { describe, expect, it } from 'vitest';
import { makeCentre, makeDay } from '../../../test-support/factories';
import { bookingWay } from './booking-way';
import {
  fitOf,
  fitSentence,
  hourLines,
  pricesFor,
  staffWords,
  toldWords,
  vacancyAgeWords,
} from './centre-facts';
import { qualitySentence } from './quality-words';

const today = '2026-11-24';

describe('whether a child may come', () => {
  it('finds the group by the age on that day', () => {
    const fit = fitOf(makeCentre(), '2025-04-08', today);
    expect(fit.kind === 'fits' && fit.group.name).toBe('托小班');
  });

  it('says from which day on a small child can come', () => {
    const fit = fitOf(makeCentre(), '2026-01-08', today);
    expect(fitSentence(fit, '小满', today)).toBe('小满 12 个月才能来，1月8日起可以，还有 45 天。');
  });

  it('sends a child that has outgrown the groups to kindergarten', () => {
    const fit = fitOf(makeCentre(), '2024-01-08', today);
    expect(fitSentence(fit, '小满', today)).toBe('这里收到 24 个月，小满已经大了。可以看幼儿园。');
  });
});

describe('the way to booking', () => {
  const way = (over: Partial<Parameters<typeof bookingWay>[0]> = {}) =>
    bookingWay({ centre: makeCentre(), fit: null, nickname: '小满', days: null, ...over });

  it('is open at a filed centre, also before an age is known', () => {
    expect(way()).toEqual({ kind: 'book' });
  });

  it('is closed at unfiled, suspended and cancelled ones', () => {
    for (const status of ['unfiled', 'suspended', 'cancelled'] as const) {
      const centre = makeCentre();
      expect(way({ centre: { ...centre, filing: { ...centre.filing, status } } }).kind).toBe('none');
    }
  });

  it('is closed with its reason when four weeks hold no open day; a full one can be waited for', () => {
    const days = [makeDay({ state: 'holiday', freePlaces: 0 }), makeDay({ state: 'closed', freePlaces: 0 })];
    expect(way({ days })).toEqual({ kind: 'none', reason: '四周内都不开门。' });
    for (const state of ['free', 'full', 'waitlist'] as const)
      expect(way({ days: [...days, makeDay({ state, freePlaces: 0 })] })).toEqual({ kind: 'book' });
  });

  it('is care by the month where only months are sold, and closed where nothing is', () => {
    const centre = makeCentre();
    const monthly = centre.priceList.map((line) => ({ ...line, unit: 'month' as const }));
    expect(way({ centre: { ...centre, priceList: monthly } })).toEqual({ kind: 'apply' });
    expect(way({ centre: { ...centre, priceList: [] } })).toEqual({
      kind: 'none',
      reason: '这家没有按天的价格，打电话问入托。',
    });
  });
});

describe('hands', () => {
  const ratio = { carers: 3, children: 13, ratioLimit: 5, asOf: '2026-11-03' };

  it('are enough within the limit of the state', () => {
    expect(staffWords(ratio)).toEqual({
      isEnough: true,
      sentence: '3 位老师带 13 个孩子，每位带 4 到 5 个。国家要求 1:5，每位不超过 5 个，',
      verdict: '够了',
    });
  });

  it('are too few above it, said as a fact', () => {
    const words = staffWords({ ...ratio, children: 17 });
    expect(words.isEnough).toBe(false);
    expect(words.sentence + words.verdict).toBe(
      '3 位老师带 17 个孩子。现在每位老师带 6 个，超过国家要求的 5 个',
    );
  });

  it('do not divide by nobody', () => {
    expect(staffWords({ ...ratio, carers: 0 }).isEnough).toBe(false);
  });
});

describe('facts of the page', () => {
  it('keeps prices of other age groups out', () => {
    const [line] = makeCentre().priceList;
    if (!line) throw new Error('the factory has a price');
    const centre = makeCentre({
      priceList: [
        { ...line, id: 'p1', ageGroup: 'juniorToddler' },
        { ...line, id: 'p2', ageGroup: 'seniorToddler' },
        { ...line, id: 'p3', kind: 'meal' },
      ],
    });
    expect(pricesFor(centre, 'juniorToddler').map(({ id }) => id)).toEqual(['p1']);
    expect(pricesFor(centre, null).map(({ id }) => id)).toEqual(['p1', 'p2']);
  });

  it('tells the price by the day before the one by the month, whatever the list begins with', () => {
    const [line] = makeCentre().priceList;
    if (!line) throw new Error('the factory has a price');
    const priceList = (['month', 'day'] as const).map((unit) => ({ ...line, id: unit, unit }));
    expect(pricesFor(makeCentre({ priceList }), null).map(({ id }) => id)).toEqual(['day', 'month']);
  });

  it('joins weekdays of equal hours', () => {
    expect(hourLines(makeCentre())).toEqual([
      { days: '周一至周五', hours: '7:30–18:00' },
      { days: '周六至周日', hours: '休息' },
    ]);
  });

  it('says how old a number is, and to call when it is too old', () => {
    const { vacancy } = makeCentre().card;
    expect(vacancyAgeWords(vacancy)).toBe('园方 12 分钟前核对');
    expect(vacancyAgeWords({ ...vacancy, state: 'unknown', ageMinutes: 9 * 24 * 60 })).toBe(
      '余位 9 天没更新，先打电话问',
    );
  });

  it('names best and weakest only when there is a difference', () => {
    const quality = {
      grade: 'A' as const,
      assessor: '市托育协会',
      assessedOn: '2026-05-18',
      isSelfAssessed: false,
      scores: [
        { dimension: 'safety' as const, points: 186, outOf: 200 },
        { dimension: 'parentingSupport' as const, points: 61, outOf: 80 },
      ],
    };
    expect(qualitySentence(quality)).toEqual({ total: '公开了 2 项', best: '安全保障', weakest: '养育支持' });
    const [one] = quality.scores;
    expect(qualitySentence({ ...quality, scores: one ? [one] : [] }).weakest).toBeNull();
  });
});

describe('a centre that only sells months', () => {
  it('says the number its staff told, or to call', () => {
    const { vacancy } = makeCentre().card;
    expect(toldWords(vacancy)).toBe('园方说还有 2 个按月的托位。');
    expect(toldWords({ ...vacancy, state: 'full', places: 0 })).toBe('园方说按月的托位满了。');
    expect(toldWords({ ...vacancy, state: 'unknown', places: null })).toBe(
      '不知道还有没有托位，先打电话问。',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { makeCentre } from '../../test-support/factories';
import {
  type CentreCardData,
  cardSentence,
  distanceWords,
  priceWords,
  radiusWords,
  stateOf,
  vacancyAge,
  walkWords,
  whereWords,
} from './card-words';

const card = (over: Partial<CentreCardData> = {}): CentreCardData => ({
  ...makeCentre().card,
  distanceMetres: 640,
  walkMinutes: 10,
  ...over,
});
const vacancy = (over: Partial<CentreCardData['vacancy']>) => ({ ...card().vacancy, ...over });

describe('a card', () => {
  it('says its distance as exactly as a straight line deserves', () => {
    expect([4, 640, 996, 1149, 9949, 23_400].map(distanceWords)).toEqual([
      '10 米',
      '640 米',
      '1.0 公里',
      '1.1 公里',
      '9.9 公里',
      '23 公里',
    ]);
    expect([800, 3000, 4500].map(radiusWords)).toEqual(['800 米', '3 公里', '4.5 公里']);
  });

  it('says its address where nobody stands anywhere', () => {
    expect(whereWords(card())).toBe('640 米·直线约 10 分钟');
    const far = { distanceMetres: null, walkMinutes: null, districtName: '桥西区', address: '槐树路 12 号' };
    expect(whereWords(card({ ...far, townshipName: '桥西街道' }))).toBe('桥西街道 槐树路 12 号');
    expect(whereWords(card({ ...far, townshipName: null }))).toBe('桥西区 槐树路 12 号');
    expect(whereWords(card({ ...far, address: '桥西区槐树路 12 号', townshipName: null }))).toBe(
      '桥西区槐树路 12 号',
    );
  });

  it('leaves out a walk of hours', () => {
    expect(walkWords(17)).toBe('直线约 17 分钟');
    expect(walkWords(200)).toBeNull();
  });

  it('names the currency of the region', () => {
    expect(priceWords(card())).toEqual(['110', '元/天']);
    const price = { amountFen: 145_050, unit: 'month', mode: 'fullDay', currency: 'PLN' } as const;
    expect(priceWords(card({ price }))).toEqual(['1450.50', 'zł/月']);
    expect(priceWords(card({ price: null }))).toBeNull();
  });

  it('shows whether it may be booked before how many places are free', () => {
    expect(stateOf(card())).toBe('free');
    expect(stateOf(card({ filingStatus: 'suspended' }))).toBe('suspended');
    expect(stateOf(card({ filingStatus: 'unfiled' }))).toBe('unfiled');
    expect(stateOf(card({ filingStatus: 'cancelled' }))).toBe('unfiled');
  });

  it('tells a figure of this moment from the word of the staff', () => {
    expect(vacancyAge(card({ vacancy: vacancy({ basis: 'roster', ageMinutes: 0 }) }))).toBe('余位刚刚更新');
    expect(vacancyAge(card())).toBe('余位 12 分钟前');
    const old = vacancy({ state: 'unknown', places: null, ageMinutes: 12_960 });
    expect(vacancyAge(card({ vacancy: old }))).toBe('余位 9 天没更新');
    expect(vacancyAge(card({ vacancy: vacancy({ state: 'closed' }) }))).toBeNull();
  });

  it('reads as one sentence', () => {
    expect(cardSentence(card(), '周四')).toBe(
      '栗子树托育中心，640 米，已备案，普惠，周四还有 2 个位置，12 分钟前，110 元一天',
    );
  });
});

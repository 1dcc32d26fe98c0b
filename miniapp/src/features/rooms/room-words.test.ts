import { describe, expect, it } from 'vitest';
import { makeRoom } from '../../test-support/room-factory';
import { facilitiesText, faultSentence, openWords, roomSentence, weekHours } from './room-words';
import { askedRadius } from './use-rooms';

describe('a mother-baby room in words', () => {
  it('says until when it is open, that it is shut, or that nobody knows', () => {
    expect(openWords(makeRoom())).toBe('开到 21:00');
    expect(openWords(makeRoom({ closesAt: null }))).toBe('现在开着');
    expect(openWords(makeRoom({ isOpenNow: false, closesAt: null }))).toBe('现在关着');
    expect(openWords(makeRoom({ isOpenNow: null, closesAt: null }))).toBe('开放时间不清楚');
  });

  it('puts days of the same hours together', () => {
    const day = (weekday: number, from: string, to: string) => ({ weekday, from, to });
    const weekdays = [1, 2, 3, 4, 5].map((weekday) => day(weekday, '09:00', '21:00'));
    expect(
      weekHours(makeRoom({ openingHours: [1, 2, 3, 4, 5, 6, 7].map((one) => day(one, '09:00', '21:00')) })),
    ).toEqual(['每天 9:00–21:00']);
    expect(
      weekHours(
        makeRoom({ openingHours: [...weekdays, day(6, '10:00', '12:00'), day(6, '14:00', '18:00')] }),
      ),
    ).toEqual(['周一至周五 9:00–21:00', '周六 10:00–12:00、14:00–18:00', '周日 不开']);
  });

  it('says what others found, how many and when last', () => {
    expect(faultSentence({ kind: 'locked', reports: 3, lastOn: '2026-11-20' })).toBe(
      '3 人说门锁着，最近 11月20日',
    );
  });

  it('is one sentence for readers', () => {
    expect(roomSentence(makeRoom())).toBe(
      '母婴室，禾川站候车厅，开到 21:00，420 米，3 人说门锁着，最近 11月20日',
    );
    expect(facilitiesText(makeRoom())).toBe('哺乳椅、尿布台、热水');
  });
});

it('rooms are asked for in a few steps of reach, up to 50 km', () => {
  expect([800, 3000, 3001, 20_000, 400_000].map(askedRadius)).toEqual([3000, 3000, 6000, 24_000, 50_000]);
});

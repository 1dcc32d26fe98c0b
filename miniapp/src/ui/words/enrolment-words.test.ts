import { describe, expect, it } from 'vitest';
import { attendedWords, careTodayWords } from './enrolment-words';

const at = (hours: number, minutes: number) => new Date(2026, 10, 26, hours, minutes).toISOString();
const day = { date: '2026-11-26', from: '08:00', to: '17:00', checkedInAt: null, checkedOutAt: null };

describe('how a day by the month went', () => {
  it.each([
    [{ ...day, status: 'checkedIn' as const, checkedInAt: at(9, 5) }, '9:05 到园', '今天 9:05 到园'],
    [
      { ...day, status: 'completed' as const, checkedInAt: at(9, 5), checkedOutAt: at(16, 30) },
      '9:05 到园，16:30 接走',
      '今天 9:05 到园，16:30 接走',
    ],
    [{ ...day, status: 'completed' as const, checkedInAt: at(9, 5) }, '9:05 到园', '今天 9:05 到园'],
    [{ ...day, status: 'noShow' as const }, '没有到园', '今天没有到园'],
  ])('is said as the centre said it', (attended, words, today) => {
    expect([attendedWords(attended), careTodayWords({ careToday: attended })]).toEqual([words, today]);
  });

  it('is expected until the centre says something, and nothing on a day without care', () => {
    const expected = careTodayWords({ careToday: { ...day, status: 'confirmed' } });
    expect(expected).toBe('今天 8:00–17:00，还没到园');
    expect(careTodayWords({ careToday: null })).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { forgetMyAnswers, keepAnswer, keptAtText, readAnswer } from './last-answers';

describe('answers kept on the phone', () => {
  it('can be read later, with when they were kept', () => {
    keepAnswer('nearby', { items: [1] });
    const kept = readAnswer<{ items: number[] }>('nearby');
    expect(kept?.answer.items).toEqual([1]);
    expect(Date.now() - (kept?.keptAtMs ?? 0)).toBeLessThan(1000);
  });

  it('lose the oldest when there are many', () => {
    for (let index = 0; index < 30; index += 1) keepAnswer(`centre.${index}`, index);
    expect(readAnswer('centre.0')).toBeNull();
    expect(readAnswer('centre.29')?.answer).toBe(29);
  });

  it('of a family go with its session, public ones stay', () => {
    keepAnswer('mine.bookings', ['b_0001']);
    keepAnswer('nearby', 'public');
    forgetMyAnswers();
    expect(readAnswer('mine.bookings')).toBeNull();
    expect(readAnswer('nearby')?.answer).toBe('public');
  });

  it('say their age by the day', () => {
    const now = new Date(2026, 10, 24, 9, 12).getTime();
    expect(keptAtText(new Date(2026, 10, 24, 8, 4).getTime(), now)).toBe('今天 8:04');
    expect(keptAtText(new Date(2026, 10, 23, 23, 59).getTime(), now)).toBe('昨天 23:59');
    expect(keptAtText(new Date(2026, 10, 3, 7, 30).getTime(), now)).toBe('11月3日 7:30');
  });
});

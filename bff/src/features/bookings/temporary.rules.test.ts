import { describe, expect, it } from 'vitest';
import { answerBy, nextFreeWeek, visitsOf } from './temporary.rules.js';

const [tuesday, wednesday, monday] = ['2026-11-24', '2026-11-25', '2026-11-30'] as const;
const rule = { answerWithinMinutes: 60, answerBeforeMinutes: 30 };
const open = { from: '07:30', to: '18:00' };

const deadline = (asked: string, from: string, date: string = tuesday, closed: string[] = []) => {
  const by = answerBy({
    ...{ asked: { date: tuesday, time: asked }, care: { date, time: from }, rule },
    openingOn: (day) => (closed.includes(day) ? null : open),
  });
  return `${by.date} ${by.time}`;
};

describe('until when a centre has to answer', () => {
  it('is so long after it was asked', () => {
    expect(deadline('09:12', '14:00')).toBe(`${tuesday} 10:12`);
  });
  it('is sooner where care begins soon, and never before it was asked', () => {
    expect(deadline('09:12', '10:30')).toBe(`${tuesday} 10:00`);
    expect(deadline('09:12', '09:30')).toBe(`${tuesday} 09:12`);
  });
  it('is counted while somebody is there', () => {
    expect(deadline('06:00', '14:00')).toBe(`${tuesday} 08:30`);
    expect(deadline('22:00', '14:00', wednesday)).toBe(`${wednesday} 08:30`);
    expect(deadline('17:30', '14:00', wednesday)).toBe(`${tuesday} 18:30`);
    expect(deadline('22:00', '08:00', wednesday)).toBe(`${wednesday} 07:30`);
    expect(deadline('12:00', '14:00', monday, [tuesday, wednesday])).toBe('2026-11-26 08:30');
  });
  it('comes before care begins also where nobody is there until then', () => {
    expect(deadline('22:00', '07:30', wednesday)).toBe(`${wednesday} 07:00`);
  });
});

describe('the limit of a week', () => {
  it('says from which Monday on the child may come again', () => {
    expect(nextFreeWeek(wednesday, [], 2)).toBeNull();
    expect(nextFreeWeek(wednesday, [tuesday], 2)).toBeNull();
    expect(nextFreeWeek(wednesday, [tuesday, '2026-11-29'], 2)).toBe(monday);
    expect(nextFreeWeek(monday, [tuesday, wednesday], 2)).toBeNull();
  });

  it('counts visits of this child here that were or may be, and no other care', () => {
    const visit = (state: string, over: object = {}) => ({
      ...{ childId: 'ch_1', centreId: 'c_1', status: 'confirmed', quote: { wish: { mode: 'temporary' } } },
      days: [{ date: tuesday, state }],
      ...over,
    });
    const requests = [
      ...['requested', 'confirmed', 'checkedIn', 'completed', 'noShow'].map((state) => visit(state)),
      visit('confirmed', { status: 'pending' }),
      ...['cancelled', 'declined', 'expired'].map((state) => visit(state)),
      visit('confirmed', { status: 'abandoned' }),
      visit('confirmed', { childId: 'ch_2' }),
      visit('confirmed', { centreId: 'c_2' }),
      visit('confirmed', { quote: { wish: { mode: 'hourly' } } }),
    ] as unknown as Parameters<typeof visitsOf>[0];
    expect(visitsOf(requests, { childId: 'ch_1', centreId: 'c_1' })).toHaveLength(6);
  });
});

import { describe, expect, it } from 'vitest';
import { makeDay } from '../../test-support/factories';
import { noPlaceWords } from './day-words';

const day = makeDay({ state: 'full', freePlaces: 0 });
const wholeDay = { mode: 'fullDay' } as const;
const morning = { mode: 'hourly', from: '09:00', to: '11:00' } as const;
const soon = { ...morning, mode: 'temporary' } as const;

describe('a day without a place', () => {
  it('names the line where it can be joined', () => {
    expect(noPlaceWords({ day, wish: wholeDay, full: null, canJoin: true })).toBe(
      '满了。可以排候补，或换一天。',
    );
    expect(noPlaceWords({ day, wish: morning, full: '10:00–10:30', canJoin: true })).toBe(
      '10:00–10:30 满了，换个时间，或排候补。',
    );
  });

  it('points at what can still be had today, when only the hours that were meant have gone by', () => {
    const wish = { mode: 'halfDay', half: 'afternoon' } as const;
    const instead = { date: day.date, wish, text: '改约半日托 13:00–18:00' };
    const gone = makeDay({ state: 'past', freePlaces: 0, hours: null, stay: null, instead });
    expect(noPlaceWords({ day: gone, wish: wholeDay, full: null, canJoin: false })).toBe(
      '这个时间已经过了，今天还可以：',
    );
  });

  it('names it not where it can’t: while a booking is changed, and at short notice', () => {
    expect(noPlaceWords({ day, wish: wholeDay, full: null, canJoin: false })).toBe(
      '满了。换一天，或看看附近的。',
    );
    expect(noPlaceWords({ day, wish: soon, full: '10:00–10:30', canJoin: false })).toBe(
      '10:00–10:30 满了，临时托不排队。换个时间，或看看附近的。',
    );
    const holiday = makeDay({ state: 'holiday', note: '元旦', freePlaces: 0, hours: null });
    expect(noPlaceWords({ day: holiday, wish: soon, full: null, canJoin: false })).toBe(
      '元旦放假。换一天，或看看附近的。',
    );
  });
});

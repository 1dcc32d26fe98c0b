import { describe, expect, it } from 'vitest';
import { type AvailableDay, cellNumber, dayFace, dayShown, mondayOf, weeksOf } from './day-face';

const day = (over: Partial<AvailableDay>): AvailableDay => ({
  date: '2026-11-26',
  weekday: 4,
  state: 'free',
  freePlaces: 2,
  waiting: 0,
  note: null,
  ...over,
});

describe('a day in the calendar', () => {
  it('says how many places are left', () => {
    expect(dayFace(day({})).label).toBe('11月26日 周四，还有 2 个位置');
    expect(dayFace(day({})).word).toBe('余2');
  });

  it('looks fuller the fewer places are left', () => {
    const look = (freePlaces: number) => dayFace(day({ freePlaces })).look;
    expect([1, 2, 3, 4, 9].map(look)).toEqual(['freeLow', 'freeMid', 'freeMid', 'free', 'free']);
  });

  it('shows the place in the queue one would get', () => {
    const face = dayFace(day({ state: 'waitlist', freePlaces: 0, waiting: 2 }));
    expect(face.word).toBe('候3');
    expect(face.label).toBe('11月26日 周四，没有位置，前面有 2 家在等');
  });

  it('tells a weekly day off from a closure and from a holiday', () => {
    expect(dayFace(day({ state: 'closed' })).word).toBe('休');
    expect(dayFace(day({ state: 'closed', note: '消毒' })).word).toBe('闭园');
    expect(dayFace(day({ state: 'closed', note: '消毒' })).label).toBe('11月26日 周四，闭园，消毒');
    expect(dayFace(day({ state: 'holiday', note: '元旦' })).label).toBe('11月26日 周四，元旦放假');
  });

  it('that was asked for is shown, also without a place; one that is over leads to the next with a place', () => {
    const days = [
      day({ date: '2026-11-23', state: 'past' }),
      day({ date: '2026-11-24', state: 'full' }),
      day({ date: '2026-11-25' }),
    ];
    const shown = (date: string | null) => dayShown(days, date)?.date;
    expect([shown('2026-11-24'), shown('2026-11-23')]).toEqual(['2026-11-24', '2026-11-25']);
    expect([shown(null), shown('2027-01-01')]).toEqual([undefined, undefined]);
    expect(dayShown(days.slice(0, 2), '2026-11-23')?.state).toBe('past');
  });

  it('lets only days with a place be booked', () => {
    const bookable = (
      ['free', 'waitlist', 'full', 'closed', 'holiday', 'past', 'tooFar', 'ageMismatch'] as const
    ).filter((state) => dayFace(day({ state })).canBook);
    expect(bookable).toEqual(['free']);
  });
});

describe('weeks', () => {
  it('start on Monday, also across a month and a year', () => {
    expect(mondayOf('2026-11-24')).toBe('2026-11-23');
    expect(mondayOf('2026-11-29')).toBe('2026-11-23');
    expect(mondayOf('2027-01-01')).toBe('2026-12-28');
  });

  it('keep each weekday in its column when the answer starts mid-week', () => {
    const [week] = weeksOf([day({ date: '2026-11-26' })], '2026-11-23', 1);
    expect(week?.map((cell) => cell?.date ?? null)).toEqual([
      null,
      null,
      null,
      '2026-11-26',
      null,
      null,
      null,
    ]);
  });

  it('name the month where a new one begins', () => {
    expect(cellNumber('2026-12-01')).toBe('12/1');
    expect(cellNumber('2026-11-24')).toBe('24');
  });
});

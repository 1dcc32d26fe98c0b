import { describe, expect, it } from 'vitest';
import { makeCentre } from '../../../test-support/factories';
import { specialDayLines, spokenDay, todayWords } from './hours-words';

// A Tuesday.
const today = '2026-11-24';
const holiday = (date: string) => ({ date, kind: 'holiday' as const, name: '元旦', hours: null });

describe('days as people name them', () => {
  it('goes by this week, next week, and then by date', () => {
    const spoken = ['2026-11-24', '2026-11-25', '2026-11-29', '2026-11-30', '2026-12-02', '2026-12-07'];
    expect(spoken.map((date) => spokenDay(date, today))).toEqual([
      '今天',
      '明天',
      '周日',
      '下周一',
      '下周三',
      '12月7日 周一',
    ]);
  });
});

describe('days that are not as the week says', () => {
  it('name the holiday', () => {
    expect(specialDayLines([holiday('2026-12-02')], today)).toEqual([{ day: '下周三，元旦', words: '休' }]);
  });

  it('put a holiday of several days into one line', () => {
    const days = ['2027-01-01', '2027-01-02', '2027-01-03'].map(holiday);
    expect(specialDayLines(days, today)).toEqual([{ day: '1月1日 周五到1月3日 周日，元旦', words: '休' }]);
  });

  it('keep days apart that do not follow each other', () => {
    expect(specialDayLines([holiday('2026-12-02'), holiday('2026-12-04')], today)).toHaveLength(2);
  });

  it('say when a make-up workday is open', () => {
    const hours = { from: '07:30', to: '18:00' };
    const day = { date: '2026-12-05', kind: 'makeUpWorkday' as const, name: null, hours };
    expect(specialDayLines([day], today)).toEqual([{ day: '下周六', words: '调休，开门 7:30–18:00' }]);
  });
});

describe('today', () => {
  it('is as the week says, unless it is a special day', () => {
    expect(todayWords(makeCentre())).toBe('今天 7:30–18:00');
    expect(todayWords(makeCentre({ specialDays: [holiday('2026-11-25')] }))).toBe('今天 7:30–18:00');
    expect(todayWords(makeCentre({ specialDays: [holiday(today)] }))).toBe('今天元旦，休息');
    const closed = { date: today, kind: 'closedDay' as const, name: null, hours: null };
    expect(todayWords(makeCentre({ specialDays: [closed] }))).toBe('今天休息');
  });
});

import { describe, expect, it } from 'vitest';
import { makeClock, makeComplaint } from '../../test-support/complaint-factories';
import { complaintClock } from '../../ui/pictures/complaint-clock';
import { clockFace, instantWords, nextClock, untilWords } from './when-words';

/** By the phone's own calendar, whatever its zone. */
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute);
const now = at(24, 9, 12).getTime();
const hours = (due: Date) =>
  makeClock({ from: at(24, 9).toISOString(), dueAt: due.toISOString(), workdaysLeft: null });

describe('a deadline in words', () => {
  it('is a time of day where hours run', () => {
    expect(untilWords(hours(at(24, 15)), now)).toBe('今天 15:00 前');
    expect(untilWords(hours(at(25, 9, 5)), now)).toBe('明天 9:05 前');
    expect(untilWords(hours(at(27, 9)), now)).toBe('11月27日 9:00 前');
  });

  it('is a day and how many working days are left', () => {
    expect(untilWords(makeClock({ dueOn: '2026-12-04', workdaysLeft: 3 }), now)).toBe(
      '12月4日（含）前，还有 3 个工作日',
    );
    expect(untilWords(makeClock({ dueOn: '2026-11-24', workdaysLeft: 1 }), now)).toBe('今天以内');
  });

  it('of what is urgent is a day as well, once it was extended to one', () => {
    const extended = { ...hours(new Date(2026, 11, 22)), dueOn: '2026-12-21' };
    expect(untilWords(extended, now)).toBe('12月21日（含）前');
    expect(clockFace([{ ...extended, name: 'finish' }], now)).toMatchObject({ big: '28', small: '天' });
  });

  it('says when it ran out', () => {
    expect(untilWords(makeClock({ dueOn: '2026-11-20', workdaysLeft: 0, isOverdue: true }), now)).toBe(
      '过了期限（11月20日）',
    );
  });

  it('of the past says yesterday', () => {
    expect(instantWords(at(23, 8, 30).toISOString(), now)).toBe('昨天 8:30');
  });
});

describe('the drawn clock', () => {
  it('is of the whole time, with the other deadlines on it', () => {
    const due = at(26, 9);
    const face = clockFace([hours(at(24, 21)), { ...hours(due), name: 'finish' }], at(25, 9).getTime());
    expect(face).toMatchObject({ pieces: 24, gone: 0.5, marks: [0.25], big: '24', small: '小时' });
  });

  it('counts working days where days run, and minutes in the last hour', () => {
    expect(clockFace(makeComplaint().clocks, now)).toMatchObject({
      pieces: 15,
      big: '16',
      small: '个工作日',
    });
    const soon = { ...hours(at(24, 9, 40)), name: 'finish' as const };
    expect(clockFace([soon], now)).toMatchObject({ big: '28', small: '分钟' });
  });

  it('says that nothing is left rather than a nought', () => {
    const late = makeClock({ name: 'finish', isOverdue: true, workdaysLeft: 0 });
    const face = clockFace([late], now);
    if (face === null) throw new Error('no clock');
    expect(decodeURIComponent(complaintClock(face))).toMatch(/超期/);
    expect(decodeURIComponent(complaintClock(face))).not.toMatch(/还剩/);
  });

  it('is not drawn once nothing is awaited', () => {
    expect(clockFace([], now)).toBeNull();
    expect(nextClock({ clocks: [] })).toBeUndefined();
  });
});

it('what comes next is the deadline that ends first', () => {
  expect(nextClock(makeComplaint())?.name).toBe('accept');
});

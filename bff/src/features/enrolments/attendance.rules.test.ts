import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Enrolment } from './enrolment.rules.js';

const at = new Date('2026-11-26T01:12:00Z');
const [thursday, friday] = ['2026-11-26', '2026-11-27'] as const;
const held = (date: string, n = 1) => ({ date, groupId: 'gr_1', slots: [16, 17, 18], n, epoch: 1 });
const enrolled: Enrolment = {
  ...{ state: 'accepted', placement: null, isCounted: false, n: 1, attempt: null, owed: [] },
  ...{ days: [held(thursday), held(friday)], lastDay: null, endedBy: null, endedAt: null },
  ...{ answeredAt: at, overdueAt: null, inLineWith: null, untold: [] },
};
const after = (enrolment: Enrolment, ...decisions: Decision[]): Enrolment =>
  decisions.reduce((one, decision) => decide(one, decision), enrolment);
const checkIn: Decision = { kind: 'checkIn', date: thursday, n: 1, at };
const checkOut: Decision = { kind: 'checkOut', date: thursday, at };
const miss: Decision = { kind: 'miss', date: thursday, n: 1, at };
const tryAgain: Decision = { kind: 'attempt', days: [{ ...held(thursday), slots: [18] }], at };
const readmit: Decision = { kind: 'readmit', date: thursday, n: 2, at };
const bringInLine = { kind: 'bringInLine' as const, refused: [], closed: [], with: '2', isOver: false };
const datesOf = (days: readonly { date: string }[]) => days.map(({ date }) => date);
const saidOf = ({ attendance = [] }: Enrolment) => attendance.map(({ date, state }) => [date, state]);

describe('an enrolled child', () => {
  it('that has come keeps its place, and gives it back when it is collected', () => {
    const here = after(enrolled, checkIn);
    expect([saidOf(here), datesOf(here.days), here.owed]).toEqual([
      [[thursday, 'checkedIn']],
      [thursday, friday],
      [],
    ]);
    const gone = after(here, checkOut);
    expect([saidOf(gone), datesOf(gone.days), datesOf(gone.owed)]).toEqual([
      [[thursday, 'completed']],
      [friday],
      [thursday],
    ]);
  });

  it('that did not come gives its place back, and its family has to hear of it', () => {
    const missed = after(enrolled, miss);
    expect([saidOf(missed), datesOf(missed.days), datesOf(missed.owed)]).toEqual([
      [[thursday, 'noShow']],
      [friday],
      [thursday],
    ]);
    expect(missed).toMatchObject({ isUntold: true, untold: [{ what: 'missed', date: thursday }] });
  });

  it('that was missed comes in by what was claimed for it anew, and only by that', () => {
    const trying = after(enrolled, miss, tryAgain);
    const here = after(trying, readmit);
    expect([saidOf(here), here.attempt]).toEqual([[[thursday, 'checkedIn']], null]);
    expect(here.days.map(({ date, n, slots }) => [date, n, slots])).toEqual([
      [thursday, 2, [18]],
      [friday, 1, [16, 17, 18]],
    ]);
    // Its hours are shown as they were agreed, whatever was left of them.
    expect(here.attendance?.[0]?.slots).toEqual([16, 17, 18]);
    for (const other of [after(trying, { kind: 'abandon', n: 2 }), after(trying, tryAgain)])
      expect(decide(other, readmit)).toBe(other);
  });

  it.each<[string, Decision[], Decision]>([
    ['checked in twice', [checkIn], checkIn],
    ['checked in after it was collected', [checkIn, checkOut], checkIn],
    ['checked in without a place after it was missed', [miss], checkIn],
    ['checked in on a day without a place', [], { ...checkIn, date: '2026-11-30' }],
    ['checked in for a place that was claimed anew', [], { ...checkIn, n: 7 }],
    ['missed while it is there', [checkIn], miss],
    ['missed twice', [miss], miss],
    ['missed for a place that was claimed anew', [], { ...miss, n: 7 }],
    ['collected before it came', [], checkOut],
    ['collected when it did not come', [miss], checkOut],
    ['let in without having been missed', [tryAgain], readmit],
    ['made to stay when nobody checked it in', [], { kind: 'complete', date: thursday }],
  ])('is not %s', (_, before, decision) => {
    const now = after(enrolled, ...before);
    expect(decide(now, decision)).toBe(now);
  });

  it('that nobody checked out was there until the day was over', () => {
    const over = after(enrolled, checkIn, { kind: 'complete', date: thursday });
    expect(saidOf(over)).toEqual([[thursday, 'completed']]);
    expect(over.attendance?.[0]?.checkedOutAt).toBeNull();
    expect(datesOf(over.owed)).toEqual([thursday]);
  });

  it('is looked back on for a month', () => {
    const days = ['2026-10-20', '2026-10-27'].map((date) => ({
      ...{ date, state: 'completed' as const, slots: [16], checkedInAt: at, checkedOutAt: at },
    }));
    const here = after({ ...enrolled, attendance: days }, checkIn);
    expect(saidOf(here).map(([date]) => date)).toEqual(['2026-10-27', thursday]);
  });
});

describe('a day that the desk said something of', () => {
  it.each([
    ['checked in', [checkIn], 1],
    ['collected', [checkIn, checkOut], undefined],
    ['missed', [miss], undefined],
  ] as const)('is not claimed anew by a job that looked before: %s', (_, said, n) => {
    const looked = after(enrolled, { kind: 'attempt', days: [held(thursday)], at });
    const now = after(looked, ...said);
    const inLine = after(now, { ...bringInLine, n: 2, drop: [] });
    expect(inLine.days.find(({ date }) => date === thursday)?.n).toBe(n);
    expect(inLine.owed.map((day) => day.n)).toContain(2);
  });
});

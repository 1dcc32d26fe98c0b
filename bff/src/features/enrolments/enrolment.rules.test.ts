import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Enrolment, isClaimAlive, statusOf } from './enrolment.rules.js';

const at = new Date('2026-11-24T01:12:00Z');
const applied: Enrolment & { childId: string } = {
  ...{ childId: 'ch_1', state: 'applied', placement: null, isCounted: false, n: 0, days: [], attempt: null },
  ...{ owed: [], lastDay: null, endedBy: null, endedAt: null, answeredAt: null, overdueAt: null },
  ...{ inLineWith: null, untold: [] },
};
const day = (date: string, groupId: string | null = 'gr_1') => ({ date, groupId, slots: [16, 17], epoch: 1 });
const placement = {
  ...{ groupId: 'gr_1', groupName: '托小班', firstDay: '2026-12-01', weekdays: [2, 4], withoutDates: [] },
  ...{ lines: [], currency: 'CNY' as const },
};
const after = <E extends Enrolment>(enrolment: E, ...decisions: Decision[]): E =>
  decisions.reduce((one, decision) => decide(one, decision), enrolment);
const attempt: Decision = { kind: 'attempt', days: [day('2026-12-01'), day('2026-12-03')], at };
const accept: Decision = { kind: 'accept', n: 1, placement, isCounted: false, at };
const told = (what: 'answered' | 'overdue'): Decision => ({ kind: 'told', events: [{ what, at }] });
const accepted = after(applied, attempt, accept, told('answered'));
const bringInLine = { kind: 'bringInLine', closed: [], with: '1', isOver: false } as const;

describe('an application', () => {
  it('is accepted with the days of its attempt, and the family has to hear of it', () => {
    const { state, days, attempt: open, isUntold, untold } = after(applied, attempt, accept);
    expect([state, open, isUntold]).toEqual(['accepted', null, true]);
    expect(days.map(({ date, n }) => [date, n])).toEqual([
      ['2026-12-01', 1],
      ['2026-12-03', 1],
    ]);
    expect(untold).toEqual([{ what: 'answered', at }]);
    expect('isUntold' in accepted).toBe(false);
  });

  it('is not accepted by an attempt that was given up or overtaken, nor once it is over', () => {
    const givenUp = after(applied, attempt, { kind: 'abandon', n: 1 });
    expect(decide(givenUp, accept)).toBe(givenUp);
    const overtaken = after(applied, attempt, attempt);
    expect(decide(overtaken, accept)).toBe(overtaken);
    for (const end of [
      { kind: 'decline', at },
      { kind: 'withdraw', today: '2026-11-24', at },
    ] as const) {
      const over = after(applied, attempt, end);
      expect(decide(over, accept)).toBe(over);
      expect(decide(over, attempt)).toBe(over);
    }
  });

  it('owes what any end leaves claimed, and a number is never used twice', () => {
    const overtaken = after(applied, attempt, attempt);
    expect(overtaken.owed.map(({ date, n }) => [date, n])).toEqual([
      ['2026-12-01', 1],
      ['2026-12-03', 1],
    ]);
    expect(overtaken.attempt?.n).toBe(2);
    expect(after(overtaken, { kind: 'givenBack', days: overtaken.owed }).owed).toEqual([]);
  });

  it('keeps what came while the rest was being told', () => {
    const answered = after(applied, attempt, accept);
    const leaving = after(answered, {
      kind: 'leave',
      lastDay: '2026-12-02',
      by: 'centre',
      today: '2026-12-01',
      at,
    });
    const once = after(leaving, told('answered'));
    expect(once.untold).toEqual([{ what: 'ended', at }]);
    expect(decide(once, told('answered')).untold).toEqual(once.untold);
  });

  it('is told overdue once', () => {
    const overdue = after(applied, { kind: 'overdue', at }, told('overdue'));
    expect(decide(overdue, { kind: 'overdue', at })).toBe(overdue);
    expect(decide(accepted, { kind: 'overdue', at })).toBe(accepted);
  });
});

describe('a claim', () => {
  it('lives by day, group and number, while it is being claimed and while it is kept', () => {
    const claiming = after(applied, attempt);
    for (const one of [claiming, accepted]) {
      expect(isClaimAlive(one, 1, 'gr_1:2026-12-01')).toBe(true);
      expect(isClaimAlive(one, 1, 'ch_1:2026-12-03')).toBe(true);
      expect(isClaimAlive(one, 2, 'gr_1:2026-12-01')).toBe(false);
      expect(isClaimAlive(one, 1, 'gr_2:2026-12-01')).toBe(false);
      expect(isClaimAlive(one, 1, 'gr_1:2026-12-02')).toBe(false);
    }
  });

  it('of a child that the register counts lives on its own day only', () => {
    const counted = after(applied, { kind: 'attempt', days: [day('2026-12-01', null)], at }, accept);
    expect(isClaimAlive(counted, 1, 'ch_1:2026-12-01')).toBe(true);
    expect(isClaimAlive(counted, 1, 'gr_1:2026-12-01')).toBe(false);
  });
});

describe('bringing days in line', () => {
  it('drops days, keeps what was got and nothing that was refused, and replaces a day of the same date', () => {
    const days = [day('2026-12-03', null), day('2026-12-08'), day('2026-12-10')];
    const claiming = after(accepted, { kind: 'attempt', days, at });
    const inLine = after(claiming, {
      ...bringInLine,
      n: 2,
      refused: ['2026-12-10'],
      drop: accepted.days.slice(0, 1),
    });
    expect(inLine.days.map(({ date, groupId, n }) => [date, groupId, n])).toEqual([
      ['2026-12-03', null, 2],
      ['2026-12-08', 'gr_1', 2],
    ]);
    expect(inLine.owed.map(({ date, n }) => [date, n]).sort()).toEqual([
      ['2026-12-01', 1],
      ['2026-12-03', 1],
      ['2026-12-10', 2],
    ]);
  });

  it('ends no day that was claimed anew since it was looked at', () => {
    const again = after(accepted, attempt, { ...bringInLine, n: 2, refused: [], drop: [] });
    expect(again.days.map(({ n }) => n)).toEqual([2, 2]);
    const stale = { ...bringInLine, n: null, refused: [], drop: accepted.days.slice(0, 1) };
    expect(decide(again, stale)).toBe(again);
  });

  it('does nothing after others decided', () => {
    const overtaken = after(accepted, attempt, attempt);
    const late = { ...bringInLine, n: 2, refused: [], drop: [] };
    expect(decide(overtaken, late)).toBe(overtaken);
  });

  it('is over after the last day', () => {
    const leaving = after(accepted, {
      kind: 'leave',
      lastDay: '2026-12-01',
      by: 'parent',
      today: '2026-12-01',
      at,
    });
    const over = after(leaving, { ...bringInLine, n: null, refused: [], drop: [], isOver: true });
    expect([over.state, over.days]).toEqual(['left', []]);
  });
});

describe('leaving', () => {
  const leave = (lastDay: string, by: 'parent' | 'centre' = 'parent') =>
    ({ kind: 'leave', lastDay, by, today: '2026-12-01', at }) as const;

  it('gives the days after the last one back, and may come earlier but not later', () => {
    const leaving = after(accepted, leave('2026-12-02'));
    expect(leaving.days.map(({ date }) => date)).toEqual(['2026-12-01']);
    expect(leaving.owed.map(({ date }) => date)).toEqual(['2026-12-03']);
    expect(decide(leaving, leave('2026-12-03'))).toBe(leaving);
    expect(after(leaving, leave('2026-12-01')).lastDay).toBe('2026-12-01');
    expect(decide(accepted, leave('2026-11-30'))).toBe(accepted);
  });

  it('is told to the family where the centre decided it', () => {
    expect(after(accepted, leave('2026-12-02')).isUntold).toBeUndefined();
    expect(after(accepted, leave('2026-12-02', 'centre')).untold).toEqual([{ what: 'ended', at }]);
  });

  it('ends it at once only before care begins', () => {
    const early = after(accepted, { kind: 'withdraw', today: '2026-11-30', at });
    expect([early.state, early.days, early.owed.length]).toEqual(['withdrawn', [], 2]);
    expect(decide(accepted, { kind: 'withdraw', today: '2026-12-01', at })).toBe(accepted);
  });
});

describe('as people see it', () => {
  it('goes from accepted to enrolled, leaving and left by the calendar alone', () => {
    expect(statusOf(accepted, '2026-11-30')).toBe('accepted');
    expect(statusOf(accepted, '2026-12-01')).toBe('enrolled');
    const leaving = { ...accepted, lastDay: '2026-12-20' };
    expect(statusOf(leaving, '2026-12-20')).toBe('leaving');
    expect(statusOf(leaving, '2026-12-21')).toBe('left');
    expect(statusOf({ ...applied, state: 'declined' }, '2026-12-01')).toBe('declined');
  });
});

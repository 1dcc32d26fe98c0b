import { describe, expect, it } from 'vitest';
import { deadlineWords, dueWords, incidentWords, momentWords } from './complaint-words';

const at = (hour: number, minute: number) => new Date(2026, 10, 24, hour, minute).toISOString();
const clock = {
  ...{ name: 'accept', from: at(9, 12), dueAt: at(10, 12), dueOn: '2026-11-24', workdaysLeft: null },
  ...{ isOverdue: false, isAssumed: false },
} as const;

describe('a deadline in words', () => {
  it('counts an urgent one down in hours and minutes', () => {
    expect(deadlineWords(clock, Date.parse(at(9, 30)))).toBe('受理最迟 11月24日 10:12，还剩 42 分钟');
    const reply = { ...clock, name: 'reply', dueAt: at(20, 12) } as const;
    expect(deadlineWords(reply, Date.parse(at(9, 7)))).toBe('首次答复最迟 11月24日 20:12，还剩 11 小时 5 分');
  });

  it('counts others in working days', () => {
    const finish = { ...clock, name: 'finish', dueOn: '2026-12-14', workdaysLeft: 15 } as const;
    expect(deadlineWords(finish)).toBe('办结最迟 12月14日，还剩 15 个工作日');
  });

  it('says when it is over, and leaves nothing to count', () => {
    expect(deadlineWords({ ...clock, isOverdue: true })).toBe('受理最迟 11月24日 10:12，已经超期');
  });

  it('needs the minute only where it is urgent', () => {
    const midnight = new Date(2026, 10, 27).toISOString();
    expect([dueWords('normal', midnight), dueWords('urgent', at(10, 5))]).toEqual([
      ...['11月26日', '11月24日 10:05'],
    ]);
  });
});

describe('when it happened', () => {
  it('is a day, with the time where that was said', () => {
    expect(incidentWords({ incidentOn: '2026-11-21', incidentTime: '16:30' })).toBe('11月21日 16:30');
    expect(incidentWords({ incidentOn: '2026-11-21', incidentTime: null })).toBe('11月21日');
    expect(incidentWords({ incidentOn: null, incidentTime: null })).toBeNull();
    expect(momentWords(at(9, 5))).toBe('11月24日 9:05');
  });
});

import { describe, expect, it } from 'vitest';
import { makeQuotedDay } from '../../test-support/factories';
import { summed } from './quoted-days';
import { dayResults } from './several-days-words';

describe('several days asked for', () => {
  it('are told by date: free with how many, full, or why not', () => {
    const days = [
      makeQuotedDay({ date: '2026-12-02', freePlaces: 0 }),
      makeQuotedDay({ date: '2026-12-03' }),
    ];
    const refused = [
      { date: '2026-12-01', weekday: 2, code: 'centre_closed_day', detail: '停电检修。' },
      { date: '2027-01-01', weekday: 5, code: 'date_is_holiday', detail: '元旦，机构不开门。' },
    ];
    expect(dayResults({ days, refused })).toEqual([
      { date: '2026-12-01', isFree: false, word: '停电检修', waiting: null },
      { date: '2026-12-02', isFree: false, word: '满了', waiting: 0 },
      { date: '2026-12-03', isFree: true, word: '有位，余 2', waiting: null },
      { date: '2027-01-01', isFree: false, word: '放假', waiting: null },
    ]);
  });

  it('have one line for what costs the same, taken so many times, and lines of their own for what does not', () => {
    const dear = makeQuotedDay().lines.map((line) => ({ ...line, amountFen: line.amountFen + 100 }));
    const lines = summed([makeQuotedDay().lines, makeQuotedDay().lines, dear]);
    expect(lines.map(({ label, amountFen }) => [label, amountFen])).toEqual([
      ['全日托 × 2', 22000],
      ['午餐 × 2', 1800],
      ['全日托 × 1', 11100],
      ['午餐 × 1', 1000],
    ]);
  });
});

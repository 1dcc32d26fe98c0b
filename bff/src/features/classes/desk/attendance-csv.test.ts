import { describe, expect, it } from 'vitest';
import type { ClassDoc } from '../classes.model.js';
import { attendanceCsv } from './attendance-csv.js';

const once = { date: '2026-11-28', from: '10:00' };
const given = { title: '爬走跑', timeZone: 'Asia/Shanghai', sessions: [once] } as ClassDoc;
const row = { signUpId: 'su_1', childNickname: '小满', ageMonths: 19, status: 'attended' } as const;
const csv = (childNickname: string) =>
  attendanceCsv(given, [{ ...row, marks: [], childNickname, attendedAt: '2026-11-28T01:58:00.000Z' }]);

describe('the list of a class as CSV', () => {
  it('has a heading, the mark of UTF-8, and times by the clocks of its place', () => {
    expect(csv('小满')).toBe('\ufeff课,孩子,月龄,状态,签到时间\r\n爬走跑,小满,19,到场,2026-11-28 09:58\r\n');
  });

  it('has a column for each session of several', () => {
    const twice = { ...given, sessions: [once, { ...once, date: '2026-12-05' }] } as ClassDoc;
    const marks = [
      { session: '2026-11-28T02:00:00.000Z', mark: 'attended' as const, at: null },
      { session: '2026-12-05T02:00:00.000Z', mark: null, at: null },
    ];
    const [heading, line] = attendanceCsv(twice, [{ ...row, attendedAt: null, marks }]).split('\r\n');
    expect(heading).toBe('\ufeff课,孩子,月龄,状态,签到时间,2026-11-28 10:00,2026-12-05 10:00');
    expect(line).toBe('爬走跑,小满,19,到场,,到场,');
  });

  it('quotes what would break its lines', () => {
    expect(csv('小"满",\n二宝')).toContain('"小""满"",\n二宝"');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])(
    'makes text of %j, which a spreadsheet would run',
    (name) => {
      expect(csv(name)).toContain(`'${name}`);
    },
  );
});

import { describe, expect, it } from 'vitest';
import type { ClassDoc } from '../classes.model.js';
import { attendanceCsv } from './attendance-csv.js';

const given = { title: '爬走跑', timeZone: 'Asia/Shanghai' } as ClassDoc;
const row = { signUpId: 'su_1', childNickname: '小满', ageMonths: 19, status: 'attended' } as const;
const csv = (childNickname: string) =>
  attendanceCsv(given, [{ ...row, childNickname, attendedAt: '2026-11-28T01:58:00.000Z' }]);

describe('the list of a class as CSV', () => {
  it('has a heading, the mark of UTF-8, and times by the clocks of its place', () => {
    expect(csv('小满')).toBe('\ufeff课,孩子,月龄,状态,签到时间\r\n爬走跑,小满,19,到场,2026-11-28 09:58\r\n');
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

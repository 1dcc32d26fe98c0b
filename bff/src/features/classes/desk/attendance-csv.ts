import type { Reply } from '@nearcare/shared/contract/types';
import { civilNow } from '../../../lib/zone.js';
import type { ClassDoc } from '../classes.model.js';

type Attendee = Reply<'deskMarkAttendance'>;

const words: Readonly<Record<Attendee['status'], string>> = {
  confirmed: '已报名',
  attended: '到场',
  absent: '没来',
  waiting: '候补',
  offered: '候补',
};

type Session = Attendee['marks'][number];

/** For each session a column where there are several. RFC 4180, with the mark by which spreadsheets know UTF-8. Times by the clocks of the class's place. */
export function attendanceCsv({ title, timeZone, sessions }: ClassDoc, rows: readonly Attendee[]): string {
  const columns = sessions.length > 1 ? sessions.map(({ date, from }) => `${date} ${from}`) : [];
  const lines = rows.map(({ childNickname, ageMonths, status, attendedAt, marks }) => {
    const at = attendedAt === null ? null : civilNow(timeZone, new Date(attendedAt));
    return [
      title,
      childNickname,
      String(ageMonths),
      words[status],
      at ? `${at.date} ${at.time}` : '',
      ...(columns.length > 0 ? marks.map(markWord) : []),
    ];
  });
  return `\ufeff${[['课', '孩子', '月龄', '状态', '签到时间', ...columns], ...lines].map(line).join('')}`;
}

const markWord = ({ mark }: Session): string => (mark === null ? '' : words[mark]);

const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

/** What a spreadsheet would run as a formula is made text: parents choose the nickname. */
function cell(text: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

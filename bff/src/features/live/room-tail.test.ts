import { expect, it } from 'vitest';
import type { LiveEvent, LiveLog } from './live-log.js';
import { roomTail } from './room-tail.js';

const at = '2026-11-24T01:00:00.000Z';
const line = (seq: number, over: Partial<LiveEvent> = {}): LiveEvent => ({
  ...{ seq, at, kind: 'asked', by: '家长 A', text: `第 ${seq} 句`, questionId: `lq_${seq}` },
  ...over,
});

/** A room whose log is this list. */
function logOf(lines: LiveEvent[]) {
  let reads = 0;
  const log = {
    findLast: async () => lines.length,
    async read(_: string, after: number, limit: number) {
      reads += 1;
      return lines.slice(after, after + limit);
    },
  } as unknown as LiveLog;
  return { log, reads: () => reads };
}
const many = (count: number) => Array.from({ length: count }, (_, index) => line(index + 1));

it('the end of a log begins with its last five hundred lines, and never grows over a thousand', async () => {
  const lines = many(2000);
  const tail = await roomTail(logOf(lines).log, 'cl_1');
  expect([tail.last(), tail.after(1499, 10), tail.after(1500, 2)]).toEqual([
    2000,
    null,
    [line(1501), line(1502)],
  ]);
  lines.push(...many(3501).slice(2000));
  expect(await tail.extend()).toBe(true);
  expect([tail.last(), tail.after(2500, 1), tail.messageAfter(2500)]).toEqual([3501, null, null]);
  expect(tail.after(3500, 10)).toEqual([line(3501)]);
  expect([tail.after(3501, 10), tail.messageAfter(3501)]).toEqual([[], null]);
});

it('the end of a log forgets hidden words, and an old answer beside the new one', async () => {
  const lines = [line(1, { questionId: 'lq_a' }), line(2, { questionId: 'lq_b' })];
  const tail = await roomTail(logOf(lines).log, 'cl_1');
  const add = async (kind: LiveEvent['kind'], questionId: string | null, text: string | null) => {
    lines.push(line(lines.length + 1, { kind, questionId, text }));
    await tail.extend();
    return tail.after(0, 100)?.map((one) => one.text);
  };
  expect(await add('announced', null, '通知')).toEqual(['第 1 句', '第 2 句', '通知']);
  expect(await add('answered', 'lq_a', '旧')).toEqual(['第 1 句', '第 2 句', '通知', '旧']);
  expect(await add('answered', 'lq_a', '新')).toEqual(['第 1 句', '第 2 句', '通知', null, '新']);
  expect(await add('hidden', 'lq_a', null)).toEqual([null, '第 2 句', '通知', null, null, null]);
  expect(await add('asked', 'lq_a', '又见')).toContain('又见');
});

it('many who look at once share the next look', async () => {
  const { log, reads } = logOf(many(3));
  const tail = await roomTail(log, 'cl_1');
  const before = reads();
  await Promise.all(Array.from({ length: 50 }, () => tail.extend()));
  expect(reads() - before).toBe(2);
});

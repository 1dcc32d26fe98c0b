import { expect, it } from 'vitest';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { EventDoc, LiveModel } from './live.model.js';
import { liveLog } from './live-log.js';

const at = new Date('2026-11-24T01:00:00Z');

/** A store of lines, and how often it was asked for the last one. */
function storeOfLines() {
  const rows = new Map<string, EventDoc>();
  let asked = 0;
  const model = {
    questions: {},
    events: {
      async insert(event: EventDoc) {
        if (rows.has(event._id)) return false;
        rows.set(event._id, event);
        return true;
      },
      findMark: async (classId: string, mark: string) =>
        [...rows.values()].find((one) => one.classId === classId && one.mark === mark) ?? null,
      async findLast(classId: string) {
        asked += 1;
        return [...rows.values()].filter((one) => one.classId === classId).length;
      },
    },
  } as unknown as LiveModel;
  return { model, asked: () => asked };
}
const keys = {} as FamilyKeys;
const line = (mark: string) => ({ mark, kind: 'announced' as const, at });

it('lines of two processes take one number each, in whatever order they come', async () => {
  const { model } = storeOfLines();
  const [one, other] = [liveLog({ model, keys }), liveLog({ model, keys })];
  const numbers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? one : other).append('cl_1', line(`m${n}`))),
  );
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
});

it('a process knows the ends of a thousand logs, and asks again for those it forgot', async () => {
  const { model, asked } = storeOfLines();
  const log = liveLog({ model, keys });
  for (let n = 0; n <= 1000; n += 1) await log.append(`cl_${n}`, line('first'));
  const before = asked();
  await log.append('cl_1000', line('second'));
  expect(asked() - before).toBe(0);
  await log.append('cl_0', line('second'));
  expect(asked() - before).toBe(1);
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attendance } from './attendance.js';
import type { LiveModel, RoomDoc } from './live.model.js';
import { type LiveHub, liveHub, type Onlooker } from './live-hub.js';
import type { LiveEvent, LiveLog } from './live-log.js';
import type { Rooms } from './rooms.js';

const start = new Date('2026-11-24T01:30:00Z');
/** What the store has of each room. */
let written: Record<string, number>;
/** Rooms that the store does not answer of. */
let slow: Set<string>;
let noted: number[];
let isRefusing: boolean;
let hub: LiveHub;

const never = new Promise<never>(() => undefined);
const eventOf = (seq: number): LiveEvent => ({
  ...{ seq, at: start.toISOString(), kind: 'announced', by: null, text: null, questionId: null },
});

function makeHub(): LiveHub {
  const model = {
    counts: { sum: async () => 1, put: async () => undefined, remove: async () => undefined },
    viewers: { listMuted: async () => [] },
    questions: { count: async () => 0 },
  } as unknown as LiveModel;
  const log = {
    findLast: async (classId: string) => written[classId] ?? 0,
    read: async (classId: string, after: number) => {
      if (slow.has(classId)) return never;
      const last = written[classId] ?? 0;
      return Array.from({ length: last - after }, (_, index) => eventOf(after + 1 + index));
    },
    onLine: () => undefined,
  } as unknown as LiveLog;
  const room = { state: 'live', startedAt: start, session: 0 } as RoomDoc;
  const attendance = {
    async note() {
      if (isRefusing) throw new Error('no store');
      noted.push(Date.now());
    },
  } as unknown as Attendance;
  return liveHub({
    ...{ model, log, attendance, rooms: { find: async () => room } as unknown as Rooms },
    classes: { find: async () => ({ status: 'published', sessions: [], regionCode: 'cn' }) } as never,
    clock: { now: () => new Date() },
    onFault: () => undefined,
  });
}

async function lookOn(classId: string) {
  const room = await hub.enter(classId);
  const seen = { looks: 0, pumps: 0 };
  const onlooker: Onlooker = {
    ...{ familyId: 'f_1', send: () => undefined, closeGone: () => undefined },
    pump: () => void (seen.pumps += 1),
    look: () => void (seen.looks += 1),
  };
  room.onlookers.add(onlooker);
  return seen;
}

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  [written, slow, noted, isRefusing] = [{}, new Set(), [], false];
  hub = makeHub();
});
afterEach(async () => {
  await hub.stop();
  vi.useRealTimers();
});

describe('a process with several live rooms', () => {
  it('goes on with all others while the store does not answer of one', async () => {
    const [stuck, other] = [await lookOn('cl_stuck'), await lookOn('cl_other')];
    slow.add('cl_stuck');
    await vi.advanceTimersByTimeAsync(2_000);
    written['cl_other'] = 1;
    await vi.advanceTimersByTimeAsync(500);
    expect(other.pumps).toBe(1);
    // Heartbeats and tokens of the room that waits are looked at as well.
    expect([stuck.looks, other.looks]).toEqual([10, 10]);
  });

  it('notes who is there once in each half minute, and again where the store refused it', async () => {
    await lookOn('cl_1');
    isRefusing = true;
    await vi.advanceTimersByTimeAsync(1_000);
    isRefusing = false;
    await vi.advanceTimersByTimeAsync(28_000);
    expect(noted).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(noted).toHaveLength(2);
  });
});

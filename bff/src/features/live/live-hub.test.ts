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
/** Families that gave back their seats. */
let left: Set<string>;
let isOpenToAll: boolean;
/** What the store has of every room, and what was written there. */
let stored: {
  viewers: number;
  held: number;
  muted: string[];
  room: Partial<RoomDoc>;
  status: 'published' | 'cancelled';
  counted: number[];
  removed: string[];
};
/** Holds back the answer to who is signed up. */
let answering: Promise<void>;
let hub: LiveHub;

const never = new Promise<never>(() => undefined);
const eventOf = (seq: number): LiveEvent => ({
  ...{ seq, at: start.toISOString(), kind: 'announced', by: null, text: null, questionId: null },
});

function makeHub(): LiveHub {
  const model = {
    counts: {
      countFamilies: async () => stored.viewers,
      put: async ({ prints }: { prints: string[] }) => void stored.counted.push(prints.length),
      remove: async (id: string) => void stored.removed.push(id),
    },
    viewers: { listMuted: async () => stored.muted },
    questions: { count: async () => stored.held },
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
  const attendance = {
    async note() {
      if (isRefusing) throw new Error('no store');
      noted.push(Date.now());
    },
  } as unknown as Attendance;
  return liveHub({
    ...{ model, log, attendance, rooms: { find: async () => roomNow() } as unknown as Rooms },
    classes: {
      find: async () => ({ status: stored.status, sessions: [], regionCode: 'cn' }),
      async listSignedUp(_: string, ids: readonly string[]) {
        const signedUp = new Set(ids.filter((id) => !left.has(id)));
        await answering;
        return signedUp;
      },
    } as never,
    clock: { now: () => new Date() },
    onFault: () => undefined,
  });
}

const roomNow = () =>
  ({ state: 'live', startedAt: start, session: 0, isOpenToAll, ...stored.room }) as RoomDoc;

async function lookOn(classId: string, familyId: string | null = 'f_1') {
  const room = await hub.enter(classId);
  const seen = { looks: 0, pumps: 0, out: [] as string[], told: [] as object[] };
  const onlooker: Onlooker = {
    familyId,
    send: (message) => void seen.told.push(message),
    shutOut(why) {
      seen.out.push(why);
      room.onlookers.delete(onlooker);
    },
    pump: () => void (seen.pumps += 1),
    look: () => void (seen.looks += 1),
  };
  room.onlookers.add(onlooker);
  return seen;
}

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  [written, slow, noted, isRefusing] = [{}, new Set(), [], false];
  stored = { viewers: 1, held: 0, muted: [], room: {}, status: 'published', counted: [], removed: [] };
  [left, isOpenToAll, answering] = [new Set(), false, Promise.resolve()];
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

describe('what is told in a room', () => {
  const pass = () => vi.advanceTimersByTimeAsync(6_000);

  it('is told when it changes, and not again', async () => {
    const seen = await lookOn('cl_1');
    await pass();
    expect(seen.told).toEqual([{ type: 'viewers', n: 1 }]);
    stored.viewers = 2;
    await pass();
    await pass();
    expect(seen.told.slice(1)).toEqual([{ type: 'viewers', n: 2 }]);
    stored.room = { state: 'ended', startedAt: null };
    await pass();
    await pass();
    expect(seen.told.slice(2)).toEqual([{ type: 'state', state: 'ended' }]);
  });

  it('is told that it has another picture, is open to others, or has its replay', async () => {
    const seen = await lookOn('cl_1');
    await pass();
    seen.told.length = 0;
    for (const change of [
      { video: { kind: 'hls', url: 'https://live.example.org/a.m3u8' } as const },
      { isOpenToAll: true },
      { replay: { classId: 'cl_9' } as RoomDoc['replay'] },
    ]) {
      stored.room = { ...stored.room, ...change };
      await pass();
      await pass();
    }
    expect(seen.told).toEqual([{ type: 'room' }, { type: 'room' }, { type: 'room' }]);
  });

  it('of questions that wait goes to the host alone, and of who is muted to that family alone', async () => {
    const [host, muted, other] = [
      await lookOn('cl_1', null),
      await lookOn('cl_1', 'f_muted'),
      await lookOn('cl_1', 'f_2'),
    ];
    await pass();
    const before = [host, muted, other].map(({ told }) => told.length);
    [stored.held, stored.muted] = [2, ['f_muted']];
    await pass();
    await pass();
    const since = [host, muted, other].map(({ told }, index) => told.slice(before[index]));
    expect(since).toEqual([[{ type: 'held', n: 2 }], [{ type: 'muted', isMuted: true }], []]);
    stored.muted = [];
    await pass();
    expect(muted.told.at(-1)).toEqual({ type: 'muted', isMuted: false });
    expect(other.told).toHaveLength(before[2] ?? 0);
  });

  it('of a class that was cancelled is that it is gone, to the host too', async () => {
    const all = [await lookOn('cl_1'), await lookOn('cl_1', null)];
    await pass();
    stored.status = 'cancelled';
    await vi.advanceTimersByTimeAsync(2_500);
    expect(all.map(({ out }) => out)).toEqual([['gone'], ['gone']]);
  });
});

describe('who is in a room', () => {
  it('is each family, however many phones it has, and not the host', async () => {
    for (const familyId of ['f_1', 'f_1', 'f_2', null]) await lookOn('cl_1', familyId);
    await hub.notePoll('cl_1', 'f_2');
    await hub.notePoll('cl_1', 'f_3');
    await vi.advanceTimersByTimeAsync(500);
    expect(stored.counted).toEqual([3]);
  });

  it('by asking has gone when it was not heard of for twenty seconds', async () => {
    await hub.notePoll('cl_1', 'f_1');
    const room = await hub.enter('cl_1');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(room.polls.size).toBe(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(room.polls.size).toBe(0);
  });

  it('is not asked of the store any more ten seconds after all have left, and is again when one comes back', async () => {
    const room = await hub.enter('cl_1');
    await lookOn('cl_1');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(stored.removed).toEqual([]);
    room.onlookers.clear();
    await vi.advanceTimersByTimeAsync(500);
    expect(stored.removed).toHaveLength(1);
    written['cl_1'] = 1;
    const back = await lookOn('cl_1');
    await vi.advanceTimersByTimeAsync(500);
    written['cl_1'] = 2;
    await vi.advanceTimersByTimeAsync(500);
    expect(back.pumps).toBe(1);
  });

  it('keeps its room for ten seconds for who is about to sit down', async () => {
    await hub.enter('cl_1');
    await vi.advanceTimersByTimeAsync(9_000);
    await hub.enter('cl_1');
    await vi.advanceTimersByTimeAsync(9_000);
    expect(stored.removed).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(stored.removed).toHaveLength(1);
  });

  it('is taken out of the count of a process that stops', async () => {
    await lookOn('cl_1');
    await lookOn('cl_2');
    await hub.stop();
    expect(stored.removed.map((id) => id.split('/')[0])).toEqual(['cl_1', 'cl_2']);
    const looks = await lookOn('cl_1');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(looks.looks).toBe(0);
  });
});

describe('who is signed up no more', () => {
  it('is shut out within five seconds, on every phone; neither others nor the host are', async () => {
    const gone = [await lookOn('cl_1', 'f_gone'), await lookOn('cl_1', 'f_gone')];
    const others = [await lookOn('cl_1', 'f_2'), await lookOn('cl_1', null)];
    await vi.advanceTimersByTimeAsync(1_000);
    left.add('f_gone');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(gone.map(({ out }) => out)).toEqual([['refused'], ['refused']]);
    expect(others.map(({ out }) => out)).toEqual([[], []]);
  });

  it('is not there by asking either', async () => {
    await hub.notePoll('cl_1', 'f_gone');
    const room = await hub.enter('cl_1');
    left.add('f_gone');
    await vi.advanceTimersByTimeAsync(5_000);
    expect([...room.polls.keys()]).toEqual([]);
  });

  it('stays in a room that is open to all', async () => {
    isOpenToAll = true;
    left.add('f_1');
    const seen = await lookOn('cl_1');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(seen.out).toEqual([]);
  });

  it('and signs up again while it is asked for is meant by the next look, not by this one', async () => {
    const before = await lookOn('cl_1', 'f_gone');
    left.add('f_gone');
    let answer = (): void => undefined;
    answering = new Promise((resolve) => (answer = resolve));
    await vi.advanceTimersByTimeAsync(5_000);
    left.delete('f_gone');
    const again = await lookOn('cl_1', 'f_gone');
    answer();
    await vi.advanceTimersByTimeAsync(5_000);
    expect([before.out, again.out]).toEqual([['refused'], []]);
  });
});

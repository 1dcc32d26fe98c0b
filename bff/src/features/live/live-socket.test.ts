import { beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../lib/domain-error.js';
import type { LiveHub, OpenRoom } from './live-hub.js';
import type { LiveLog } from './live-log.js';
import { liveSocket } from './live-socket.js';
import { closeCodes } from './socket.rules.js';

const start = new Date('2026-11-24T01:30:00Z').getTime();
const who = { sessionId: 's_1', guardianId: 'g_1', familyId: 'f_1', lastsMs: 900_000 };
let nowMs = start;
let sent: { type: string; event?: { seq: number } }[];
let wire: { bufferedAmount: number; closedWith: number | null; isPaused: boolean };
let last: number;
/** What the store has that this process has not taken in yet. */
let written: number;
let readFrom: number[];

function room(): OpenRoom {
  return {
    ...{ classId: 'cl_1', onlookers: new Set(), state: 'live', viewers: 1, held: 0 },
    tail: {
      extend: async () => {
        last = Math.max(last, written);
        return true;
      },
      last: () => last,
      // What is older than the last hundred is in the store only.
      messageAfter: (after: number) =>
        after < last - 100 ? null : JSON.stringify({ type: 'event', event: { seq: after + 1 } }),
    },
  } as unknown as OpenRoom;
}

function open(signIn = async () => who, recheck = async () => {}) {
  const entered = room();
  const socket = liveSocket(
    {
      send: (text) => void sent.push(JSON.parse(text) as never),
      get bufferedAmount() {
        return wire.bufferedAmount;
      },
      close: (code) => {
        wire.closedWith = code;
      },
      terminate: () => undefined,
      pause: () => {
        wire.isPaused = true;
      },
    },
    'cl_1',
    {
      hub: { enter: async () => entered } as unknown as LiveHub,
      log: {
        async read(_: string, after: number, limit: number) {
          readFrom.push(after);
          return Array.from({ length: limit }, (__, index) => ({ seq: after + 1 + index }));
        },
      } as unknown as LiveLog,
      admission: { signIn, admit: async () => undefined, recheck },
      seats: new Map(),
      clock: { now: () => new Date(nowMs) },
    },
  );
  const look = () => {
    for (const onlooker of entered.onlookers) onlooker.look(new Date(nowMs));
  };
  return { socket, look, onlookers: entered.onlookers };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const seqs = () => sent.flatMap(({ event }) => event?.seq ?? []);
const join = (after = 0) => JSON.stringify({ type: 'join', token: 't', after });

beforeEach(() => {
  nowMs = start;
  sent = [];
  wire = { bufferedAmount: 0, closedWith: null, isPaused: false };
  last = 10;
  written = 0;
  readFrom = [];
});

describe('a socket', () => {
  it('is sent what is new to it, in order', async () => {
    const { socket } = open();
    socket.hear(join(7));
    await settle();
    expect(seqs()).toEqual([8, 9, 10]);
  });

  it('that comes from a process that knew more is sent nothing twice', async () => {
    written = 21;
    const { socket } = open();
    socket.hear(join(20));
    await settle();
    expect(seqs()).toEqual([21]);
    expect(sent[0]).toMatchObject({ type: 'joined', lastSeq: 21 });
  });

  it('is sent from the store what memory keeps no more, and goes on from there', async () => {
    last = 250;
    const { socket } = open();
    socket.hear(join());
    for (let n = 0; n < 10; n += 1) await settle();
    expect(readFrom).toEqual([0, 100]);
    expect(seqs()).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  });

  it('is sent nothing more while it takes in too slowly, and is shut out after half a minute', async () => {
    wire.bufferedAmount = 70_000;
    const { socket, look } = open();
    socket.hear(join());
    await settle();
    expect(seqs()).toEqual([]);
    nowMs += 29_000;
    look();
    expect(wire.closedWith).toBeNull();
    nowMs += 1_000;
    look();
    expect(wire.closedWith).toBe(closeCodes.slow);
  });

  /** As the hub looks, so often that a look is never long in coming. */
  function pass(look: () => void, forSeconds: number): void {
    for (let n = 0; n < forSeconds; n += 1) {
      nowMs += 1_000;
      look();
    }
  }
  const pings = () => sent.filter(({ type }) => type === 'ping').length;

  it('is shut out after a minute of silence, and asked whether it is there before', async () => {
    const { socket, look } = open();
    socket.hear(join());
    await settle();
    pass(look, 59);
    expect([pings(), wire.closedWith]).toEqual([2, null]);
    pass(look, 1);
    expect(wire.closedWith).toBe(closeCodes.silent);
  });

  it.each([0, 30])(
    'is asked again, and not shut out, by a process that stood still after %i s',
    async (n) => {
      const { socket, look } = open();
      socket.hear(join());
      await settle();
      pass(look, n);
      const before = pings();
      nowMs += 90_000;
      look();
      expect([pings() - before, wire.closedWith]).toEqual([1, null]);
      pass(look, 9);
      expect(wire.closedWith).toBeNull();
      socket.hear('{"type":"pong"}');
      pass(look, 24);
      expect(wire.closedWith).toBeNull();
    },
  );

  it('that does not answer a process that stood still is shut out ten seconds later', async () => {
    const { socket, look } = open();
    socket.hear(join());
    await settle();
    nowMs += 90_000;
    look();
    pass(look, 10);
    expect(wire.closedWith).toBe(closeCodes.silent);
  });

  it('that has all lines and reads nothing else either is shut out as well', async () => {
    const { socket, look } = open();
    socket.hear(join(10));
    await settle();
    wire.bufferedAmount = 70_000;
    look();
    for (let n = 0; n < 3; n += 1) {
      nowMs += 10_000;
      socket.hear('{"type":"pong"}');
      look();
    }
    expect(wire.closedWith).toBe(closeCodes.slow);
  });

  it('goes on as soon as there is room again', async () => {
    wire.bufferedAmount = 70_000;
    const { socket, look } = open();
    socket.hear(join());
    await settle();
    wire.bufferedAmount = 0;
    nowMs += 29_000;
    look();
    expect(seqs()).toHaveLength(10);
    nowMs += 20_000;
    look();
    expect(wire.closedWith).toBeNull();
  });

  it('that floods is read no more, and no message of it is looked at', async () => {
    let asked = 0;
    const { socket } = open(async () => {
      asked += 1;
      return who;
    });
    for (let n = 0; n < 100; n += 1) socket.hear('{"type":"pong"}');
    socket.hear(join());
    await settle();
    expect([wire.closedWith, wire.isPaused, asked]).toEqual([closeCodes.tooMany, true, 0]);
  });

  it('may ping now and then, and is shut out for a flood of it', async () => {
    const { socket } = open();
    for (let n = 0; n < 100; n += 1) {
      socket.hearPing();
      nowMs += 1_000;
    }
    expect(wire.closedWith).toBeNull();
    for (let n = 0; n < 21; n += 1) socket.hearPing();
    expect(wire.closedWith).toBe(closeCodes.tooMany);
  });

  it('is asked again every ten seconds whether it may stay, and goes with the reason where not', async () => {
    let asked = 0;
    let fault: DomainError | null = null;
    const { socket, look } = open(undefined, async () => {
      asked += 1;
      if (fault) throw fault;
    });
    socket.hear(join());
    await settle();
    pass(look, 9);
    expect(asked).toBe(0);
    pass(look, 1);
    expect(asked).toBe(1);
    fault = new DomainError('second_factor_required');
    pass(look, 10);
    await settle();
    expect(wire.closedWith).toBe(closeCodes.refused);
  });

  it('may answer a ping while its fresh token is looked at', async () => {
    let letIn = (): void => undefined;
    const { socket } = open(async () => {
      if (sent.length > 0) await new Promise<void>((resolve) => (letIn = resolve));
      return who;
    });
    socket.hear(join());
    await settle();
    socket.hear('{"type":"auth","token":"fresh"}');
    socket.hear('{"type":"pong"}');
    expect(wire.closedWith).toBeNull();
    letIn();
    await settle();
    expect(sent.at(-1)?.type).toBe('authed');
    socket.hear('{"type":"auth","token":"fresh"}');
    socket.hear('{"type":"auth","token":"again"}');
    expect(wire.closedWith).toBe(closeCodes.misused);
  });

  describe('that goes while something is looked at', () => {
    let letGo: () => void;
    let waiting: Promise<void>;
    beforeEach(() => {
      waiting = new Promise((resolve) => (letGo = resolve));
    });

    it('is told nothing of its fresh token any more', async () => {
      const { socket, onlookers } = open(async () => {
        if (sent.length > 0) await waiting;
        return who;
      });
      socket.hear(join());
      await settle();
      const before = sent.length;
      socket.hear('{"type":"auth","token":"fresh"}');
      socket.leave();
      letGo();
      await settle();
      expect([sent.length, wire.closedWith, onlookers.size]).toEqual([before, null, 0]);
    });

    it('is closed once, by the first reason', async () => {
      const { socket, look } = open(undefined, () =>
        waiting.then(() => {
          throw new DomainError('session_expired');
        }),
      );
      socket.hear(join());
      await settle();
      pass(look, 10);
      for (let n = 0; n < 100; n += 1) socket.hear('{"type":"pong"}');
      letGo();
      await settle();
      expect(wire.closedWith).toBe(closeCodes.tooMany);
    });

    it('is sent no lines that the store still brings', async () => {
      last = 250;
      const { socket } = open();
      socket.hear(join());
      await new Promise<void>((resolve) => queueMicrotask(resolve));
      while (readFrom.length === 0) await Promise.resolve();
      socket.leave();
      await settle();
      expect(seqs()).toEqual([]);
    });
  });

  it('takes no fresh token of the other guardian', async () => {
    const { socket } = open(async () => (sent.length > 0 ? { ...who, guardianId: 'g_2' } : who));
    socket.hear(join());
    await settle();
    socket.hear('{"type":"auth","token":"of-the-other"}');
    await settle();
    expect(wire.closedWith).toBe(closeCodes.token);
  });

  it('is told once that its token runs out, and goes the moment that it has', async () => {
    const { socket, look } = open(async () => ({ ...who, lastsMs: 70_000 }));
    socket.hear(join());
    await settle();
    const told = () => sent.filter(({ type }) => type === 'tokenExpiring').length;
    const heard = (forSeconds: number) => {
      for (let n = 0; n < forSeconds; n += 5) {
        socket.hear('{"type":"pong"}');
        pass(look, 5);
      }
    };
    heard(5);
    expect(told()).toBe(0);
    heard(5);
    expect(told()).toBe(1);
    heard(55);
    expect([told(), wire.closedWith]).toEqual([1, null]);
    heard(5);
    expect(wire.closedWith).toBe(closeCodes.token);
  });

  it('that is closed while it is let in takes no seat', async () => {
    const { socket, onlookers } = open();
    socket.hear(join());
    socket.leave();
    await settle();
    expect(onlookers.size).toBe(0);
    expect(sent).toEqual([]);
  });

  it('whose store does not answer is told to come again', async () => {
    const { socket } = open(async () => {
      throw new Error('no store');
    });
    socket.hear(join());
    await settle();
    expect(wire.closedWith).toBe(closeCodes.restart);
    const refused = open(async () => {
      throw new DomainError('session_expired');
    });
    refused.socket.hear(join());
    await settle();
    expect(wire.closedWith).toBe(closeCodes.token);
  });
});

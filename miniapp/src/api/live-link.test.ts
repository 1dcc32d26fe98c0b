import { describe, expect, it } from 'vitest';
import type { SocketEvents } from '../platform/socket';
import { type LiveEvent, LiveLink } from './live-link';

const eventOf = (seq: number): LiveEvent => ({
  ...{ seq, at: '2026-11-24T01:00:00.000Z', kind: 'asked' },
  ...{ questionId: `q${seq}`, by: '家长 A', text: `问题 ${seq}` },
});

/** A phone whose lines, clock and answers the test holds in its hand. */
function phone(over: { as?: 'desk' } = {}) {
  const lines: { events: SocketEvents; sent: Record<string, unknown>[]; isClosed: boolean }[] = [];
  let timers: { atMs: number; run: () => void }[] = [];
  let nowMs = 0;
  const polls: number[] = [];
  const state = {
    token: 'token-1' as string | null,
    isSignedIn: true,
    refresh: () => {
      state.token = `token-${lines.length + 1}`;
      return Promise.resolve();
    },
    poll: (
      _after: number,
    ): Promise<{ events: LiveEvent[]; lastSeq: number; state: 'live'; viewers: number }> =>
      Promise.reject(new Error('offline')),
  };
  const link = new LiveLink({
    open: (events) => {
      const line = { events, sent: [] as Record<string, unknown>[], isClosed: false };
      lines.push(line);
      return {
        send: (text) => line.sent.push(JSON.parse(text) as Record<string, unknown>),
        close: () => {
          line.isClosed = true;
        },
      };
    },
    token: () => state.token,
    refresh: () => state.refresh(),
    isSignedIn: () => state.isSignedIn,
    poll: (after) => {
      polls.push(after);
      return state.poll(after);
    },
    later: (ms, run) => {
      const timer = { atMs: nowMs + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    pollMs: 10_000,
    ...over,
  });
  const last = () => {
    const line = lines.at(-1);
    if (line === undefined) throw new Error('no line was opened');
    return line;
  };
  const say = (message: object) => last().events.onText(JSON.stringify(message));
  return {
    ...{ link, lines, last, say, polls, state },
    open: () => last().events.onOpen(),
    join: (lastSeq: number) => {
      last().events.onOpen();
      say({ type: 'joined', state: 'live', viewers: 3, lastSeq });
    },
    cut: (code = 1006) => last().events.onClose(code),
    seqs: () => link.current().events.map(({ seq }) => seq),
    /** Lets time go by, timer after timer, and what they began come to its end. */
    pass: async (ms: number) => {
      const until = nowMs + ms;
      for (;;) {
        await new Promise<void>((resolve) => setImmediate(resolve));
        const next = timers.filter(({ atMs }) => atMs <= until).sort((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        timers = timers.filter((one) => one !== next);
        nowMs = next.atMs;
        next.run();
      }
      nowMs = until;
    },
  };
}

describe('a live room on a good line', () => {
  it('is joined with the token in the first message, from the beginning', () => {
    const { link, open, last } = phone();
    link.open();
    open();
    expect(last().sent).toEqual([{ type: 'join', token: 'token-1', after: 0 }]);
  });

  it('is joined by a desk as one', () => {
    const { link, open, last } = phone({ as: 'desk' });
    link.open();
    open();
    expect(last().sent[0]).toMatchObject({ as: 'desk' });
  });

  it('shows events in order, each once, and how many look on', () => {
    const { link, join, say, seqs } = phone();
    link.open();
    join(0);
    for (const seq of [1, 2, 2, 1, 3]) say({ type: 'event', event: eventOf(seq) });
    say({ type: 'viewers', n: 128 });
    say({ type: 'state', state: 'ended' });
    say({ type: 'muted', isMuted: true });
    expect(seqs()).toEqual([1, 2, 3]);
    expect(link.current()).toMatchObject({ link: 'open', viewers: 128, state: 'ended', isMuted: true });
  });

  it('answers each ping, and hands in a fresh token before the old one runs out', async () => {
    const { link, join, say, last, pass } = phone();
    link.open();
    join(0);
    say({ type: 'ping' });
    say({ type: 'tokenExpiring', at: '2026-11-24T01:00:00.000Z' });
    await pass(0);
    expect(last().sent.slice(1)).toEqual([{ type: 'pong' }, { type: 'auth', token: 'token-2' }]);
  });

  it('is left without a word more', async () => {
    const { link, join, last, lines, pass } = phone();
    link.open();
    join(0);
    link.close();
    expect(last().isClosed).toBe(true);
    await pass(600_000);
    expect(lines).toHaveLength(1);
  });
});

describe('a line that breaks', () => {
  it('is opened again from the last event, and says how many were missed, for five seconds', async () => {
    const { link, join, say, cut, lines, last, pass, seqs } = phone();
    link.open();
    join(2);
    say({ type: 'event', event: eventOf(1) });
    say({ type: 'event', event: eventOf(2) });
    cut();
    expect(link.current().link).toBe('reconnecting');
    await pass(1_000);
    expect(lines).toHaveLength(2);
    join(5);
    expect(last().sent[0]).toMatchObject({ type: 'join', after: 2 });
    for (const seq of [3, 4, 5]) say({ type: 'event', event: eventOf(seq) });
    expect(link.current()).toMatchObject({ link: 'open', caughtUp: 3 });
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
    await pass(5_000);
    expect(link.current().caughtUp).toBeNull();
  });

  it('takes nothing more from the line before', async () => {
    const { link, join, cut, lines, pass, seqs } = phone();
    link.open();
    join(0);
    cut();
    await pass(1_000);
    join(0);
    lines[0]?.events.onText(JSON.stringify({ type: 'event', event: eventOf(1) }));
    expect(seqs()).toEqual([]);
  });

  it('is opened again where an event between is missing', () => {
    const { link, join, say, lines, open, last, seqs } = phone();
    link.open();
    join(0);
    say({ type: 'event', event: eventOf(1) });
    say({ type: 'event', event: eventOf(3) });
    expect(seqs()).toEqual([1]);
    expect(lines).toHaveLength(2);
    open();
    expect(last().sent[0]).toMatchObject({ after: 1 });
  });

  it('is known to be dead after a minute of silence', async () => {
    const { link, join, pass, lines } = phone();
    link.open();
    join(0);
    await pass(59_000);
    expect(lines).toHaveLength(1);
    await pass(2_100);
    expect(lines).toHaveLength(2);
  });

  it('is tried at once when the phone has a network again', () => {
    const { link, join, cut, lines } = phone();
    link.open();
    join(0);
    cut();
    link.nudge();
    expect(lines).toHaveLength(2);
    // Again and again does nothing while it is under way, and nothing once it is in.
    link.nudge();
    join(0);
    link.nudge();
    expect(lines).toHaveLength(2);
  });
});

describe('a token that is not good', () => {
  it('is renewed, and the room joined again', async () => {
    const { link, join, cut, pass, open, last } = phone();
    link.open();
    join(0);
    cut(4401);
    await pass(0);
    open();
    expect(last().sent[0]).toMatchObject({ token: 'token-2' });
  });

  it('of a session that has ended says so and stays out', async () => {
    const { link, join, cut, pass, lines, state } = phone();
    state.refresh = () => {
      state.isSignedIn = false;
      return Promise.reject(new Error('session_expired'));
    };
    link.open();
    join(0);
    cut(4401);
    await pass(60_000);
    expect(link.current()).toMatchObject({ link: 'stopped', stoppedBy: 'signedOut' });
    expect(lines).toHaveLength(1);
  });
});

it.each([
  [4403, 'signUpFirst'],
  [4404, 'gone'],
] as const)('a room that closes with %i is not asked for again', async (code, stoppedBy) => {
  const { link, open, cut, pass, lines } = phone();
  link.open();
  open();
  cut(code);
  await pass(600_000);
  expect(link.current()).toMatchObject({ link: 'stopped', stoppedBy });
  expect(lines).toHaveLength(1);
});

describe('where no socket opens', () => {
  it('it is asked for every few seconds, on from the last event, and the socket tried now and then', async () => {
    const { link, cut, pass, polls, state, seqs, lines } = phone();
    const log = [1, 2, 3].map(eventOf);
    state.poll = (after) =>
      Promise.resolve({
        ...{ events: log.filter(({ seq }) => seq > after).slice(0, 2), lastSeq: log.length },
        ...{ state: 'live' as const, viewers: 7 },
      });
    link.open();
    for (const wait of [2_000, 4_000, 0]) {
      cut();
      await pass(wait);
    }
    expect(link.current()).toMatchObject({ link: 'polling', viewers: 7 });
    // Two come in one answer; the third at once after.
    expect(polls).toEqual([0, 2]);
    expect(seqs()).toEqual([1, 2, 3]);
    log.push(eventOf(4));
    await pass(10_000);
    expect(seqs()).toEqual([1, 2, 3, 4]);
    await pass(50_000);
    expect(lines).toHaveLength(4);
  });

  it('the socket takes over where it opens after all, and nothing comes twice', async () => {
    const { link, cut, pass, join, say, state, seqs, polls } = phone();
    state.poll = () =>
      Promise.resolve({ events: [eventOf(1)], lastSeq: 1, state: 'live' as const, viewers: 1 });
    link.open();
    for (const wait of [2_000, 4_000, 0]) {
      cut();
      await pass(wait);
    }
    await pass(60_000);
    const asked = polls.length;
    join(2);
    say({ type: 'event', event: eventOf(2) });
    expect(seqs()).toEqual([1, 2]);
    await pass(30_000);
    expect(polls).toHaveLength(asked);
  });

  it('an answer that comes after the socket opened changes nothing', async () => {
    const { link, cut, pass, join, state } = phone();
    let answer: () => void = () => undefined;
    state.poll = () =>
      new Promise((resolve) => {
        answer = () => resolve({ events: [eventOf(1)], lastSeq: 1, state: 'live', viewers: 99 });
      });
    link.open();
    for (const wait of [2_000, 4_000, 0]) {
      cut();
      await pass(wait);
    }
    link.nudge();
    join(1);
    answer();
    await pass(0);
    expect(link.current()).toMatchObject({ link: 'open', viewers: 3, events: [] });
  });

  it('it is asked for at once after the service took the line away: too many sockets, or too much said', async () => {
    const { link, join, cut, pass, state } = phone();
    state.poll = () => Promise.resolve({ events: [], lastSeq: 0, state: 'live' as const, viewers: 9 });
    link.open();
    join(0);
    cut(4409);
    await pass(0);
    expect(link.current()).toMatchObject({ link: 'polling', viewers: 9 });
  });

  it('and no network either, it says that it goes on trying', async () => {
    const { link, cut, pass } = phone();
    link.open();
    for (const wait of [2_000, 4_000, 0]) {
      cut();
      await pass(wait);
    }
    expect(link.current().link).toBe('reconnecting');
  });
});

import { LiveLink } from '../api/live-link';
import type { LiveEvent } from '../api/live-messages';
import type { SocketEvents } from '../platform/socket';

export const eventOf = (seq: number): LiveEvent => ({
  ...{ seq, at: '2026-11-24T01:00:00.000Z', kind: 'asked' },
  ...{ questionId: `q${seq}`, by: '家长 A', text: `问题 ${seq}` },
});

type Polled = { events: LiveEvent[]; lastSeq: number; state: 'live'; viewers: number; held?: number };

/** A phone whose lines, clock and answers the test holds in its hand. */
export function phone(over: { as?: 'desk' } = {}) {
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
    poll: (_after: number): Promise<Polled> => Promise.reject(new Error('offline')),
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

import { describe, expect, it } from 'vitest';
import { eventOf, phone } from '../test-support/live-phone';

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

  it('and neither is the fresh one: the next comes later and later, not at once', async () => {
    const { link, cut, pass, lines } = phone();
    link.open();
    for (let n = 0; n < 40; n += 1) {
      cut(4401);
      await pass(1_000);
    }
    // Two at once each time, a minute apart in the end.
    expect(lines.length).toBeLessThanOrEqual(8);
    link.nudge();
    const tried = lines.length;
    cut(4401);
    await pass(0);
    expect([lines.length, lines.at(-1)?.isClosed]).toEqual([tried + 1, false]);
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

it('a desk that is closed in the middle of it is told as that, not as a seat that is missing', () => {
  const { link, join, cut } = phone({ as: 'desk' });
  link.open();
  join(0);
  cut(4403);
  expect(link.current()).toMatchObject({ link: 'stopped', stoppedBy: 'deskClosed' });
});

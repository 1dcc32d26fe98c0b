import { describe, expect, it } from 'vitest';
import { eventOf, phone } from '../test-support/live-phone';
import { ApiError } from './problem';

describe('where no socket opens', () => {
  it('the log is asked for every few seconds, on from the last event, and the socket tried now and then', async () => {
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

  it('the log is asked for at once after the service took the line away: too many sockets, or too much said', async () => {
    const { link, join, cut, pass, state } = phone();
    state.poll = () => Promise.resolve({ events: [], lastSeq: 0, state: 'live' as const, viewers: 9 });
    link.open();
    join(0);
    cut(4409);
    await pass(0);
    expect(link.current()).toMatchObject({ link: 'polling', viewers: 9 });
  });

  it.each([
    ['sign_up_first', 'signUpFirst'],
    ['class_cancelled', 'gone'],
    ['not_found', 'gone'],
  ] as const)('%s is the end of it, and nothing is asked any more', async (code, stoppedBy) => {
    const { link, join, cut, pass, state, polls, lines } = phone();
    state.poll = () => Promise.reject(new ApiError({ code, status: 409 }));
    link.open();
    join(0);
    cut(4409);
    await pass(120_000);
    expect(link.current()).toMatchObject({ link: 'stopped', stoppedBy });
    expect([polls.length, lines.length]).toEqual([1, 1]);
  });

  it('and a host asks as its desk: it hears how many questions wait, and stops where the desk is closed', async () => {
    const { link, cut, pass, state, seqs } = phone({ as: 'desk' });
    state.poll = (after) =>
      Promise.resolve({
        ...{ events: after === 0 ? [eventOf(1)] : [], lastSeq: 1 },
        ...{ state: 'live' as const, viewers: 7, held: 2 },
      });
    link.open();
    for (const wait of [2_000, 4_000, 0]) {
      cut();
      await pass(wait);
    }
    expect(link.current()).toMatchObject({ link: 'polling', viewers: 7, held: 2 });
    state.poll = () => Promise.reject(new ApiError({ code: 'second_factor_required', status: 403 }));
    await pass(10_000);
    expect(link.current()).toMatchObject({ link: 'stopped', stoppedBy: 'deskClosed' });
    expect(seqs()).toEqual([1]);
  });

  it('and the session has ended, it says so and asks no more', async () => {
    const { link, cut, pass, state, polls } = phone();
    state.poll = () => {
      state.isSignedIn = false;
      return Promise.reject(new ApiError({ code: 'session_expired', status: 401 }));
    };
    link.open();
    for (const wait of [2_000, 4_000, 120_000]) {
      cut();
      await pass(wait);
    }
    expect(link.current()).toMatchObject({ link: 'stopped', stoppedBy: 'signedOut' });
    expect(polls).toHaveLength(1);
  });

  it.each(['opens, and none is refused', 'lets anybody in, though it opens'])(
    'and none that %s, the log is asked for after a quarter of a minute; the socket is tried again',
    async (how) => {
      const { link, open, pass, state, polls, lines } = phone();
      state.poll = () => Promise.resolve({ events: [], lastSeq: 0, state: 'live' as const, viewers: 4 });
      link.open();
      if (how.startsWith('lets')) open();
      await pass(14_000);
      expect(polls).toEqual([]);
      await pass(1_000);
      expect(link.current()).toMatchObject({ link: 'polling', viewers: 4 });
      expect(lines[0]?.isClosed).toBe(true);
      await pass(60_000);
      expect(lines).toHaveLength(2);
      // Tried again without being heard: it is asked for all the same.
      const asked = polls.length;
      await pass(15_000);
      expect(polls.length).toBeGreaterThan(asked);
      expect(link.current().link).toBe('polling');
    },
  );

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

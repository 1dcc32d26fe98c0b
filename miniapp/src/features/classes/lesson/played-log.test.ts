import { describe, expect, it } from 'vitest';
import { PlayedLog } from './played-log';

/** Plays from one place to another, told four times a second; answers the time then. */
function play(log: PlayedLog, from: number, to: number, { speed = 1, nowMs = 0 } = {}): number {
  let atMs = nowMs;
  for (let position = from; position <= to + 1e-9; position += speed / 4) {
    log.tell({ position, isPlaying: true, speed, nowMs: atMs });
    atMs += 250;
  }
  return atMs;
}

/** The report that starts the clock, answered. */
function begun(startSeconds = 0): PlayedLog {
  const log = new PlayedLog('play-0001', startSeconds);
  const first = log.next();
  if (first === null) throw new Error('nothing to begin with');
  expect(first).toEqual({ play: 'play-0001', n: 0, position: startSeconds, played: [] });
  log.answered(first);
  return log;
}

describe('what was played', () => {
  it('is one stretch while it runs on, at its speed', () => {
    const log = begun();
    play(log, 0, 15, { speed: 1.5 });
    expect(log.next()).toEqual({
      play: 'play-0001',
      n: 1,
      position: 15,
      played: [{ from: 0, to: 15, speed: 1.5 }],
    });
  });

  it('is nothing of what was jumped over, forth or back', () => {
    const log = begun();
    const atMs = play(log, 0, 5);
    log.jumped(100);
    play(log, 100, 103, { nowMs: atMs });
    expect(log.next()?.played).toEqual([
      { from: 0, to: 5, speed: 1 },
      { from: 100, to: 103, speed: 1 },
    ]);
  });

  it('is nothing of a jump so small that it could have been played', () => {
    const log = begun();
    log.tell({ position: 5, isPlaying: true, speed: 1, nowMs: 0 });
    log.jumped(6);
    log.tell({ position: 6.2, isPlaying: true, speed: 1, nowMs: 250 });
    log.tell({ position: 6.4, isPlaying: true, speed: 1, nowMs: 500 });
    expect(log.next()?.played).toEqual([{ from: 6.2, to: 6.4, speed: 1 }]);
  });

  it('is nothing of a jump that the player did not tell', () => {
    const log = begun();
    const atMs = play(log, 0, 5);
    play(log, 60, 62, { nowMs: atMs });
    expect(log.next()?.played).toEqual([
      { from: 0, to: 5, speed: 1 },
      { from: 60, to: 62, speed: 1 },
    ]);
  });

  it('goes on through a screen that was dark, as far as the time allows', () => {
    const log = begun();
    log.tell({ position: 0, isPlaying: true, speed: 1, nowMs: 0 });
    log.tell({ position: 60, isPlaying: true, speed: 1, nowMs: 60_000 });
    expect(log.next()?.played).toEqual([{ from: 0, to: 60, speed: 1 }]);
  });

  it('is nothing of a pause', () => {
    const log = begun();
    log.tell({ position: 10, isPlaying: false, speed: 1, nowMs: 0 });
    log.tell({ position: 11, isPlaying: false, speed: 1, nowMs: 60_000 });
    expect(log.next()).toBeNull();
  });
});

describe('handing it in', () => {
  it('says the same again, word for word, until it was answered, and then what came since', () => {
    const log = begun();
    const atMs = play(log, 0, 5);
    const sent = log.next();
    play(log, 5, 9, { nowMs: atMs });
    expect(log.next()).toEqual(sent);
    if (sent !== null) log.answered(sent);
    expect(log.next()).toMatchObject({ n: 2, position: 9, played: [{ from: 5, to: 9, speed: 1 }] });
  });

  it('never holds more stretches than the service takes; the rest goes with the next', () => {
    const log = begun();
    let atMs = 0;
    for (let part = 0; part < 25; part += 1) {
      log.jumped(part * 100);
      atMs = play(log, part * 100, part * 100 + 2, { nowMs: atMs });
    }
    const first = log.next();
    expect(first?.played).toHaveLength(20);
    if (first !== null) log.answered(first);
    expect(log.next()?.played).toHaveLength(5);
  });
});

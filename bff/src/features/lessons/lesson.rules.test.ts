import { describe, expect, it } from 'vitest';
import { assumedLearning } from '../../regions/learning-rules.js';
import {
  counted,
  isFinished,
  isInOrder,
  mostSpans,
  playedSeconds,
  type Span,
  timeToCount,
  withSpan,
} from './lesson.rules.js';

const rules = assumedLearning.lessons;
const now = new Date('2026-11-24T01:12:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('what was played', () => {
  it('counts each second once, however often it was played', () => {
    const spans = [[0, 100] as Span, [50, 150] as Span, [150, 200] as Span, [300, 310] as Span].reduce<
      readonly Span[]
    >(withSpan, []);
    expect(spans).toEqual([
      [0, 200],
      [300, 310],
    ]);
    expect(playedSeconds(spans)).toBe(21);
  });

  it('is nothing where no time passed', () => {
    const spans: readonly Span[] = [[10, 20]];
    expect([withSpan(spans, [30, 30]), withSpan(spans, [40, 30])]).toEqual([spans, spans]);
  });

  it('is kept in so many pieces and no more', () => {
    const pieces = Array.from({ length: mostSpans }, (_, index): Span => [index * 10, index * 10 + 5]);
    const full = pieces.reduce<readonly Span[]>(withSpan, []);
    expect(withSpan(full, [90_000, 90_010])).toBe(full);
    expect(withSpan(full, [5, 8])[0]).toEqual([0, 8]);
  });

  it('counts no faster than the time that passed and the fastest speed allow', () => {
    const all = { from: 0, to: 600, speed: 1 };
    expect(counted([all], 15_000, 600, rules)).toEqual({ spans: [[0, 150]], spentMs: 15_000 });
    expect(counted([{ ...all, speed: 3 }], 15_000, 600, rules).spans).toEqual([[0, 300]]);
    expect(counted([{ ...all, speed: 0.5 }], 15_000, 600, rules).spans).toEqual([[0, 75]]);
  });

  it('leaves the time that it did not take for the next report', () => {
    expect(counted([{ from: 0, to: 10, speed: 2 }], 15_000, 600, rules).spentMs).toBe(5000);
  });

  it('ends where the recording ends', () => {
    expect(counted([{ from: 595, to: 700, speed: 1 }], 60_000, 600, rules).spans).toEqual([[5950, 6000]]);
  });

  it('is nothing where it runs backwards', () => {
    expect(counted([{ from: 9, to: 3, speed: 1 }], 60_000, 600, rules)).toEqual({ spans: [], spentMs: 0 });
  });
});

describe('the time to count', () => {
  it('is none for who just begins, and for who said nothing too long', () => {
    expect(timeToCount(null, now, rules)).toBe(0);
    expect(timeToCount(ago(601), now, rules)).toBe(0);
    expect(timeToCount(ago(600), now, rules)).toBe(600_000);
  });

  it('is none where clocks were set back', () => {
    expect(timeToCount(ago(-30), now, rules)).toBe(0);
  });
});

describe('a lesson', () => {
  it('is learned once nine tenths were played', () => {
    expect(isFinished([[0, 5390]], 600, rules)).toBe(false);
    expect(isFinished([[0, 5400]], 600, rules)).toBe(true);
    expect(isFinished([[0, 90]], 10, rules)).toBe(true);
  });

  it.each([
    ['chapters that begin late', { chapters: [{ startsAt: 3 }] }],
    ['chapters out of order', { chapters: [{ startsAt: 0 }, { startsAt: 9 }, { startsAt: 9 }] }],
    ['a chapter behind the end', { chapters: [{ startsAt: 0 }, { startsAt: 60 }] }],
    ['a transcript out of order', { transcript: [{ at: 5 }, { at: 4 }] }],
    ['a transcript behind the end', { transcript: [{ at: 61 }] }],
  ])('has no %s', (_, parts) => {
    expect(isInOrder({ chapters: [], transcript: [], seconds: 60, ...parts })).toBe(false);
  });

  it('may have neither chapters nor transcript', () => {
    expect(isInOrder({ chapters: [], transcript: [], seconds: 60 })).toBe(true);
    expect(isInOrder({ chapters: [{ startsAt: 0 }], transcript: [{ at: 0 }, { at: 0 }], seconds: 60 })).toBe(
      true,
    );
  });
});

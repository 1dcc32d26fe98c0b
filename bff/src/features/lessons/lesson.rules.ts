import type { LearningRules } from '../../regions/learning-rules.js';

/** Tenths of a second from the beginning of a recording, `to` not included. Whole numbers, so that sums are exact. */
export type Span = readonly [from: number, to: number];
/** What a phone says it played, in seconds. */
export type Played = { from: number; to: number; speed: number };
type Rules = LearningRules['lessons'];

/** More pieces than a person makes by jumping about; beyond them only what joins a known one is kept. */
export const mostSpans = 400;

export const toTenths = (seconds: number): number => Math.floor(seconds * 10);

/** These and one more, in order, none touching another. */
export function withSpan(spans: readonly Span[], [from, to]: Span): readonly Span[] {
  if (to <= from) return spans;
  const apart = spans.filter((span) => span[1] < from || span[0] > to);
  const joined = spans.filter((span) => span[1] >= from && span[0] <= to);
  if (joined.length === 0 && spans.length >= mostSpans) return spans;
  const whole: Span = [
    Math.min(from, ...joined.map((span) => span[0])),
    Math.max(to, ...joined.map((span) => span[1])),
  ];
  return [...apart, whole].sort((a, b) => a[0] - b[0]);
}

/** Seconds that were played, each once. */
export function playedSeconds(spans: readonly Span[]): number {
  return Math.floor(spans.reduce((sum, [from, to]) => sum + to - from, 0) / 10);
}

/**
 * Milliseconds that may be counted by now, of one person whose time was counted until `countedUntil`: who said nothing
 * for too long begins anew, since nobody knows what was done meanwhile.
 */
export function timeToCount(countedUntil: Date | null, now: Date, rules: Rules): number {
  const past = countedUntil ? now.getTime() - countedUntil.getTime() : 0;
  return past > rules.longestSilenceSeconds * 1000 ? 0 : Math.max(0, past);
}

/**
 * What of a report counts: the spans as far as the time suffices, in the order in which they were played, and how much
 * time that takes. A second of recording takes a second divided by the speed, and no speed beyond the fastest is believed.
 */
export function counted(
  played: readonly Played[],
  availableMs: number,
  lengthSeconds: number,
  rules: Rules,
): { spans: Span[]; spentMs: number } {
  const fastest = rules.speeds.at(-1) ?? 1;
  const spans: Span[] = [];
  let left = availableMs;
  for (const { from, to, speed } of played) {
    const start = toTenths(from);
    const end = Math.min(toTenths(to), lengthSeconds * 10);
    const msOfTenth = 100 / Math.min(speed, fastest);
    const tenths = Math.min(end - start, Math.floor(left / msOfTenth + 1e-6));
    if (tenths <= 0) continue;
    spans.push([start, start + tenths]);
    left = Math.max(0, left - tenths * msOfTenth);
  }
  return { spans, spentMs: availableMs - left };
}

/** Whether enough of it was really played. */
export function isFinished(spans: readonly Span[], lengthSeconds: number, rules: Rules): boolean {
  return playedSeconds(spans) >= Math.ceil(lengthSeconds * rules.finishShare - 1e-9);
}

type Timed = {
  chapters: readonly { startsAt: number }[];
  transcript: readonly { at: number }[];
  seconds: number;
};

/** Chapters from 0 on, each later than the one before; transcript in order; all within the length. */
export function isInOrder({ chapters, transcript, seconds }: Timed): boolean {
  const starts = chapters.map(({ startsAt }) => startsAt);
  const times = transcript.map(({ at }) => at);
  const rises = starts.every((start, index) => index === 0 || start > (starts[index - 1] ?? 0));
  const follows = times.every((at, index) => index === 0 || at >= (times[index - 1] ?? 0));
  return rises && follows && (starts[0] ?? 0) === 0 && [...starts, ...times].every((at) => at < seconds);
}

import type { Body } from '@nearcare/shared/contract/types';

export type PlayedReport = Body<'recordLessonProgress'>;
type Span = { from: number; to: number; speed: number };

const mostSpans = 20;
/** Players tell their place a few times a second, and never quite in time. */
const slackSeconds = 1.5;

const tenths = (seconds: number) => Math.round(Math.max(0, seconds) * 10) / 10;

/**
 * What was really played of a recording, from the places that a player tells. A jump counts for nothing: only as much as
 * the time in between allows at that speed was played. `play` names this opening of the player.
 */
export class PlayedLog {
  private spans: Span[] = [];
  private last: { position: number; atMs: number } | null = null;
  private position: number;
  private n = 0;
  private pending: PlayedReport | null = null;

  constructor(
    private readonly play: string,
    startSeconds: number,
  ) {
    this.position = tenths(startSeconds);
  }

  /** The player is at `position` now. `nowMs` may be of any clock that runs on. */
  tell({
    position,
    isPlaying,
    speed,
    nowMs,
  }: {
    position: number;
    isPlaying: boolean;
    speed: number;
    nowMs: number;
  }): void {
    const { last } = this;
    this.position = tenths(position);
    this.last = isPlaying ? { position, atMs: nowMs } : null;
    if (last === null) return;
    const moved = position - last.position;
    const possible = ((nowMs - last.atMs) / 1000) * speed + slackSeconds;
    if (moved <= 0 || moved > possible) return;
    const from = tenths(last.position);
    const to = tenths(position);
    if (to <= from) return;
    const open = this.spans.at(-1);
    if (open !== undefined && open.to === from && open.speed === speed) open.to = to;
    else this.spans.push({ from, to, speed });
  }

  /** Somebody moved in it: what comes next does not follow from what was. */
  jumped(position: number): void {
    this.position = tenths(position);
    this.last = null;
  }

  /** What to hand in now: the report that was not answered yet, word for word, else what was played since. */
  next(): PlayedReport | null {
    if (this.pending !== null) return this.pending;
    // The first is handed in empty: from then on the service lets time count.
    if (this.n > 0 && this.spans.length === 0) return null;
    const played = this.n === 0 ? [] : this.spans.splice(0, mostSpans).map((span) => ({ ...span }));
    this.pending = { play: this.play, n: this.n, position: this.position, played };
    this.n += 1;
    return this.pending;
  }

  /** The service has it. */
  answered(report: PlayedReport): void {
    if (this.pending?.n === report.n) this.pending = null;
  }

  get hasMore(): boolean {
    return this.pending !== null || this.spans.length > 0;
  }
}

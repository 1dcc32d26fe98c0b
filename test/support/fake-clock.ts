import type { Clock } from '@nearcare/bff/lib/clock';

export type FakeClock = Clock & {
  set(instant: string): void;
  advance(by: { seconds?: number; minutes?: number; days?: number }): void;
};

/** A clock that stands still until told otherwise. Tuesday 24 November 2026, 9:12 in Shanghai, unless given. */
export function fakeClock(start = '2026-11-24T01:12:00Z'): FakeClock {
  let current = new Date(start);
  return {
    now: () => new Date(current),
    set(instant) {
      current = new Date(instant);
    },
    advance({ seconds = 0, minutes = 0, days = 0 }) {
      current = new Date(current.getTime() + (seconds + minutes * 60 + days * 86_400) * 1000);
    },
  };
}

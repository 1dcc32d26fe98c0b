import type { Reply } from '@nearcare/shared/contract/types';
import { isLive, itemOf, liveFor, ranked } from '../queue.rules.js';
import type { QueueItem, Roster } from '../roster.rules.js';

/**
 * Where somebody stands in line and how it came about, told from the roster's queue and kept nowhere else. In line are
 * those who wait and those who have an offer; who wants none of the same half hours is in nobody's way and not counted.
 */

type Reason = Reply<'getWaitlistEntry'>['history'][number]['reason'];
/** `families`: how many were ahead by it, or are no more. */
export type Step = { at: Date; place: number; families: number; reason: Reason };
type Queue = Pick<Roster, 'claims' | 'queue'>;

/** 1 is the next. Null for who is not in line. */
export function placeInLine(roster: Queue, entry: string): number | null {
  const own = itemOf(roster, entry);
  return own && isLive(own.state) ? aheadOf(roster, own).length + 1 : null;
}

function aheadOf(roster: Queue, own: QueueItem): QueueItem[] {
  const line = ranked({ ...roster, queue: liveFor(roster.queue, own.slots) });
  return line.slice(
    0,
    line.findIndex(({ entry }) => entry === own.entry),
  );
}

const reasonsOfEnd: Partial<Record<QueueItem['state'], Reason>> = {
  taken: 'aheadAccepted',
  declined: 'aheadDeclined',
  expired: 'aheadExpired',
};

/**
 * Every change of the place since joining, oldest first, ending with the place of now. What an item was before its
 * present state is not known and not needed: one that ended and came back never left.
 */
export function historyOf(roster: Queue, entry: string): Step[] {
  const own = itemOf(roster, entry);
  if (!own || !isLive(own.state)) return [];
  const rivals = (roster.queue ?? []).filter(
    (item) => item.entry !== entry && item.seq > 0 && item.slots.some((slot) => own.slots.includes(slot)),
  );
  const ahead = new Set(aheadOf(roster, own).map((item) => item.entry));
  const earlier = rivals.filter(
    (item) => item.seq < own.seq && (isLive(item.state) || item.changedAt > own.joinedAt),
  );
  const passed = earlier.filter((item) => isLive(item.state) && !ahead.has(item.entry));
  const moves = [
    ...earlier
      .filter(({ state }) => !isLive(state))
      .map(({ state, changedAt }) => ({
        ...{ at: changedAt, by: -1, reason: reasonsOfEnd[state] ?? ('aheadLeft' as const) },
      })),
    ...rivals
      .filter((item) => item.seq > own.seq && ahead.has(item.entry))
      .map(({ joinedAt }) => ({ at: joinedAt, by: 1, reason: 'siblingAhead' as const })),
    // When the sibling came is not known: the rule is told where the line begins.
    ...passed.map(() => ({ at: own.joinedAt, by: -1, reason: 'ownSibling' as const })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const joined: Step = {
    ...{ at: own.joinedAt, place: earlier.length + 1, families: earlier.length, reason: 'joined' },
  };
  return moves.reduce<Step[]>(
    (steps, move) => {
      const last = steps.at(-1) ?? joined;
      const place = last.place + move.by;
      const isSame = last.at.getTime() === move.at.getTime() && last.reason === move.reason;
      return isSame
        ? [...steps.slice(0, -1), { ...last, place, families: last.families + 1 }]
        : [...steps, { at: move.at, place, families: 1, reason: move.reason }];
    },
    [joined],
  );
}

import { offerEnds } from './offer-time.rules.js';
import {
  type Claim,
  fits,
  occupancy,
  placesInForce,
  type QueueItem,
  type Refusal,
  type Roster,
  type Word,
} from './roster.rules.js';

/**
 * Who waits at a roster, and who is offered a place: an offer holds the place (not the child's day) until it is accepted,
 * declined or over. Nobody who waits is overtaken by somebody who fits the same place and came later, siblings of a
 * child that is here aside; and no place idles while one who fits it waits (invariant 10).
 */

/** Who comes to the end of the line. */
export type Joining = Pick<
  QueueItem,
  'entry' | 'slots' | 'childId' | 'familyId' | 'bookableUntil' | 'timeZone' | 'hold'
>;

/** So many places one family may hold or wait for here; no limit where it is not told. */
export type FamilyLimit = { mostOfFamily?: number };

export type QueueCommand =
  | ({ kind: 'enqueue'; item: Joining } & Word & FamilyLimit)
  /** What is waited for was moved: places are offered until then. */
  | ({ kind: 'retime'; bookableUntil: Date } & Word)
  /** For good, also before it came: an entry that left never waits again. */
  | ({ kind: 'leave' } & Pick<
      QueueItem,
      'entry' | 'childId' | 'familyId' | 'bookableUntil' | 'timeZone' | 'hold'
    >)
  | { kind: 'decline'; entry: string }
  /** Only when its time is over: who asks may have read it long ago. */
  | { kind: 'expire'; entry: string }
  /** Ends it like `leave` and keeps nobody's ids: its family is erased. What it holds by a claim is its booking's. */
  | ({ kind: 'forget' } & Pick<QueueItem, 'entry' | 'bookableUntil' | 'timeZone' | 'hold'>);

/** @returns why it can't wait, or the roster with it; an entry that is known in any state stays what it is */
export function enqueue(
  roster: Roster,
  { item, epoch }: Extract<QueueCommand, { kind: 'enqueue' }>,
  at: Date,
): Roster | Refusal {
  if (fits(roster, { owner: offerId(item.entry), slots: item.slots })) return 'free';
  // A longer stay than the one it has here may be waited for; the very hours that it has can't be accepted.
  const own = roster.claims.filter(({ childId, isOffer }) => childId === item.childId && !isOffer);
  if (own.some(({ slots }) => item.slots.every((slot) => slots.includes(slot)))) return 'held';
  const queue = roster.queue ?? [];
  const isWaitingElsewhere = queue.some(
    ({ childId, state, slots }) =>
      childId === item.childId && isLive(state) && slots.some((slot) => item.slots.includes(slot)),
  );
  if (isWaitingElsewhere) return 'queued';
  const seq = Math.max(0, ...queue.map((other) => other.seq)) + 1;
  return {
    ...roster,
    queue: [...queue, { ...item, seq, epoch, state: 'waiting', joinedAt: at, changedAt: at, ver: 1 }],
  };
}

export function leave(
  roster: Roster,
  command: Extract<QueueCommand, { kind: 'leave' }>,
  at: Date,
): Roster | Refusal {
  const { kind: _kind, ...left } = command;
  const item = itemOf(roster, left.entry);
  if (item) return item.state === 'taken' ? 'taken' : ended(roster, item, 'left', at);
  const tombstone: QueueItem = {
    ...{ ...left, seq: 0, slots: [], epoch: roster.epoch, state: 'left' },
    ...{ joinedAt: at, changedAt: at, ver: 1 },
  };
  return { ...roster, queue: [...(roster.queue ?? []), tombstone] };
}

/** A tombstone of nobody: it still keeps a join that sleeps from queueing who is gone. */
export function forget(roster: Roster, command: Extract<QueueCommand, { kind: 'forget' }>, at: Date): Roster {
  const { kind: _, ...forgotten } = command;
  const nobody = { childId: '', familyId: '' };
  const item = itemOf(roster, forgotten.entry);
  if (item?.familyId === nobody.familyId) return roster;
  const left = leave(roster, { kind: 'leave', ...forgotten, ...nobody }, at);
  const current = typeof left === 'string' ? roster : left;
  return {
    ...current,
    queue: (current.queue ?? []).map((one) => (one.entry === forgotten.entry ? { ...one, ...nobody } : one)),
  };
}

export function decline(roster: Roster, entry: string, at: Date): Roster | Refusal {
  const item = itemOf(roster, entry);
  if (item?.state === 'declined') return roster;
  if (item?.state === 'taken') return 'taken';
  return item?.state === 'offered' ? ended(roster, item, 'declined', at) : 'gone';
}

/** Ends an offer whose time is over, and nothing else. */
export function expire(roster: Roster, entry: string, at: Date): Roster {
  const item = itemOf(roster, entry);
  const isOver = item?.state === 'offered' && item.offeredUntil !== undefined && item.offeredUntil <= at;
  return isOver ? ended(roster, item, 'expired', at) : roster;
}

/** Offers that stand keep the end that their families were told. */
export function retime(roster: Roster, bookableUntil: Date, at: Date): Roster {
  const isOld = ({ state, bookableUntil: until }: QueueItem): boolean =>
    isLive(state) && until.getTime() !== bookableUntil.getTime();
  if (!roster.queue?.some(isOld)) return roster;
  const retimed = (item: QueueItem): QueueItem =>
    isOld(item) ? { ...item, bookableUntil, changedAt: at, ver: item.ver + 1 } : item;
  return { ...roster, queue: roster.queue.map(retimed) };
}

/** Ends the waiting of all who came under an epoch that is closed now. */
export function closeQueue(roster: Roster, at: Date): Roster {
  return (roster.queue ?? [])
    .filter(({ epoch }) => epoch <= roster.closedEpoch)
    .reduce((current, item) => ended(current, item, 'closed', at), roster);
}

function ended(roster: Roster, item: QueueItem, state: QueueItem['state'], at: Date): Roster {
  if (!isLive(item.state)) return roster;
  const claims = roster.claims.filter(({ id }) => id !== offerId(item.entry));
  return turned({ ...roster, claims }, item, { state }, at);
}

/** After every command, in the same write: withdraws offers that fit no more, then offers what is free. */
export function settle(roster: Roster, at: Date): Roster {
  return roster.queue ? promote(withdraw(roster, at), at) : roster;
}

/** Offers above the places in force go back to the line, worst rank first; holds stay. */
function withdraw(roster: Roster, at: Date): Roster {
  const taken = occupancy(roster.claims);
  const places = placesInForce(roster);
  const withdrawn = ranked(roster)
    .filter(({ state }) => state === 'offered')
    .reverse()
    .filter(({ slots }) => {
      const isTooMany = slots.some((slot) => (taken.get(slot) ?? 0) > places);
      if (isTooMany) count(taken, slots, -1);
      return isTooMany;
    });
  if (withdrawn.length === 0) return roster;
  const ids = new Set(withdrawn.map(({ entry }) => offerId(entry)));
  const claims = roster.claims.filter(({ id }) => !ids.has(id));
  return turnedAll({ ...roster, claims }, withdrawn, () => ({ state: 'waiting' }), at);
}

/** By rank; what does not fit stays, and who comes after it may fit: one that waits for a whole day stops no half day. */
function promote(roster: Roster, at: Date): Roster {
  const taken = occupancy(roster.claims);
  const places = placesInForce(roster);
  const promoted = ranked(roster)
    .filter(({ state, bookableUntil }) => state === 'waiting' && bookableUntil > at)
    .filter(({ slots }) => {
      const isFree = slots.every((slot) => (taken.get(slot) ?? 0) < places);
      if (isFree) count(taken, slots, 1);
      return isFree;
    });
  if (promoted.length === 0) return roster;
  const claims = [...roster.claims, ...promoted.map(offerOf)];
  const offered = (item: QueueItem) => ({ state: 'offered', offeredUntil: offerEnds(item, at) }) as const;
  return turnedAll({ ...roster, claims }, promoted, offered, at);
}

/** Counts one child more or less there; kept beside the walk of a line, which would be as long again for each that is in it. */
function count(taken: Map<number, number>, slots: readonly number[], more: 1 | -1): void {
  for (const slot of slots) taken.set(slot, (taken.get(slot) ?? 0) + more);
}

/** Everybody who ever came: siblings of a child that holds a place here first, then as they came. */
export function ranked({ claims, queue = [] }: Pick<Roster, 'claims' | 'queue'>): QueueItem[] {
  const held = claims.filter(({ isOffer }) => !isOffer);
  const hasSibling = new Map(
    queue.map(({ entry, childId, familyId }) => [
      entry,
      held.some((claim) => claim.familyId === familyId && claim.childId !== childId),
    ]),
  );
  const rankOf = ({ entry, seq }: QueueItem) =>
    (hasSibling.get(entry) ? 0 : Number.MAX_SAFE_INTEGER / 2) + seq;
  return [...queue].sort((a, b) => rankOf(a) - rankOf(b));
}

type Turn = Pick<QueueItem, 'state' | 'by' | 'offeredUntil'>;

/** The roster with that item in another state; an offer that stands no more has no end. */
export function turned(roster: Roster, item: Pick<QueueItem, 'entry'>, change: Turn, at: Date): Roster {
  return turnedAll(roster, [item], () => change, at);
}

function turnedAll(
  roster: Roster,
  items: readonly Pick<QueueItem, 'entry'>[],
  changeOf: (item: QueueItem) => Turn,
  at: Date,
): Roster {
  const entries = new Set(items.map(({ entry }) => entry));
  return {
    ...roster,
    queue: (roster.queue ?? []).map((item) => {
      if (!entries.has(item.entry)) return item;
      const { by: _by, offeredUntil, ...kept } = item;
      const change = changeOf(item);
      const isStanding = change.state === 'offered' || change.state === 'taken';
      return {
        ...kept,
        ...(isStanding && offeredUntil && { offeredUntil }),
        ...change,
        ...{ changedAt: at, ver: item.ver + 1 },
      };
    }),
  };
}

export function itemOf({ queue }: Pick<Roster, 'queue'>, entry: string): QueueItem | undefined {
  return queue?.find((item) => item.entry === entry);
}

/** Those in line for any of these half hours. */
export function liveFor(queue: readonly QueueItem[] = [], slots: readonly number[]): QueueItem[] {
  return queue.filter((item) => isLive(item.state) && item.slots.some((slot) => slots.includes(slot)));
}

/** It has a place in line. */
export function isLive(state: QueueItem['state']): boolean {
  return state === 'waiting' || state === 'offered';
}

export function offerId(entry: string): string {
  return `offer:${entry}`;
}

/** The claim by which an offer holds its place. */
export function offerOf({ entry, slots, childId, familyId }: QueueItem): Claim {
  const id = offerId(entry);
  return { id, owner: id, slots, childId, familyId, isOffer: true };
}

import { isLive, offerId, offerOf, ranked } from '@nearcare/bff/features/bookings/queue.rules';
import {
  fits,
  occupancy,
  placesInForce,
  type QueueItem,
  type Roster,
} from '@nearcare/bff/features/bookings/roster.rules';
import { expect } from 'vitest';

/** Invariant 1: the children present rise in no half hour above the places in force. */
export function expectNoOverselling(before: Roster, after: Roster): void {
  const were = occupancy(before.claims);
  for (const [slot, present] of occupancy(after.claims))
    if (present > (were.get(slot) ?? 0)) expect(present).toBeLessThanOrEqual(placesInForce(after));
}

/**
 * Invariant 10: no place idles while one who fits waits, and a new offer passes nobody of better rank who fits it.
 * @param at the instant of the write: who waits for care that has begun by then is offered nothing any more
 */
export function expectNobodyOvertaken(before: Roster, after: Roster, at: Date): void {
  const line = ranked(after);
  const isWaiting = ({ state, bookableUntil }: QueueItem) => state === 'waiting' && bookableUntil > at;
  for (const item of line)
    if (isWaiting(item)) expect(fits(after, offerOf(item)), `${item.entry} fits and waits`).toBe(false);
  const had = new Set(before.claims.map(({ id }) => id));
  // What was taken and is given back was offered by the ranks of then.
  const wasTaken = (name: string) => before.queue?.find((item) => item.entry === name)?.state === 'taken';
  // By the rank before it and after: who came by this very command, or has a sibling here by it, was not there yet.
  const ranksBefore = ranked(before).map(({ entry }) => entry);
  for (const [rank, item] of line.entries()) {
    if (item.state !== 'offered' || had.has(offerId(item.entry)) || wasTaken(item.entry)) continue;
    const without = { ...after, claims: after.claims.filter(({ id }) => id !== offerId(item.entry)) };
    const better = line.slice(0, rank).filter(({ entry }) => isBefore(ranksBefore, entry, item.entry));
    for (const one of better)
      if (isWaiting(one)) expect(fits(without, offerOf(one)), `${one.entry} was passed`).toBe(false);
  }
}

function isBefore(order: readonly string[], one: string, other: string): boolean {
  return order.includes(one) && order.indexOf(one) < order.indexOf(other);
}

export function expectEachOfferHeld({ claims, queue = [] }: Roster): void {
  const offers = queue.filter(({ state }) => state === 'offered');
  expect(
    claims
      .filter(({ isOffer }) => isOffer)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(offers.map(({ entry }) => offerId(entry)).sort());
  for (const { offeredUntil } of offers) expect(offeredUntil).toBeInstanceOf(Date);
}

const final = new Set<QueueItem['state']>(['declined', 'expired', 'left', 'closed']);

/** What ended never comes back, nobody's turn changes, and each item's number only rises. */
export function expectFinalStaysFinal(before: Roster, after: Roster): void {
  const states = new Map((after.queue ?? []).map((item) => [item.entry, item]));
  for (const item of before.queue ?? []) {
    const now = states.get(item.entry);
    expect(now?.seq).toBe(item.seq);
    expect(now?.ver).toBeGreaterThanOrEqual(item.ver);
    if (final.has(item.state)) expect(now).toBe(item);
  }
}

/**
 * An offer that was taken by what never was committed is the family's again, unless its centre closed or took the place,
 * or the child holds those half hours by another claim: beside that the offer would be one more, so it waits again.
 */
export function expectGivenBack(before: Roster, after: Roster, claimId: string): void {
  const taken = before.queue?.find(({ state, by }) => state === 'taken' && by === claimId);
  if (!taken || !before.claims.some(({ id }) => id === claimId)) return;
  const now = after.queue?.find(({ entry }) => entry === taken.entry);
  const isThereAnyway = after.claims.some(
    ({ childId, isOffer, slots }) =>
      childId === taken.childId && !isOffer && slots.some((slot) => taken.slots.includes(slot)),
  );
  if (taken.epoch <= before.closedEpoch) expect(now?.state).toBe('closed');
  else if (!isThereAnyway && Math.max(0, ...occupancy(before.claims).values()) <= placesInForce(before))
    expect(now?.state).toBe('offered');
  else expect(now && isLive(now.state)).toBe(true);
}

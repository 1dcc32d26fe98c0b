import { isLive } from '@nearcare/bff/features/bookings/queue.rules';
import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { occupancy, placesInForce } from '@nearcare/bff/features/bookings/roster.rules';
import type { ClassDoc } from '@nearcare/bff/features/classes/classes.model';
import type { SignUpDoc } from '@nearcare/bff/features/classes/sign-ups.model';
import type { Connection } from 'mongoose';
import { expect } from 'vitest';
import { expectEachOfferHeld, expectNobodyOvertaken, expectNoOverselling } from './fair-rosters.js';

/** `key` where it is known: what servers told is kept without. */
type Told = { of(familyId: string): readonly { kind: string; key?: string }[] };

const seatOf = ({ _id, attempt }: SignUpDoc): string => `${_id}#${attempt}`;
const isSeated = ({ state }: SignUpDoc): boolean => ['confirmed', 'attended', 'absent'].includes(state);

/** What must hold of one write to a seat list, whoever crashed before and after it (invariants 1 and 10). */
export function expectFairSeats(before: RosterDoc, after: RosterDoc, at: Date): void {
  expectNoOverselling(before, after);
  expectNobodyOvertaken(before, after, at);
  expectEachOfferHeld(after);
}

/** One run of the job after whatever crashed: seats and sign-ups agree, and everybody heard what there was to hear. */
export async function expectSeatsToMatch(store: Connection, told: Told): Promise<void> {
  const [lists, signUps, classes] = await Promise.all([
    store.collection<RosterDoc>('seatLists').find().toArray(),
    store.collection<SignUpDoc>('classSignUps').find().toArray(),
    store.collection<ClassDoc>('classes').find().toArray(),
  ]);
  expect(signUps.filter(({ state }) => state === 'pending')).toEqual([]);
  expect(
    signUps.filter(({ isUntold, isUncounted, isUngiven }) => isUntold || isUncounted || isUngiven),
  ).toEqual([]);
  expect(classes.filter(({ isUnsettled }) => isUnsettled)).toEqual([]);
  const claims = lists.flatMap((list) => list.claims.filter(({ isOffer }) => !isOffer).map(({ id }) => id));
  expect(claims.sort()).toEqual(signUps.filter(isSeated).map(seatOf).sort());
  const inLine = lists.flatMap(({ queue = [] }) =>
    queue.flatMap(({ entry, state }) => (isLive(state) ? [entry] : [])),
  );
  const waiting = signUps.filter(({ state }) => state === 'waiting');
  expect(inLine.sort()).toEqual(waiting.map(seatOf).sort());
  for (const list of lists) {
    const given = classes.find(({ _id }) => _id === list._id);
    expect(placesInForce(list)).toBe(given?.status === 'cancelled' ? placesInForce(list) : given?.seats);
    const offered = (list.queue ?? []).filter(({ state }) => state === 'offered');
    for (const { entry, offeredUntil } of offered)
      expect(signUps.find((one) => seatOf(one) === entry)?.offeredUntil).toEqual(offeredUntil);
    if (offered.length > 0)
      expect(Math.max(0, ...occupancy(list.claims).values())).toBeLessThanOrEqual(placesInForce(list));
  }
  for (const signUp of signUps) expectHeard(signUp, classes, told);
}

/** Nobody who has a seat or waits misses that the class was moved; nobody whose class was cancelled misses that. */
function expectHeard(signUp: SignUpDoc, classes: readonly ClassDoc[], told: Told): void {
  const { _id, familyId, state, knownChanges, offeredUntil } = signUp;
  const heard = told.of(familyId).filter(({ key }) => key === undefined || key.includes(_id));
  const given = classes.find((one) => one._id === signUp.classId);
  if (isSeated(signUp) || state === 'waiting') {
    expect(given?.status).not.toBe('cancelled');
    expect([_id, knownChanges]).toEqual([_id, given?.changes.length]);
  }
  if (state === 'closed') expect(heard.map(({ kind }) => kind)).toContain('classCancelled');
  if (state === 'over') expect(heard.map(({ kind }) => kind)).toContain('seatLineChanged');
  if (state === 'expired') expect(heard.map(({ kind }) => kind)).toContain('seatLineChanged');
  if (state === 'waiting' && offeredUntil) expect(heard.map(({ kind }) => kind)).toContain('seatOffered');
}

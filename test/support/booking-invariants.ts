import { isHolding } from '@nearcare/bff/features/bookings/care-request.rules';
import type { CareRequestDoc } from '@nearcare/bff/features/bookings/care-requests.model';
import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { occupancy } from '@nearcare/bff/features/bookings/roster.rules';
import type { EnrolmentDoc } from '@nearcare/bff/features/enrolments/enrolments.model';
import { civilNow } from '@nearcare/bff/lib/zone';
import type { Connection } from 'mongoose';
import { expect } from 'vitest';
import type { BookingModel } from './booking-acts.js';
import { expectClaimsToMatch } from './booking-stack.js';
import { nickname, type World } from './booking-world.js';
import { expectEachOfferHeld, expectNobodyOvertaken } from './fair-rosters.js';
import { expectLinesToMatch } from './lines.js';
import { findMentions } from './mentions.js';
import { expectKept, storedBookings, versionsIn } from './stored-bookings.js';

/**
 * The invariants of bookings, as the store has them after one run of the jobs. By their numbers: 1, 2, 3, 9 and 10 whole;
 * of 4 that a key has one request; of 5 that what was told stands (which survives kills is tried with processes); of 6
 * that nobody reads what is another's; of 8 that no name is kept here and each look of a desk is on record. 7 speaks of
 * complaints.
 */
export async function expectInvariants(world: World, model: BookingModel): Promise<void> {
  expect(world.faults).toEqual([]);
  await expectFairRosters(world);
  await expectOnePlaceAtATime(world.store);
  await expectClaimsToMatch(world.store);
  await expectLinesToMatch(world.store, world.told);
  await expectToldToStand(world, model);
  await expectSumsToHold(world.store, model);
  await expectPrivacy(world);
}

/** 1 and 10, as every single write of them was held against already; here that nothing was left undone. */
async function expectFairRosters({ store, clock }: World): Promise<void> {
  for (const roster of await store.collection<RosterDoc>('rosters').find().toArray()) {
    expectEachOfferHeld(roster);
    expectNobodyOvertaken(roster, roster, clock.now());
  }
}

/** 2: of all that holds a place for a child, no two at one time; asked of who holds it, not of the claims. */
async function expectOnePlaceAtATime(store: Connection): Promise<void> {
  const [requests, enrolments, days] = await Promise.all([
    store.collection<CareRequestDoc>('careRequests').find({ status: 'confirmed' }).toArray(),
    store.collection<EnrolmentDoc>('enrolments').find().toArray(),
    store.collection<RosterDoc>('childDays').find().toArray(),
  ]);
  const stays = [
    ...requests.flatMap(({ childId, days }) => days.filter(isHolding).map((day) => ({ ...day, childId }))),
    ...enrolments.flatMap(({ childId, days }) => days.map((day) => ({ ...day, childId }))),
  ];
  const held = new Set<string>();
  for (const { childId, date, slots } of stays)
    for (const slot of slots) {
      const at = `${childId} ${date} ${slot}`;
      expect([at, held.has(at)]).toEqual([at, false]);
      held.add(at);
    }
  for (const { _id, claims } of days)
    expect([_id, Math.max(0, ...occupancy(claims).values())]).toEqual([_id, claims.length > 0 ? 1 : 0]);
}

/** 3 and 5: who was told keeps what it was told, until its day comes. 4: what a key was answered with is there. */
async function expectToldToStand({ store, clock }: World, { told, sent }: BookingModel): Promise<void> {
  const today = civilNow('Asia/Shanghai', clock.now()).date;
  const stored = new Map((await storedBookings(store)).map((booking) => [booking.id, booking]));
  for (const [id, { status, date }] of told) {
    const now = stored.get(id);
    const ends = date === undefined || date <= today ? ['completed', 'noShow'] : [];
    expect([id, now?.status]).toEqual([id, expect.toBeOneOf([status, ...ends])]);
    if (date !== undefined) expect([id, now?.date]).toEqual([id, date]);
  }
  const made = new Set(sent.flatMap(({ kind, answer }) => (kind === 'book' && answer ? [answer] : [])));
  for (const id of made) expect([id, stored.has(id)]).toEqual([id, true]);
}

/** 9: what was accepted adds up, and stands as it was accepted. */
async function expectSumsToHold(store: Connection, { versions }: BookingModel): Promise<void> {
  const now = await versionsIn(store);
  expectKept(versions, now);
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  for (const { quote } of [...now.values()].flat()) {
    expect(quote.totalFen).toBe(sum(quote.days.map(({ totalFen }) => totalFen)));
    for (const { totalFen, lines } of quote.days)
      expect(totalFen).toBe(sum(lines.map(({ amountFen }) => amountFen)));
  }
}

/** 6 and 8. */
async function expectPrivacy({ store, steady, looks, children }: World): Promise<void> {
  expect(await findMentions(store, [nickname])).toEqual([]);
  const bookings = await storedBookings(store);
  for (const { childId, checkedInAt } of bookings)
    if (checkedInAt) expect(looks()).toContain(`王老师 checkedIn ${childId}`);
  for (const familyId of new Set(children.map((child) => child.familyId))) {
    const own = bookings.filter((booking) => booking.familyId === familyId).map(({ id }) => id);
    const listed = (await steady.bookings.listMyBookings(familyId, {})).items.map(({ id }) => id);
    for (const id of listed) expect(own).toContain(id);
  }
}

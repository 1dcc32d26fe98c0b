import type { QueueItem } from '@nearcare/bff/features/bookings/roster.rules';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Hours, hours, wholeDay } from './changing.js';
import type { WebAnswer, WebParent } from './web-parent.js';

export type Person = { parent: WebParent; childId: string; familyId: string };

/** What somebody in a crowd has in mind: each wish in turn, and what to do with the place or the offer that it brings. */
const plan = fc.array(
  fc.record({
    wish: fc.constantFrom<Hours>(wholeDay, wholeDay, hours('08:00', '11:00'), hours('10:00', '13:00')),
    withPlace: fc.constantFrom('keep', 'cancel', 'cancel', 'change'),
    withOffer: fc.constantFrom('accept', 'accept', 'accept', 'decline', 'ignore'),
    leaves: fc.constantFrom(false, false, true),
  }),
  { minLength: 3, maxLength: 6 },
);
type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never;
export const plansOf = (count: number, seed: number): Plan[] => fc.sample(plan, { numRuns: count, seed });

type At = {
  centreId: string;
  date: string;
  /** The address of the `nth` server. */
  base: (nth: number) => string;
  /** Called after each thing that anybody did. */
  onDone: () => Promise<void>;
};
/** What somebody was told at last. */
export type Outcome = { person: Person; booking: { id: string; from: string; to: string } | null };

/** Refusals that a crowd may meet; anything else is a fault. */
const refusals = ['no_place_left', 'others_are_waiting', 'child_already_booked', 'retry', 'offer_gone'];

/**
 * Lives one plan over HTTP at several servers: books by two phones with one key and a third with another, waits where it
 * is full, takes or leaves what is offered, changes, cancels. Expects each answer to agree with the others.
 */
export async function live(person: Person, steps: Plan, nth: number, at: At): Promise<Outcome> {
  const { parent, childId } = person;
  const { centreId, date, base } = at;
  let booking: Outcome['booking'] = null;
  let entry: { id: string; wish: Hours } | null = null;

  for (const step of steps) {
    if (booking) await useBooking(booking, step);
    else if (entry) await useEntry(entry, step);
    else await ask(step.wish);
    await at.onDone();
  }
  return { person, booking };

  async function ask(wish: Hours) {
    const quoteId = await quote(wish);
    const [key, other] = [crypto.randomUUID(), crypto.randomUUID()];
    const answers = await Promise.all(
      [key, key, other].map((sentWith, phone) =>
        parent.call(base(nth + phone), 'createBooking', { body: { quoteId }, key: sentWith }),
      ),
    );
    const made = onlyOne(answers);
    if (made) booking = made;
    else if (answers.some(({ problem }) => /no_place_left|others_are_waiting/.test(problem.code)))
      await wait(wish);
  }

  async function wait(wish: Hours) {
    const joined = await parent.call(base(nth), 'joinWaitlist', {
      body: { centreId, childId, date, ...wish },
    });
    if (joined.status === 201) entry = { id: joined.body.id, wish };
    else expect(joined.problem.code).toBeOneOf(['place_is_free', 'retry']);
  }

  async function useBooking(mine: NonNullable<Outcome['booking']>, { withPlace, wish }: Plan[number]) {
    const params = { bookingId: mine.id };
    if (withPlace === 'cancel') {
      const cancelled = await parent.call(base(nth), 'cancelBooking', { params, body: {} });
      expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
      booking = null;
    }
    if (withPlace !== 'change') return;
    const body = { centreId, childId, dates: [date], bookingId: mine.id, ...wish };
    const quoted = await parent.call(base(nth), 'quoteBooking', { body });
    if (quoted.status !== 201) {
      expect(quoted.problem.code).toBe('same_as_booked');
      return;
    }
    const sent = { params, body: { quoteId: quoted.body.id }, key: crypto.randomUUID() };
    const answers = await Promise.all(
      [1, 2].map((phone) => parent.call(base(nth + phone), 'rescheduleBooking', sent)),
    );
    booking = onlyOne(answers) ?? mine;
  }

  async function useEntry({ id, wish }: NonNullable<typeof entry>, { withOffer, leaves }: Plan[number]) {
    const params = { waitlistEntryId: id };
    const now = await parent.call(base(nth), 'getWaitlistEntry', { params });
    expect(now.status).toBe(200);
    if (now.body.status === 'waiting' && leaves) {
      const left = await parent.call(base(nth + 1), 'leaveWaitlist', { params, body: {} });
      expect([left.status, left.body.status]).toEqual([200, 'left']);
      entry = null;
    }
    if (now.body.status === 'offered' && withOffer === 'decline') {
      const declined = await parent.call(base(nth + 1), 'declineOffer', { params, body: {} });
      if (declined.status !== 200) expect(declined.problem.code).toBe('offer_gone');
    }
    if (now.body.status === 'offered' && withOffer === 'accept') {
      const sent = { params, body: { quoteId: await quote(wish) } };
      const answers = await Promise.all(
        [0, 1].map((phone) => parent.call(base(nth + phone), 'acceptOffer', sent)),
      );
      booking = onlyOne(answers);
    }
    const isOver = now.body.status !== 'waiting' && now.body.status !== 'offered';
    if (isOver || booking) entry = null;
  }

  async function quote(wish: Hours): Promise<string> {
    const quoted = await parent.call(base(nth), 'quoteBooking', {
      body: { centreId, childId, dates: [date], ...wish },
    });
    expect(quoted.status).toBe(201);
    return quoted.body.id;
  }
}

type Answer = WebAnswer<'createBooking' | 'acceptOffer' | 'rescheduleBooking'>;

/** The one booking that several phones made of one wish, whoever of them was told so. */
function onlyOne(answers: readonly Answer[]): Outcome['booking'] {
  const made = answers.filter(({ status }) => status === 200 || status === 201).map(({ body }) => body);
  for (const { status, problem } of answers) if (status >= 300) expect(problem.code).toBeOneOf(refusals);
  expect(new Set(made.map(({ id, from, to }) => `${id} ${from} ${to}`)).size).toBeLessThanOrEqual(1);
  const [one] = made;
  return one ? { id: one.id, from: one.from, to: one.to } : null;
}

/**
 * Nobody who waits was overtaken: whoever has or had an offer came before all who wait for no more than its hours. Of
 * families with one child each, at a roster whose places were never lowered.
 */
export function expectNobodyPassed(queue: readonly QueueItem[] = []): void {
  const wereOffered = queue.filter(({ state }) =>
    ['offered', 'taken', 'declined', 'expired'].includes(state),
  );
  for (const waiting of queue.filter(({ state }) => state === 'waiting'))
    for (const offered of wereOffered) {
      const isPassed =
        offered.seq > waiting.seq && waiting.slots.every((slot) => offered.slots.includes(slot));
      expect([waiting.entry, offered.entry, isPassed]).toEqual([waiting.entry, offered.entry, false]);
    }
}

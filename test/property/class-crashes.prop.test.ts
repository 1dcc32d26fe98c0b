import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import type { SignUpDoc } from '@nearcare/bff/features/classes/sign-ups.model';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import type { OfficerDesk } from '@nearcare/bff/plugins/session';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectFairSeats, expectSeatsToMatch } from '../support/class-invariants.js';
import { classStack, newClass } from '../support/class-stack.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { ownStore } from '../support/data-folder.js';
import { addDistrict, childrenOf } from '../support/factories.js';
import { fakeClock } from '../support/fake-clock.js';

const numRuns = process.env.SOAK ? 500 : 12;
/** A long history is some hundred writes; a busy machine takes its time. */
const timeoutMs = numRuns * 10_000;
const families = ['f_aaaa', 'f_bbbb', 'f_cccc', 'f_dddd'];

const own = ownStore();
const children = childrenOf(families);
const clock = fakeClock();
const desk: OfficerDesk = {
  ...{ membershipId: 'dm_0001', sessionId: 's_0001', familyId: 'f_officer', name: '李专员' },
  ...{ placeName: '桥西街道', role: 'officer', districtCode: 'test-1', level: 0 },
};

type Stack = ReturnType<typeof classStack>;
type Process = ReturnType<Stack['process']>;

const crash = fc.option(
  fc.record({ nth: fc.integer({ min: 1, max: 8 }), when: fc.constantFrom('before', 'after' as const) }),
  { nil: undefined, freq: 2 },
);
const step = fc.record({
  what: fc.constantFrom(
    ...(['join', 'join', 'join', 'again', 'cancel', 'cancel', 'accept', 'accept', 'decline'] as const),
    ...(['seats', 'move', 'price', 'end', 'erase', 'expire', 'keep', 'mark'] as const),
  ),
  family: fc.nat(families.length - 1),
  number: fc.integer({ min: 0, max: 3 }),
  minutes: fc.constantFrom(0, 2, 130),
  crash,
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A class of two seats, and nobody signed up. */
async function fresh(stack: Stack) {
  clock.set('2026-11-24T01:12:00Z');
  stack.told.clear();
  stack.contacts.clear();
  for (const name of ['classes', 'classSignUps', 'seatLists'])
    await own.store.collection(name).deleteMany({});
  const given = await stack
    .process(asItIs)
    .publishing.publishClass(desk, newClass({ seats: 2 }), 'key-of-class');
  return given.id;
}

const mineOf = async (familyId: string): Promise<SignUpDoc | undefined> =>
  (
    await own.store
      .collection<SignUpDoc>('classSignUps')
      .find({ familyId })
      .sort({ joinedAt: 1, _id: 1 })
      .toArray()
  ).at(-1);

async function act(process: Process, { what, family, number }: Step, index: number, classId: string) {
  const familyId = families[family] ?? '';
  const { mine, publishing, keeper, ofFamily, attendance } = process;
  const signUpId = (await mineOf(familyId))?._id ?? 'su_none';
  const body = { childId: `ch_${familyId}`, waitIfFull: number !== 0 };
  const {
    kind: _,
    way: __,
    ...told
  } = newClass({
    seats: what === 'seats' ? number + 1 : 2,
    ...(what === 'price' && { priceFen: number * 1000 }),
    ...(what === 'move' && { sessions: [{ date: `2026-11-${26 + number}`, from: '15:00', to: '16:00' }] }),
  });
  switch (what) {
    case 'join':
      return mine.signUpForClass(familyId, classId, body, `join-${index}`);
    case 'again':
      return mine.signUpForClass(familyId, classId, { ...body, waitIfFull: true }, `again-${number}`);
    case 'cancel':
      return mine.cancelSignUp(familyId, signUpId);
    case 'accept':
      return mine.acceptSeat(familyId, signUpId);
    case 'decline':
      return mine.declineSeat(familyId, signUpId);
    case 'seats':
    case 'price':
    case 'move': {
      const { rev } = (await process.classes.find(classId)) ?? { rev: 0 };
      return publishing.updateClass(desk, classId, { rev, ...told, reason: '老师生病' });
    }
    case 'end':
      return number === 0 ? publishing.cancelClass(desk, classId, { reason: '停电' }) : undefined;
    case 'erase':
      return ofFamily.eraseFamily(familyId);
    case 'mark':
      return attendance.markAttendance(desk, classId, { signUpId, mark: 'attended' });
    case 'expire':
      clock.advance({ minutes: 24 * 60 });
      return keeper.run();
    case 'keep':
      return keeper.run();
  }
}

/** Runs a history, each step in a process of its own that may die, and looks at every write to the seats. */
async function live(stack: Stack, steps: readonly Step[], { keeps = true, process = stack.process } = {}) {
  const classId = await fresh(stack);
  const acknowledged = new Set<string>();
  let before: RosterDoc | null = null;
  for (const [index, given] of steps.entries()) {
    clock.advance({ minutes: given.minutes });
    const interrupt = given.crash ? crashAt(given.crash.nth, given.crash.when) : asItIs;
    try {
      const answer = await act(process(interrupt), given, index, classId);
      if (isSignUp(answer) && answer.status === 'confirmed') acknowledged.add(answer.id);
    } catch (error) {
      if (!(error instanceof Crash || error instanceof DomainError)) throw error;
    }
    const after = await own.store.collection<RosterDoc>('seatLists').findOne({ _id: classId });
    const taken = after?.claims.filter(({ isOffer }) => !isOffer).length ?? 0;
    const had = before?.claims.filter(({ isOffer }) => !isOffer).length ?? 0;
    if (after && taken > had) expect(taken, 'oversold').toBeLessThanOrEqual(Math.max(after.places, had));
    before = after;
  }
  if (keeps) {
    clock.advance({ minutes: 2 });
    for (let run = 0; run < 2; run += 1) await stack.process(asItIs).keeper.run();
  }
  await expectSeatsToMatch(own.store, stack.told);
  // Whoever was told "confirmed" has the seat, unless it ended by a word of its own or of the class.
  for (const id of acknowledged) {
    const signUp = await own.store.collection<SignUpDoc>('classSignUps').findOne({ _id: id });
    if (signUp) expect(['confirmed', 'attended', 'absent', 'cancelled', 'closed']).toContain(signUp.state);
  }
  for (const [key, count] of stack.told.asked) expect(count, key).toBeGreaterThan(0);
}

/** A family's own answer, not the desk's. */
function isSignUp(answer: unknown): answer is { id: string; status: string } {
  return typeof answer === 'object' && answer !== null && 'cancelUntil' in answer;
}

describe('seats of a class, over random histories with crashes between any two writes', () => {
  let stack: Stack;
  beforeAll(async () => {
    await addDistrict(own.store);
    stack = classStack(own.store, clock, children);
  });

  it(
    'agree with the sign-ups, are never oversold, pass nobody over, and everybody hears what there is to hear',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), (steps) => live(stack, steps)),
        { numRuns },
      );
    },
    timeoutMs,
  );

  it(
    'would not, did nobody settle what a crash left (so the histories mean something)',
    async () => {
      const naive = await fc.check(
        fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 22 }), (steps) =>
          live(stack, steps, { keeps: false }),
        ),
        { numRuns: 40, endOnFailure: true },
      );
      expect(naive.failed).toBe(true);
    },
    timeoutMs,
  );

  it(
    'are the same whoever writes: each write to a seat list is fair by itself',
    async () => {
      const writes: [RosterDoc, RosterDoc, Date][] = [];
      const watched = classStack(own.store.useDb(own.store.name), clock, children, (next, before) =>
        writes.push([before, next, clock.now()]),
      );
      // A class that ends early is written to no more.
      const lasting = step.filter(({ what }) => what !== 'end' && what !== 'expire');
      const history = fc.array(lasting, { minLength: 12, maxLength: 22 });
      await fc.assert(
        fc.asyncProperty(history, (steps) => live(watched, steps)),
        { numRuns: Math.ceil(numRuns / 3) },
      );
      expect(writes.length).toBeGreaterThan(5);
      for (const [before, next, at] of writes) expectFairSeats(before, next, at);
    },
    timeoutMs,
  );
});

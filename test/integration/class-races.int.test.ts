import type { SignUpDoc } from '@nearcare/bff/features/classes/sign-ups.model';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Interrupt } from '../support/booking-stack.js';
import { expectSeatsToMatch } from '../support/class-invariants.js';
import { liveClass, newClass } from '../support/class-stack.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { officer, ownClasses } from '../support/own-classes.js';

const [first, second] = ['f_aaaa', 'f_bbbb'] as const;
const test = ownClasses([first, second]);
let classId: string;
beforeEach(async () => {
  classId = await test.publish({ seats: 1 });
  test.clock.advance({ minutes: 1 });
});

/** Does something else, once, right before the n-th write of whoever is written for. */
function before(nth: number, doElse: () => Promise<unknown>): Interrupt {
  let count = 0;
  return async (write) => {
    count += 1;
    if (count === nth) await doElse();
    return write();
  };
}

const signUp = (process: ReturnType<typeof test.stack.process>, familyId: string, waitIfFull = true) =>
  process.mine.signUpForClass(
    familyId,
    classId,
    { childId: `ch_${familyId}`, waitIfFull },
    `key-of-${familyId}`,
  );
const signUpOf = (familyId: string) => test.store.collection<SignUpDoc>('classSignUps').findOne({ familyId });
async function outcomeOf(work: Promise<{ status: string }>): Promise<string> {
  return work.then(
    ({ status }) => status,
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
}
/** The job, later. */
async function keep() {
  test.clock.advance({ minutes: 2 });
  for (let run = 0; run < 2; run += 1) await test.stack.process(asItIs).keeper.run();
  await expectSeatsToMatch(test.store, test.stack.told);
}
const kindsTold = (familyId: string) => test.stack.told.of(familyId).map(({ kind }) => kind);
/** The sign-up itself, its claim, and that it holds. */
const writes = [1, 2, 3] as const;

describe.each(writes)('right before write %i of a sign-up', (nth) => {
  const cancel = () =>
    test.stack.process(asItIs).publishing.cancelClass(officer, classId, { reason: '停电' });
  const {
    kind: _,
    way: __,
    ...moved
  } = newClass({
    ...{ seats: 1, sessions: [{ date: '2026-11-29', from: '10:00', to: '11:00' }] },
  });
  const move = async () => {
    const steady = test.stack.process(asItIs);
    const rev = (await steady.classes.find(classId))?.rev ?? 0;
    return steady.publishing.updateClass(officer, classId, { rev, ...moved, reason: '老师生病' });
  };

  it('the class is cancelled: nobody is left with a seat in it, and whoever had one is told', async () => {
    const outcome = await outcomeOf(signUp(test.stack.process(before(nth, cancel)), first));
    await cancel();
    await keep();
    const state = (await signUpOf(first))?.state;
    expect(['closed', 'abandoned', undefined]).toContain(state);
    if (outcome === 'confirmed') expect([state, kindsTold(first)]).toEqual(['closed', ['classCancelled']]);
  });

  it('the class is moved: whoever signed up for the old time is told the new one, once', async () => {
    const outcome = await outcomeOf(signUp(test.stack.process(before(nth, move)), first));
    expect(['confirmed', 'retry']).toContain(outcome);
    await keep();
    const told = kindsTold(first);
    expect(told.filter((kind) => kind === 'classMoved').length).toBeLessThanOrEqual(1);
    // Only who read the class after it was moved knows without being told.
    if ((await signUpOf(first))?.state === 'confirmed' && nth > 1) expect(told).toEqual(['classMoved']);
  });

  it('the last seat is taken by another: one has it and the other waits', async () => {
    const other = () => outcomeOf(signUp(test.stack.process(asItIs), second));
    let theirs = '';
    const mine = await outcomeOf(
      signUp(
        test.stack.process(
          before(nth, async () => {
            theirs = await other();
          }),
        ),
        first,
      ),
    );
    theirs ||= await other();
    expect([mine, theirs].sort()).toEqual(['confirmed', 'waiting']);
    await keep();
  });

  it('the family is erased: nothing of it is left, and the seat is free', async () => {
    const erase = () => test.stack.process(asItIs).ofFamily.eraseFamily(first);
    await outcomeOf(signUp(test.stack.process(before(nth, erase)), first));
    await erase();
    await keep();
    expect(await signUpOf(first)).toBeNull();
    expect(await outcomeOf(signUp(test.stack.process(asItIs), second))).toBe('confirmed');
    expect(JSON.stringify(await test.store.collection('seatLists').find().toArray())).not.toContain(first);
  });

  it('the other guardian cancels it: the seat goes back', async () => {
    const cancelMine = async () => {
      const mine = await signUpOf(first);
      if (mine) await outcomeOf(test.stack.process(asItIs).mine.cancelSignUp(first, mine._id));
    };
    await outcomeOf(signUp(test.stack.process(before(nth, cancelMine)), first));
    await cancelMine();
    await keep();
    expect((await signUpOf(first))?.state).not.toBe('confirmed');
  });
});

describe.each([1, 2])('right before write %i of a sign-up for a class without limit', (nth) => {
  it('the class is cancelled: nobody is left in it', async () => {
    const steady = test.stack.process(asItIs);
    classId = (await steady.publishing.publishClass(officer, newClass(liveClass), 'key-of-live')).id;
    const cancel = () =>
      test.stack.process(asItIs).publishing.cancelClass(officer, classId, { reason: '停电' });
    const outcome = await outcomeOf(signUp(test.stack.process(before(nth, cancel)), first));
    expect(['class_cancelled', 'retry']).toContain(outcome);
    await keep();
    expect((await signUpOf(first))?.state).toBe('abandoned');
  });
});

/** The sign-up, the claim that is refused, the place in line, and that it waits. */
describe.each([1, 2, 3, 4])('right before write %i of joining the line', (nth) => {
  const join = async (doElse: (holder: string) => Promise<unknown>) => {
    const { id } = await signUp(test.stack.process(asItIs), first);
    return outcomeOf(signUp(test.stack.process(before(nth, () => doElse(id))), second));
  };

  it('the seat comes free: it is this family’s, or offered to it', async () => {
    const outcome = await join((id) => test.stack.process(asItIs).mine.cancelSignUp(first, id));
    expect(['confirmed', 'offered']).toContain(outcome);
    await keep();
    if (outcome === 'offered') expect(kindsTold(second)).toEqual(['seatOffered']);
  });

  it('the class is cancelled: who waited is told as who had a seat', async () => {
    const outcome = await join(() =>
      test.stack.process(asItIs).publishing.cancelClass(officer, classId, { reason: '停电' }),
    );
    await keep();
    expect(kindsTold(first)).toEqual(['classCancelled']);
    if (outcome === 'waiting') expect(kindsTold(second)).toEqual(['classCancelled']);
    else expect(['class_cancelled', 'retry']).toContain(outcome);
  });
});

describe.each([1, 2, 3])('right before write %i of an accepted offer', (nth) => {
  /** The second family waits and is offered the seat. */
  async function offered() {
    const steady = test.stack.process(asItIs);
    const { id } = await signUp(steady, first);
    const waiting = await signUp(steady, second);
    await steady.mine.cancelSignUp(first, id);
    await steady.keeper.run();
    return waiting.id;
  }

  it.each(['cancelled by the class', 'cancelled by the other guardian', 'declined', 'expired'] as const)(
    'the sign-up is %s: either has the last word, and the seats agree',
    async (what) => {
      const id = await offered();
      const steady = test.stack.process(asItIs);
      const doElse = async () => {
        if (what === 'cancelled by the class')
          await steady.publishing.cancelClass(officer, classId, { reason: '停电' });
        if (what === 'cancelled by the other guardian') await outcomeOf(steady.mine.cancelSignUp(second, id));
        if (what === 'declined') await outcomeOf(steady.mine.declineSeat(second, id));
        if (what === 'expired') {
          test.clock.advance({ minutes: 24 * 60 });
          await steady.keeper.run();
        }
      };
      const outcome = await outcomeOf(test.stack.process(before(nth, doElse)).mine.acceptSeat(second, id));
      await keep();
      const state = (await signUpOf(second))?.state;
      // What the class ended was confirmed before, if at all.
      const isKept = outcome === 'confirmed' && state !== 'closed';
      expect(state === 'confirmed').toBe(isKept);
    },
  );

  it('the other guardian accepts it too: both hear that they have it', async () => {
    const id = await offered();
    const other = () => outcomeOf(test.stack.process(asItIs).mine.acceptSeat(second, id));
    const outcome = await outcomeOf(test.stack.process(before(nth, other)).mine.acceptSeat(second, id));
    expect([outcome, await other()]).toEqual(['confirmed', 'confirmed']);
    await keep();
  });
});

describe('who gave up a place in line, and signs up again before the list heard of it', () => {
  it('stands in line again, with a place that is offered in its turn', async () => {
    const steady = test.stack.process(asItIs);
    await signUp(steady, first);
    const waiting = await signUp(steady, second);
    const dying = test.stack.process(crashAt(1, 'after'));
    await expect(dying.mine.cancelSignUp(second, waiting.id)).rejects.toThrow(Crash);
    const body = { childId: `ch_${second}`, waitIfFull: true };
    const again = await steady.mine.signUpForClass(second, classId, body, 'key-of-another-guardian');
    expect([again.status, again.waitlistPosition]).toEqual(['waiting', 1]);
    await steady.mine.cancelSignUp(first, (await signUpOf(first))?._id ?? '');
    expect((await steady.mine.acceptSeat(second, again.id)).status).toBe('confirmed');
    await keep();
  });
});

describe('a sign-up that came to nothing and is tried again with its key', () => {
  it('is as young as its last try: the job takes no living writer for dead', async () => {
    const steady = test.stack.process(asItIs);
    await signUp(steady, first);
    expect(await outcomeOf(signUp(steady, second, false))).toBe('class_full');
    await steady.mine.cancelSignUp(first, (await signUpOf(first))?._id ?? '');
    test.clock.advance({ minutes: 30 });
    // The job runs between the writes of the second try: once it is there, and once it has its seat.
    const keeper = test.stack.process(asItIs).keeper;
    const slow = test.stack.process(async (write) => {
      await keeper.run();
      return write();
    });
    expect(await outcomeOf(signUp(slow, second, false))).toBe('confirmed');
    await keep();
  });
});

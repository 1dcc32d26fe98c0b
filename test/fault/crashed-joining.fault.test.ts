import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Interrupt } from '../support/booking-stack.js';
import { ownTestApp } from '../support/build-test-app.js';
import { joiningStack } from '../support/joining-stack.js';
import { Parent } from '../support/parent.js';

class Crash extends Error {}
/** The writes of one acceptance: attempt, decision, move, end of the family that is left, the decision settled. */
const mostWrites = 30;

const test = ownTestApp();
let stack: ReturnType<typeof joiningStack>;
beforeAll(() => {
  stack = joiningStack(test);
});

/** Does `instead` at the given write, before it or after it. */
function at(nth: number, when: 'before' | 'after', instead: () => Promise<void>): Interrupt {
  let count = 0;
  return async (write) => {
    count += 1;
    const isIt = count === nth;
    if (isIt && when === 'before') await instead();
    const result = await write();
    if (isIt && when === 'after') await instead();
    return result;
  };
}

/** Dies when so many writes are done. What the process wanted to do later never happens. */
function deadAfter(writes: number): Interrupt {
  let count = 0;
  return async (write) => {
    if (count >= writes) throw new Crash();
    count += 1;
    return write();
  };
}

async function twoFamilies() {
  test.clock.advance({ minutes: 2 });
  const [mother, father] = [await new Parent(test.app).signIn(), await new Parent(test.app).signIn()];
  const { code } = (await mother.call('inviteGuardian')).body;
  const guardianId = (await father.call('getMyFamily')).body.guardians[0]?.id ?? '';
  const who = { familyId: father.familyId, guardianId };
  return { mother, father, code, who };
}
const membersOf = async (parent: Parent) => (await parent.call('getMyFamily')).body.guardians.length;

/** Nothing under the family's id, and nothing that could open what a backup still holds. */
async function expectEnded(familyId: string): Promise<void> {
  const { store } = test.app;
  expect(await store.collection('families').countDocuments({ _id: familyId as never })).toBe(0);
  for (const name of ['children', 'pickups', 'pickupCodes', 'feeReductions', 'guardians', 'quotes'])
    expect(await store.collection(name).countDocuments({ familyId }), name).toBe(0);
  const keys = familyKeys({ ring: test.config.keyRing, vault: folderVault(test.config.keysDir) });
  expect(await keys.find(familyId)).toBeNull();
}

type Check = (made: Awaited<ReturnType<typeof twoFamilies>>, isDecided: boolean) => Promise<void>;

/** The same for every other crash, from the first or the second on; the long rounds leave none out. */
function forSomeCrashes(check: Check): Promise<number> {
  return process.env.SOAK ? forEveryCrash(check) : forEveryCrash(check, Math.floor(Math.random() * 2), 2);
}

/** Runs an acceptance that dies between any two writes, until one gets through. @returns how many writes it had */
async function forEveryCrash(check: Check, first = 0, stride = 1): Promise<number> {
  for (let writes = first; writes <= mostWrites; writes += stride) {
    const made = await twoFamilies();
    const dying = stack.process(deadAfter(writes));
    const isThrough = await dying.acceptInvitation(made.who, made.code).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof Crash)) throw error;
        return false;
      },
    );
    if (isThrough) return writes;
    const id = made.mother.familyId as never;
    const circle = await test.app.store.collection('families').findOne({ _id: id });
    await check(made, circle?.join !== null);
  }
  throw new Error(`more than ${mostWrites} writes`);
}

describe('an acceptance that a crash cut short at any write', () => {
  it('is carried on when the guardian asks again', async () => {
    const writes = await forEveryCrash(async ({ mother, father, code, who }) => {
      test.clock.advance({ minutes: 2 });
      await father.signIn();
      const again = await father.call('acceptInvitation', { body: { code } });
      expect([again.status, again.body]).toEqual([200, { familyId: mother.familyId }]);
      expect(await membersOf(mother)).toBe(2);
      await expectEnded(who.familyId);
    });
    // So that this test would notice if the writes no longer passed here.
    expect(writes).toBeGreaterThanOrEqual(9);
  });

  it('is carried on when the family that invited is looked at, or had not begun', async () => {
    await forSomeCrashes(async ({ mother, father, who }, isDecided) => {
      expect(await membersOf(mother)).toBe(isDecided ? 2 : 1);
      expect((await mother.call('getMyFamily')).body.invitations).toHaveLength(isDecided ? 0 : 1);
      test.clock.advance({ minutes: 2 });
      await father.signIn();
      expect(father.familyId).toBe(isDecided ? mother.familyId : who.familyId);
      if (isDecided) await expectEnded(who.familyId);
      // Whichever it is, the father has a family that takes a child in.
      await father.addChild();
    });
  });

  it('does not keep others out: who is invited next comes in, or is told that the family is full', async () => {
    await forSomeCrashes(async ({ mother, code }, isDecided) => {
      const aunt = await new Parent(test.app).signIn();
      const answer = await aunt.call('acceptInvitation', { body: { code } });
      expect(answer.status).toBe(isDecided ? 409 : 200);
      expect(await membersOf(mother)).toBe(2);
    });
  });

  it('lets go of a guardian who has begun to use the old family again', async () => {
    // Decided, and nothing more.
    const { mother, father, code, who } = await twoFamilies();
    await expect(stack.process(deadAfter(2)).acceptInvitation(who, code)).rejects.toThrow(Crash);
    const child = await father.addChild();
    expect(await membersOf(mother)).toBe(1);
    expect((await father.call('getMyFamily')).body.children).toEqual([child]);
    const again = await father.call('acceptInvitation', { body: { code } });
    expect([again.status, again.problem.code]).toEqual([409, 'family_not_empty']);
    await father.call('removeChild', { params: { childId: child.id } });
    expect((await father.call('acceptInvitation', { body: { code } })).status).toBe(200);
    expect(await membersOf(mother)).toBe(2);
  });
});

describe('an acceptance sent twice', () => {
  it('is told of its success also when the other one was faster, at any write', async () => {
    let isOvertaken = true;
    for (let nth = 1; isOvertaken; nth += 1) {
      expect(nth).toBeLessThanOrEqual(mostWrites);
      const { mother, code, who } = await twoFamilies();
      isOvertaken = false;
      const overtaking = at(nth, 'before', async () => {
        isOvertaken = true;
        await stack.process((write) => write()).acceptInvitation(who, code);
      });
      const answer = await stack.process(overtaking).acceptInvitation(who, code);
      expect(answer).toEqual({ familyId: mother.familyId });
      expect(await membersOf(mother)).toBe(2);
      await expectEnded(who.familyId);
    }
  });

  it('is told of its success also when the other one moved the guardian and died after any further write', async () => {
    const move = 3;
    let isThrough = false;
    for (let writes = 0; !isThrough; writes += 1) {
      expect(writes).toBeLessThanOrEqual(mostWrites);
      const { mother, code, who } = await twoFamilies();
      const overtaking = at(move, 'before', async () => {
        const other = stack.process(deadAfter(writes)).acceptInvitation(who, code);
        isThrough = await other.then(
          () => true,
          () => false,
        );
      });
      const answer = await stack.process(overtaking).acceptInvitation(who, code);
      expect(answer).toEqual({ familyId: mother.familyId });
      expect(await membersOf(mother)).toBe(2);
      await expectEnded(who.familyId);
    }
  });
});

describe('a child that another device adds while its guardian joins elsewhere', () => {
  it.each([
    [1, 'before'],
    [2, 'before'],
    [2, 'after'],
    [3, 'before'],
  ] as const)('is not lost (at write %i, %s)', async (nth, when) => {
    const { mother, father, code, who } = await twoFamilies();
    await father.agreeTo('childProfile');
    let childId = '';
    const interrupt = at(nth, when, async () => {
      childId = (await father.addChild()).id;
    });
    const refused = stack.process(interrupt).acceptInvitation(who, code);
    await expect(refused).rejects.toThrow(new DomainError('family_not_empty'));
    test.clock.advance({ minutes: 2 });
    await father.signIn();
    const { id, children, guardians } = (await father.call('getMyFamily')).body;
    expect([id, children.map((child) => child.id), guardians.length]).toEqual([who.familyId, [childId], 1]);
    expect(await membersOf(mother)).toBe(1);
    // The invitation has not been used up by this.
    expect((await mother.call('getMyFamily')).body.invitations).toHaveLength(1);
  });
});

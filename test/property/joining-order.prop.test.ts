import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Interrupt } from '../support/booking-stack.js';
import { ownTestApp } from '../support/build-test-app.js';
import { joiningStack } from '../support/joining-stack.js';
import { Parent } from '../support/parent.js';

const numRuns = process.env.SOAK ? 400 : 8;

const test = ownTestApp();
let stack: ReturnType<typeof joiningStack>;
beforeAll(() => {
  stack = joiningStack(test);
});

async function someone() {
  const parent = await new Parent(test.app).signIn();
  const guardianId = (await parent.call('getMyFamily')).body.guardians[0]?.id ?? '';
  return { parent, who: { familyId: parent.familyId, guardianId } };
}

describe('joining, in any order of the writes of several processes', () => {
  it('never makes three guardians, lets each invitation in one, and tells everybody the truth', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, isSameCode) => {
        test.clock.advance({ days: 1 });
        const [mother, father, aunt] = [await someone(), await someone(), await someone()];
        const first = (await mother.parent.call('inviteGuardian')).body;
        const second = (await mother.parent.call('inviteGuardian')).body;
        let turn = 0;
        const inTurn: Interrupt = async (write) => {
          turn += 1;
          await scheduler.schedule(Promise.resolve(), `write ${turn}`);
          return write();
        };
        const told = <T>(work: Promise<T>) =>
          work.then(
            () => 'done',
            (error: unknown) => (error as { code?: string }).code ?? String(error),
          );
        const auntsCode = isSameCode ? first.code : second.code;
        const everything = Promise.all([
          told(stack.process(inTurn).acceptInvitation(father.who, first.code)),
          told(stack.process(inTurn).acceptInvitation(aunt.who, auntsCode)),
          // The father's phone sends it twice, and the mother thinks better of it.
          told(stack.process(inTurn).acceptInvitation(father.who, first.code)),
          told(stack.process(inTurn).revokeInvitation(mother.who.familyId, first.id)),
        ]);
        const [fathers, aunts, fathersAgain, revoked] = await scheduler.waitFor(everything);

        const members = (await mother.parent.call('getMyFamily')).body.guardians.map(({ id }) => id);
        const isIn = ({ who }: typeof father) => members.includes(who.guardianId);
        expect(members.length).toBeLessThanOrEqual(2);
        expect([fathers, fathersAgain]).toEqual(
          isIn(father) ? ['done', 'done'] : ['invitation_expired', 'invitation_expired'],
        );
        expect(aunts).toBe(isIn(aunt) ? 'done' : 'invitation_expired');
        const isFirstUsed = isIn(father) || (isIn(aunt) && isSameCode);
        expect(revoked).toBe(isFirstUsed ? 'not_found' : 'done');
        // Who stayed outside has a family that goes on.
        for (const one of [father, aunt])
          if (!isIn(one)) expect((await one.parent.call('inviteGuardian')).status).toBe(201);
      }),
      { numRuns },
    );
  });
});

import { endedSessions } from '@nearcare/bff/features/auth/ended-sessions';
import { guardiansPublic } from '@nearcare/bff/features/auth/guardians.service';
import { familyNews } from '@nearcare/bff/features/families/family-news';
import { noticesPublic } from '@nearcare/bff/features/notices/notices.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { askedReduction, collectingTomorrow, toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { deskErasureOf } from '../support/desk-holder.js';
import { familyModels } from '../support/family-models.js';

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

/** One run of the job that tells families, in a second process. */
async function tellUntold(): Promise<number> {
  const { clock, config } = test;
  const models = familyModels(test);
  const keys = familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) });
  const ended = endedSessions(models.accounts, clock.now);
  const desks = deskErasureOf(test, keys, (write) => write());
  const guardians = guardiansPublic({ model: models.accounts, keys, ended, desks, clock });
  const notices = noticesPublic({ model: models.notices, guardians, keys, clock });
  const { codes, reductions } = familyNews({ model: models.families, keys, notices });
  return (await codes.tellAll()) + (await reductions.tellAll());
}

const decisions = {
  'uses a pick-up code': async () => {
    const { parent, nextDay, redeem, stateNow } = await collectingTomorrow(test);
    await nextDay();
    const act = (key?: string) => redeem(undefined, undefined, key);
    return { parent, act, isDone: async () => (await stateNow()) === 'used', document: 'PickupCode' };
  },
  'decides a fee reduction': async () => {
    const { parent, decide, mine } = await askedReduction(test);
    const isDone = async () => (await mine())[0]?.state === 'granted';
    return { parent, act: () => decide('granted'), isDone, document: 'FeeReduction' };
  },
};
const crash = new Error('the process died here');

describe.each(Object.entries(decisions))('a desk that %s and dies', (_, decided) => {
  it('before its family was told: the next process tells it, once', async () => {
    const { parent, act, isDone } = await decided();
    const writing = vi.spyOn(test.app.store.model('Notice'), 'create').mockRejectedValue(crash);
    expect((await act('desk-key-1')).status).toBe(500);
    writing.mockRestore();
    expect([await isDone(), await toldTo(parent)]).toEqual([true, []]);
    expect([await tellUntold(), await tellUntold()]).toEqual([1, 0]);
    expect(await toldTo(parent)).toHaveLength(1);
  });

  it('when it had told its family: nobody is told again, by the job or by asking again', async () => {
    const { parent, act, document } = await decided();
    const model = test.app.store.model(document);
    const { updateOne } = model;
    const marking = vi.spyOn(model, 'updateOne').mockImplementation((...asked: unknown[]) => {
      if ('$unset' in ((asked[1] ?? {}) as object)) throw crash;
      return updateOne.apply(model, asked as never);
    });
    expect((await act('desk-key-2')).status).toBe(500);
    marking.mockRestore();
    expect(await toldTo(parent)).toHaveLength(1);
    expect((await act('desk-key-2')).status).toBe(200);
    expect([await toldTo(parent), await tellUntold()]).toEqual([[expect.anything()], 0]);
  });
});

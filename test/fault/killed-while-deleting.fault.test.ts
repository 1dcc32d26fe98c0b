import type { Reply } from '@nearcare/shared/contract/types';
import { describe, expect, it, vi } from 'vitest';
import { expectClaimsToMatch } from '../support/booking-stack.js';
import { ownDataFolder } from '../support/data-folder.js';
import { addCentre, addDistrict, makeGroup } from '../support/factories.js';
import { birthday, KnownParent } from '../support/known-parent.js';
import { findMentions } from '../support/mentions.js';
import { startBff } from '../support/processes.js';

const rounds = process.env.SOAK ? 25 : 2;
const limitMs = 60_000 + rounds * 60_000;
const families = 3;

const { env, withStore } = ownDataFolder();

function newParent(round: number, index: number) {
  return new KnownParent({
    phone: `138${10_000_000 + round * 100 + index}`,
    nickname: '小满',
    birthOn: birthday(),
    pickupName: '外婆',
    pickupPhone: '13700001111',
    note: '家里三个孩子',
  });
}

describe('a server killed while families delete themselves and decide about consents', () => {
  it(
    `finishes every deletion it answered, and keeps every decision it acknowledged (${rounds} kills)`,
    async () => {
      const group = makeGroup({ places: families * rounds });
      const centreId = await withStore(async (store) => {
        await addDistrict(store);
        return (await addCentre(store, { groups: [group] }))._id;
      });
      const erased: string[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const server = await startBff(env());
        const people = [];
        for (let index = 0; index < families; index += 1) {
          const parent = newParent(round, index);
          const { session } = await parent.comeIn(server.url);
          const { child } = await parent.liveHere(server.url, centreId);
          const { receiptId } = await parent.mustCall(server.url, 'previewDeletion');
          people.push({ parent, receiptId, ids: [session.familyId, child.id] });
        }
        const decider = newParent(round, families);
        await decider.comeIn(server.url);
        const { items } = await decider.mustCall(server.url, 'listConsents');
        const { purpose, version } = items[1] ?? {};

        // Killed at the first to third answer, while the job is at work and the others are on their way.
        const killedAfter = 1 + Math.floor(Math.random() * families);
        let answers = 0;
        let decisions = 0;
        const answered = new Set<string>();
        const deleting = people.map(async ({ parent, receiptId }) => {
          const body = { scope: 'family' };
          const { status } = await parent.call(server.url, 'deleteMyAccount', { body });
          if (status === 201) answered.add(receiptId);
          answers += 1;
          if (answers === killedAfter) server.child.kill('SIGKILL');
        });
        const deciding = async () => {
          for (;;) {
            const id = decisions % 2 === 0 ? 'giveConsent' : 'withdrawConsent';
            const body = id === 'giveConsent' ? { purpose, version } : { purpose };
            await decider.mustCall(server.url, id, { body });
            decisions += 1;
          }
        };
        await Promise.allSettled([...deleting, deciding()]);
        await server.stop('SIGKILL');

        const again = await startBff(env());
        for (const { parent, receiptId, ids } of people) {
          const params = { receiptId };
          const found = await parent.call(again.url, 'getDeletionReceipt', { params });
          if (answered.has(receiptId)) expect([receiptId, found.status]).toEqual([receiptId, 200]);
          if (found.status === 404) {
            expect((await parent.mustCall(again.url, 'exportMyData')).children).toHaveLength(1);
            continue;
          }
          await vi.waitFor(
            async () => {
              const receipt = await parent.mustCall(again.url, 'getDeletionReceipt', { params });
              expect(receipt.state).toBe('done' satisfies Reply<'getDeletionReceipt'>['state']);
            },
            { timeout: 30_000 },
          );
          erased.push(...ids);
        }
        const mine = (await decider.mustCall(again.url, 'exportMyData')).consents;
        // One more may have been written whose answer was cut off.
        expect([decisions, decisions + 1]).toContain(mine.length);
        expect(mine.map(({ decision }) => decision)).toEqual(
          mine.map((_, index) => (index % 2 === 0 ? 'given' : 'withdrawn')),
        );
        await again.stop();
      }
      expect(erased.length).toBeGreaterThan(0);
      await withStore(async (store) => {
        const left = (await findMentions(store, erased)).map((place) => place.split('/')[0]);
        // The receipt knows whose it is until everything was gone over once more, two minutes later.
        expect([...new Set(left)]).toEqual(['consentEvents', 'deletions']);
        await expectClaimsToMatch(store);
      });
    },
    limitMs,
  );
});

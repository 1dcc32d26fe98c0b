import { loadDemoComplaints } from '@nearcare/bff/demo/demo-complaints';
import { inviteToDemoDesks } from '@nearcare/bff/demo/demo-desks';
import { loadDemoCounty } from '@nearcare/bff/demo/load-demo-county';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { authenticatorCode } from '../support/desk-holder.js';
import { Parent } from '../support/parent.js';

const test = ownTestApp();
const load = () => {
  const { config, clock, app } = test;
  const keys = familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) });
  const markSecret = config.phoneIndexSecret;
  return loadDemoComplaints({ store: app.store, keys, markSecret, now: clock.now() });
};
beforeAll(async () => {
  await loadDemoCounty(test.app.store, test.clock.now());
  for (let times = 0; times < 2; times += 1) await load();
});

async function demoOfficer(): Promise<Parent> {
  const { config, clock, app } = test;
  const invitations = await inviteToDemoDesks({
    ...{ store: app.store, clock, codeSecret: config.phoneIndexSecret },
    keys: familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) }),
  });
  const officer = await new Parent(app).signIn();
  const joined = await officer.call('joinDesk', { body: { invitationCode: invitations[1]?.code } });
  const { membershipId, secret } = joined.body;
  await officer.call('openDesk', { body: { membershipId, code: authenticatorCode(secret, clock.now()) } });
  return officer;
}

describe('the demo county', () => {
  it('has complaints in many states, all called 演示, that its officer sees', async () => {
    const officer = await demoOfficer();
    const list = async (group: string) =>
      (await officer.call('deskListComplaints', { query: { group, limit: 50 } })).body.items;
    const [open, ended] = [await list('open'), await list('ended')];
    expect(open.map(({ state }) => state).sort()).toEqual(
      ['submitted', 'submitted', 'submitted', 'accepted', 'replied'].sort(),
    );
    expect(new Set(ended.map(({ state }) => state))).toEqual(new Set(['closed', 'refused']));
    for (const { id } of [...open, ...ended]) {
      const { what } = (await officer.call('deskGetComplaint', { params: { complaintId: id } })).body;
      expect(what).toMatch(/^演示：/);
    }
  });

  it('has enough of months before to be counted', async () => {
    const tracked = await new Parent(test.app).call('trackComplaint', {
      body: { trackingCode: 'demo-code-0000-0000' },
    });
    const { centreId } = tracked.body.place;
    const { body } = await new Parent(test.app).call('getComplaintStatistics', {
      query: { centreId: centreId ?? '' },
    });
    expect(body).toMatchObject({ received: 8, solved: 8 });
  });
});

import { authModel } from '@nearcare/bff/features/auth/auth.model';
import { blindIndex } from '@nearcare/bff/features/auth/blind-index';
import { endedSessions } from '@nearcare/bff/features/auth/ended-sessions';
import { guardiansPublic } from '@nearcare/bff/features/auth/guardians.service';
import { identitiesService } from '@nearcare/bff/features/auth/identities.service';
import { refreshTokens } from '@nearcare/bff/features/auth/refresh-token';
import { sessionsService } from '@nearcare/bff/features/auth/sessions.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { newId } from '@nearcare/bff/lib/ids';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { deskErasureOf } from '../support/desk-holder.js';
import { Device, userAgents } from '../support/device.js';

const test = ownTestApp();

/** Guardians as another process of the same installation has them. */
function otherProcess() {
  const model = authModel(test.app.store);
  const ended = endedSessions(model, test.clock.now);
  const keys = familyKeys({ ring: test.config.keyRing, vault: folderVault(test.config.keysDir) });
  const desks = deskErasureOf(test, keys, (write) => write());
  return { ended, guardians: guardiansPublic({ model, keys, ended, desks, clock: test.clock }), keys };
}

describe('a guardian', () => {
  it('that moves is refused by its old token, and goes on in the new family by refreshing', async () => {
    const { guardians, ended } = otherProcess();
    const device = await new Device(test).signInHere();
    const [id, from, to] = [device.guardianId, device.familyId, newId('f')];
    const before = { sessionId: device.sessionId, guardianId: id, familyId: from };
    expect(await ended.isLive(before)).toBe(true);
    expect(await guardians.moveGuardian(id, from, to)).toBe(true);
    // At once where it happened, within two seconds elsewhere.
    expect(await ended.isLive(before)).toBe(false);
    await expect.poll(() => device.isLetIn(), { timeout: 5_000 }).toBe('session_expired');

    const next = await device.refresh();
    expect(next.body.familyId).toBe(to);
    expect(await device.isLetIn(next.body.accessToken)).toBe('yes');
    const [moved] = await guardians.listGuardiansInFull(to);
    expect(moved).toEqual({
      id,
      phone: device.phone,
      phoneTail: device.phone.slice(-4),
      joinedAt: test.clock.now(),
    });
    expect(await guardians.listGuardians(from)).toEqual([]);
    expect(await guardians.moveGuardian(id, from, to)).toBe(false);
  });

  it('keeps its number readable in the new family when the old one’s key is destroyed', async () => {
    const { guardians, keys } = otherProcess();
    const device = await new Device(test).signInHere('weapp', userAgents.iPhone);
    const to = newId('f');
    await guardians.moveGuardian(device.guardianId, device.familyId, to);
    await keys.destroy(device.familyId);
    expect((await guardians.listGuardiansInFull(to))[0]?.phone).toBe(device.phone);
    device.token = (await device.refresh()).body.accessToken;
    expect((await device.call('listSessions')).body.items[0]?.device).toBe('微信');
  });

  it('moved by two at once goes to one of them', async () => {
    const { guardians } = otherProcess();
    const device = await new Device(test).signInHere();
    const [id, from] = [device.guardianId, device.familyId];
    const goals = [newId('f'), newId('f')];
    const moves = await Promise.all(goals.map((to) => guardians.moveGuardian(id, from, to)));
    expect(moves.filter(Boolean)).toHaveLength(1);
    expect(await guardians.listGuardians(goals[moves.indexOf(true)] ?? '')).toHaveLength(1);
    expect(await guardians.listGuardians(goals[moves.indexOf(false)] ?? '')).toHaveLength(0);
  });

  it('that is erased leaves nothing that finds it, and no token of it counts', async () => {
    const { guardians } = otherProcess();
    const device = await new Device(test).signInHere();
    const id = device.guardianId;
    const guardian = await authModel(test.app.store).findGuardian(id);
    expect(await device.isLetIn()).toBe('yes');
    for (const _ of [1, 2]) await guardians.eraseGuardian(id);
    await expect.poll(() => device.isLetIn(), { timeout: 5_000 }).toBe('session_expired');
    expect((await device.refresh()).problem.code).toBe('session_expired');

    const collections = await test.app.store.db?.collections();
    const everything = await Promise.all((collections ?? []).map((one) => one.find().toArray()));
    const text = JSON.stringify(everything);
    for (const trace of [id, device.familyId, guardian?.phoneIndex]) expect(text).not.toContain(trace);
  });

  it('that is erased while it signs in is not signed in', async () => {
    const { guardians, ended, keys } = otherProcess();
    const device = await new Device(test).signInHere();
    const model = authModel(test.app.store);
    const found = await model.findGuardian(device.guardianId);
    if (!found) throw new Error('the guardian just signed in is not there');
    await guardians.eraseGuardian(device.guardianId);
    const tokens = refreshTokens(test.config.sessionSecret);
    const sessions = sessionsService({ model, keys, ended, tokens, clock: test.clock });
    expect(await sessions.openSession(found, 'weapp', null)).toBeNull();
    expect(await model.listLive(device.guardianId, test.clock.now())).toEqual([]);
  });

  it('that was erased and comes again is somebody new', async () => {
    const { guardians } = otherProcess();
    const device = await new Device(test).signInHere();
    await guardians.eraseGuardian(device.guardianId);
    const again = await new Device(test, device.phone).signInHere();
    expect(again.familyId).not.toBe(device.familyId);
    expect(again.guardianId).not.toBe(device.guardianId);
    expect(await again.isLetIn()).toBe('yes');
  });

  it('knows its devices for the export', async () => {
    const { guardians } = otherProcess();
    const device = await new Device(test).signInHere();
    const at = test.clock.now();
    expect(await guardians.listDevices(device.guardianId)).toEqual([
      { client: 'weapp', signedInAt: at, lastUsedAt: at },
    ]);
  });
});

describe('two first sign-ins that both find nobody', () => {
  /** Signing in where each of the first `count` looks for a guardian waits for the others to have looked too. */
  function identitiesLookingTogether(count: number) {
    const { guardians, keys } = otherProcess();
    const model = authModel(test.app.store);
    let looked = 0;
    let release: () => void = () => undefined;
    const allLooked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const findBy: typeof model.findBy = (async (identity: Parameters<typeof model.findBy>[0]) => {
      const found = await model.findBy(identity);
      looked += 1;
      if (looked >= count) release();
      await allLooked;
      return found;
    }) as never;
    return identitiesService({
      model: { ...model, findBy },
      guardians,
      keys,
      index: blindIndex(test.config.phoneIndexSecret),
      spareFamily: { isEmpty: async () => true, erase: async () => undefined },
      endAll: async () => undefined,
      clock: test.clock,
    });
  }
  const newPhone = () => new Device(test).phone;

  it('by one phone make one guardian', async () => {
    const identities = identitiesLookingTogether(2);
    const phone = newPhone();
    const both = await Promise.all([identities.byPhone(phone), identities.byPhone(phone)]);
    expect(both[0]._id).toBe(both[1]._id);
  });

  it('by one WeChat account make one guardian', async () => {
    const identities = identitiesLookingTogether(2);
    const openid = newId('openid');
    const both = await Promise.all([identities.byOpenid(openid), identities.byOpenid(openid)]);
    expect(both[0]._id).toBe(both[1]._id);
  });

  it('by phone and by WeChat with that phone make one guardian with both', async () => {
    const identities = identitiesLookingTogether(3);
    const [openid, phone] = [newId('openid'), newPhone()];
    const both = await Promise.all([identities.byPhone(phone), identities.byOpenidAndPhone(openid, phone)]);
    expect(both[0]._id).toBe(both[1]._id);
    expect((await identities.byOpenid(openid))._id).toBe(both[0]._id);
    const { guardians } = otherProcess();
    expect((await guardians.listGuardiansInFull(both[0].familyId))[0]?.phone).toBe(phone);
  });
});

describe('a process that starts', () => {
  it('refuses from its first request on what others have ended', async () => {
    const { guardians } = otherProcess();
    const device = await new Device(test).signInHere();
    const session = {
      sessionId: device.sessionId,
      guardianId: device.guardianId,
      familyId: device.familyId,
    };
    await guardians.eraseGuardian(session.guardianId);
    test.clock.advance({ minutes: 14 });
    expect(await otherProcess().ended.isLive(session)).toBe(false);
  });
});

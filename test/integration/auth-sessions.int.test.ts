import { newId } from '@nearcare/bff/lib/ids';
import { apiPrefix } from '@nearcare/shared/contract/routes';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { Device, userAgents } from '../support/device.js';
import { Parent } from '../support/parent.js';

const test = ownTestApp();

describe('a session', () => {
  it('goes on by trading its refresh token for a new one', async () => {
    const device = await new Device(test).signInHere();
    const next = await device.refresh();
    expect(next.body.refreshToken).not.toBe(device.refreshToken);
    expect(await device.isLetIn(next.body.accessToken)).toBe('yes');
  });

  it('ends for both holders when an old refresh token comes back', async () => {
    const device = await new Device(test).signInHere();
    const next = (await device.refresh()).body;
    test.clock.advance({ seconds: 31 });
    expect((await device.refresh()).problem.code).toBe('session_expired');
    expect((await device.refresh(next.refreshToken)).problem.code).toBe('session_expired');
    expect(await device.isLetIn(next.accessToken)).toBe('session_expired');
  });

  it('ends when a token from long ago comes back at once', async () => {
    const device = await new Device(test).signInHere();
    const second = (await device.refresh()).body.refreshToken ?? '';
    const third = (await device.refresh(second)).body.refreshToken ?? '';
    expect((await device.refresh()).problem.code).toBe('session_expired');
    expect((await device.refresh(third)).problem.code).toBe('session_expired');
  });

  it('gets the very answer again that was lost on a bad network', async () => {
    const device = await new Device(test).signInHere();
    const lost = (await device.refresh()).body.refreshToken;
    test.clock.advance({ seconds: 5 });
    const again = await device.refresh();
    expect([again.status, again.body.refreshToken]).toEqual([200, lost]);
    expect((await device.refresh(again.body.refreshToken)).status).toBe(200);
  });

  it('refreshed by two pages at once goes on for both', async () => {
    const device = await new Device(test).signInHere();
    const both = await Promise.all([device.refresh(), device.refresh()]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both[0]?.body.refreshToken).toBe(both[1]?.body.refreshToken);
  });

  it('is not ended by a token that somebody made up', async () => {
    const device = await new Device(test).signInHere();
    const [id, proof] = device.refreshToken.split('.');
    for (const madeUp of [`${id}.${proof}.1`, `${id}.${'A'.repeat(43)}.0`, `${id}.`, `${id}`, '..', 'x'])
      expect((await device.refresh(madeUp)).problem.code).toBe('session_expired');
    expect((await device.refresh()).status).toBe(200);
  });

  it('is refreshed whatever access token the phone still sends along', async () => {
    const device = await new Device(test).signInHere();
    device.token = 'run.out.token';
    expect((await device.refresh()).status).toBe(200);
  });

  it('ends sixty days after it was used last', async () => {
    const device = await new Device(test).signInHere();
    test.clock.advance({ days: 59 });
    const next = (await device.refresh()).body.refreshToken ?? '';
    test.clock.advance({ days: 59 });
    const last = (await device.refresh(next)).body.refreshToken ?? '';
    test.clock.advance({ days: 60 });
    expect((await device.refresh(last)).problem.code).toBe('session_expired');
  });

  it('on the web keeps its refresh token where no script can read it', async () => {
    const parent = new Parent(test.app);
    const { developmentCode } = (await parent.call('requestPhoneCode', { body: { phone: parent.phone } }))
      .body;
    const { body, headers } = await parent.call('loginWithPhone', {
      body: { phone: parent.phone, code: developmentCode, client: 'h5' },
    });
    expect(body.refreshToken).toBeUndefined();
    expect(String(headers['set-cookie'])).toMatch(/nearcare_refresh=.+HttpOnly.*SameSite=Strict/);
  });

  it('keeps neither the number nor its tail nor a device’s name nor a token in the store', async () => {
    const device = await new Device(test, '13912345678').signInHere('weapp', userAgents.iPhone);
    const collections = await test.app.store.db?.collections();
    const everything = await Promise.all((collections ?? []).map((one) => one.find().toArray()));
    const text = JSON.stringify(everything);
    expect(text).toContain(device.sessionId);
    const [, proof] = device.refreshToken.split('.');
    for (const secret of [device.phone, '"5678"', 'iPhone', '微信', proof])
      expect(text).not.toContain(secret);
  });
});

describe('my devices', () => {
  it('are listed with names, the last used first, and this one marked', async () => {
    const phone = await new Device(test).signInHere();
    const signedInAt = test.clock.now().toISOString();
    const browser = await new Device(test, phone.phone).signInHere('h5', userAgents.iPhone);
    test.clock.advance({ minutes: 5 });
    const lastUsedAt = test.clock.now().toISOString();
    phone.token = (await phone.refresh()).body.accessToken;
    const { items } = (await phone.call('listSessions')).body;
    expect(items.map(({ device, client, isThis }) => ({ device, client, isThis }))).toEqual([
      { device: '微信', client: 'weapp', isThis: true },
      { device: 'Chrome · iPhone', client: 'h5', isThis: false },
    ]);
    expect(items[0]).toMatchObject({ id: phone.sessionId, signedInAt, lastUsedAt });
    const seenByTheOther = (await browser.call('listSessions')).body.items;
    expect(seenByTheOther.map(({ isThis }) => isThis)).toEqual([false, true]);
  });

  it('end one by one: neither token of that device counts from then on; asked again, the same answer', async () => {
    const kept = await new Device(test).signInHere();
    const lost = await new Device(test, kept.phone).signInHere();
    const params = { sessionId: lost.sessionId };
    for (const _ of [1, 2]) expect((await kept.call('endSession', { params })).status).toBe(200);
    expect(await lost.isLetIn()).toBe('session_expired');
    expect((await lost.refresh()).problem.code).toBe('session_expired');
    expect(await kept.isLetIn()).toBe('yes');
    expect((await kept.call('listSessions')).body.items).toHaveLength(1);
  });

  it('of somebody else answer like none at all, and stay signed in', async () => {
    const [mine, theirs] = [await new Device(test).signInHere(), await new Device(test).signInHere()];
    const answers = [theirs.sessionId, newId('s')].map((sessionId) =>
      mine.call('endSession', { params: { sessionId } }),
    );
    const [foreign, none] = (await Promise.all(answers)).map(({ problem }) => ({
      ...problem,
      requestId: '',
    }));
    expect(foreign).toEqual(none);
    expect(foreign?.status).toBe(404);
    expect(await theirs.isLetIn()).toBe('yes');
  });

  it('are asked of nobody who is not signed in', async () => {
    for (const id of ['listSessions', 'endSession'] as const) {
      const answer = await new Parent(test.app).call(id, { params: { sessionId: newId('s') } });
      expect([answer.status, answer.problem.code]).toEqual([401, 'sign_in_required']);
    }
  });
});

describe('signing out', () => {
  const signOut = (device: Device, body: object) =>
    device.call('signOut', { body: { client: 'weapp', refreshToken: device.refreshToken, ...body } });

  it('ends this device at once, the access token included, and no other', async () => {
    const device = await new Device(test).signInHere();
    const other = await new Device(test, device.phone).signInHere();
    expect((await signOut(device, {})).status).toBe(200);
    expect(await device.isLetIn()).toBe('session_expired');
    expect((await device.refresh()).problem.code).toBe('session_expired');
    expect(await other.isLetIn()).toBe('yes');
    expect((await signOut(device, {})).status).toBe(200);
  });

  it('everywhere ends every device', async () => {
    const device = await new Device(test).signInHere();
    const other = await new Device(test, device.phone).signInHere('h5', userAgents.iPhone);
    expect((await signOut(device, { everywhere: true })).status).toBe(200);
    expect([await device.isLetIn(), await other.isLetIn()]).toEqual(['session_expired', 'session_expired']);
  });

  it('everywhere works by the access token where the refresh token is lost', async () => {
    const device = await new Device(test).signInHere();
    const other = await new Device(test, device.phone).signInHere();
    device.refreshToken = '';
    expect((await signOut(device, { everywhere: true })).status).toBe(200);
    expect(await other.isLetIn()).toBe('session_expired');
  });

  it('everywhere is not said to be done when nobody knows who asks', async () => {
    const device = new Device(test);
    const answer = await signOut(device, { everywhere: true });
    expect([answer.status, answer.problem.code]).toEqual([401, 'sign_in_required']);
  });

  it('on the web takes the cookie back', async () => {
    const device = await new Device(test).signInHere('h5');
    const response = await test.app.inject({
      method: 'POST',
      url: `${apiPrefix}/auth/session/sign-out`,
      payload: { client: 'h5' },
      cookies: { nearcare_refresh: device.cookie },
    });
    expect(response.cookies[0]).toMatchObject({ name: 'nearcare_refresh', value: '' });
    expect(await device.isLetIn()).toBe('session_expired');
  });
});

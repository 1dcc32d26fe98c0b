import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { districtClass, signUp } from '../support/class-acts.js';
import { liveClass } from '../support/class-stack.js';
import { LiveViewer } from '../support/live-viewer.js';
import { faultOf, parentWithChild } from '../support/parent.js';

const test = ownTestApp();
let url: string;
beforeAll(async () => {
  await test.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(test.app.server.address() as AddressInfo).port}`;
});

/** A family with so many of its children signed up for the class, and its phone in the room. */
async function viewer(classId: string, children = 1) {
  const { parent, child } = await parentWithChild(test.app);
  const all = [child];
  while (all.length < children) all.push(await parent.addChild('2025-04-08', '小圆'));
  const signUpIds: string[] = [];
  for (const one of all) signUpIds.push((await signUp({ parent, child: one }, classId)).body.id);
  const phone = await new LiveViewer(url, classId).join(parent.token);
  const giveBack = async (index: number) => {
    const params = { signUpId: signUpIds[index] ?? '' };
    expect((await parent.call('cancelSignUp', { params })).status).toBe(200);
  };
  return { parent, phone, giveBack };
}

describe('a family that gives back its seat in a live class', () => {
  it('is out of the room within seconds, by socket and by asking, and nobody else is', async () => {
    const { given } = await districtClass(test, liveClass);
    const params = { classId: given.id };
    const [leaving, staying] = [await viewer(given.id), await viewer(given.id)];
    expect((await leaving.parent.call('listLiveEvents', { params })).status).toBe(200);
    await leaving.giveBack(0);
    test.clock.advance({ seconds: 5 });
    expect(await leaving.phone.closed()).toBe(4403);
    expect(faultOf(await leaving.parent.call('listLiveEvents', { params }))).toEqual([409, 'sign_up_first']);
    const viewers = async () => (await staying.parent.call('getLiveRoom', { params })).body.viewers;
    await expect.poll(viewers, { timeout: 20_000 }).toBe(1);
    expect(staying.phone.closedWith).toBeNull();
    staying.phone.drop();
  });

  it('stays as long as another child of it has one', async () => {
    const { given } = await districtClass(test, { ...liveClass, mostPerFamily: 2 });
    const [family, other] = [await viewer(given.id, 2), await viewer(given.id)];
    await family.giveBack(0);
    await other.giveBack(0);
    test.clock.advance({ seconds: 5 });
    // By the same look at who may be there.
    expect(await other.phone.closed()).toBe(4403);
    expect(family.phone.closedWith).toBeNull();
    await family.giveBack(1);
    test.clock.advance({ seconds: 5 });
    expect(await family.phone.closed()).toBe(4403);
  });
});

import { newId } from '@nearcare/bff/lib/ids';
import { afterEach, describe, expect, it } from 'vitest';
import { toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { publish, signUp } from '../support/class-acts.js';
import { recordedClass } from '../support/class-stack.js';
import { deskHolder, officerOf, staffOf } from '../support/desk-holder.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { faultOf, parentWithChild } from '../support/parent.js';

const test = ownTestApp({ MEDIA_ORIGINS: 'https://vod.example.org' });
afterEach(() => test.clock.set('2026-11-24T01:12:00Z'));

/** A centre's desk with a class of one seat, a family in it and one that waits; and the officer of its district. */
async function centreOfDistrict() {
  const code = await addDistrict(test.app.store, newId('d').slice(0, 20), '河东区');
  const centre = await addCentre(test.app.store, { district: { code, name: '河东区' } });
  const { holder: officer } = await deskHolder(test, officerOf(code, '河东区'), '李专员');
  const { holder: desk } = await deskHolder(test, staffOf(centre._id));
  const given = await publish(desk, { seats: 1 });
  const [seated, waiting] = [await parentWithChild(test.app), await parentWithChild(test.app)];
  await signUp(seated, given.id);
  await signUp(waiting, given.id, { waitIfFull: true });
  const params = { centreId: centre._id };
  const suspend = () =>
    officer.call('deskSuspendCentre', { params, body: { from: '2026-11-24', reason: '消防整改' } });
  const lift = () => officer.call('deskLiftSuspension', { params });
  const page = async (classId = given.id) =>
    (await seated.parent.call('getClass', { params: { classId } })).body;
  return { centre, desk, given, seated, waiting, suspend, lift, page };
}
const mine = async ({ parent }: Awaited<ReturnType<typeof parentWithChild>>) =>
  (await parent.call('listMySignUps', { query: { group: 'past' } })).body.items.map(({ status }) => status);
const kindsTold = async ({ parent }: Awaited<ReturnType<typeof parentWithChild>>) =>
  (await toldTo(parent)).map(({ kind }) => kind);

describe('a class whose centre is suspended', () => {
  it('is cancelled: who has a seat and who waits hear it once, with the reason', async () => {
    const { seated, waiting, suspend, page } = await centreOfDistrict();
    expect((await suspend()).body).toMatchObject({ filingStatus: 'suspended', cancelledClasses: 1 });
    expect((await suspend()).body).toMatchObject({ cancelledClasses: 1 });
    for (const family of [seated, waiting]) {
      expect(await mine(family)).toEqual(['closed']);
      expect(await kindsTold(family)).toEqual(['classCancelled']);
    }
    expect((await toldTo(seated.parent))[0]?.text).toContain('消防整改');
    expect(await page()).toMatchObject({ status: 'cancelled', change: { reason: '消防整改' } });
  });

  it('does not come back when the centre does, which may publish another', async () => {
    const { desk, suspend, lift, page, seated } = await centreOfDistrict();
    await suspend();
    await lift();
    expect((await page()).status).toBe('cancelled');
    test.clock.advance({ minutes: 1 });
    const other = await publish(desk);
    expect((await page(other.id)).status).toBe('published');
    expect((await signUp(seated, other.id)).status).toBe(201);
  });

  it('that is recorded is taken up by nobody meanwhile, and may be finished', async () => {
    const { desk, seated, waiting, suspend, lift, page } = await centreOfDistrict();
    const { id: classId } = await publish(desk, recordedClass);
    await desk.call('deskSetLesson', {
      params: { classId },
      body: {
        media: { source: 'outside', kind: 'video', url: 'https://vod.example.org/a.mp4' },
        ...{ seconds: 60, chapters: [], transcript: [] },
      },
    });
    await signUp(seated, classId);
    await suspend();
    expect((await page(classId)).signUp.state).toBe('paused');
    expect((await page(classId)).status).toBe('published');
    expect(faultOf(await signUp(waiting, classId))).toEqual([409, 'centre_suspended']);
    expect((await seated.parent.call('getLesson', { params: { classId } })).status).toBe(200);
    await lift();
    expect((await page(classId)).signUp.state).toBe('open');
    expect((await signUp(waiting, classId)).status).toBe(201);
  });
});

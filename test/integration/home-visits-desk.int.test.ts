import { beforeEach, describe, expect, it } from 'vitest';
import { looksOf, openDesk } from '../support/at-desk.js';
import { home, officerAtNewDistrict, requestedVisit } from '../support/at-guidance-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { deskHolder, officerOf } from '../support/desk-holder.js';
import { addCentre } from '../support/factories.js';
import { guidanceStack } from '../support/guidance-stack.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const now = '2026-11-24T01:12:00Z';
const test = ownTestApp();
beforeEach(() => test.clock.set(now));

describe('the address', () => {
  it('is shown to the desk while a time is agreed, not before and not after, each look on record', async () => {
    const visit = await requestedVisit(test);
    const { officer, params, offer, choose, report, parent } = visit;
    const look = () => officer.call('deskGetHomeVisitAddress', { params });
    expect(faultOf(await look())).toEqual([409, 'home_visit_moved']);
    const opened = (await officer.call('deskGetHomeVisit', { params })).body;
    expect(opened).toMatchObject({ childNickname: '小满', ageMonths: 19, area: home.area });
    expect(JSON.stringify(opened)).not.toContain(home.address);
    await offer();
    expect(faultOf(await look())).toEqual([409, 'home_visit_moved']);
    await choose();
    expect((await look()).body).toEqual({ address: home.address, phone: parent.phone });
    expect((await looksOf(parent)).map(({ what }) => what).sort()).toEqual(['homeAddress', 'homeVisit']);
    await visit.afterIt();
    await report();
    expect(faultOf(await look())).toEqual([409, 'home_visit_moved']);
  });

  it('is erased with the consent, and what is open is cancelled; who comes finds nothing', async () => {
    const { offer, choose, mine, parent, params, officer } = await requestedVisit(test);
    await offer();
    await choose();
    await parent.call('withdrawConsent', { body: { purpose: 'homeVisit' } });
    expect(await mine()).toMatchObject({ status: 'cancelled', address: null, area: null, wishes: null });
    const stored = await test.app.store.collection('homeVisits').findOne({ familyId: parent.familyId });
    expect([stored?.sealedAddress, stored?.sealedSaid]).toEqual([null, null]);
    expect(faultOf(await officer.call('deskGetHomeVisitAddress', { params }))[1]).toBe('home_visit_moved');
    expect(faultOf(await choose())[1]).toBe('consent_required');
  });

  it('of a visit that nobody reported is erased two weeks after its time; its report may still come', async () => {
    const visit = await requestedVisit(test);
    const { offer, choose, request, report, mine, parent, officer, params, child } = visit;
    await offer();
    await choose();
    const storedNow = () =>
      test.app.store.collection('homeVisits').findOne({ _id: params.homeVisitId as never });
    test.clock.set('2026-12-10T00:59:00Z');
    await guidanceStack(test).keep();
    expect((await storedNow())?.sealedAddress).not.toBeNull();
    test.clock.set('2026-12-10T01:00:00Z');
    await guidanceStack(test).keep();
    expect(await storedNow()).toMatchObject({ sealedAddress: null, sealedSaid: null, state: 'agreed' });
    await Promise.all([parent.signIn(), officer.signIn()]);
    await visit.reopen();
    expect(faultOf(await officer.call('deskGetHomeVisitAddress', { params }))[1]).toBe('home_visit_moved');
    const slots = [{ date: '2026-12-12', from: '09:00', to: '10:00' }];
    expect(faultOf(await offer({ slots }))).toEqual([409, 'home_visit_moved']);
    // Nobody comes any more: it keeps the family from no other visit.
    expect((await request({ childId: child.id })).status).toBe(201);
    expect((await report()).body.status).toBe('done');
    expect(await mine()).toMatchObject({ status: 'done', address: null });
  });

  it('is never in a list', async () => {
    const { officer, offer, choose } = await requestedVisit(test);
    await offer();
    await choose();
    for (const group of ['open', 'agreed', 'ended']) {
      const listed = JSON.stringify((await officer.call('deskListHomeVisits', { query: { group } })).body);
      expect(listed).not.toMatch(/城关|栗树|爬行垫|小满|张医生/);
    }
  });
});

describe('a desk', () => {
  it('of a guidance centre that is suspended sees no visit and no address; its district does', async () => {
    const visit = await requestedVisit(test);
    const { districtCode, officer } = visit;
    const { _id: centreId } = await addCentre(test.app.store, {
      district: { code: districtCode, name: '河东区' },
    });
    await officer.call('deskNameGuidanceCentre', { params: { centreId } });
    const { parent, child } = await parentWithChild(test.app);
    await parent.agreeTo('homeVisit');
    const asked = await visit.request({ childId: child.id, centreId }, undefined, parent);
    const params = { homeVisitId: asked.body.id };
    const staff = await openDesk(test, centreId);
    const slots = [{ date: '2026-11-26', from: '09:00', to: '10:00' }];
    const offered = await staff.call('deskOfferHomeVisit', { params, body: { slots, visitor: '张医生' } });
    const slotId = offered.body.offer?.slots[0]?.id;
    await parent.call('chooseHomeVisitSlot', { params, body: { offerId: offered.body.offer?.id, slotId } });
    const look = (desk: Parent) => desk.call('deskGetHomeVisitAddress', { params });
    const agreed = async (desk: Parent) =>
      (await desk.call('deskListHomeVisits', { query: { group: 'agreed' } })).body.items.map(({ id }) => id);
    expect((await look(staff)).body.address).toBe(home.address);
    await test.app.store
      .collection('centres')
      .updateOne({ _id: centreId as never }, { $set: { 'filing.status': 'suspended' } });
    expect(faultOf(await look(staff))).toEqual([404, 'not_found']);
    expect([await agreed(staff), (await staff.call('deskListInbox')).body.items]).toEqual([[], []]);
    expect((await look(officer)).body.address).toBe(home.address);
    expect(await agreed(officer)).toEqual([asked.body.id]);
  });

  it('of another district or centre finds nothing', async () => {
    const { params, offer, report, end } = await requestedVisit(test);
    const other = (await officerAtNewDistrict(test)).officer;
    const staff = await openDesk(test, (await addCentre(test.app.store))._id);
    for (const desk of [other, staff]) {
      const refused = [
        await desk.call('deskGetHomeVisit', { params }),
        await desk.call('deskGetHomeVisitAddress', { params }),
        await offer({}, undefined, desk),
        await report({}, desk),
        await end('不去', desk),
      ];
      expect(refused.map(faultOf)).toEqual(refused.map(() => [404, 'not_found']));
      expect((await desk.call('deskListHomeVisits')).body.items).toEqual([]);
    }
  });

  it('is not answered as if it were its own when a colleague says the same', async () => {
    const [made, ended] = [await requestedVisit(test), await requestedVisit(test)];
    const colleagueOf = async ({ districtCode }: typeof made) =>
      (await deskHolder(test, officerOf(districtCode, '河东区'), '王专员')).holder;
    expect((await ended.end()).status).toBe(200);
    expect(faultOf(await ended.end(undefined, await colleagueOf(ended)))).toEqual([409, 'home_visit_moved']);
    expect(faultOf(await ended.end('另一个原因'))).toEqual([409, 'home_visit_moved']);
    await made.offer();
    await made.choose();
    await made.afterIt();
    expect((await made.report({ advice: '多趴' })).status).toBe(200);
    for (const report of [
      await made.report({ advice: '多趴' }, await colleagueOf(made)),
      await made.report({ advice: '少趴' }),
      await made.report(),
    ])
      expect(faultOf(report)).toEqual([409, 'home_visit_moved']);
    test.clock.set('2026-11-24T01:12:00Z');
  });

  it('is told that it came too late by a family that refuses what was offered anew', async () => {
    const { offer, choose, mine } = await requestedVisit(test);
    const first = (await offer()).body.offer?.id;
    const refuse = (offerId: string | undefined) => choose(0, { offerId, slotId: null });
    expect((await refuse(first)).body.status).toBe('requested');
    const second = (await offer({}, 'offer-key-again')).body.offer?.id;
    expect(faultOf(await refuse(first))).toEqual([409, 'home_visit_moved']);
    expect((await mine()).status).toBe('offered');
    await choose(1);
    expect(faultOf(await refuse(second))).toEqual([409, 'home_visit_moved']);
    expect((await mine()).status).toBe('agreed');
  });

  it('leaves the own family to a colleague', async () => {
    const { officer, body } = await requestedVisit(test);
    const child = await officer.addChild();
    await officer.agreeTo('homeVisit');
    const own = await officer.call('requestHomeVisit', { body: { ...body, childId: child.id } });
    const params = { homeVisitId: own.body.id };
    expect(faultOf(await officer.call('deskGetHomeVisit', { params }))).toEqual([403, 'own_family']);
    const end = await officer.call('deskEndHomeVisit', { params, body: { reason: '不去' } });
    expect(faultOf(end)).toEqual([403, 'own_family']);
  });

  it('reads its lists page by page, each visit once', async () => {
    const { districtCode, officer, body } = await requestedVisit(test);
    for (let n = 0; n < 3; n += 1) {
      const { parent, child } = await parentWithChild(test.app);
      await parent.agreeTo('homeVisit');
      await parent.call('requestHomeVisit', { body: { ...body, childId: child.id } });
    }
    const seen: string[] = [];
    for (let cursor: string | null | undefined, pages = 0; pages < 9 && cursor !== null; pages += 1) {
      const query = { limit: 3, ...(cursor && { cursor }) };
      const page = (await officer.call('deskListHomeVisits', { query })).body;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect([seen.length, new Set(seen).size, districtCode.length > 0]).toEqual([4, 4, true]);
  });
});

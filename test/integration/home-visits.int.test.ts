import { beforeEach, describe, expect, it } from 'vitest';
import { looksOf, openDesk, toldTo } from '../support/at-desk.js';
import { home, officerAtNewDistrict, requestedVisit } from '../support/at-guidance-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { guidanceStack } from '../support/guidance-stack.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const now = '2026-11-24T01:12:00Z';
const test = ownTestApp();
beforeEach(() => test.clock.set(now));

const storedOf = async (familyId: string) =>
  JSON.stringify(await test.app.store.collection('homeVisits').find({ familyId }).toArray());
const titlesTo = async (parent: Parent) => (await toldTo(parent)).map(({ title }) => title);
/** After a time agreed on Thursday morning: the token is old by then. */
async function afterTheVisit({ officer, reopen }: Awaited<ReturnType<typeof requestedVisit>>) {
  test.clock.set('2026-11-26T01:30:00Z');
  await officer.signIn();
  await reopen();
}

describe('asking for a home visit', () => {
  it('is answered with a deadline, once for a key and once for a child, all words sealed', async () => {
    const { requested, request, parent } = await requestedVisit(test);
    expect(requested.body).toMatchObject({
      ...{ status: 'requested', answerBy: '2026-12-01T16:00:00.000Z', isOverdue: false, ...home },
      ...{ provider: { kind: 'district', centreId: null, name: '河东区' }, may: ['cancel'] },
    });
    expect(faultOf(await request())).toEqual([409, 'home_visit_already_open']);
    const stored = await storedOf(parent.familyId);
    for (const words of Object.values(home)) expect(stored).not.toContain(words);

    const { parent: other, child } = await parentWithChild(test.app);
    await other.agreeTo('homeVisit');
    const [first, again] = [
      await request({ childId: child.id }, 'visit-key-1', other),
      await request({ childId: child.id }, 'visit-key-1', other),
    ];
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect(faultOf(await request({ childId: child.id, area: '别处' }, 'visit-key-1', other))).toEqual([
      422,
      'idempotency_key_reused',
    ]);
    expect((await other.call('listMyHomeVisits')).body.items).toHaveLength(1);
  });

  it('needs the consent, a child under three of the family, and somebody who makes visits there', async () => {
    const { body } = await requestedVisit(test);
    test.clock.set('2026-10-24T01:12:00Z');
    const { parent, child } = await parentWithChild(test.app, '2023-11-24');
    const request = (more: object = {}) =>
      parent.call('requestHomeVisit', { body: { ...body, childId: child.id, ...more } });
    expect(faultOf(await request())).toEqual([409, 'consent_required']);
    await parent.agreeTo('homeVisit');
    expect(faultOf(await request({ childId: body.childId }))).toEqual([404, 'not_found']);
    expect(faultOf(await request({ districtCode: 'nowhere' }))).toEqual([404, 'not_found']);
    const unseated = await addDistrict(test.app.store, 'unseated-1', '没人区');
    expect(faultOf(await request({ districtCode: unseated }))).toEqual([409, 'home_visits_not_offered']);
    expect(faultOf(await request({ centreId: 'ce_000000000000' }))).toEqual([409, 'home_visits_not_offered']);
    test.clock.set(now);
    await parent.signIn();
    expect(faultOf(await request())).toEqual([409, 'child_too_old']);
  });

  it('can go to a guidance centre that the district named, whose staff then see it too', async () => {
    const { districtCode, officer, body } = await requestedVisit(test);
    const centre = await addCentre(test.app.store, { district: { code: districtCode, name: '河东区' } });
    const elsewhere = await addCentre(test.app.store);
    const name = (centreId: string) => officer.call('deskNameGuidanceCentre', { params: { centreId } });
    expect(faultOf(await name(elsewhere._id))).toEqual([404, 'not_found']);
    await name(centre._id);
    expect((await name(centre._id)).body.items).toMatchObject([{ centreId: centre._id }]);
    const providers = await new Parent(test.app).call('listHomeVisitProviders', { query: { districtCode } });
    expect(providers.body.items.map(({ kind, centreId }) => [kind, centreId])).toEqual([
      ['district', null],
      ['centre', centre._id],
    ]);
    const { parent, child } = await parentWithChild(test.app);
    await parent.agreeTo('homeVisit');
    const asked = await parent.call('requestHomeVisit', {
      body: { ...body, childId: child.id, centreId: centre._id },
    });
    expect(asked.body.provider).toMatchObject({ kind: 'centre', centreId: centre._id });
    const staff = await openDesk(test, centre._id);
    const listed = async () => (await staff.call('deskListHomeVisits')).body.items.map(({ id }) => id);
    expect(await listed()).toEqual([asked.body.id]);
    expect((await officer.call('deskListHomeVisits')).body.items).toHaveLength(2);
    expect((await staff.call('deskListInbox')).body.items.map(({ kind }) => kind)).toEqual(['homeVisit']);
    await officer.call('deskUnnameGuidanceCentre', { params: { centreId: centre._id } });
    expect(await listed()).toEqual([]);
    const params = { homeVisitId: asked.body.id };
    expect(faultOf(await staff.call('deskGetHomeVisit', { params }))).toEqual([404, 'not_found']);
  });
});

describe('times', () => {
  it('are offered, the family is told and picks one', async () => {
    const { offer, choose, mine, parent } = await requestedVisit(test);
    const offered = await offer();
    expect(offered.body).toMatchObject({ status: 'offered', visitor: '张医生', answerBy: null });
    expect(await titlesTo(parent)).toEqual(['入户指导有时间了']);
    expect((await mine()).may).toEqual(['choose', 'refuse', 'cancel']);
    const [chosen, again] = [await choose(1), await choose(1)];
    expect(chosen.body).toMatchObject({ status: 'agreed', slot: { date: '2026-11-27', from: '14:00' } });
    expect(again.body).toEqual(chosen.body);
    expect(faultOf(await choose(0))).toEqual([409, 'home_visit_moved']);
  });

  it('under one key are offered once, and a key with other times is refused', async () => {
    const { offer, parent } = await requestedVisit(test);
    const [first, again] = [await offer({}, 'offer-key-1'), await offer({}, 'offer-key-1')];
    expect(again.body.offer).toEqual(first.body.offer);
    expect(faultOf(await offer({ visitor: '别人' }, 'offer-key-1'))).toEqual([422, 'idempotency_key_reused']);
    expect(await titlesTo(parent)).toHaveLength(1);
  });

  it('that none fits are asked for anew, with the family’s words and a new deadline', async () => {
    const { offer, choose, mine, params, officer } = await requestedVisit(test);
    const offerId = (await offer({}, 'offer-key-2')).body.offer?.id;
    test.clock.advance({ minutes: 1 });
    const none = { offerId, slotId: null, text: '只有周末行' };
    const [refused, again] = [await choose(0, none), await choose(0, none)];
    expect(refused.body).toMatchObject({ status: 'requested', noneFits: '只有周末行', offer: null });
    expect(again.body).toEqual(refused.body);
    expect((await mine()).answerBy).toBe('2026-12-01T16:00:00.000Z');
    expect((await officer.call('deskGetHomeVisit', { params })).body.noneFits).toBe('只有周末行');
    // An offer that was answered does not come back with its key.
    expect(faultOf(await offer({}, 'offer-key-2'))).toEqual([409, 'home_visit_moved']);
    expect((await offer()).status).toBe(200);
  });

  it.each([
    ['that is over', { date: '2026-11-24', from: '09:00', to: '10:00' }, 'date_in_past'],
    ['too far off', { date: '2027-01-24', from: '09:00', to: '10:00' }, 'date_too_far'],
    ['that ends before it begins', { date: '2026-11-26', from: '10:00', to: '10:00' }, 'input_invalid'],
  ])('are not offered: one %s', async (_, slot, code) => {
    const { offer } = await requestedVisit(test);
    expect(faultOf(await offer({ slots: [slot] }))[1]).toBe(code);
    const good = { date: '2026-11-26', from: '09:00', to: '10:00' };
    expect(faultOf(await offer({ slots: [good, good] }))[1]).toBe('input_invalid');
  });

  it('that have begun can’t be picked, and when all are over others are promised', async () => {
    const { offer, choose, mine, parent } = await requestedVisit(test);
    await offer();
    test.clock.set('2026-11-26T01:00:00Z');
    await parent.signIn();
    expect((await mine()).offer?.slots.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect(faultOf(await choose(0))).toEqual([409, 'visit_time_gone']);
    await guidanceStack(test).keep();
    expect((await mine()).status).toBe('offered');
    test.clock.set('2026-11-27T06:00:00Z');
    await parent.signIn();
    const { keep } = guidanceStack(test);
    await Promise.all([keep(), keep()]);
    expect(await mine()).toMatchObject({ status: 'requested', answerBy: '2026-12-04T16:00:00.000Z' });
    expect(await titlesTo(parent)).toEqual(['入户指导的时间过了', '入户指导有时间了']);
  });
});

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
    await afterTheVisit(visit);
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

describe('the end', () => {
  it('of a visit that was made is its report, and it counts for the child', async () => {
    const visit = await requestedVisit(test);
    const { offer, choose, report, mine, parent, child, districtCode } = visit;
    await offer();
    await choose();
    const early = await report();
    expect([faultOf(early), early.problem.facts]).toEqual([
      [409, 'home_visit_too_early'],
      { date: '2026-11-26', time: '09:00' },
    ]);
    await afterTheVisit(visit);
    await parent.signIn();
    const [first, again] = [await report({ advice: '多趴' }), await report({ advice: '多趴' })];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(faultOf(await report({ text: '别的' }))).toEqual([409, 'home_visit_moved']);
    expect(await mine()).toMatchObject({
      ...{ status: 'done', address: null, area: null },
      report: { text: '爬得很稳，环境安全', advice: '多趴' },
    });
    const guidance = (await parent.call('getGuidance', { params: { childId: child.id } })).body;
    expect(guidance.years[0]?.contacts).toMatchObject([{ on: '2026-11-26', kind: 'homeVisit' }]);
    expect(guidance.homeDistrict?.code).toBe(districtCode);
    expect((await titlesTo(parent))[0]).toBe('入户指导有记录了');
    expect(await storedOf(parent.familyId)).not.toContain('爬得很稳');
  });

  it('by the family is kept quiet, and may be repeated; a new one can be asked for', async () => {
    const { params, parent, offer, request, mine } = await requestedVisit(test);
    await offer();
    const cancel = () => parent.call('cancelHomeVisit', { params, body: { reason: '孩子病了' } });
    const [first, again] = [await cancel(), await cancel()];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(await mine()).toMatchObject({ status: 'cancelled', endedBy: 'family', endReason: '孩子病了' });
    expect(faultOf(await offer())).toEqual([409, 'home_visit_moved']);
    expect(await titlesTo(parent)).toEqual(['入户指导有时间了']);
    expect((await request()).status).toBe(201);
  });

  it('by the desk is told with its reason: declined before a time was agreed, cancelled after it', async () => {
    const declined = await requestedVisit(test);
    expect((await declined.end()).body.status).toBe('declined');
    expect((await declined.end()).status).toBe(200);
    expect(faultOf(await declined.end('另一个原因'))).toEqual([409, 'home_visit_moved']);
    expect(await titlesTo(declined.parent)).toEqual(['这次来不了上门']);
    const { params } = declined;
    expect(faultOf(await declined.parent.call('cancelHomeVisit', { params, body: {} }))).toEqual([
      409,
      'home_visit_moved',
    ]);
    const called = await requestedVisit(test);
    await called.offer();
    await called.choose();
    expect((await called.end()).body).toMatchObject({ status: 'cancelled', endReason: '那天有台风' });
    const told = (await toldTo(called.parent)).find(({ title }) => title === '入户指导取消了');
    expect(told?.text).toContain('11月26日 周四 9:00');
  });

  it('of the child takes visits and reports along, and no report comes after it', async () => {
    const visit = await requestedVisit(test);
    const { offer, choose, report, parent, child } = visit;
    await offer();
    await choose();
    await parent.call('removeChild', { params: { childId: child.id } });
    await afterTheVisit(visit);
    expect(faultOf(await report())).toEqual([404, 'not_found']);
    expect(await storedOf(parent.familyId)).toBe('[]');
  });

  it('stands in what the family takes along', async () => {
    const { parent, offer, choose } = await requestedVisit(test);
    await offer();
    await choose();
    const { homeVisits } = (await parent.call('exportMyData')).body;
    expect(homeVisits).toMatchObject([{ status: 'agreed', ...home, slot: { date: '2026-11-26' } }]);
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

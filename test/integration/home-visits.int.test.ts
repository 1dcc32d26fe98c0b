import { beforeEach, describe, expect, it } from 'vitest';
import { openDesk, toldTo } from '../support/at-desk.js';
import { home, requestedVisit } from '../support/at-guidance-desk.js';
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
    for (const [status, code] of [
      ['suspended', 'centre_suspended'],
      ['cancelled', 'centre_not_filed'],
    ] as const) {
      const district = { code: districtCode, name: '河东区' };
      const unfit = await addCentre(test.app.store, { district });
      await test.app.store
        .collection('centres')
        .updateOne({ _id: unfit._id as never }, { $set: { 'filing.status': status } });
      expect(faultOf(await name(unfit._id))).toEqual([409, code]);
    }
    const none = await new Parent(test.app).call('listHomeVisitProviders', {
      query: { districtCode: 'nowhere-1' },
    });
    expect(faultOf(none)).toEqual([404, 'not_found']);
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
    await visit.afterIt();
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
    await visit.afterIt();
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

import { expertsModel } from '@nearcare/bff/features/experts/experts.model';
import { newId } from '@nearcare/bff/lib/ids';
import type { TestApp } from './build-test-app.js';
import { deskHolder, officerOf } from './desk-holder.js';
import { addDistrict } from './factories.js';
import { type Parent, parentWithChild } from './parent.js';

/** A district of its own whose officer has the desk open. */
export async function officerAtNewDistrict(test: TestApp, name = '河东区') {
  const districtCode = await addDistrict(test.app.store, newId('d').slice(0, 20), name);
  const officer = await deskHolder(test, officerOf(districtCode, name), '李专员');
  return { districtCode, officer: officer.holder, reopen: officer.open };
}

export type OfficerAtDesk = Awaited<ReturnType<typeof officerAtNewDistrict>>;

/** An expert of that district's pool. */
export async function addExpert(test: TestApp, districtCode: string, given: object = {}): Promise<string> {
  const _id = newId('ex');
  await expertsModel(test.app.store.useDb(test.app.store.name)).put([
    {
      ...{ _id, name: '周敏', title: '主任医师', employer: { kind: 'hospital', name: '妇幼保健院' } },
      ...{ fields: ['nutrition', 'sleep'], languages: ['普通话'], introduction: null, districtCode },
      ...{ districtName: '河东区', regionCode: 'cn', isDemo: false, isActive: true },
      ...given,
    },
  ]);
  return _id;
}

export const home = { area: '城关街道', address: '栗树路 18 号 3 栋 502', wishes: '想看看爬行垫怎么放' };

/** A family that asked that district for a home visit, with its officer at the desk. */
export async function requestedVisit(test: TestApp, given?: OfficerAtDesk) {
  const desk = given ?? (await officerAtNewDistrict(test));
  const { parent, child } = await parentWithChild(test.app);
  await parent.agreeTo('homeVisit');
  const body = { childId: child.id, districtCode: desk.districtCode, topics: ['motor'], ...home };
  const request = (more: object = {}, key?: string, by: Parent = parent) =>
    by.call('requestHomeVisit', { body: { ...body, ...more }, ...(key ? { key } : {}) });
  const requested = await request();
  if (requested.status !== 201) throw new Error(JSON.stringify(requested.problem));
  const params = { homeVisitId: requested.body.id };
  const slots = [
    { date: '2026-11-26', from: '09:00', to: '10:00' },
    { date: '2026-11-27', from: '14:00', to: '15:00' },
  ];
  const offer = (more: object = {}, key?: string, by: Parent = desk.officer) =>
    by.call('deskOfferHomeVisit', {
      params,
      body: { slots, visitor: '张医生', ...more },
      ...(key ? { key } : {}),
    });
  const mine = async () => (await parent.call('getHomeVisit', { params })).body;
  const choose = async (index = 0, more: object = {}) => {
    const { offer: offered } = await mine();
    const choice = { offerId: offered?.id, slotId: offered?.slots[index]?.id, ...more };
    return parent.call('chooseHomeVisitSlot', { params, body: choice });
  };
  const report = (more: object = {}, by: Parent = desk.officer) =>
    by.call('deskReportHomeVisit', { params, body: { text: '爬得很稳，环境安全', ...more } });
  const end = (reason = '那天有台风', by: Parent = desk.officer) =>
    by.call('deskEndHomeVisit', { params, body: { reason } });
  /** The time that was agreed on Thursday morning has passed, and the officer's token with it. */
  const afterIt = async () => {
    test.clock.set('2026-11-26T01:30:00Z');
    await desk.officer.signIn();
    await desk.reopen();
  };
  return {
    ...desk,
    parent,
    child,
    body,
    request,
    requested,
    params,
    offer,
    mine,
    choose,
    report,
    end,
    afterIt,
  };
}

/** A family that asked an expert of that district, with its officer at the desk. */
export async function askedQuestion(test: TestApp, given?: OfficerAtDesk) {
  const desk = given ?? (await officerAtNewDistrict(test));
  const expertId = await addExpert(test, desk.districtCode);
  const { parent, child } = await parentWithChild(test.app);
  await parent.agreeTo('expertQuestion');
  const body = { expertId, childId: child.id, topic: 'sleep', text: '晚上总醒，怎么睡整觉' };
  const ask = (more: object = {}, key?: string, by: Parent = parent) =>
    by.call('askExpert', { body: { ...body, ...more }, ...(key ? { key } : {}) });
  const asked = await ask();
  if (asked.status !== 201) throw new Error(JSON.stringify(asked.problem));
  const params = { expertQuestionId: asked.body.id };
  const answer = (more: object = {}, by: Parent = desk.officer) =>
    by.call('deskAnswerExpertQuestion', {
      params,
      body: { kind: 'answered', text: '先固定睡前的顺序', ...more },
    });
  const mine = async () => (await parent.call('getExpertQuestion', { params })).body;
  return { ...desk, expertId, parent, child, body, ask, asked, params, answer, mine };
}

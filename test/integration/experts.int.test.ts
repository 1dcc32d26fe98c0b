import { importExperts } from '@nearcare/bff/ops/import-experts/command';
import { beforeEach, describe, expect, it } from 'vitest';
import { looksOf, toldTo } from '../support/at-desk.js';
import { addExpert, askedQuestion, officerAtNewDistrict } from '../support/at-guidance-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { deskHolder, officerOf } from '../support/desk-holder.js';
import { addDistrict } from '../support/factories.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const now = '2026-11-24T01:12:00Z';
const test = ownTestApp();
beforeEach(() => test.clock.set(now));

const store = () => test.app.store.useDb(test.app.store.name);
const anybody = () => new Parent(test.app);

describe('the pool of experts', () => {
  const header = 'key,name,title,employerKind,employer,fields,languages,districtCode,introduction,status';
  const line = (key: string, given: Record<string, string> = {}) =>
    Object.values({
      ...{ key, name: '甲医生', title: '主任医师', employerKind: 'hospital', employer: '妇幼保健院' },
      ...{ fields: 'sleep; nutrition', languages: '普通话', districtCode: 'pool-1' },
      ...{ introduction: '', status: 'active', ...given },
    }).join();
  const bring = (...lines: string[]) => importExperts(store(), [header, ...lines].join('\n'));

  it('is brought from a file, row by row, once; who left is not found any more', async () => {
    await addDistrict(test.app.store, 'pool-1', '专家区');
    const bad = [
      line('3', { fields: 'cooking' }),
      line('4', { employerKind: 'shop' }),
      line('5', { name: '' }),
      line('6', { status: 'gone' }),
      line('7', { districtCode: 'nowhere' }),
      line('1'),
    ];
    const first = await bring(line('1'), line('2', { name: '乙医生' }), ...bad);
    expect(first).toMatchObject({ added: 2, changed: 0, unchanged: 0 });
    expect(first.rejected.map(({ line: at }) => at)).toEqual([4, 5, 6, 7, 8, 9]);
    expect(await bring(line('1'), line('2', { name: '乙医生' }))).toMatchObject({ unchanged: 2 });
    const list = async () =>
      (await anybody().call('listExperts', { query: { districtCode: 'pool-1' } })).body.items;
    const before = await list();
    expect(before.map(({ name }) => name).sort()).toEqual(['乙医生', '甲医生']);
    expect(before[0]).toMatchObject({
      ...{ title: '主任医师', employer: { kind: 'hospital', name: '妇幼保健院' }, isDemo: false },
      ...{ fields: ['nutrition', 'sleep'], district: { code: 'pool-1', name: '专家区' } },
    });
    expect(await bring(line('1', { status: 'left' }))).toMatchObject({ changed: 1 });
    expect((await list()).map(({ name }) => name)).toEqual(['乙医生']);
    const gone = before.find(({ name }) => name === '甲医生')?.id ?? '';
    expect(faultOf(await anybody().call('getExpert', { params: { expertId: gone } }))).toEqual([
      404,
      'not_found',
    ]);
  });

  it('is read page by page, by field and district, each once', async () => {
    const districtCode = await addDistrict(test.app.store, 'pool-2', '分页区');
    for (let n = 0; n < 5; n += 1)
      await addExpert(test, districtCode, {
        name: n < 3 ? '同名' : `名${n}`,
        fields: n === 4 ? ['motor'] : ['sleep'],
      });
    const seen: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 9; pages += 1) {
      const query = { districtCode, topic: 'sleep', limit: 2, ...(cursor && { cursor }) };
      const { items, nextCursor } = (await anybody().call('listExperts', { query })).body;
      seen.push(...items.map(({ id }) => id));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([4, 4]);
    expect(faultOf(await anybody().call('listExperts', { query: { cursor: 'abc' } }))[1]).toBe(
      'input_invalid',
    );
  });

  it('says whether questions are passed on, and that an answer is no diagnosis', async () => {
    const unseated = await addDistrict(test.app.store, 'pool-3', '没人区');
    const lonely = await addExpert(test, unseated);
    const { districtCode } = await officerAtNewDistrict(test);
    const served = await addExpert(test, districtCode);
    const get = async (expertId: string) =>
      (await anybody().call('getExpert', { params: { expertId } })).body;
    expect((await get(lonely)).takesQuestions).toBe(false);
    expect(await get(served)).toMatchObject({ takesQuestions: true, questionsPerDay: 3, answerWorkdays: 5 });
    expect((await get(served)).notMedical).toMatch(/不是诊断.*120/);
  });
});

describe('a question to an expert', () => {
  it('is asked once for a key, sealed, with a deadline in working days', async () => {
    const { ask, asked, parent } = await askedQuestion(test);
    expect(asked.body).toMatchObject({
      answerBy: '2026-12-01T16:00:00.000Z',
      isOverdue: false,
      answer: null,
    });
    expect(asked.body.notMedical).toContain('不是诊断');
    const [first, again] = [await ask({}, 'ask-key-1'), await ask({}, 'ask-key-1')];
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect(faultOf(await ask({ text: '别的' }, 'ask-key-1'))).toEqual([422, 'idempotency_key_reused']);
    const stored = await test.app.store
      .collection('expertQuestions')
      .find({ familyId: parent.familyId })
      .toArray();
    expect(stored).toHaveLength(2);
    expect(JSON.stringify(stored)).not.toContain('总醒');
  });

  it('needs the consent, a child of the family, an expert who is there and somebody who passes it on', async () => {
    const { body } = await askedQuestion(test);
    const { parent, child } = await parentWithChild(test.app);
    const ask = (more: object) => parent.call('askExpert', { body: { ...body, childId: child.id, ...more } });
    expect(faultOf(await ask({}))).toEqual([409, 'consent_required']);
    await parent.agreeTo('expertQuestion');
    expect(faultOf(await ask({ childId: body.childId }))).toEqual([404, 'not_found']);
    expect(faultOf(await ask({ expertId: 'ex_000000000000' }))).toEqual([404, 'not_found']);
    const lonely = await addExpert(test, await addDistrict(test.app.store, 'lonely-1', '没人区'));
    expect(faultOf(await ask({ expertId: lonely }))).toEqual([409, 'questions_not_taken']);
    expect((await ask({})).status).toBe(201);
  });

  it('that speaks of an emergency is answered with the number to call first, also without consent', async () => {
    const { ask, body } = await askedQuestion(test);
    const urgent = { text: '孩子抽搐，叫不醒' };
    const key = 'urgent-key-1';
    const shown = await ask(urgent, key);
    expect([faultOf(shown), shown.problem.facts]).toEqual([
      [409, 'question_looks_urgent'],
      { number: '120' },
    ]);
    expect(shown.problem.title).toBe('先打 120');
    const { parent, child } = await parentWithChild(test.app);
    const without = await ask({ ...urgent, childId: child.id }, undefined, parent);
    expect(faultOf(without)).toEqual([409, 'question_looks_urgent']);
    expect((await ask({ ...urgent, isNotUrgent: true }, key)).status).toBe(201);
    expect(body.text).toBeDefined();
  });

  it('is one of so many a day of a family, also when they come at once, and of others the next day', async () => {
    const { ask, parent } = await askedQuestion(test);
    const at = await Promise.all(Array.from({ length: 6 }, (_, n) => ask({ text: `第 ${n} 个` })));
    const faults = at.filter(({ status }) => status !== 201).map(faultOf);
    expect([at.length - faults.length, faults[0]]).toEqual([2, [409, 'too_many_questions']]);
    const list = async (query: object = {}) =>
      (await parent.call('listMyExpertQuestions', { query: { ...query } })).body;
    expect((await list()).items).toHaveLength(3);
    // Midnight in Shanghai.
    test.clock.set('2026-11-24T16:00:00Z');
    await parent.signIn();
    expect((await ask({ text: '第二天' })).status).toBe(201);
    const page = await list({ limit: 3 });
    expect(page.items[0]?.text).toBe('第二天');
    expect((await list({ limit: 3, cursor: page.nextCursor })).items).toHaveLength(1);
  });

  it('is gone with the consent, and with the child', async () => {
    const { parent, child, ask, mine, params, officer } = await askedQuestion(test);
    await parent.call('withdrawConsent', { body: { purpose: 'expertQuestion' } });
    expect(faultOf(await parent.call('getExpertQuestion', { params }))).toEqual([404, 'not_found']);
    expect(faultOf(await officer.call('deskGetExpertQuestion', { params }))).toEqual([404, 'not_found']);
    expect(faultOf(await ask())).toEqual([409, 'consent_required']);
    await parent.agreeTo('expertQuestion', { again: true });
    expect((await ask()).status).toBe(201);
    await parent.call('removeChild', { params: { childId: child.id } });
    const { expertQuestions } = (await parent.call('exportMyData')).body;
    expect([expertQuestions, (await mine()).id]).toEqual([[], undefined]);
  });
});

describe('the desk of the expert’s district', () => {
  it('sees questions by deadline without names or words, and opens one on record, without the child’s name', async () => {
    const { officer, ask, asked, params, parent } = await askedQuestion(test);
    await ask({ text: '加微信 abc123 领优惠', isNotUrgent: true });
    const { items } = (await officer.call('deskListExpertQuestions')).body;
    expect(items.map(({ isFlagged, isUrgent, isAnswered }) => [isFlagged, isUrgent, isAnswered])).toEqual(
      expect.arrayContaining([
        [false, false, false],
        [true, false, false],
      ]),
    );
    expect(JSON.stringify(items)).not.toMatch(/总醒|微信|小满/);
    expect(await looksOf(parent)).toEqual([]);
    const opened = (await officer.call('deskGetExpertQuestion', { params })).body;
    expect(opened).toMatchObject({ text: '晚上总醒，怎么睡整觉', ageMonths: 19, answer: null });
    expect(JSON.stringify(opened)).not.toContain('小满');
    expect(await looksOf(parent)).toMatchObject([{ what: 'expertQuestion', byName: '李专员' }]);
    const inbox = (await officer.call('deskListInbox')).body.items;
    expect(inbox.map(({ kind, title }) => [kind, title])).toContainEqual(['expertQuestion', '问专家']);
    expect(asked.body.expert.name).toBe('周敏');
  });

  it('answers once: the family is told once, and the same answer again is the same', async () => {
    const { answer, mine, parent, officer, districtCode } = await askedQuestion(test);
    const [first, again] = [await answer(), await answer()];
    expect([first.status, again.status, again.body.answer]).toEqual([200, 200, first.body.answer]);
    expect(faultOf(await answer({ text: '另一个答复' }))).toEqual([409, 'already_decided']);
    expect(faultOf(await answer({ kind: 'referred' }))).toEqual([409, 'already_decided']);
    const { holder: colleague } = await deskHolder(test, officerOf(districtCode, '河东区'), '张专员');
    expect(faultOf(await answer({}, colleague))).toEqual([409, 'already_decided']);
    expect((await mine()).answer).toMatchObject({ kind: 'answered', text: '先固定睡前的顺序' });
    const told = await toldTo(parent);
    expect(told.map(({ kind, target }) => [kind, target.kind])).toEqual([
      ['expertAnswered', 'expertQuestion'],
    ]);
    const ended = (await officer.call('deskListExpertQuestions', { query: { group: 'ended' } })).body.items;
    expect(ended.map(({ isAnswered }) => isAnswered)).toEqual([true]);
    expect((await officer.call('deskListExpertQuestions')).body.items).toEqual([]);
  });

  it('of another district finds nothing, and an officer leaves the own family to a colleague', async () => {
    const { params, answer, officer, expertId } = await askedQuestion(test);
    const other = await officerAtNewDistrict(test);
    const calls = [other.officer.call('deskGetExpertQuestion', { params }), answer({}, other.officer)];
    for (const refused of await Promise.all(calls)) expect(faultOf(refused)).toEqual([404, 'not_found']);
    const child = await officer.addChild();
    await officer.agreeTo('expertQuestion');
    const body = { expertId, childId: child.id, topic: 'sleep', text: '我家也总醒' };
    const own = await officer.call('askExpert', { body });
    const ownParams = { params: { expertQuestionId: own.body.id } };
    expect(faultOf(await officer.call('deskGetExpertQuestion', ownParams))).toEqual([403, 'own_family']);
    const answered = await officer.call('deskAnswerExpertQuestion', {
      ...ownParams,
      body: { kind: 'answered', text: '好' },
    });
    expect(faultOf(answered)).toEqual([403, 'own_family']);
  });
});

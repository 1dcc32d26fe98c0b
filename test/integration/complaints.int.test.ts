import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toldTo } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import {
  complaintStack,
  districtWithDesks,
  filedComplaint,
  matter,
  trackingCode,
} from '../support/complaint-stack.js';
import { addCentre } from '../support/factories.js';
import { faultOf, Parent } from '../support/parent.js';

// Tuesday 24 November 2026, 9:12 in Shanghai.
const now = '2026-11-24T01:12:00Z';
const test = ownTestApp();
beforeEach(() => test.clock.set(now));

let centreId: string;
beforeAll(async () => {
  centreId = (await addCentre(test.app.store))._id;
});

const anonymous = (code: string, more: object = {}) =>
  new Parent(test.app).call('fileAnonymousComplaint', {
    body: { ...matter, centreId, trackingCode: code, ...more },
  });
const track = (code: string) => new Parent(test.app).call('trackComplaint', { body: { trackingCode: code } });

describe('before any form', () => {
  it('the numbers to call are there without signing in, with what is promised and what others promise', async () => {
    const { status, body } = await new Parent(test.app).call('getHelp');
    expect(status).toBe(200);
    expect(body.numbers.map(({ number }) => number)).toEqual(expect.arrayContaining(['110', '120', '12345']));
    expect(body.categories).toContainEqual(expect.objectContaining({ code: 'abuse', level: 'urgent' }));
    expect(body.promises[0]).toMatchObject({ level: 'urgent', accept: { hours: 1, workdays: null } });
    expect(body.outsideChannels.length).toBeGreaterThan(2);
    const polish = await new Parent(test.app).call('getHelp', { query: { region: 'pl' } });
    expect(polish.body.numbers[0]?.number).toBe('112');
  });
});

describe('filing', () => {
  it('is answered with number, handler, deadlines and what may be done next', async () => {
    const { filed, mine } = await filedComplaint(test, centreId, { incidentOn: '2026-11-20' });
    expect(filed).toMatchObject({
      ...{ state: 'submitted', level: 'normal', identity: 'named', categoryLabel: '收费、退费' },
      handler: { body: 'health', level: 0 },
      otherBodies: ['市场监管部门'],
      isHandledHere: false,
      place: { centreId, name: '测试托育中心' },
      // Ninety days, the first of which was the day itself.
      ...{ footageUntil: '2027-02-17', footageDaysLeft: 86 },
      may: ['added', 'withdrawn'],
    });
    expect(filed.number).toMatch(/^261124-\d{6}$/);
    expect(filed.clocks.map(({ name, dueOn }) => [name, dueOn])).toEqual([
      ['accept', '2026-11-27'],
      ['reply', '2026-12-03'],
      ['finish', '2026-12-15'],
    ]);
    expect(filed).toEqual({ ...(await mine()), missingFiles: [] });
  });

  it('of what is urgent runs in hours, nights included, and waits for nobody', async () => {
    test.clock.set('2026-11-28T18:30:00Z');
    const { filed } = await filedComplaint(test, centreId, { category: 'abuse' });
    expect(filed.level).toBe('urgent');
    expect(filed.clocks[0]).toMatchObject({
      dueAt: '2026-11-28T19:30:00.000Z',
      ...{ workdaysLeft: null, isOverdue: false },
    });
    const ill = await filedComplaint(test, centreId, { category: 'infection', affectedChildren: 2 });
    expect(ill.filed.level).toBe('urgent');
  });

  it('shows what is urgent to our own rules alone, and nothing of it to WeChat', async () => {
    const parent = await new Parent(test.app).signIn();
    const { guardians } = (await parent.call('exportMyData')).body;
    const who = { familyId: parent.familyId, guardianId: guardians[0]?.id ?? '' };
    const asked: (string | null)[] = [];
    const content = {
      async isDoubtful(_text: string, openid: string | null) {
        asked.push(openid);
        return false;
      },
    };
    const { ofAuthors } = complaintStack(test, undefined, { content, openid: 'openid-1' });
    for (const category of ['feeRefund', 'abuse'] as const) {
      const body = { ...matter, category, identity: 'named' as const, centreId };
      const { id } = await ofAuthors.fileComplaint(who, body, `of-${category}`);
      await ofAuthors.actOnOwn(who, id, { move: 'added', text: '还有' }, `added-to-${category}`);
    }
    expect(asked).toEqual(['openid-1', 'openid-1', null, null]);
  });

  it('has one effect for its key, and refuses the key with other content', async () => {
    const parent = await new Parent(test.app).signIn();
    const file = (what: string, key: string) =>
      parent.call('fileComplaint', { body: { ...matter, what, identity: 'named', centreId }, key });
    const [first, twin] = await Promise.all([file('一样的事', 'file-key-1'), file('一样的事', 'file-key-1')]);
    expect([first.status, twin.status, twin.body.number]).toEqual([201, 201, first.body.number]);
    expect(faultOf(await file('另一件事', 'file-key-1'))).toEqual([422, 'idempotency_key_reused']);
    expect((await parent.call('listMyComplaints')).body.items).toHaveLength(1);
  });

  it('takes a place that no centre is known of, and names the field that is missing', async () => {
    const { districtCode } = await districtWithDesks(test);
    const parent = await new Parent(test.app).signIn();
    const file = (more: object) =>
      parent.call('fileComplaint', {
        body: { category: 'unfiled', what: '没有牌子', identity: 'named', ...more },
      });
    const placed = await file({ place: { districtCode, address: '解放路 3 号二楼' } });
    expect(placed.body.place).toEqual({ centreId: null, name: '解放路 3 号二楼', districtName: '河东区' });
    expect((await file({})).problem.errors).toEqual([expect.objectContaining({ path: '/centreId' })]);
    const elsewhere = await file({ place: { districtCode: 'nowhere', address: '解放路' } });
    expect(elsewhere.problem.errors).toEqual([expect.objectContaining({ path: '/place/districtCode' })]);
    const tomorrow = await file({ centreId, incidentOn: '2026-11-25' });
    expect(tomorrow.problem.errors).toEqual([expect.objectContaining({ path: '/incidentOn' })]);
    expect(faultOf(await file({ centreId: 'ce_0000000000000000' }))).toEqual([404, 'not_found']);
  });

  it('needs somebody signed in unless it is anonymous', async () => {
    const body = { ...matter, identity: 'named', centreId };
    expect(faultOf(await new Parent(test.app).call('fileComplaint', { body }))).toEqual([
      401,
      'sign_in_required',
    ]);
  });
});

describe('an anonymous complaint', () => {
  it('is followed and added to by its code, however that is typed, and by nothing else', async () => {
    const code = trackingCode();
    const filed = await anonymous(code);
    expect([filed.status, filed.body.identity]).toEqual([201, 'anonymous']);
    const tracked = await track(code.toLowerCase().replaceAll('-', ' '));
    expect(filed.body).toEqual({ ...tracked.body, missingFiles: [] });
    const added = await new Parent(test.app).call('actOnTrackedComplaint', {
      body: { trackingCode: code, move: 'added', text: '今天又这样' },
    });
    expect(added.body.events.at(-1)).toMatchObject({ kind: 'added', text: '今天又这样' });
    expect(faultOf(await track('ZZZZ-ZZZZ-ZZZZ-ZZZZ'))).toEqual([404, 'tracking_code_wrong']);
    const parent = await new Parent(test.app).signIn();
    const params = { complaintId: filed.body.id };
    expect(faultOf(await parent.call('getComplaint', { params }))).toEqual([404, 'not_found']);
    expect((await parent.call('listMyComplaints')).body.items).toEqual([]);
  });

  it('is filed once for its code', async () => {
    const code = trackingCode();
    const [first, again] = [await anonymous(code), await anonymous(code)];
    expect([again.status, again.body.number]).toEqual([201, first.body.number]);
    expect(faultOf(await anonymous(code, { what: '别的事' }))).toEqual([422, 'idempotency_key_reused']);
    expect(faultOf(await anonymous('ULULULULULULULUL'))).toEqual([404, 'tracking_code_wrong']);
  });

  it('is rated with a score', async () => {
    const code = trackingCode();
    await anonymous(code);
    const body = { trackingCode: code, move: 'rated', text: '还行' };
    const rated = await new Parent(test.app).call('actOnTrackedComplaint', { body });
    expect(rated.problem.errors).toEqual([expect.objectContaining({ path: '/score' })]);
  });

  it('looks at no token that comes with it, good or bad', async () => {
    const parent = await new Parent(test.app).signIn();
    for (const token of [parent.token, 'no token at all']) {
      const trackingCodeOfThis = trackingCode();
      const filed = await new Parent(test.app).call('fileAnonymousComplaint', {
        ...{ token, body: { ...matter, centreId, trackingCode: trackingCodeOfThis } },
      });
      expect(filed.status).toBe(201);
      const body = { trackingCode: trackingCodeOfThis };
      expect((await new Parent(test.app).call('trackComplaint', { token, body })).status).toBe(200);
    }
    expect((await parent.call('listMyComplaints')).body.items).toEqual([]);
  });
});

describe('what its author does', () => {
  it('adds at any time, once for a key, and never after withdrawing', async () => {
    const { parent, params, mine } = await filedComplaint(test, centreId);
    const add = (text: string, key: string) => parent.call('addToComplaint', { params, body: { text }, key });
    expect((await add('还有一张收据', 'add-key-01')).status).toBe(200);
    expect((await add('还有一张收据', 'add-key-01')).status).toBe(200);
    expect(faultOf(await add('改一下', 'add-key-01'))).toEqual([422, 'idempotency_key_reused']);
    expect((await mine()).events.map(({ kind, text }) => [kind, text])).toEqual([
      ['filed', null],
      ['added', '还有一张收据'],
    ]);
    const withdrawn = await parent.call('withdrawComplaint', { params, body: { text: '已经退了' } });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', may: [], clocks: [] });
    expect(faultOf(await add('再来', 'add-key-02'))).toEqual([409, 'complaint_already_closed']);
  });

  it('is kept whole when several of its family and its desk act at the same moment', async () => {
    const { centreId: at, act } = await districtWithDesks(test);
    const { parent, params, id, mine } = await filedComplaint(test, at);
    const texts = ['一', '二', '三', '四', '五', '六'];
    const done = await Promise.all([
      ...texts.map((text) => parent.call('addToComplaint', { params, body: { text } })),
      act(id, 'accepted'),
      act(id, 'noted', { text: '先打电话' }),
    ]);
    expect(done.map(({ status }) => status)).toEqual(done.map(() => 200));
    const { events } = await mine();
    expect(events.flatMap(({ kind, text }) => (kind === 'added' ? [text] : [])).sort()).toEqual(
      [...texts].sort(),
    );
    expect(events.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
  });

  it('is limited to fifty additions', async () => {
    const { parent, params } = await filedComplaint(test, centreId);
    const add = () => parent.call('addToComplaint', { params, body: { text: '补充' } });
    for (let count = 0; count < 50; count += 1) expect((await add()).status).toBe(200);
    expect(faultOf(await add())).toEqual([409, 'too_many_additions']);
  });

  it('rates, has it reopened once within a month, then takes it one level up', async () => {
    const { centreId: at, act, reopen } = await districtWithDesks(test);
    const { parent, params, id, mine } = await filedComplaint(test, at);
    const call = (move: 'reopenComplaint' | 'escalateComplaint' | 'rateComplaint', body: object = {}) =>
      parent.call(move, { params, body });
    expect(faultOf(await call('rateComplaint', { score: 5 }))).toEqual([409, 'complaint_move_refused']);
    const settle = async () => {
      expect((await act(id, 'replied', { text: '已经核实' })).status).toBe(200);
      expect((await act(id, 'closed', { text: '退了一半', result: 'partlySolved' })).status).toBe(200);
    };
    await act(id, 'accepted');
    await settle();
    expect((await mine()).may).toEqual(['added', 'rated', 'reopened']);
    expect((await call('rateComplaint', { score: 2 })).body.events.at(-1)?.score).toBe(2);
    expect(faultOf(await call('rateComplaint', { score: 5 }))).toEqual([409, 'complaint_already_closed']);
    expect(faultOf(await call('escalateComplaint'))).toEqual([409, 'complaint_already_closed']);
    const reopened = await call('reopenComplaint', { text: '还差一半' });
    expect(reopened.body).toMatchObject({ state: 'accepted', may: ['added', 'withdrawn'] });
    test.clock.advance({ days: 1 });
    await reopen();
    await settle();
    expect(faultOf(await call('reopenComplaint'))).toEqual([409, 'complaint_already_reopened']);
    const escalated = await call('escalateComplaint');
    expect(escalated.body).toMatchObject({
      ...{ state: 'submitted', handler: { level: 1, name: '市卫生健康委员会' } },
      nextLevel: '省卫生健康委员会',
    });
    expect(escalated.body.clocks[0]).toMatchObject({ name: 'accept', from: test.clock.now().toISOString() });
  });

  it('is too late to say that it is not solved a month after closing', async () => {
    const { centreId: at, act } = await districtWithDesks(test);
    const { parent, params, id } = await filedComplaint(test, at);
    await act(id, 'accepted');
    await act(id, 'replied', { text: '核实了' });
    await act(id, 'closed', { text: '办好了', result: 'solved' });
    test.clock.advance({ days: 31 });
    await parent.signIn();
    expect((await parent.call('getComplaint', { params })).body.may).not.toContain('reopened');
    expect(faultOf(await parent.call('reopenComplaint', { params, body: {} }))).toEqual([
      409,
      'reopen_too_late',
    ]);
  });

  it('is told of what the desk did, once, without a word of the matter', async () => {
    const { centreId: at, act } = await districtWithDesks(test);
    const { parent, id, filed } = await filedComplaint(test, at);
    await act(id, 'accepted', {}, 'accept-key-1');
    await act(id, 'accepted', {}, 'accept-key-1');
    await act(id, 'noted', { text: '先打电话' });
    expect(await toldTo(parent)).toEqual([]);
    await complaintStack(test).keep();
    const told = await toldTo(parent);
    expect(told.map(({ title, target }) => [title, target])).toEqual([
      ['投诉受理了', { kind: 'complaint', id }],
    ]);
    expect(told[0]?.text).toContain(filed.number);
    expect(JSON.stringify(told)).not.toContain(matter.what);
  });
});

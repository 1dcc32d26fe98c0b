import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type ClosableTestApp } from '../support/build-test-app.js';
import { deletionStack } from '../support/deletion-stack.js';
import { fakeClock } from '../support/fake-clock.js';
import { bookedEvent, noticeStack, wechatEnv, wechatParent } from '../support/notice-stack.js';
import { Parent } from '../support/parent.js';
import { startWechatStandIn, type WechatStandIn } from '../support/wechat-stand-in.js';

let wechat: WechatStandIn;
let test: ClosableTestApp;
let stack: ReturnType<typeof noticeStack>;
beforeAll(async () => {
  wechat = await startWechatStandIn(fakeClock());
  test = await buildTestApp(wechatEnv(wechat));
  stack = noticeStack(test);
});
afterAll(async () => {
  await test.close();
  await wechat.close();
});

const inbox = async (parent: Parent, query = {}) => (await parent.call('listNotices', { query })).body;
const tell = (familyId: string, key?: string) =>
  stack.process().tell(bookedEvent(familyId, test.clock.now(), key));

async function twoGuardians() {
  const first = await new Parent(test.app).signIn();
  const { code } = (await first.call('inviteGuardian')).body;
  const second = await new Parent(test.app).signIn();
  await second.call('acceptInvitation', { body: { code } });
  test.clock.advance({ minutes: 2 });
  await second.signIn();
  return { first, second };
}

describe('what a family is told', () => {
  it('stands in the inbox of each guardian, the last first, in words with all facts', async () => {
    const { first, second } = await twoGuardians();
    test.clock.advance({ minutes: 1 });
    await tell(first.familyId);
    for (const parent of [first, second]) {
      const { items, unread, nextCursor } = await inbox(parent);
      expect([items.map(({ kind }) => kind), unread, nextCursor]).toEqual([
        ['bookedAtDesk', 'guardianJoined'],
        2,
        null,
      ]);
      expect(items[0]).toMatchObject({
        title: '机构帮你约好了',
        text: '禾川市桥西街道绒球屋普惠婴幼儿托育服务中心给小满约了11月26日 周四 8:30。不对就在预约里取消。',
        target: { kind: 'booking', id: 'b_0123456789abcdef' },
        at: test.clock.now().toISOString(),
        isRead: false,
      });
    }
  });

  it('is told once, however often the event is', async () => {
    const parent = await new Parent(test.app).signIn();
    await Promise.all([1, 2, 3].map(() => tell(parent.familyId, 'bookings/b_1/booked')));
    await tell(parent.familyId, 'bookings/b_1/booked');
    await tell(parent.familyId, 'bookings/b_2/booked');
    expect((await inbox(parent)).unread).toBe(2);
  });

  it('is told to nobody where there is no family any more', async () => {
    await tell('f_0000000000000000');
    expect(
      await test.app.store.collection('notices').countDocuments({ familyId: 'f_0000000000000000' }),
    ).toBe(0);
  });

  it('comes in pages, none twice and none left out', async () => {
    const parent = await new Parent(test.app).signIn();
    // Some at the same moment.
    for (let number = 0; number < 7; number += 1) {
      await tell(parent.familyId, `bookings/${number}`);
      if (number % 2 === 0) test.clock.advance({ seconds: 1 });
    }
    const all = (await inbox(parent)).items.map(({ id }) => id);
    expect(new Set(all).size).toBe(7);
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await inbox(parent, { limit: 2, ...(cursor ? { cursor } : {}) });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    expect((await parent.call('listNotices', { query: { cursor: 'nonsense' } })).problem.code).toBe(
      'input_invalid',
    );
  });

  it('is read up to a notice, by each guardian for itself; what comes later stays unread', async () => {
    const { first, second } = await twoGuardians();
    test.clock.advance({ minutes: 1 });
    await tell(first.familyId);
    test.clock.advance({ minutes: 1 });
    await tell(first.familyId);
    const [, middle] = (await inbox(first)).items;
    const read = await first.call('markNoticesRead', { body: { until: middle?.id } });
    expect(read.body).toEqual({ unread: 1 });
    expect((await inbox(first)).items.map(({ isRead }) => isRead)).toEqual([false, true, true]);
    expect((await inbox(second)).unread).toBe(3);
    expect((await first.call('markNoticesRead', { body: { until: 'all' } })).body).toEqual({ unread: 0 });
    await tell(first.familyId);
    expect((await inbox(first)).unread).toBe(1);
  });

  it('is nobody else’s: a foreign notice is answered like none', async () => {
    const [owner, thief] = [await new Parent(test.app).signIn(), await new Parent(test.app).signIn()];
    await tell(owner.familyId);
    const [notice] = (await inbox(owner)).items;
    const foreign = await thief.call('markNoticesRead', { body: { until: notice?.id } });
    const none = await thief.call('markNoticesRead', { body: { until: 'n_0000000000000000' } });
    expect([foreign.status, foreign.problem.code]).toEqual([404, 'not_found']);
    expect({ ...foreign.problem, requestId: '' }).toEqual({ ...none.problem, requestId: '' });
    expect((await inbox(owner)).unread).toBe(1);
    expect((await inbox(thief)).items).toEqual([]);
  });

  it('goes with the guardian who leaves, and with the family', async () => {
    const { first, second } = await twoGuardians();
    const leaving = (await second.call('getMyFamily')).body.guardians.find(({ isMe }) => isMe)?.id ?? '';
    const mentions = () =>
      test.app.store
        .collection('notices')
        .countDocuments({ $or: [{ recipients: leaving }, { unreadBy: leaving }] });
    expect(await mentions()).toBe(1);
    await second.call('deleteMyAccount', { body: { scope: 'guardian' } });
    await deleteNow();
    expect([await mentions(), (await inbox(first)).items.length]).toEqual([0, 1]);
    await first.call('deleteMyAccount', { body: { scope: 'family' } });
    await deleteNow();
    expect(await test.app.store.collection('notices').countDocuments({ familyId: first.familyId })).toBe(0);
  });
});

/** As the job does it: the service of these tests does not listen. */
async function deleteNow(): Promise<void> {
  await deletionStack(test)
    .process((write) => write())
    .run();
}

describe('what WeChat may send', () => {
  it('is asked for by the templates of this installation', async () => {
    const { body } = await new Parent(test.app).call('getSubscriptionTemplates');
    expect(body.items).toEqual([
      { kind: 'bookedAtDesk', templateId: 'T_booked', title: '机构帮你约好了' },
      { kind: 'bookingCancelledByCentre', templateId: 'T_cancelled', title: '机构取消了预约' },
      { kind: 'guardianJoined', templateId: 'T_joined', title: '有家长加入家庭' },
    ]);
  });

  it('is nothing where there is no account', async () => {
    const bare = await buildTestApp();
    expect((await new Parent(bare.app).call('getSubscriptionTemplates')).body).toEqual({ items: [] });
    await bare.close();
  });

  it('is one message for each yes, counted once however often it is reported', async () => {
    const parent = await wechatParent(test, wechat, 0);
    const accept = (key: string, decision = 'accept', templateId = 'T_booked') =>
      parent.call('recordSubscription', { key, body: { decisions: [{ templateId, decision }] } });
    const open = () => stack.models.subscriptions.countOpen(parent.guardianId, 'T_booked');
    const answers = await Promise.all([1, 2, 3].map(() => accept('the-same-key')));
    expect([answers.map(({ status }) => status), await open()]).toEqual([[200, 200, 200], 1]);
    for (const decision of ['reject', 'ban', 'filter']) await accept(`key-${decision}`, decision);
    await accept('another-key', 'accept', 'T_of_somebody');
    expect(await open()).toBe(1);
    await accept('another-key');
    expect(await open()).toBe(2);
  });

  it('can’t be piled up without end', async () => {
    const parent = await wechatParent(test, wechat, 25);
    expect(await stack.models.subscriptions.countOpen(parent.guardianId, 'T_booked')).toBe(20);
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { smsProvider } from '@nearcare/bff/lib/sms';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildTestApp, type ClosableTestApp } from '../support/build-test-app.js';
import { fakeClock } from '../support/fake-clock.js';
import { bookedEvent, noticeStack, wechatEnv, wechatParent } from '../support/notice-stack.js';
import { Parent } from '../support/parent.js';
import { startWechatStandIn, type Trouble, type WechatStandIn } from '../support/wechat-stand-in.js';

const sendPath = '/cgi-bin/message/subscribe/send';
let wechat: WechatStandIn;
let test: ClosableTestApp;
let stack: ReturnType<typeof noticeStack>;
beforeAll(async () => {
  wechat = await startWechatStandIn(fakeClock());
  test = await buildTestApp(wechatEnv(wechat));
  stack = noticeStack(test);
});
beforeEach(() => test.app.store.collection('outbox').deleteMany({}));
afterAll(async () => {
  await test.close();
  await wechat.close();
});

async function tellBooked(parent: Parent): Promise<void> {
  await stack.process().tell(bookedEvent(parent.familyId, test.clock.now()));
}
const rowsOf = ({ familyId }: Parent) => test.app.store.collection('outbox').find({ familyId }).toArray();
const open = (guardianId: string) => stack.models.subscriptions.countOpen(guardianId, 'T_booked');

describe('a message by WeChat', () => {
  it('goes to who allowed it, within WeChat’s limits, and uses up one yes', async () => {
    const parent = await wechatParent(test, wechat, 2);
    await tellBooked(parent);
    await stack.process().send();
    expect(parent.delivered()).toEqual([
      {
        openid: parent.openid,
        templateId: 'T_booked',
        data: {
          thing1: { value: '禾川市桥西街道绒球屋普惠婴幼儿托育服务…' },
          time2: { value: '2026年11月26日 08:30' },
          phrase3: { value: '已预约' },
          thing4: { value: '打开小程序看详情' },
        },
      },
    ]);
    expect(wechat.asked.at(-1)?.body).toMatchObject({ page: 'pages/notices/index', lang: 'zh_CN' });
    expect([await open(parent.guardianId), await rowsOf(parent)]).toMatchObject([
      1,
      [{ state: 'sent', tries: 1 }],
    ]);
    await stack.process().send();
    expect(parent.delivered()).toHaveLength(1);
  });

  it('is not sent to who has not allowed it, nor to who never came by WeChat; the app tells both', async () => {
    const [silent, byPhone] = [await wechatParent(test, wechat, 0), await new Parent(test.app).signIn()];
    const before = wechat.countOf(sendPath);
    for (const parent of [silent, byPhone]) await tellBooked(parent);
    await stack.process().send();
    expect(wechat.countOf(sendPath)).toBe(before);
    expect(await rowsOf(silent)).toMatchObject([{ state: 'unsent', reason: 'not_subscribed' }]);
    expect(await rowsOf(byPhone)).toMatchObject([{ state: 'unsent', reason: 'no_wechat' }]);
    for (const parent of [silent, byPhone]) expect((await parent.call('listNotices')).body.unread).toBe(1);
  });

  it('follows a guardian to the other one’s family', async () => {
    const owner = await new Parent(test.app).signIn();
    const { code } = (await owner.call('inviteGuardian')).body;
    const second = await wechatParent(test, wechat);
    expect((await second.call('acceptInvitation', { body: { code } })).status).toBe(200);
    await stack.process().send();
    expect(second.delivered()).toMatchObject([
      {
        templateId: 'T_joined',
        data: { thing1: { value: '家里多了一位家长' }, thing2: { value: '2026年11月24日 09:12' } },
      },
    ]);
  });

  const quiet: Record<string, [Trouble, object]> = {
    'that the guardian switched off is given up quietly': [
      { errcode: 43101 },
      { state: 'unsent', reason: 'errcode 43101' },
    ],
    'whose fields WeChat refuses is a dead letter': [
      { errcode: 47003 },
      { state: 'dead', reason: 'errcode 47003' },
    ],
    'of a template that is gone is a dead letter': [
      { errcode: 40037 },
      { state: 'dead', reason: 'errcode 40037' },
    ],
  };
  it.each(Object.entries(quiet))('%s, and uses nothing up', async (_, [trouble, row]) => {
    const parent = await wechatParent(test, wechat);
    await tellBooked(parent);
    wechat.trouble(sendPath, trouble);
    await stack.process().send();
    test.clock.advance({ days: 1 });
    await stack.process().send();
    expect([await open(parent.guardianId), parent.delivered().length, await rowsOf(parent)]).toMatchObject([
      1,
      0,
      [row],
    ]);
  });

  const passing: Record<string, Trouble> = {
    'busy WeChat': { errcode: -1 },
    'too many messages a minute': { errcode: 45009 },
    'a gateway that is down': { status: 502 },
  };
  it.each(Object.entries(passing))('is tried again after %s, on the same yes', async (_, trouble) => {
    const parent = await wechatParent(test, wechat);
    await tellBooked(parent);
    wechat.trouble(sendPath, trouble);
    await stack.process().send();
    expect([parent.delivered().length, await rowsOf(parent)]).toMatchObject([
      0,
      [{ state: 'waiting', tries: 1 }],
    ]);
    await stack.process().send();
    expect(parent.delivered()).toEqual([]);
    test.clock.advance({ seconds: 31 });
    await stack.process().send();
    expect([parent.delivered().length, await rowsOf(parent)]).toMatchObject([
      1,
      [{ state: 'sent', tries: 2 }],
    ]);
    expect(await open(parent.guardianId)).toBe(0);
  });

  it('waits longer each time, and is a dead letter after six', async () => {
    const parent = await wechatParent(test, wechat);
    await tellBooked(parent);
    const waits: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      wechat.trouble(sendPath, { errcode: -1 });
      await stack.process().send();
      const [row] = await rowsOf(parent);
      waits.push((row?.['dueAt'].getTime() - test.clock.now().getTime()) / 1000);
      test.clock.advance({ minutes: 130 });
    }
    expect(waits.slice(0, 5)).toEqual([30, 120, 480, 1920, 7680]);
    expect(await rowsOf(parent)).toMatchObject([{ state: 'dead', reason: 'errcode -1', tries: 6 }]);
  });

  it('gets a new token when the old one was taken back, and nobody notices', async () => {
    const parent = await wechatParent(test, wechat);
    const { send, tell } = stack.process();
    await tell(bookedEvent(parent.familyId, test.clock.now()));
    await send();
    await parent.call('recordSubscription', {
      body: { decisions: [{ templateId: 'T_booked', decision: 'accept' }] },
    });
    wechat.takeTokenBack();
    await tell(bookedEvent(parent.familyId, test.clock.now()));
    await send();
    expect(parent.delivered()).toHaveLength(2);
  });

  const uncertain: Record<string, [Trouble, number]> = {
    'arrived although the answer was lost': ['lost', 1],
    'may be under way, for WeChat is slow': ['never', 0],
    'was cut off': ['hangUp', 0],
  };
  it.each(Object.entries(uncertain))(
    'that %s is never sent twice, but listed',
    async (_, [trouble, delivered]) => {
      const parent = await wechatParent(test, wechat, 2);
      await tellBooked(parent);
      wechat.trouble(sendPath, trouble);
      await stack.process({ waitMs: 1_000 }).send();
      test.clock.advance({ days: 1 });
      await stack.process().send();
      expect(parent.delivered()).toHaveLength(delivered);
      expect(await rowsOf(parent)).toMatchObject([{ state: 'dead', reason: 'no_answer', tries: 1 }]);
      expect(await stack.models.outbox.listDead(10)).toHaveLength(1);
    },
  );

  it('is not sent any more once its family is gone', async () => {
    const parent = await wechatParent(test, wechat);
    await tellBooked(parent);
    wechat.trouble(sendPath, { errcode: -1 });
    await stack.process().send();
    await test.app.store.collection('notices').deleteMany({ familyId: parent.familyId });
    test.clock.advance({ minutes: 1 });
    await stack.process().send();
    expect(parent.delivered()).toEqual([]);
    expect(await rowsOf(parent)).toMatchObject([{ state: 'unsent', reason: 'gone' }]);
  });

  it('is left to others by who has lost the lease', async () => {
    const parent = await wechatParent(test, wechat);
    await tellBooked(parent);
    let looks = 0;
    const losing = () => {
      looks += 1;
      return looks <= 2;
    };
    await stack.process({ isHeld: losing }).send();
    expect([parent.delivered(), await rowsOf(parent)]).toMatchObject([[], [{ state: 'waiting', tries: 0 }]]);
    await stack.process().send();
    expect(parent.delivered()).toHaveLength(1);
  });
});

describe('a message by SMS', () => {
  it('goes out only for the kinds that the operator pays for, and says nothing of whom', async () => {
    const taken: unknown[] = [];
    let status = 500;
    const carrier = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', () => {
        if (status === 200) taken.push(JSON.parse(text));
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => carrier.listen(0, '127.0.0.1', resolve));
    const provider = smsProvider({
      kind: 'http',
      url: `http://127.0.0.1:${(carrier.address() as AddressInfo).port}`,
    });
    const parent = await new Parent(test.app).signIn();
    await tellBooked(parent);
    await stack.process({ sms: { provider, kinds: ['guardianJoined'] } }).send();
    expect(await rowsOf(parent)).toMatchObject([{ channel: 'wechat' }]);
    await tellBooked(parent);
    const { send } = stack.process({ sms: { provider, kinds: ['bookedAtDesk'] } });
    await send();
    expect(taken).toEqual([]);
    status = 200;
    test.clock.advance({ minutes: 1 });
    await send();
    expect(taken).toEqual([{ phone: parent.phone, text: '机构帮你约好了，打开小程序看详情。' }]);
    await new Promise((resolve) => carrier.close(resolve));
  });
});

describe('two processes at the same messages', () => {
  async function sendAtOnce(count: number, unguarded: boolean): Promise<number> {
    const parents = [];
    for (let number = 0; number < count; number += 1) parents.push(await wechatParent(test, wechat, 3));
    for (const parent of parents) await tellBooked(parent);
    const processes = [1, 2, 3].map(() =>
      stack.process(
        unguarded
          ? {
              outbox: (model) => ({
                ...model,
                take: async (message, dueAt) => (await model.take(message, dueAt)) || true,
              }),
            }
          : {},
      ),
    );
    await Promise.all(processes.map(({ send }) => send()));
    return parents.reduce((total, parent) => total + parent.delivered().length, 0);
  }

  it('send each one once', async () => {
    expect(await sendAtOnce(8, false)).toBe(8);
  });

  it('would send some twice without the compare-and-set', async () => {
    expect(await sendAtOnce(8, true)).toBeGreaterThan(8);
  });
});

describe('the job of the service', () => {
  it('sends by itself while it listens, and counts for the operator', async () => {
    const own = await buildTestApp(wechatEnv(wechat));
    try {
      const parent = await wechatParent(own, wechat);
      await noticeStack(own).process().tell(bookedEvent(parent.familyId, own.clock.now()));
      await own.app.listen({ port: 0, host: '127.0.0.1' });
      await vi.waitFor(
        async () => {
          expect(parent.delivered()).toHaveLength(1);
          const { body } = await own.app.inject('/metrics');
          expect(body).toContain('nearcare_messages_total{channel="wechat",state="sent"} 1');
          expect(body).toContain('nearcare_dead_messages 0');
        },
        { timeout: 20_000, interval: 20 },
      );
    } finally {
      await own.close();
    }
  });
});

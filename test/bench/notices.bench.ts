import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@nearcare/bff/config';
import { wechatAccount } from '@nearcare/bff/lib/wechat-account';
import { openStore } from '@nearcare/bff/plugins/store';
import { bookedEvent, noticeStack, wechatEnv } from '../support/notice-stack.js';
import { startBff, startStore } from '../support/processes.js';
import { WebParent } from '../support/web-parent.js';
import { startWechatStandIn, type WechatStandIn } from '../support/wechat-stand-in.js';
import { type Row, round } from './measure.js';

const families = 40;
const perFamily = 20;
const messages = families * perFamily;
const atOnce = 32;
const clock = { now: () => new Date() };

/** Telling, and the outbox against the bare requests to the same stand-in of WeChat, as many at once. */
export async function benchNotices(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-'));
  const wechat = await startWechatStandIn(clock);
  const store = await startStore(join(folder, 'store'));
  const env = {
    MONGODB_URI: store.url,
    DATA_DIR: folder,
    SESSION_SECRET: 'bench-session-secret-0123456789abcdef',
    PHONE_INDEX_SECRET: 'bench-phone-index-secret-0123456789ab',
    ...wechatEnv(wechat),
  };
  const familyIds = await signInAll(env, wechat);
  const { connection, close } = await openStore({ mongodbUri: store.url, dataDir: folder });
  const { tell, send } = noticeStack({
    app: { store: connection },
    clock,
    config: readConfig({ NODE_ENV: 'test', ...env }),
  }).process();

  const bare = await perSecond(() => bareRequests(wechat));
  const told = await perSecond(async () => {
    for (let turn = 0; turn < perFamily; turn += 1)
      await Promise.all(
        familyIds.map((familyId) => tell(bookedEvent(familyId, clock.now(), `bench/${turn}`))),
      );
  });
  const before = wechat.delivered.length;
  const sent = await perSecond(send);
  if (wechat.delivered.length - before !== messages)
    throw new Error(`${wechat.delivered.length - before} of ${messages} messages arrived`);

  await close();
  await store.stop();
  await wechat.close();
  await rm(folder, { recursive: true });
  return [
    { what: `events told, ${families} at once, on disk`, figure: `${round(told, 0)}/s` },
    {
      what: `messages posted and sent, ${atOnce} at once, of the bare request’s ${round(bare, 0)}/s`,
      figure: `${round(sent, 0)}/s = ${round(sent / bare)} ×`,
    },
  ];
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return messages / ((performance.now() - startedAt) / 1000);
}

/** Guardians who allowed as many messages as they will get. */
async function signInAll(env: Record<string, string>, wechat: WechatStandIn): Promise<string[]> {
  const bff = await startBff({ ...env, LOG_LEVEL: 'silent' });
  const familyIds: string[] = [];
  for (let number = 0; number < families; number += 1) {
    const parent = new WebParent('');
    const code = wechat.loginCode(`openid-${number}`);
    const { body } = await parent.call(bff.url, 'loginWithWechat', { body: { code } });
    parent.token = body.accessToken;
    familyIds.push(body.familyId);
    const decisions = [{ templateId: 'T_booked', decision: 'accept' }];
    for (let turn = 0; turn < perFamily; turn += 1)
      await parent.call(bff.url, 'recordSubscription', { body: { decisions } });
  }
  await bff.stop();
  return familyIds;
}

async function bareRequests(wechat: WechatStandIn): Promise<void> {
  const account = wechatAccount(wechat, { report: () => undefined });
  const body = { touser: 'nobody', template_id: 'T_booked', data: { thing1: { value: '机构帮你约好了' } } };
  let left = messages;
  const worker = async () => {
    for (; left > 0; left -= 1) await account.askWithToken('/cgi-bin/message/subscribe/send', body);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

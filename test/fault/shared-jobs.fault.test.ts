import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@nearcare/bff/config';
import { newId } from '@nearcare/bff/lib/ids';
import type { JobDoc } from '@nearcare/bff/plugins/jobs/jobs.model';
import { openStore } from '@nearcare/bff/plugins/store';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bookedEvent, noticeStack, wechatEnv } from '../support/notice-stack.js';
import { type Running, runOps, startBff, startStore } from '../support/processes.js';
import { storeEnv } from '../support/store-env.js';
import { WebParent } from '../support/web-parent.js';
import { startWechatStandIn, type WechatStandIn } from '../support/wechat-stand-in.js';

const guardians = 24;
const clock = { now: () => new Date() };
/** A lease has to run out in between, and a busy machine runs what comes after it slowly. */
const waiting = { timeout: 150_000, interval: 50 };

let folder: string;
let store: Running | null = null;
let env: Record<string, string>;
let wechat: WechatStandIn;
let opened: Awaited<ReturnType<typeof openStore>>;
let servers: Running[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearcare-jobs-'));
  wechat = await startWechatStandIn(clock);
  const given = storeEnv().MONGODB_URI;
  if (!given) store = await startStore(join(folder, 'store'));
  env = {
    MONGODB_URI: given ?? store?.url ?? '',
    DATA_DIR: folder,
    SESSION_SECRET: 'test-session-secret-0123456789abcdef',
    PHONE_INDEX_SECRET: 'test-phone-index-secret-0123456789ab',
    ...wechatEnv(wechat),
  };
  opened = await openStore({ mongodbUri: env['MONGODB_URI'] ?? '', dataDir: folder });
  servers = [await startBff(env), await startBff(env)];
}, 60_000);

afterAll(async () => {
  for (const { child, stop } of servers) {
    child.kill('SIGCONT');
    await stop('SIGKILL');
  }
  if (!store) await opened.connection.dropDatabase();
  await opened.close();
  await store?.stop();
  await wechat.close();
  await rm(folder, { recursive: true, force: true });
});

/** A guardian who allowed two messages, so that a doubled one would arrive. */
async function comeIn(base: string) {
  const openid = newId('openid');
  const parent = new WebParent(`139${Math.floor(10_000_000 + Math.random() * 89_999_999)}`);
  const { body } = await parent.call(base, 'loginWithWechat', { body: { code: wechat.loginCode(openid) } });
  parent.token = body.accessToken;
  for (let times = 0; times < 2; times += 1) {
    const decisions = [{ templateId: 'T_booked', decision: 'accept' }];
    const { status } = await parent.call(base, 'recordSubscription', { body: { decisions } });
    expect(status).toBe(200);
  }
  return { openid, familyId: body.familyId };
}

const job = async () => {
  const doc = await opened.connection.collection<JobDoc>('jobs').findOne({ _id: 'sendMessages' });
  if (!doc) throw new Error('no job');
  return doc;
};
const pidOf = (holder: string | null) => Number(holder?.split(':')[1]);

describe('two servers that share the jobs, one paused in the middle of sending', () => {
  it('send each message once: the other takes over, and the paused one does nothing again when it wakes', async () => {
    const [first] = servers;
    const people = [];
    for (let number = 0; number < guardians; number += 1) people.push(await comeIn(first?.url ?? ''));
    const { tell } = noticeStack({
      app: { store: opened.connection },
      clock,
      config: readConfig({ NODE_ENV: 'test', ...env }),
    }).process();

    const outbox = opened.connection.collection('outbox');
    const release = wechat.holdAnswers();
    for (const { familyId } of people) await tell(bookedEvent(familyId, clock.now()));
    await vi.waitFor(() => expect(wechat.delivered.length).toBeGreaterThan(0), waiting);
    const before = await job();
    const paused = servers.find(({ child }) => child.pid === pidOf(before.holder));
    const other = servers.find((server) => server !== paused);
    if (!paused || !other) throw new Error('nobody holds the job');
    paused.child.kill('SIGSTOP');
    release();

    await vi.waitFor(async () => {
      const { runs, failures } = await job();
      expect(runs).toBeGreaterThan(before.runs);
      expect(failures).toBeGreaterThan(before.failures);
      // Not a count of what arrived: a message the paused one took, and has not put on the wire, stays its own.
      expect(await outbox.countDocuments()).toBe(guardians);
      expect(await outbox.countDocuments({ state: 'waiting' })).toBe(0);
    }, waiting);
    paused.child.kill('SIGCONT');
    await vi.waitFor(async () => {
      const metrics = await (await fetch(`${paused.url}/metrics`)).text();
      expect(metrics).toContain('nearcare_job_runs_total{job="sendMessages",outcome="lost"} 1');
      expect(await outbox.countDocuments({ state: { $in: ['waiting', 'sending'] } })).toBe(0);
    }, waiting);

    // Once, or never where the pause cut it off before it was on the wire: that is given up and told to the operator.
    const rows = await outbox.find().toArray();
    expect(rows).toHaveLength(guardians);
    expect(rows.every(({ tries }) => tries === 1)).toBe(true);
    for (const { openid, familyId } of people) {
      const got = wechat.delivered.filter((message) => message.openid === openid).length;
      const state = rows.find((row) => row['familyId'] === familyId)?.['state'];
      expect([state, got]).toEqual([
        expect.stringMatching(/^(sent|dead)$/),
        state === 'sent' ? 1 : expect.toBeOneOf([0, 1]),
      ]);
    }
  }, 500_000);

  it('are told to the operator: what runs, and what was given up', async () => {
    const { stdout: jobs } = await runOps(env, ['jobs']);
    for (const name of ['sendMessages', 'reconcileBookings', 'deleteAccounts', 'finishWithdrawals'])
      expect(jobs).toMatch(new RegExp(`^${name}: `, 'm'));
    expect(jobs).toMatch(/sendMessages[^]+failed [1-9]/);
    expect((await runOps(env, ['notices'])).stdout).toMatch(/sent \d+/);
    await opened.connection
      .collection('outbox')
      .updateMany({}, { $set: { state: 'dead', reason: 'errcode 47003' } });
    const { stdout: dead } = await runOps(env, ['notices', '--dead']);
    expect(dead.match(/wechat bookedAtDesk: errcode 47003/g)).toHaveLength(guardians);
  });
});

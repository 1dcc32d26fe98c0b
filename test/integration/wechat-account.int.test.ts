import { wechatApi } from '@nearcare/bff/features/auth/wechat';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import { wechatAccount } from '@nearcare/bff/lib/wechat-account';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeClock } from '../support/fake-clock.js';
import { startWechatStandIn, type WechatStandIn } from '../support/wechat-stand-in.js';

let wechat: WechatStandIn;
beforeAll(async () => {
  wechat = await startWechatStandIn(fakeClock());
});
afterAll(() => wechat.close());

describe('the client of WeChat’s API', () => {
  const config = () => ({ baseUrl: wechat.baseUrl, appId: wechat.appId, appSecret: wechat.appSecret });
  const reports: unknown[] = [];
  const report = (...facts: unknown[]) => void reports.push(facts);

  it('waits for an answer no longer than it was told to, and reports neither code nor secret', async () => {
    wechat.trouble('/sns/jscode2session', 'never');
    const code = wechat.loginCode('openid-of-a-parent');
    const asked = wechatApi(wechatAccount(config(), { report, waitMs: 50 }), report).openidOf(code);
    await expect(asked).rejects.toEqual(new DomainError('service_unavailable'));
    expect(reports).toHaveLength(1);
    for (const secret of [code, wechat.appSecret]) expect(JSON.stringify(reports)).not.toContain(secret);
  });

  it('asks for one token for all who sign in at once, and for the next one shortly before it ends', async () => {
    let nowMs = 0;
    const api = wechatApi(wechatAccount(config(), { report, nowMs: () => nowMs }), report);
    const before = wechat.countOf('/cgi-bin/stable_token');
    const asked = () => wechat.countOf('/cgi-bin/stable_token') - before;
    const phones = ['13800000001', '13800000002', '13800000003'];
    const told = await Promise.all(phones.map((phone) => api.phoneOf(wechat.phoneCode(phone))));
    expect(told).toEqual(phones.map((phone) => `+86${phone}`));
    expect(asked()).toBe(1);
    nowMs += 6_900_000;
    await api.phoneOf(wechat.phoneCode('13800000004'));
    expect(asked()).toBe(1);
    nowMs += 100_000;
    await api.phoneOf(wechat.phoneCode('13800000004'));
    expect(asked()).toBe(2);
  });
});

import path from 'node:path';
import type { Reply } from '@nearcare/shared/contract/types';
import { describe, expect, it, vi } from 'vitest';
import { type MountedPage, nodesOf, openWeapp, textOf, type WeappNode } from '../support/run-weapp.js';
import { compileWxml } from '../support/weapp-wxml.js';

const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp');
const page = 'pages/me/index';

const session: Reply<'loginWithWechat'> = {
  accessToken: 'access-1',
  accessExpiresAt: '2099-01-01T00:00:00.000Z',
  accessExpiresInSeconds: 900,
  refreshToken: 's_1.secret',
  familyId: 'f_0001',
};
const family: Reply<'getMyFamily'> = {
  id: 'f_0001',
  phoneTail: null,
  guardians: [{ id: 'g_0001', isMe: true, phoneTail: null, joinedAt: '2026-11-22T01:00:00.000Z' }],
  children: [
    {
      id: 'k_1',
      nickname: '小满',
      birthOn: '2025-04-08',
      ageMonths: 19,
      addedAt: '2026-11-24T01:00:00.000Z',
    },
  ],
  invitations: [],
  pickups: [],
  pickupCodes: [],
  feeReductions: [],
  cards: [],
};

type Asked = { path: string; data: unknown; token: string | undefined };

/** 我的 in WeChat with nobody signed in; the sheet to sign in is open. */
async function openSheet() {
  const asked: Asked[] = [];
  const app = openWeapp(dist, ({ url, data, header }) => {
    const [, route = ''] = url.split('/api/v1');
    asked.push({ path: route, data, token: header['authorization'] });
    const answer = route === '/auth/wechat-logins' ? session : route === '/family' ? family : null;
    return answer === null
      ? { statusCode: 503, data: '' }
      : { statusCode: 200, data: JSON.stringify(answer) };
  });
  const mounted = app.mount(page);
  await shows(mounted, '找托育、看价格不用登录');
  mounted.fire('tap', button(mounted, '登录'));
  await shows(mounted, '先不登录');
  const logins = () => asked.filter((one) => one.path === '/auth/wechat-logins').map(({ data }) => data);
  return { app, mounted, asked, logins };
}

const shows = (mounted: MountedPage, words: string) =>
  vi.waitFor(() => expect(textOf(mounted.tree())).toContain(words), { timeout: 10_000 });

/** By its label: Taro numbers the templates of elements, so a node does not say that it is an input. */
const hasPhoneField = (mounted: MountedPage) => nodesOf(mounted.tree()).some(({ v }) => v === '手机号');

/** The button that says these very words. */
function button(mounted: MountedPage, words: string): WeappNode {
  const found = nodesOf(mounted.tree()).find(
    (node) =>
      textOf(node) === words && typeof node['cl'] === 'string' && /nc-(button|link)( |$)/.test(node['cl']),
  );
  if (!found) throw new Error(`nothing says ${words}`);
  return found;
}

describe('signing in inside WeChat', () => {
  it('offers WeChat first, with a button of the kind that alone may bring the number, and a way to put it off', async () => {
    const { app, mounted } = await openSheet();
    expect(hasPhoneField(mounted)).toBe(false);
    expect(JSON.stringify(compileWxml(dist).render(page, mounted.data).tree)).toContain(
      'getRealtimePhoneNumber',
    );
    mounted.fire('tap', button(mounted, '先不登录'));
    await vi.waitFor(() => expect(textOf(mounted.tree())).not.toContain('微信登录'));
    expect(app.faults).toEqual([]);
  });

  it('sends both codes, then shows the family with the new token', async () => {
    const { app, mounted, asked, logins } = await openSheet();
    mounted.fire('getrealtimephonenumber', button(mounted, '微信登录'), {
      code: 'phone-1',
      errMsg: 'getRealtimePhoneNumber:ok',
    });
    await shows(mounted, '小满');
    expect(logins()).toEqual([{ code: 'login-1', phoneCode: 'phone-1' }]);
    expect(asked.find((one) => one.path === '/family')?.token).toBe('Bearer access-1');
    expect(app.faults).toEqual([]);
  });

  it('without the number goes on by WeChat alone, once the guardian says so', async () => {
    const { mounted, logins } = await openSheet();
    mounted.fire('getrealtimephonenumber', button(mounted, '微信登录'), {
      errMsg: 'getRealtimePhoneNumber:fail user deny',
    });
    await shows(mounted, '不给也能登录');
    expect(logins()).toEqual([]);
    mounted.fire('tap', button(mounted, '只用微信，不给手机号'));
    await shows(mounted, '小满');
    expect(logins()).toEqual([{ code: 'login-1' }]);
  });

  it('has the way by message as well', async () => {
    const { mounted } = await openSheet();
    mounted.fire('tap', button(mounted, '用手机验证码登录'));
    await shows(mounted, '获取验证码');
    expect(hasPhoneField(mounted)).toBe(true);
  });
});

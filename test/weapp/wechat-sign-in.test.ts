import { describe, expect, it, vi } from 'vitest';
import { makeFamily, makeSession } from '../../miniapp/src/test-support/factories.js';
import { type MountedPage, nodesOf, openWeapp, textOf } from '../support/run-weapp.js';
import { answer, buttonSaying, shows, unavailable, weappDist } from '../support/weapp-page.js';
import { compileWxml } from '../support/weapp-wxml.js';

const page = 'pages/me/index';

type Asked = { path: string; data: unknown; token: string | undefined };

/** 我的 in WeChat with nobody signed in; the sheet to sign in is open. */
async function openSheet() {
  const asked: Asked[] = [];
  const app = openWeapp(weappDist, ({ url, data, header }) => {
    const [, route = ''] = url.split('/api/v1');
    asked.push({ path: route, data, token: header['authorization'] });
    if (route === '/auth/wechat-logins') return answer(makeSession());
    return route === '/family' ? answer(makeFamily()) : unavailable;
  });
  const mounted = app.mount(page);
  await shows(mounted, '找托育、看价格不用登录');
  mounted.fire('tap', buttonSaying(mounted, '登录'));
  await shows(mounted, '先不登录');
  const logins = () => asked.filter((one) => one.path === '/auth/wechat-logins').map(({ data }) => data);
  return { app, mounted, asked, logins };
}

/** By its label: Taro numbers the templates of elements, so a node does not say that it is an input. */
const hasPhoneField = (mounted: MountedPage) => nodesOf(mounted.tree()).some(({ v }) => v === '手机号');

describe('signing in inside WeChat', () => {
  it('offers WeChat first, with a button of the kind that alone may bring the number, and a way to put it off', async () => {
    const { app, mounted } = await openSheet();
    expect(hasPhoneField(mounted)).toBe(false);
    expect(JSON.stringify(compileWxml(weappDist).render(page, mounted.data).tree)).toContain(
      'getRealtimePhoneNumber',
    );
    mounted.fire('tap', buttonSaying(mounted, '先不登录'));
    await vi.waitFor(() => expect(textOf(mounted.tree())).not.toContain('微信登录'));
    expect(app.faults).toEqual([]);
  });

  it('sends both codes, then shows the family with the new token', async () => {
    const { app, mounted, asked, logins } = await openSheet();
    mounted.fire('getrealtimephonenumber', buttonSaying(mounted, '微信登录'), {
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
    mounted.fire('getrealtimephonenumber', buttonSaying(mounted, '微信登录'), {
      errMsg: 'getRealtimePhoneNumber:fail user deny',
    });
    await shows(mounted, '不给也能登录');
    expect(logins()).toEqual([]);
    mounted.fire('tap', buttonSaying(mounted, '只用微信，不给手机号'));
    await shows(mounted, '小满');
    expect(logins()).toEqual([{ code: 'login-1' }]);
  });

  it('has the way by message as well', async () => {
    const { mounted } = await openSheet();
    mounted.fire('tap', buttonSaying(mounted, '用手机验证码登录'));
    await shows(mounted, '获取验证码');
    expect(hasPhoneField(mounted)).toBe(true);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { makeRegions } from '../../miniapp/src/test-support/factories.js';
import { openWeapp, textOf } from '../support/run-weapp.js';
import { answer, buttonSaying, shows, unavailable, weappDist } from '../support/weapp-page.js';
import type { WeappPhone } from '../support/weapp-wx.js';
import { compileWxml } from '../support/weapp-wxml.js';

const question = '这一步要用到手机里的信息';
const page = 'pages/find/index';

/** A phone in 禾川 whose owner gives the location once WeChat has been agreed to; `asked` lists requests. */
function openPhone(asksPrivacy = true) {
  const phone: WeappPhone = {
    asksPrivacy,
    location: { latitude: 31.42, longitude: 111.64 },
    tappedAgree: new Set(),
    calls: [],
  };
  const asked: string[] = [];
  const server = ({ url }: { url: string }) => {
    asked.push(url);
    // Nearby is asked for only once the day of the region is known.
    return url.includes('/districts') ? answer(makeRegions()) : unavailable;
  };
  const app = openWeapp(weappDist, server, phone);
  return { phone, asked, app, mounted: app.mount(page) };
}

const isAskedNearby = (url: string) => url.includes('/centres/nearby');

describe('WeChat’s own privacy question', () => {
  it('is listened for once, and asked in our words before the location leaves the phone', async () => {
    const { phone, asked, app, mounted } = openPhone();
    await shows(mounted, question);
    expect(phone.calls.filter((name) => name === 'onNeedPrivacyAuthorization')).toHaveLength(1);
    await vi.waitFor(() => expect(phone.calls).toContain('privacy exposureAuthorization'));
    expect(asked.some(isAskedNearby)).toBe(false);
    expect(app.faults).toEqual([]);
  });

  it('has a button of WeChat’s kind to agree, with an id, and one beside it to refuse', async () => {
    const { mounted } = openPhone();
    await shows(mounted, question);
    const drawn = JSON.stringify(compileWxml(weappDist).render(page, mounted.data).tree);
    expect(drawn).toContain('agreePrivacyAuthorization');
    expect(buttonSaying(mounted, '同意')['uid']).toBe('wechat-privacy-agree');
    expect(buttonSaying(mounted, '不同意')).toBeTruthy();
  });

  it('agreed to, lets the held-back call go on', async () => {
    const { phone, asked, mounted } = openPhone();
    await shows(mounted, question);
    phone.tappedAgree.add('wechat-privacy-agree');
    mounted.fire('agreeprivacyauthorization', buttonSaying(mounted, '同意'));
    await vi.waitFor(() => expect(asked.some(isAskedNearby)).toBe(true), { timeout: 10_000 });
    expect(textOf(mounted.tree())).not.toContain(question);
    expect(phone.calls.at(-1)).toBe('privacy agree');
  });

  it('is believed only with WeChat’s own tap on that button', async () => {
    const { asked, mounted } = openPhone();
    await shows(mounted, question);
    mounted.fire('agreeprivacyauthorization', buttonSaying(mounted, '同意'));
    await shows(mounted, '不给位置也能找');
    expect(asked.some(isAskedNearby)).toBe(false);
  });

  it('refused, leaves everything usable by choosing a place', async () => {
    const { phone, asked, app, mounted } = openPhone();
    await shows(mounted, question);
    mounted.fire('tap', buttonSaying(mounted, '不同意'));
    await shows(mounted, '不给位置也能找');
    expect(textOf(mounted.tree())).not.toContain(question);
    expect(phone.calls.at(-1)).toBe('privacy disagree');
    expect(asked.some(isAskedNearby)).toBe(false);
    expect(app.faults).toEqual([]);
  });

  it('leads to the guide that the operator filed with WeChat', async () => {
    const { phone, mounted } = openPhone();
    await shows(mounted, question);
    mounted.fire('tap', buttonSaying(mounted, '看微信里的隐私保护指引'));
    expect(phone.calls).toContain('openPrivacyContract');
  });

  it('is not asked where it was answered before', async () => {
    const { asked, mounted } = openPhone(false);
    await vi.waitFor(() => expect(asked.some(isAskedNearby)).toBe(true), { timeout: 10_000 });
    expect(textOf(mounted.tree())).not.toContain(question);
  });
});

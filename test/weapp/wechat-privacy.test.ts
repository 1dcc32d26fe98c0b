import path from 'node:path';
import type { Reply } from '@nearcare/shared/contract/types';
import { describe, expect, it, vi } from 'vitest';
import { type MountedPage, nodesOf, openWeapp, textOf, type WeappNode } from '../support/run-weapp.js';
import type { WeappPhone } from '../support/weapp-wx.js';
import { compileWxml } from '../support/weapp-wxml.js';

const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp');
const question = '这一步要用到手机里的信息';
const page = 'pages/find/index';

/** Nearby is asked for only once the day of the region is known. */
const middle = { lat: 31.42, lng: 111.64, datum: 'wgs84' } as const;
const region = {
  code: 'cn',
  name: '中国',
  timeZone: 'Asia/Shanghai',
  today: '2026-11-24',
  nextWorkday: '2026-11-24',
  currency: 'CNY',
  bookingHorizonDays: 60,
  maxRadiusMetres: 50_000,
  isDemo: true,
  centre: middle,
  districts: [],
} satisfies Reply<'listDistricts'>['regions'][number];

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
    if (url.includes('/districts')) return { statusCode: 200, data: JSON.stringify({ regions: [region] }) };
    return { statusCode: 503, data: '' };
  };
  const app = openWeapp(dist, server, phone);
  return { phone, asked, app, mounted: app.mount(page) };
}

const shows = (mounted: MountedPage, words: string) =>
  vi.waitFor(() => expect(textOf(mounted.tree())).toContain(words), { timeout: 10_000 });

/** The node around these very words that can be tapped: the innermost one that WeChat would tell us about. */
function around(mounted: MountedPage, words: string): WeappNode {
  const found = nodesOf(mounted.tree()).filter((node) => textOf(node) === words && node.sid !== undefined);
  const button = found.find(({ cl }) => typeof cl === 'string' && cl.includes('nc-button')) ?? found[0];
  if (!button) throw new Error(`nothing says ${words}`);
  return button;
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
    const drawn = JSON.stringify(compileWxml(dist).render(page, mounted.data).tree);
    expect(drawn).toContain('agreePrivacyAuthorization');
    expect(around(mounted, '同意')['uid']).toBe('wechat-privacy-agree');
    expect(around(mounted, '不同意')).toBeTruthy();
  });

  it('agreed to, lets the held-back call go on', async () => {
    const { phone, asked, mounted } = openPhone();
    await shows(mounted, question);
    phone.tappedAgree.add('wechat-privacy-agree');
    mounted.fire('agreeprivacyauthorization', around(mounted, '同意'));
    await vi.waitFor(() => expect(asked.some(isAskedNearby)).toBe(true), { timeout: 10_000 });
    expect(textOf(mounted.tree())).not.toContain(question);
    expect(phone.calls.at(-1)).toBe('privacy agree');
  });

  it('is believed only with WeChat’s own tap on that button', async () => {
    const { asked, mounted } = openPhone();
    await shows(mounted, question);
    mounted.fire('agreeprivacyauthorization', around(mounted, '同意'));
    await shows(mounted, '不给位置也能找');
    expect(asked.some(isAskedNearby)).toBe(false);
  });

  it('refused, leaves everything usable by choosing a place', async () => {
    const { phone, asked, app, mounted } = openPhone();
    await shows(mounted, question);
    mounted.fire('tap', around(mounted, '不同意'));
    await shows(mounted, '不给位置也能找');
    expect(textOf(mounted.tree())).not.toContain(question);
    expect(phone.calls.at(-1)).toBe('privacy disagree');
    expect(asked.some(isAskedNearby)).toBe(false);
    expect(app.faults).toEqual([]);
  });

  it('leads to the guide that the operator filed with WeChat', async () => {
    const { phone, mounted } = openPhone();
    await shows(mounted, question);
    mounted.fire('tap', around(mounted, '看微信里的隐私保护指引'));
    expect(phone.calls).toContain('openPrivacyContract');
  });

  it('is not asked where it was answered before', async () => {
    const { asked, mounted } = openPhone(false);
    await vi.waitFor(() => expect(asked.some(isAskedNearby)).toBe(true), { timeout: 10_000 });
    expect(textOf(mounted.tree())).not.toContain(question);
  });
});

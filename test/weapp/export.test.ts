import { describe, expect, it, vi } from 'vitest';
import { makeSession } from '../../miniapp/src/test-support/factories.js';
import { makeMyData } from '../../miniapp/src/test-support/privacy-factories.js';
import { type MountedPage, openWeapp } from '../support/run-weapp.js';
import { answer, buttonSaying, shows, unavailable, weappDist } from '../support/weapp-page.js';
import type { WeappPhone } from '../support/weapp-wx.js';

const data = makeMyData();

/** A signed-in phone on the page to take one's data along. */
function openPhone() {
  const phone: WeappPhone = {
    tappedAgree: new Set(),
    calls: [],
    files: new Map(),
    stored: { 'nearcare.was-signed-in': 'true', 'nearcare.refresh-token': '"r"' },
  };
  const asked: string[] = [];
  const app = openWeapp(
    weappDist,
    ({ url }) => {
      asked.push(url);
      if (url.endsWith('/auth/session/refresh')) return answer(makeSession());
      return url.endsWith('/family/export') ? answer(data) : unavailable;
    },
    phone,
  );
  return { phone, asked, app, mounted: app.mount('pages/privacy/export') };
}

const tapButton = (mounted: MountedPage, words: string) => mounted.fire('tap', buttonSaying(mounted, words));

describe('taking one’s data along in WeChat', () => {
  it('fetches, writes and sends nothing before its tap', async () => {
    const { phone, asked, app, mounted } = openPhone();
    await shows(mounted, '取出来看');
    await vi.waitFor(() => expect(asked.some((url) => url.endsWith('/auth/session/refresh'))).toBe(true));
    expect(asked.some((url) => url.endsWith('/family/export'))).toBe(false);
    tapButton(mounted, '取出来看');
    await shows(mounted, '13800004296');
    expect(phone.calls.filter((name) => /File|Clipboard/.test(name))).toEqual([]);
    expect(phone.files?.size).toBe(0);
    expect(app.faults).toEqual([]);
  });

  it('sends the very answer of the server to a chat of choice, and leaves no copy behind', async () => {
    const { phone, mounted } = openPhone();
    await shows(mounted, '取出来看');
    tapButton(mounted, '取出来看');
    await shows(mounted, '发成文件');
    tapButton(mounted, '发成文件');
    await shows(mounted, '发出去了。');
    const sent = phone.calls.find((name) => name.startsWith('shareFileMessage ')) ?? '';
    expect(JSON.parse(sent.slice('shareFileMessage '.length))).toEqual(data);
    await vi.waitFor(() => expect(phone.files?.size).toBe(0));
  });

  it('copies the same', async () => {
    const { phone, mounted } = openPhone();
    await shows(mounted, '取出来看');
    tapButton(mounted, '取出来看');
    await shows(mounted, '发成文件');
    tapButton(mounted, '复制');
    await shows(mounted, '复制好了');
    const copied = phone.calls.find((name) => name.startsWith('setClipboardData ')) ?? '';
    expect(JSON.parse(copied.slice('setClipboardData '.length))).toEqual(data);
  });
});

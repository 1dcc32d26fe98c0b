import path from 'node:path';
import type { Reply } from '@nearcare/shared/contract/types';
import { describe, expect, it, vi } from 'vitest';
import { type MountedPage, nodesOf, openWeapp, textOf } from '../support/run-weapp.js';
import type { WeappPhone } from '../support/weapp-wx.js';

const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp');

const data: Reply<'exportMyData'> = {
  exportedAt: '2026-11-22T01:00:00.000Z',
  familyId: 'f_1',
  guardians: [
    { id: 'g_1', isMe: true, phone: '13800004296', phoneTail: '4296', joinedAt: '2026-11-20T01:00:00.000Z' },
  ],
  children: [],
  pickups: [],
  feeReductions: [],
  consents: [],
  devices: [],
  bookings: [],
  savedCentres: [],
  notices: [],
};

/** A signed-in phone on the page to take one's data along. */
function openPhone() {
  const phone: WeappPhone = {
    tappedAgree: new Set(),
    calls: [],
    files: new Map(),
    stored: { 'nearcare.was-signed-in': 'true', 'nearcare.refresh-token': '"r"' },
  };
  const asked: string[] = [];
  const session: Reply<'refreshSession'> = {
    accessToken: 'a',
    accessExpiresAt: '2030-01-01T00:00:00.000Z',
    accessExpiresInSeconds: 900,
    refreshToken: 'r2',
    familyId: 'f_1',
  };
  const app = openWeapp(
    dist,
    ({ url }) => {
      asked.push(url);
      if (url.endsWith('/auth/session/refresh')) return { statusCode: 200, data: JSON.stringify(session) };
      if (url.endsWith('/family/export')) return { statusCode: 200, data: JSON.stringify(data) };
      return { statusCode: 503, data: '' };
    },
    phone,
  );
  return { phone, asked, app, mounted: app.mount('pages/privacy/export') };
}

/** Taps the button of these words. */
function tapButton(mounted: MountedPage, words: string): void {
  const button = nodesOf(mounted.tree()).find(
    ({ cl, ...node }) => typeof cl === 'string' && cl.includes('nc-button ') && textOf(node) === words,
  );
  if (!button) throw new Error(`no button says ${words}`);
  mounted.fire('tap', button);
}

const shows = (mounted: MountedPage, words: string) =>
  vi.waitFor(() => expect(textOf(mounted.tree())).toContain(words), { timeout: 10_000 });

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

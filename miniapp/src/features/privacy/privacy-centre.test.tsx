import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepAnswer, readAnswer } from '../../api/last-answers';
import { queryClient } from '../../api/query-client';
import { useSession } from '../../api/session';
import { makeFamily } from '../../test-support/factories';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { makeAccess, makeConsents } from '../../test-support/privacy-factories';
import { useRulesShown } from '../../ui/first-run-notice';
import { PrivacyCentre } from './privacy-centre';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function open(handlers: Parameters<typeof fakeBff>[0], status: 'signedIn' | 'signedOut' = 'signedIn') {
  const bff = fakeBff(handlers);
  useSession.setState({ status });
  useRulesShown.setState({ isPutAway: true });
  render(
    <QueryClientProvider client={queryClient}>
      <PrivacyCentre />
    </QueryClientProvider>,
  );
  const of = (id: string) => bff.sent.filter(({ operationId }) => operationId === id);
  return { of };
}

const switchOf = (name: string) => screen.findByRole('switch', { name });
const givenAt = { state: 'given', decidedAt: '2026-11-20T01:00:00.000Z' } as const;
const oneGiven = () => makeConsents({ childProfile: givenAt });
const noneGiven = () =>
  makeConsents({ childProfile: { state: 'withdrawn', decidedAt: '2026-11-22T01:00:00.000Z' } });

describe('the privacy centre', () => {
  it('lists what is kept, why and until when, with a switch for each purpose', async () => {
    open({ listConsents: () => reply('listConsents', oneGiven()) });
    expect((await switchOf('孩子的资料')).getAttribute('aria-checked')).toBe('true');
    expect((await switchOf('接送人的资料')).getAttribute('aria-checked')).toBe('false');
    const row = screen.getByRole('group', { name: '孩子的资料' }).textContent ?? '';
    expect(row).toContain('按月龄找班');
    expect(row).toContain('到你删除孩子为止');
    expect(row).toContain('同意的');
  });

  it('says so while nobody at a desk has looked', async () => {
    open({
      listConsents: () => reply('listConsents', oneGiven()),
      listAccesses: () => reply('listAccesses', { items: [], nextCursor: null }),
    });
    expect(await screen.findByText('还没有人看过。')).toBeTruthy();
  });

  it('lists who looked, at what and when, and leads on where there is more', async () => {
    const looks = ['pickup', 'roster', 'proof', 'booked'] as const;
    open({
      listConsents: () => reply('listConsents', oneGiven()),
      getMyFamily: () => reply('getMyFamily', makeFamily()),
      listAccesses: () =>
        reply('listAccesses', {
          items: looks.map((what, index) => makeAccess({ id: `ac_${index}`, what })),
          nextCursor: null,
        }),
    });
    expect(await screen.findAllByText(/栗子树托育中心 王老师/)).toHaveLength(3);
    expect(await screen.findByText(/核对了小满的接娃码/)).toBeTruthy();
    expect(screen.getAllByText(/11月24日 周二 \d+:12，3 次|11月24日 周二 \d+:12–\d+:40，3 次/)).toHaveLength(
      3,
    );
    const go = vi.spyOn(Taro, 'navigateTo');
    fireEvent.click(screen.getByRole('button', { name: '看全部' }));
    expect(go).toHaveBeenCalledWith({ url: '/pages/privacy/accesses' });
  });

  it('tells the effect before anything is switched off, with two answers of one size and look', async () => {
    const { of } = open({ listConsents: () => reply('listConsents', oneGiven()) });
    fireEvent.click(await switchOf('孩子的资料'));
    const sheet = within(await screen.findByRole('dialog'));
    expect(sheet.getByText('没开始的预约会取消，孩子的资料会删除。')).toBeTruthy();
    expect(sheet.getByRole('button', { name: '关掉' }).className).toBe(
      sheet.getByRole('button', { name: '先不关' }).className,
    );
    fireEvent.click(sheet.getByRole('button', { name: '先不关' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(of('withdrawConsent')).toEqual([]);
  });

  it('takes a consent back in one more tap, and this phone forgets what it kept of the family', async () => {
    let isGiven = true;
    const { of } = open({
      listConsents: () => reply('listConsents', isGiven ? oneGiven() : noneGiven()),
      withdrawConsent: () => {
        isGiven = false;
        return reply('withdrawConsent', noneGiven());
      },
    });
    keepAnswer('mine.family', { nickname: '小满' });
    fireEvent.click(await switchOf('孩子的资料'));
    fireEvent.click(await screen.findByRole('button', { name: '关掉' }));
    expect(await screen.findByText('“孩子的资料”关掉了。')).toBeTruthy();
    expect((await switchOf('孩子的资料')).getAttribute('aria-checked')).toBe('false');
    expect(of('withdrawConsent').map(({ body }) => body)).toEqual([{ purpose: 'childProfile' }]);
    expect(readAnswer('mine.family')).toBeNull();
  });

  it('keeps the switch on and says why when it could not be taken back', async () => {
    open({
      listConsents: () => reply('listConsents', oneGiven()),
      withdrawConsent: () => refusal('retry', 409),
    });
    fireEvent.click(await switchOf('孩子的资料'));
    fireEvent.click(await screen.findByRole('button', { name: '关掉' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect((await switchOf('孩子的资料')).getAttribute('aria-checked')).toBe('true');
  });

  it('switches on only after the text was shown and agreed to', async () => {
    const { of } = open({
      listConsents: () => reply('listConsents', oneGiven()),
      giveConsent: () => reply('giveConsent', makeConsents({ childProfile: givenAt, pickups: givenAt })),
    });
    fireEvent.click(await switchOf('接送人的资料'));
    const sheet = within(await screen.findByRole('dialog'));
    expect(await sheet.findByText('认出谁可以接孩子。')).toBeTruthy();
    expect(of('giveConsent')).toEqual([]);
    fireEvent.click(sheet.getByRole('button', { name: '同意' }));
    expect(await screen.findByText('“接送人的资料”打开了。')).toBeTruthy();
    expect((await switchOf('接送人的资料')).getAttribute('aria-checked')).toBe('true');
  });

  it.each([
    ['导出全部资料', '/pages/privacy/export'],
    ['登录过的设备', '/pages/family/devices'],
    ['注销账号', '/pages/privacy/delete'],
    ['儿童个人信息保护规则', '/pages/privacy/document?kind=childrenRules'],
  ])('leads to %s in one tap', async (words, url) => {
    open({ listConsents: () => reply('listConsents', oneGiven()) });
    const go = vi.spyOn(Taro, 'navigateTo');
    fireEvent.click(screen.getByText(words));
    expect(go).toHaveBeenCalledWith({ url });
  });

  it('is useful without signing in: the texts, the receipt of a deletion, and nothing asked of a family', async () => {
    const { of } = open({}, 'signedOut');
    expect(await screen.findByText('登录后，存了什么都在这里')).toBeTruthy();
    expect(screen.getByText('隐私政策')).toBeTruthy();
    expect(screen.getByText('查注销回执')).toBeTruthy();
    expect([...of('listConsents'), ...of('getMyFamily')]).toEqual([]);
  });

  it('without a network says so and keeps the other ways open', async () => {
    open({});
    expect(await screen.findByText('没有网络', undefined, { timeout: 5000 })).toBeTruthy();
    expect(screen.getByText('导出全部资料')).toBeTruthy();
  });
});

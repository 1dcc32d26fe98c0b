import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../api/query-client';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { makeConsents } from '../../test-support/privacy-factories';
import { ConsentSheet } from './consent-sheet';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function open(handlers: Parameters<typeof fakeBff>[0]) {
  const bff = fakeBff(handlers);
  const onGiven = vi.fn();
  const onRefused = vi.fn();
  render(
    <QueryClientProvider client={queryClient}>
      <ConsentSheet purpose="childProfile" onGiven={onGiven} onRefused={onRefused} />
    </QueryClientProvider>,
  );
  const given = () => bff.sent.filter(({ operationId }) => operationId === 'giveConsent');
  return { onGiven, onRefused, given };
}

const answerOf = (name: string) => screen.findByRole('button', { name });

describe('asking for a consent', () => {
  it('says what, why, until when and what is lost without it before anything is sent', async () => {
    const { given } = open({ listConsents: () => reply('listConsents', makeConsents()) });
    const text = (await screen.findByText('用到什么')).closest('[role=dialog]')?.textContent ?? '';
    expect(text).toContain('孩子的称呼、出生日期');
    expect(text).toContain('按月龄找班');
    expect(text).toContain('到你删除孩子为止');
    expect(text).toContain('不能加孩子，别的照常用');
    expect(given()).toEqual([]);
  });

  it('offers to refuse in the same size and look as to agree', async () => {
    open({ listConsents: () => reply('listConsents', makeConsents()) });
    expect((await answerOf('不同意')).className).toBe((await answerOf('同意')).className);
  });

  it('agrees to the very text that was shown, and goes on once', async () => {
    const { onGiven, given } = open({
      listConsents: () => reply('listConsents', makeConsents({ childProfile: { version: '7' } })),
      giveConsent: () =>
        reply('giveConsent', makeConsents({ childProfile: { version: '7', state: 'given' } })),
    });
    fireEvent.click(await answerOf('同意'));
    await waitFor(() => expect(onGiven).toHaveBeenCalledTimes(1));
    expect(given().map(({ body }) => body)).toEqual([{ purpose: 'childProfile', version: '7' }]);
  });

  it('sends nothing when refused', async () => {
    const { onRefused, onGiven, given } = open({
      listConsents: () => reply('listConsents', makeConsents()),
    });
    fireEvent.click(await answerOf('不同意'));
    expect(onRefused).toHaveBeenCalledTimes(1);
    expect(onGiven).not.toHaveBeenCalled();
    expect(given()).toEqual([]);
  });

  it('does not ask again for what was agreed to', async () => {
    const { onGiven } = open({
      listConsents: () => reply('listConsents', makeConsents({ childProfile: { state: 'given' } })),
    });
    await waitFor(() => expect(onGiven).toHaveBeenCalledTimes(1));
    expect(screen.queryByRole('button', { name: '同意' })).toBeNull();
  });

  it('shows the new text when another one is in force by now, and agrees to that one only', async () => {
    let version = '1';
    const { given, onGiven } = open({
      listConsents: () =>
        reply('listConsents', makeConsents({ childProfile: { version, what: `第 ${version} 版的内容` } })),
      giveConsent: ({ body }) => {
        if ((body as { version: string }).version === '2')
          return reply('giveConsent', makeConsents({ childProfile: { version, state: 'given' } }));
        version = '2';
        return refusal('consent_version_old');
      },
    });
    fireEvent.click(await answerOf('同意'));
    expect(await screen.findByText(/说明刚刚更新过/)).toBeTruthy();
    expect(await screen.findByText('第 2 版的内容')).toBeTruthy();
    expect(onGiven).not.toHaveBeenCalled();
    fireEvent.click(await answerOf('同意'));
    await waitFor(() => expect(onGiven).toHaveBeenCalledTimes(1));
    expect(given().map(({ body }) => (body as { version: string }).version)).toEqual(['1', '2']);
  });

  it('leads to the whole text', async () => {
    open({ listConsents: () => reply('listConsents', makeConsents()) });
    const go = vi.spyOn(Taro, 'navigateTo');
    fireEvent.click(await answerOf('看全文：儿童个人信息保护规则'));
    expect(go).toHaveBeenCalledWith({ url: '/pages/privacy/document?kind=childrenRules' });
  });

  it('without a network says so, and asks again on a tap', async () => {
    let isOnline = false;
    open({
      listConsents: () => (isOnline ? reply('listConsents', makeConsents()) : lostAnswer()),
    });
    const again = await answerOf('重新连接');
    isOnline = true;
    fireEvent.click(again);
    expect(await answerOf('同意')).toBeTruthy();
  });
});

import type { Reply } from '@nearcare/shared/contract/types';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers, keepAnswer } from '../../api/last-answers';
import { fakeBff, lostAnswer, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { TabBar } from '../../ui/tab-bar';
import { NoticesPage } from './notices-page';

afterEach(() => {
  cleanup();
  forgetMyAnswers();
  vi.restoreAllMocks();
});

type Notice = Reply<'listNotices'>['items'][number];
const make = (over: Partial<Notice> = {}): Notice => ({
  id: 'n_0001',
  kind: 'bookedAtDesk',
  title: '帮你约好了',
  text: '王老师帮小满约了 11月26日。',
  target: { kind: 'booking', id: 'b_0001' },
  at: '2026-11-24T01:12:00.000Z',
  isRead: false,
  ...over,
});
const older = make({ id: 'n_0000', title: '接娃码用过了', isRead: true });

/** Answers as the server: what was marked read stays so. */
function server(items: Notice[]) {
  const answer = () => ({
    items,
    nextCursor: null,
    unread: items.filter(({ isRead }) => !isRead).length,
  });
  const { sent } = fakeBff({
    listNotices: () => reply('listNotices', answer()),
    markNoticesRead: ({ body }) => {
      const { until } = body as { until: string };
      const from = until === 'all' ? 0 : items.findIndex(({ id }) => id === until);
      for (const one of items.slice(from)) one.isRead = true;
      return reply('markNoticesRead', { unread: answer().unread });
    },
  });
  return (id: string) => sent.filter(({ operationId }) => operationId === id);
}

describe('the inbox', () => {
  it('marks what is new in words, and a tap leads to what it is about and marks it read', async () => {
    const of = server([make(), { ...older }]);
    const go = vi.spyOn(Taro, 'navigateTo');
    renderInApp(<NoticesPage />);
    fireEvent.click(await screen.findByRole('link', { name: /^新消息，帮你约好了/ }));
    expect(go).toHaveBeenCalledWith({ url: '/pages/booking/card?id=b_0001' });
    await waitFor(() => expect(screen.queryByText('新')).toBeNull());
    expect(of('markNoticesRead').map(({ body }) => body)).toEqual([{ until: 'n_0001' }]);
  });

  it('leads from what became of a complaint to its page', async () => {
    server([make({ title: '投诉有回复了', target: { kind: 'complaint', id: 'cp_0001' } })]);
    const go = vi.spyOn(Taro, 'navigateTo');
    renderInApp(<NoticesPage />);
    fireEvent.click(await screen.findByRole('link', { name: /投诉有回复了/ }));
    expect(go).toHaveBeenCalledWith({ url: '/pages/complaint/progress?id=cp_0001' });
  });

  it('leads who holds a desk to what is to be done there', async () => {
    const urgent = {
      title: '工作台：有一件紧急投诉',
      target: { kind: 'deskComplaint', id: 'cp_0001' },
    } as const;
    server([make(urgent)]);
    const go = vi.spyOn(Taro, 'navigateTo');
    renderInApp(<NoticesPage />);
    fireEvent.click(await screen.findByRole('link', { name: /有一件紧急投诉/ }));
    expect(go).toHaveBeenCalledWith({ url: '/pages/desk/complaint?id=cp_0001' });
  });

  it('opens what was read without marking it again', async () => {
    const of = server([{ ...older }]);
    renderInApp(<NoticesPage />);
    fireEvent.click(await screen.findByRole('link', { name: /^接娃码用过了/ }));
    expect(of('markNoticesRead')).toEqual([]);
  });

  it('marks all read at once', async () => {
    const of = server([make({ id: 'n_0002' }), make()]);
    renderInApp(<NoticesPage />);
    fireEvent.click(await screen.findByRole('button', { name: '2 条标为已读' }));
    await waitFor(() => expect(screen.queryByText('新')).toBeNull());
    expect(of('markNoticesRead').map(({ body }) => body)).toEqual([{ until: 'all' }]);
  });

  it('says so when there is nothing', async () => {
    server([]);
    renderInApp(<NoticesPage />);
    expect(await screen.findByText('没有新消息')).toBeTruthy();
  });

  it('without a network shows what this phone kept, with its age', async () => {
    keepAnswer('mine.notices', { items: [make()], nextCursor: null, unread: 1 });
    fakeBff({ listNotices: lostAnswer });
    renderInApp(<NoticesPage />);
    expect(screen.getByText('帮你约好了')).toBeTruthy();
    expect(await screen.findByText(/没有网络。下面是今天/)).toBeTruthy();
  });
});

describe('the tab 我的', () => {
  it('has a dot, said in words, while something is unread', async () => {
    server([make()]);
    renderInApp(<TabBar current="find" />);
    expect(await screen.findByRole('link', { name: '我的，1 条新消息' })).toBeTruthy();
    expect(document.querySelector('.nc-dot')).not.toBeNull();
  });

  it('has none when all is read', async () => {
    const of = server([{ ...older }]);
    renderInApp(<TabBar current="find" />);
    await waitFor(() => expect(of('listNotices')).not.toEqual([]));
    expect(document.querySelector('.nc-dot')).toBeNull();
  });
});

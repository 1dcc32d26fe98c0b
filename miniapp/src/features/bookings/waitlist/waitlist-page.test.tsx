import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../../api/query-client';
import { makeBooking, makeChangeOf, makeQuote } from '../../../test-support/factories';
import { fakeBff, refusal, reply } from '../../../test-support/fake-bff';
import { makeWaitlistEntry } from '../../../test-support/waitlist-factory';
import { leftAloud, leftWords } from '../../../ui/words/left-words';
import type { WaitlistEntry } from './waitlist-cache';
import { WaitlistPage } from './waitlist-page';
import { WaitlistRows } from './waitlist-rows';
import { historyWords, joinWords, untilWords } from './waitlist-words';

beforeEach(() => {
  queryClient.clear();
  vi.spyOn(Taro, 'redirectTo').mockResolvedValue({ errMsg: 'ok' } as never);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const offer = {
  ...{ untilAt: '2026-11-24T03:42:00.000Z', untilDate: '2026-11-24', untilTime: '11:42' },
  secondsLeft: 6720,
};
const other = {
  ...{ bookingId: 'b_0009', centreName: '云朵屋', mode: 'hourly' },
  ...{ from: '09:00', to: '11:00', canReplace: true },
} as const;
const offered = makeWaitlistEntry({ status: 'offered', waitlistPosition: 1, offer });

const onSeeNearby = vi.fn();

function open(entry: WaitlistEntry, over: Parameters<typeof fakeBff>[0] = {}) {
  const bff = fakeBff({
    getWaitlistEntry: () => reply('getWaitlistEntry', entry),
    quoteBooking: () => reply('quoteBooking', makeQuote()),
    ...over,
  });
  render(
    <QueryClientProvider client={queryClient}>
      <WaitlistPage id={entry.id} onSeeNearby={onSeeNearby} />
    </QueryClientProvider>,
  );
  return bff;
}

describe('the words of waiting', () => {
  it('tell the history newest first, each move with its reason and day', () => {
    const entry = makeWaitlistEntry({
      history: [
        { date: '2026-11-22', time: '21:05', place: 4, families: 3, reason: 'joined' },
        { date: '2026-11-23', time: '17:20', place: 2, families: 2, reason: 'aheadLeft' },
        { date: '2026-11-24', time: '08:47', place: 3, families: 1, reason: 'siblingAhead' },
      ],
    });
    expect(historyWords(entry).map(({ move, why, when }) => `${move} ${why} ${when}`)).toEqual([
      '2 → 3 有兄弟姐妹在园的 1 家，按规则往前 今天 8:47',
      '4 → 2 前面 2 家不等了 11月23日 周一 17:20',
      '第 4 位 你们开始排队 11月22日 周日 21:05',
    ]);
  });

  it('say until when and how long, and speak up only near the end', () => {
    expect(untilWords(offered)).toBe('11:42');
    expect(untilWords({ today: '2026-11-23', offer })).toBe('明天 11:42');
    expect([6720, 300, 59, 0].map(leftWords)).toEqual(['1 小时 52 分', '5 分钟', '59 秒', '0 秒']);
    expect([301, 300, 60, 0].map(leftAloud)).toEqual(['', '只剩 5 分钟了', '只剩 1 分钟了', '时间到了']);
    expect(joinWords(3)).toBe('排候补，第 4 位');
  });
});

describe('a place in line', () => {
  it('says the place and the rule, and leaves only after a second question', async () => {
    const left = makeWaitlistEntry({ status: 'left', waitlistPosition: null });
    const { sent } = open(makeWaitlistEntry(), { leaveWaitlist: () => reply('leaveWaitlist', left) });
    expect(await screen.findByLabelText('你们排在第 3 位，前面还有 2 个孩子')).toBeTruthy();
    expect(screen.getByText(/名额留 15 到 120 分钟；21:00 后到期的，一般留到早上 8:00。/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '不等了' }));
    expect(sent.map(({ operationId }) => operationId)).not.toContain('leaveWaitlist');
    const [, really] = await screen.findAllByRole('button', { name: '不等了' });
    fireEvent.click(really as HTMLElement);
    expect(await screen.findByText('已经不排了，没有产生费用。')).toBeTruthy();
  });

  it('that has ended says why and what is left to do', async () => {
    open(makeWaitlistEntry({ status: 'expired', waitlistPosition: null, history: [] }));
    expect(await screen.findByText('名额留的时间过了，已经给了下一家。')).toBeTruthy();
    expect(screen.getByRole('button', { name: '选时间' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '看附近有位的' }));
    expect(onSeeNearby).toHaveBeenCalledWith(expect.objectContaining({ status: 'expired' }));
  });
});

describe('an offer', () => {
  it('says until when it stands and what it costs, and is accepted at that price', async () => {
    const { sent } = open(offered, { acceptOffer: () => reply('acceptOffer', makeBooking()) });
    expect(await screen.findByText('位置留到 11:42')).toBeTruthy();
    await waitFor(() => expect(screen.getByRole('button', { name: '接受这个位置' })).toBeTruthy());
    await screen.findByText('来不了怎么办');
    fireEvent.click(screen.getByRole('button', { name: '接受这个位置' }));
    await waitFor(() =>
      expect(sent.find(({ operationId }) => operationId === 'acceptOffer')?.body).toEqual({
        quoteId: makeQuote().id,
      }),
    );
  });

  it('stands on, with the way to the other booking, when the child is somewhere else', async () => {
    open(offered, { acceptOffer: () => refusal('child_already_booked', 409, {}) });
    await screen.findByText('来不了怎么办');
    fireEvent.click(screen.getByRole('button', { name: '接受这个位置' }));
    expect(await screen.findByText('小满这段时间已经有安排')).toBeTruthy();
    expect(screen.getByRole('button', { name: '看那条预约' })).toBeTruthy();
    expect(screen.getByRole('button', { name: '接受这个位置' })).toBeTruthy();
  });

  it('is accepted in place of what the child has in those hours, after its terms are shown', async () => {
    const changeOf = makeChangeOf({ bookingId: 'b_0009', centreName: '云朵屋', feeFen: 2000 });
    const { sent } = open(makeWaitlistEntry({ ...offered, overlapping: [other] }), {
      quoteBooking: () => reply('quoteBooking', makeQuote({ changeOf })),
      acceptOffer: () => reply('acceptOffer', makeBooking({ id: 'b_0009' })),
    });
    expect(await screen.findByText('小满这段时间已经约了')).toBeTruthy();
    expect(screen.getByText('云朵屋，9:00–11:00')).toBeTruthy();
    expect(await screen.findByText(/已经过了。换掉，那家可能收 20 元。/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '换掉云朵屋的预约，接受这个位置' }));
    const bodyOf = (operation: string) =>
      sent.find(({ operationId }) => operationId === operation)?.body as Record<string, unknown>;
    await waitFor(() =>
      expect(bodyOf('acceptOffer')).toEqual({ quoteId: makeQuote().id, replaces: 'b_0009' }),
    );
    expect(bodyOf('quoteBooking')).toMatchObject({ bookingId: 'b_0009', waitlistEntryId: offered.id });
  });

  it('that can’t take the place of what the child has leads there, and sells nothing until then', async () => {
    open(
      makeWaitlistEntry({
        ...offered,
        overlapping: [other, { ...other, bookingId: 'b_0010', from: '13:00', to: '15:00' }],
      }),
    );
    expect(await screen.findByText('要接受这个位置，先取消它们。')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /^看.*云朵屋的预约$/ })).toHaveLength(2);
    await screen.findByText('来不了怎么办');
    expect(screen.getByRole('button', { name: '接受这个位置' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('comes first in the list of bookings, with its time', () => {
    render(<WaitlistRows entries={[makeWaitlistEntry(), { ...offered, id: 'w_0002' }]} />);
    const labels = screen.getAllByRole('link').map((row) => row.getAttribute('aria-label'));
    expect(labels[0]).toContain('有位置了，留到 11:42，点开接受');
    expect(labels[1]).toContain('候补中，第 3 位');
  });
});

import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../api/query-client';
import { makeAvailability, makeBooking, makeCentre, makeDay, makeQuote } from '../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { QuotePage } from './quote-page';

type Handlers = Parameters<typeof fakeBff>[0];

beforeEach(() => {
  vi.spyOn(Taro, 'redirectTo').mockResolvedValue({ errMsg: 'ok' } as never);
  vi.spyOn(Taro, 'switchTab').mockResolvedValue({ errMsg: 'ok' } as never);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function open(handlers: Handlers) {
  const bff = fakeBff({
    getCentre: () => reply('getCentre', makeCentre()),
    quoteBooking: () => reply('quoteBooking', makeQuote()),
    ...handlers,
  });
  render(
    <QueryClientProvider client={queryClient}>
      <QuotePage centreId="c_0001" childId="k_0001" dates="2026-11-26" wish={{ mode: 'fullDay' }} />
    </QueryClientProvider>,
  );
  await screen.findByText('到园付');
  const keys = () =>
    bff.sent.filter(({ operationId }) => operationId === 'createBooking').map(({ key }) => key);
  return { ...bff, keys };
}

const press = (text: string) => fireEvent.click(screen.getByText(text));

describe('the price before booking', () => {
  it('shows each line with its reason, the sum, and what it costs not to come', async () => {
    await open({});
    for (const text of [
      '全日托',
      '价目表，托小班，1 天',
      '110.00',
      '9.00',
      '119',
      '周三 18:00 前取消',
      '收 20 元',
      '收全价',
    ]) {
      expect(screen.getByText(text)).toBeTruthy();
    }
    expect(screen.getByText('价格保留到 9:27。就近托不收钱，到园付。')).toBeTruthy();
  });

  it('asks for a new price once this one ran out', async () => {
    let quotes = 0;
    await open({
      quoteBooking: () => {
        quotes += 1;
        return reply(
          'quoteBooking',
          makeQuote({ id: `q_000${quotes}`, expiresInSeconds: quotes === 1 ? 0 : 900 }),
        );
      },
    });
    await screen.findByText('价格过了保留时间，重新算一下');
    press('重新算价');
    await screen.findByText('确认预约', { selector: '.nc-button *' });
    expect(quotes).toBe(2);
  });
});

describe('confirming', () => {
  it('books once, with a key, and goes on to the card', async () => {
    const { sent, keys } = await open({ createBooking: () => reply('createBooking', makeBooking()) });
    press('按下即同意上面的取消规则，名额立刻留给小满');
    expect(keys()).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: '确认预约' }));
    await waitFor(() =>
      expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/pages/booking/card?id=b_0001' }),
    );
    expect(keys()).toHaveLength(1);
    expect(keys()[0]).toBeTruthy();
    expect(sent.find(({ operationId }) => operationId === 'createBooking')?.body).toEqual({
      quoteId: 'q_0001',
    });
  });

  it('sends the same key again after an answer was lost', async () => {
    let tries = 0;
    const { keys } = await open({
      createBooking: () => {
        tries += 1;
        return tries === 1 ? lostAnswer() : reply('createBooking', makeBooking());
      },
    });
    fireEvent.click(screen.getByRole('button', { name: '确认预约' }));
    await screen.findByText('不知道占到没有。再按一次，只会约一次。');
    press('再按一次');
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalled());
    expect(keys()).toHaveLength(2);
    expect(keys()[0]).toBe(keys()[1]);
  });

  it('takes a new key for a new price', async () => {
    let quotes = 0;
    const { keys } = await open({
      quoteBooking: () => {
        quotes += 1;
        return reply('quoteBooking', makeQuote({ id: `q_000${quotes}` }));
      },
      createBooking: ({ body }) =>
        (body as { quoteId: string }).quoteId === 'q_0001'
          ? refusal('quote_expired')
          : reply('createBooking', makeBooking()),
    });
    fireEvent.click(screen.getByRole('button', { name: '确认预约' }));
    fireEvent.click(await screen.findByRole('button', { name: '重新算价' }));
    fireEvent.click(await screen.findByRole('button', { name: '确认预约' }));
    await waitFor(() => expect(keys()).toHaveLength(2));
    expect(keys()[0]).not.toBe(keys()[1]);
  });

  it('takes a new key when the server knows the old one with other content', async () => {
    let tries = 0;
    const { keys } = await open({
      createBooking: () => {
        tries += 1;
        return tries === 1 ? refusal('idempotency_key_reused', 422) : reply('createBooking', makeBooking());
      },
    });
    fireEvent.click(screen.getByRole('button', { name: '确认预约' }));
    fireEvent.click(await screen.findByRole('button', { name: '再按一次' }));
    await waitFor(() => expect(keys()).toHaveLength(2));
    expect(keys()[0]).not.toBe(keys()[1]);
  });

  it('is busy while the place is being taken: a second press sends nothing, after 8 s it says why', async () => {
    const { keys } = await open({ createBooking: () => new Promise<never>(() => undefined) });
    vi.useFakeTimers();
    fireEvent.click(screen.getByRole('button', { name: '确认预约' }));
    const button = screen.getByRole('button', { name: '正在占位' });
    expect(button.getAttribute('aria-busy')).toBe('true');
    fireEvent.click(button);
    await act(() => vi.advanceTimersByTimeAsync(7_900));
    expect(screen.queryByText('网慢，还在占位，别重复按')).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(200));
    expect(screen.getByText('网慢，还在占位，别重复按')).toBeTruthy();
    expect(keys()).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('of the last place offers the nearest days that still have one, other days and other centres', async () => {
    await open({
      createBooking: () => refusal('no_place_left'),
      getCentreAvailability: () =>
        reply(
          'getCentreAvailability',
          makeAvailability([
            makeDay({ date: '2026-11-24', weekday: 2, freePlaces: 1 }),
            makeDay({ date: '2026-11-26', state: 'full', freePlaces: 0 }),
            makeDay({ date: '2026-11-27', weekday: 5, freePlaces: 5 }),
            makeDay({ date: '2026-12-10', freePlaces: 3 }),
          ]),
        ),
    });
    fireEvent.click(screen.getByRole('button', { name: '确认预约' }));
    await screen.findByText('最后一个位置刚被约走');
    const ways = await screen.findAllByText('改约');
    expect(ways).toHaveLength(2);
    expect(screen.getByLabelText('改约 11月24日 周二，还有 1 个位置')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('改约 11月27日 周五，还有 5 个位置'));
    expect(Taro.redirectTo).toHaveBeenCalledWith({
      url: '/pages/booking/quote?centreId=c_0001&childId=k_0001&dates=2026-11-27&mode=fullDay',
    });
    expect(screen.getByText('换一天')).toBeTruthy();
    expect(screen.getByText('看附近')).toBeTruthy();
    expect(screen.getByRole('button', { name: '排候补，第 1 位' })).toBeTruthy();
  });

  it('of a child that has a booking leads to that booking', async () => {
    await open({
      createBooking: () =>
        refusal('child_already_booked', 409, { centre: '小脚丫', time: '11月26日 周四 7:30–18:00' }),
    });
    fireEvent.click(screen.getByRole('button', { name: '确认预约' }));
    await screen.findByText('小满这段时间已经有安排');
    expect(screen.getByText(/小脚丫 11月26日/)).toBeTruthy();
    press('看那条预约');
    expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/bookings/index' });
  });

  it('of a suspended centre offers its phone and others nearby', async () => {
    await open({
      createBooking: () => refusal('centre_suspended', 409, { date: '11月20日', reason: '消防整改' }),
    });
    fireEvent.click(screen.getByRole('button', { name: '确认预约' }));
    await screen.findByText('这家暂停服务了');
    expect(screen.getByText('11月20日 起暂停，原因：消防整改。')).toBeTruthy();
    expect(screen.getByText('看附近')).toBeTruthy();
    expect(screen.getByText('打电话')).toBeTruthy();
  });
});

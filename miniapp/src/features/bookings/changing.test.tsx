import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../api/query-client';
import {
  makeAvailability,
  makeBooking,
  makeCentre,
  makeChangeOf,
  makeDay,
  makeQuote,
  makeQuotedDay,
  makeVersion,
} from '../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { ChangePage } from './change-page';
import { ChangesCard } from './changes-card';
import { QuotePage } from './quote-page';

type Handlers = Parameters<typeof fakeBff>[0];

beforeEach(() => {
  vi.spyOn(Taro, 'navigateTo').mockResolvedValue({ errMsg: 'ok' } as never);
  vi.spyOn(Taro, 'redirectTo').mockResolvedValue({ errMsg: 'ok' } as never);
});
afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.restoreAllMocks();
});

const friday = makeDay({ date: '2026-11-27', weekday: 5, freePlaces: 1, priceFen: 9900 });
const toFriday = makeQuote({
  days: [makeQuotedDay({ date: '2026-11-27', weekday: 5, totalFen: 9900 })],
  totalFen: 9900,
  changeOf: makeChangeOf({ feeFen: 2000 }),
});

function show(page: 'choose' | 'quote', handlers: Handlers) {
  const bff = fakeBff({
    getBooking: () => reply('getBooking', makeBooking()),
    getCentre: () => reply('getCentre', makeCentre()),
    getCentreAvailability: () => reply('getCentreAvailability', makeAvailability([makeDay(), friday])),
    quoteBooking: () => reply('quoteBooking', toFriday),
    ...handlers,
  });
  const quoteFor = { centreId: 'c_0001', childId: 'k_0001', dates: '2026-11-27', bookingId: 'b_0001' };
  render(
    <QueryClientProvider client={queryClient}>
      {page === 'choose' ? (
        <ChangePage bookingId="b_0001" />
      ) : (
        <QuotePage {...quoteFor} wish={{ mode: 'fullDay' }} />
      )}
    </QueryClientProvider>,
  );
  const sentTo = (id: string) => bff.sent.filter(({ operationId }) => operationId === id);
  return { sentTo };
}

describe('choosing another time for a booking', () => {
  it('begins with what is booked, says so, and does not go on while nothing is changed', async () => {
    const { sentTo } = show('choose', {});
    await screen.findByLabelText('11月26日 周四，还有 2 个位置，现在约的');
    expect(screen.getByText(/现在约的：11月26日 周四 7:30–18:00，全日托/)).toBeTruthy();
    expect(screen.queryByText('每周都要？一次选好几天')).toBeNull();
    expect(screen.getByRole('button', { name: '和现在的一样' }).getAttribute('aria-disabled')).toBe('true');
    expect(sentTo('getCentreAvailability')[0]?.url).toMatch(/childId=k_0001&bookingId=b_0001/);
  });

  it('sends nobody to the phone for a kind of care that is sold here but not changed to', async () => {
    const line = { ...makeCentre().priceList[0], id: 'p_9', mode: 'temporary', unit: 'visit' };
    const priceList = [...makeCentre().priceList, line] as ReturnType<typeof makeCentre>['priceList'];
    show('choose', {
      getCentre: () => reply('getCentre', makeCentre({ careModes: ['fullDay', 'temporary'], priceList })),
    });
    await screen.findByLabelText('11月26日 周四，还有 2 个位置，现在约的');
    expect(screen.queryByText(/打电话约/)).toBeNull();
  });

  it('says why nothing can be chosen at a centre that is suspended, with a way on', async () => {
    const filing = { ...makeCentre().filing, status: 'suspended' as const };
    const suspended = { ...filing, suspendedFrom: '2026-11-24', reason: '消防整改' };
    show('choose', { getCentre: () => reply('getCentre', makeCentre({ filing: suspended })) });
    expect(await screen.findByText('这家暂停服务了')).toBeTruthy();
    expect(screen.getByText('11月24日 起暂停，原因：消防整改。')).toBeTruthy();
    expect(screen.getByRole('button', { name: '看附近' })).toBeTruthy();
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  it('goes on with the booking it is for', async () => {
    const { sentTo } = show('choose', {});
    fireEvent.click(await screen.findByLabelText('11月27日 周五，还有 1 个位置'));
    fireEvent.click(screen.getByRole('button', { name: '看明细，去确认' }));
    await waitFor(() => expect(Taro.navigateTo).toHaveBeenCalled());
    expect(sentTo('quoteBooking')[0]?.body).toMatchObject({ bookingId: 'b_0001', dates: ['2026-11-27'] });
    expect(vi.mocked(Taro.navigateTo).mock.calls[0]?.[0]).toMatchObject({
      url: expect.stringContaining('bookingId=b_0001'),
    });
  });

  it('is not offered for what has begun or is over', async () => {
    show('choose', {
      getBooking: () => reply('getBooking', makeBooking({ status: 'checkedIn', canChange: false })),
    });
    await screen.findByText('这次预约不能改了');
    fireEvent.click(screen.getByRole('button', { name: '看这张卡' }));
    expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/pages/booking/card?id=b_0001' });
  });
});

describe('confirming another time', () => {
  const confirm = async () => fireEvent.click(await screen.findByRole('button', { name: '改到这个时间' }));

  it('shows the old price, the new one, the difference and what the centre may charge', async () => {
    show('quote', {});
    await screen.findByText('原来约的');
    for (const text of ['11月26日 周四 7:30–18:00', '119 元', '99 元', '少 20 元'])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByText(/改时间，机构可能收 20 元/)).toBeTruthy();
  });

  it('changes that booking once, under one key, and shows its card', async () => {
    let tries = 0;
    const { sentTo } = show('quote', {
      rescheduleBooking: () => {
        tries += 1;
        return tries === 1 ? lostAnswer() : reply('rescheduleBooking', makeBooking({ date: '2026-11-27' }));
      },
    });
    await confirm();
    await screen.findByText('不知道改好没有。再按一次，只会改一次。');
    fireEvent.click(screen.getByText('再按一次'));
    await waitFor(() =>
      expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/pages/booking/card?id=b_0001' }),
    );
    const sent = sentTo('rescheduleBooking');
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    expect(sent[0]?.body).toEqual({ quoteId: 'q_0001' });
    expect(sentTo('createBooking')).toEqual([]);
  });

  it('that is refused says that the old time is still there', async () => {
    show('quote', { rescheduleBooking: () => refusal('no_place_left') });
    await confirm();
    await screen.findByText(/原来的时间还在：11月26日 周四 7:30。/);
    cleanup();
    queryClient.clear();
    show('quote', { rescheduleBooking: () => refusal('changing') });
    await confirm();
    await screen.findByText('正在改另一个时间');
    expect(screen.getByText(/原来的时间还在：11月26日 周四 7:30。/)).toBeTruthy();
  });
});

describe('the card of a changed booking', () => {
  it('says what it was changed to and what it was, and nothing where it was never changed', () => {
    const was = makeVersion();
    const now = makeVersion({
      ...{ acceptedAt: '2026-11-24T02:00:00.000Z', date: '2026-11-27', weekday: 5, totalFen: 9900 },
      feeFen: 2000,
    });
    render(<ChangesCard booking={makeBooking({ versions: [was, now] })} />);
    expect(screen.getByText('已改到 11月27日 周五 7:30–18:00')).toBeTruthy();
    expect(screen.getByText('原来 11月26日 周四 7:30–18:00，全日托')).toBeTruthy();
    expect(screen.getByText(/机构可能收 20 元/)).toBeTruthy();
    cleanup();
    const { container } = render(<ChangesCard booking={makeBooking()} />);
    expect(container.textContent).toBe('');
  });
});

import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../api/query-client';
import { makeCentre, makeQuote, makeQuotedDay } from '../../test-support/factories';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { SeveralDaysSheet } from './several-days';

beforeEach(() => {
  vi.spyOn(Taro, 'navigateTo').mockResolvedValue({ errMsg: 'ok' } as never);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function open(quoteBooking: Parameters<typeof fakeBff>[0]['quoteBooking']) {
  const bff = fakeBff({ quoteBooking });
  const child = { id: 'k_0001', nickname: '小满', birthOn: '2025-04-08', ageMonths: 19 };
  render(
    <QueryClientProvider client={queryClient}>
      <SeveralDaysSheet
        centre={makeCentre()}
        child={child as never}
        wish={{ mode: 'fullDay' }}
        from="2026-11-26"
        isOpen
        onClose={() => undefined}
      />
    </QueryClientProvider>,
  );
  const asked = () =>
    bff.sent.filter(({ operationId }) => operationId === 'quoteBooking').map(({ body }) => body);
  return { asked };
}

describe('choosing several days in one go', () => {
  it('repeats the chosen weekday, and asks about other days as they are tapped', async () => {
    const { asked } = open(() => reply('quoteBooking', makeQuote()));
    fireEvent.click(screen.getByLabelText('周数减一'));
    fireEvent.click(screen.getByLabelText('周五'));
    fireEvent.click(screen.getByText('看这 6 天有没有位置'));
    await screen.findByText('有位，余 2');
    expect(asked()).toMatchObject([
      {
        dates: ['2026-11-26', '2026-11-27', '2026-12-03', '2026-12-04', '2026-12-10', '2026-12-11'],
      },
    ]);
  });

  it('goes on with what is free, and says what is not and why', async () => {
    const days = [
      makeQuotedDay(),
      makeQuotedDay({ date: '2026-12-03', freePlaces: 0 }),
      makeQuotedDay({ date: '2026-12-10' }),
    ];
    const refused = [{ date: '2026-12-17', weekday: 4, code: 'centre_closed_day', detail: '停电检修。' }];
    open(() => reply('quoteBooking', makeQuote({ days, refused })));
    fireEvent.click(screen.getByText('看这 4 天有没有位置'));
    await screen.findByText('停电检修');
    expect(screen.getByLabelText('12月3日 周四满了，排候补，第 1 位')).toBeTruthy();
    fireEvent.click(screen.getByText('只约有位的 2 天'));
    await vi.waitFor(() =>
      expect(Taro.navigateTo).toHaveBeenCalledWith(
        expect.objectContaining({
          url: `/pages/booking/quote?centreId=c_0001&childId=k_0001&dates=${encodeURIComponent('2026-11-26,2026-12-10')}&mode=fullDay`,
        }),
      ),
    );
  });

  it('says why none of them can be had', async () => {
    open(() => refusal('child_too_young', 409, { n: 6, date: '2027-01-08' }));
    fireEvent.click(screen.getByText('看这 4 天有没有位置'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/月/);
  });
});

import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeAvailability, makeBooking, makeCentre, makeDay, makeQuote } from '../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { BookTab } from './book-tab';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

const visit = {
  deskVisitId: 'dv_0001',
  expiresAt: '2026-11-24T01:42:00.000Z',
  children: [{ id: 'k_0001', nickname: '小满', ageMonths: 19 }],
};
const dayThere = () =>
  reply(
    'getCentreAvailability',
    makeAvailability([makeDay(), makeDay({ date: '2026-11-27', state: 'full' })]),
  );

function open(handlers: Handlers = {}) {
  const { sent } = fakeBff({
    requestPhoneCode: () => reply('requestPhoneCode', { expiresInSeconds: 300, resendInSeconds: 60 }),
    deskIdentifyFamily: () => reply('deskIdentifyFamily', visit),
    getCentre: () => reply('getCentre', makeCentre()),
    getCentreAvailability: dayThere,
    deskQuoteForFamily: () => reply('deskQuoteForFamily', makeQuote()),
    deskBookForFamily: () => reply('deskBookForFamily', makeBooking()),
    ...handlers,
  });
  renderInApp(<BookTab centreId="c_0001" today="2026-11-24" />);
  return { of: (id: string) => sent.filter(({ operationId }) => operationId === id) };
}

async function byCard() {
  fireEvent.click(screen.getByRole('radio', { name: '打印卡' }));
  type('打印卡的码', ' NC-CARD-7H2K9QXM ');
  tap('找到这一家');
  return screen.findByRole('option', { name: /11月26日 周四/ });
}

describe('whose family it is', () => {
  it('is told by the code that was sent to its phone, read out', async () => {
    const { of } = open();
    type('家长的手机号', '138 0013-8000');
    tap('发验证码');
    type(await screen.findByLabelText('13800138000 收到的 6 位数字').then(() => /收到的 6 位数字/), '123456');
    tap('找到这一家');
    expect(await screen.findByText('给谁约')).toBeTruthy();
    expect(of('deskIdentifyFamily').map(({ body }) => body)).toEqual([
      { phone: '13800138000', code: '123456' },
    ]);
  });

  it('is told by its printed card', async () => {
    const { of } = open();
    await byCard();
    expect(of('deskIdentifyFamily').map(({ body }) => body)).toEqual([{ cardText: 'NC-CARD-7H2K9QXM' }]);
  });

  it('stays unknown with a card that was stopped, and no child is shown', async () => {
    open({ deskIdentifyFamily: () => refusal('card_invalid', 404) });
    fireEvent.click(screen.getByRole('radio', { name: '打印卡' }));
    type('打印卡的码', 'NC-CARD-7H2K9QXM');
    tap('找到这一家');
    expect(await screen.findByText(/这张卡用不了/)).toBeTruthy();
    expect(screen.queryByText('小满')).toBeNull();
  });
});

describe('booking for the family', () => {
  it('shows the price to read out first, books on one more press, and then the code for the gate', async () => {
    const { of } = open();
    fireEvent.click(await byCard());
    expect(await screen.findByText(/念给家长听，同意了再约/)).toBeTruthy();
    expect(of('deskBookForFamily')).toEqual([]);
    tap('帮这家约上');
    expect(await screen.findByText('4826')).toBeTruthy();
    expect(of('deskBookForFamily').map(({ body }) => body)).toEqual([{ quoteId: 'q_0001' }]);
  });

  it('books any kind of care that is sold there, at the hours that are chosen', async () => {
    const sold = [
      { ...makeCentre().priceList[0], id: 'p_1', mode: 'fullDay', unit: 'day' },
      { ...makeCentre().priceList[0], id: 'p_2', mode: 'hourly', unit: 'hour' },
    ] as ReturnType<typeof makeCentre>['priceList'];
    const { of } = open({
      getCentre: () => reply('getCentre', makeCentre({ careModes: ['fullDay', 'hourly'], priceList: sold })),
      getCentreAvailability: () =>
        reply('getCentreAvailability', {
          ...makeAvailability([makeDay({ stay: { from: '09:00', to: '11:00' } })]),
          limits: { minMinutes: 60, maxMinutes: 240, gridMinutes: 30 },
        }),
    });
    await byCard();
    fireEvent.click(await screen.findByRole('radio', { name: '计时托' }));
    fireEvent.click(await screen.findByRole('option', { name: /11月26日 周四/ }));
    await screen.findByText(/念给家长听/);
    tap('接走晚半小时');
    await waitFor(() =>
      expect(of('deskQuoteForFamily').map(({ body }) => body)).toEqual([
        { childId: 'k_0001', mode: 'hourly', from: '09:00', to: '11:00', dates: ['2026-11-26'] },
        { childId: 'k_0001', mode: 'hourly', from: '09:00', to: '11:30', dates: ['2026-11-26'] },
      ]),
    );
  });

  it('takes this afternoon for a family that calls when the morning has begun', async () => {
    const wish = { mode: 'halfDay', half: 'afternoon' } as const;
    const gone = makeDay({
      ...{ date: '2026-11-24', weekday: 2, state: 'past', freePlaces: 0, hours: null, stay: null },
      instead: { date: '2026-11-24', wish, text: '改约半日托 13:00–18:00' },
    });
    const { of } = open({
      getCentreAvailability: () => reply('getCentreAvailability', makeAvailability([gone, makeDay()])),
    });
    await byCard();
    fireEvent.click(screen.getByRole('option', { name: /11月24日 周二.*可以改约/ }));
    await screen.findByText(/念给家长听/);
    expect(of('deskQuoteForFamily').map(({ body }) => body)).toEqual([
      { childId: 'k_0001', mode: 'halfDay', half: 'afternoon', dates: ['2026-11-24'] },
    ]);
  });

  it('lets no day be chosen that has no place', async () => {
    const { of } = open();
    await byCard();
    fireEvent.click(screen.getByRole('option', { name: /11月27日 周五/ }));
    expect(of('deskQuoteForFamily')).toEqual([]);
  });

  it('keeps its key while an answer was lost, so that the family is booked once', async () => {
    let tries = 0;
    const { of } = open({
      deskBookForFamily: () => {
        tries += 1;
        return tries === 1 ? lostAnswer() : reply('deskBookForFamily', makeBooking());
      },
    });
    fireEvent.click(await byCard());
    await screen.findByText(/念给家长听/);
    tap('帮这家约上');
    await screen.findByRole('alert');
    tap('帮这家约上');
    expect(await screen.findByText('4826')).toBeTruthy();
    expect(new Set(of('deskBookForFamily').map(({ key }) => key)).size).toBe(1);
  });

  it('says why a day cannot be had, and keeps family and child', async () => {
    open({ deskQuoteForFamily: () => refusal('child_already_booked') });
    fireEvent.click(await byCard());
    expect(await screen.findByText(/小满这段时间已经有安排/)).toBeTruthy();
    expect(screen.getByText('给谁约')).toBeTruthy();
  });

  it('computes a price anew that ran out', async () => {
    let quotes = 0;
    const { of } = open({
      deskQuoteForFamily: () => {
        quotes += 1;
        return reply('deskQuoteForFamily', makeQuote({ id: `q_${quotes}` }));
      },
      deskBookForFamily: () => refusal('quote_expired'),
    });
    fireEvent.click(await byCard());
    await screen.findByText(/念给家长听/);
    tap('帮这家约上');
    fireEvent.click(await screen.findByRole('button', { name: '重新算价' }));
    await waitFor(() => expect(of('deskQuoteForFamily')).toHaveLength(2));
    expect(await screen.findByRole('button', { name: '帮这家约上' })).toBeTruthy();
  });
});

import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeBooking, makeDay } from '../../test-support/factories';
import { fakeBff, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import type { Booking } from './booking-cache';
import { CardPage } from './card-page';
import { DayCard } from './day-card';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const answerBy = { at: '2026-11-24T02:12:00.000Z', on: '2026-11-24', time: '10:12' };
// An id of its own each: the phone shows what it kept of a booking until the server has answered.
const visit = (over: Partial<Booking>) =>
  makeBooking({
    ...{ id: `b_${over.status}`, mode: 'temporary', date: '2026-11-24', weekday: 2 },
    ...{ from: '14:00', to: '16:00', answerBy, ...over },
  });

async function open(booking: Booking) {
  fakeBff({ getBooking: () => reply('getBooking', booking) });
  renderInApp(<CardPage bookingId={booking.id} />);
  await screen.findAllByText(/栗子树托育中心/);
}

describe('the card of a visit that its centre has to accept', () => {
  it('says until when the centre answers, and opens no gate yet', async () => {
    await open(visit({ status: 'requested' }));
    expect(screen.getByText(/机构 11月24日 10:12 前答复/)).toBeTruthy();
    expect(screen.queryByText('入园码')).toBeNull();
    expect(screen.getByText('待机构答复')).toBeTruthy();
    expect(screen.getByRole('button', { name: '打电话给栗子树托育中心' })).toBeTruthy();
  });

  it('once accepted opens the gate', async () => {
    await open(visit({ status: 'confirmed', answeredAt: '2026-11-24T01:20:00.000Z' }));
    expect(screen.getByText('入园码')).toBeTruthy();
  });

  it.each([
    ['declined', 'tooFewCarers', /老师人手不够。位置让出来了/],
    ['expired', null, /过了答复时间/],
  ] as const)('%s says why, and leads to others nearby', async (status, declineReason, words) => {
    const go = vi.spyOn(Taro, 'switchTab').mockResolvedValue({ errMsg: 'ok' } as never);
    await open(visit({ status, declineReason, canCancel: false, ifCancelledNow: null }));
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByText('入园码')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '看附近' }));
    expect(go).toHaveBeenCalled();
  });

  it('says before it is taken back that nothing is owed, and who gives money back', async () => {
    await open(visit({ status: 'requested', ifCancelledNow: { feeFen: 0, backFen: 11_900 } }));
    fireEvent.click(screen.getByText('取消这次预约'));
    expect(await screen.findByText('现在取消不收费。付过的，机构退 119 元。')).toBeTruthy();
    expect(screen.getByText('钱在机构付，退也由机构退，就近托不收钱。')).toBeTruthy();
  });
});

describe('the ways on from a card', () => {
  const leadsToFamily = () => screen.queryByRole('button', { name: '谁来接，发接娃码' }) !== null;

  it('are who may collect the child and the phone, while the child is there', async () => {
    const go = vi.spyOn(Taro, 'navigateTo').mockResolvedValue({ errMsg: 'ok' } as never);
    const over = { canCancel: false, ifAbsentNow: null, ifCancelledNow: null };
    await open(visit({ status: 'checkedIn', checkedInAt: '2026-11-24T06:00:00.000Z', ...over }));
    expect(screen.getByRole('button', { name: '打电话给栗子树托育中心' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '谁来接，发接娃码' }));
    expect(go.mock.calls[0]?.[0]).toMatchObject({ url: '/pages/family/index' });
  });

  it('name nobody to collect before the centre accepted', async () => {
    await open(visit({ id: 'b_asked', status: 'requested' }));
    expect(leadsToFamily()).toBe(false);
  });

  it('lead not back to a centre that is suspended, but to one that ended a single day', async () => {
    const over = { status: 'cancelled', canCancel: false, ifCancelledNow: null } as const;
    await open(visit({ id: 'b_closed', ...over, cancelledBy: 'closure' }));
    expect(screen.queryByRole('button', { name: '再约这家' })).toBeNull();
    expect(screen.getByRole('button', { name: '看我的预约' })).toBeTruthy();
    cleanup();
    await open(visit({ id: 'b_day', ...over, cancelledBy: 'centre' }));
    expect(screen.getByRole('button', { name: '再约这家' })).toBeTruthy();
  });
});

describe('a day that can’t be had so', () => {
  const of = { limits: null, lateStayFrom: null, today: '2026-11-24' };

  it('says why, and takes what would fit by one tap', () => {
    const instead = {
      text: '改约半日托 7:30–12:00',
      date: '2026-11-26',
      wish: { mode: 'halfDay', half: 'morning' },
    } as const;
    const day = makeDay({ state: 'refused', note: '要提前 2 小时约', stay: null, hours: null, instead });
    const onInstead = vi.fn();
    renderInApp(
      <DayCard
        day={day}
        wish={{ mode: 'hourly', from: '09:00', to: '11:00' }}
        of={of}
        onChange={vi.fn()}
        onInstead={onInstead}
      />,
    );
    expect(screen.getByText(/要提前 2 小时约/)).toBeTruthy();
    fireEvent.click(screen.getByText('改约半日托 7:30–12:00'));
    expect(onInstead).toHaveBeenCalledWith(instead);
  });

  it('with a late stay lets the child be collected later, to the half hour and until it closes', () => {
    const onChange = vi.fn();
    const late = { ...of, lateStayFrom: '17:00' };
    const draw = (to: string) =>
      renderInApp(
        <DayCard
          day={makeDay({ stay: { from: '07:30', to } })}
          wish={{ mode: 'fullDay' }}
          of={late}
          onChange={onChange}
          onInstead={vi.fn()}
        />,
      );
    const step = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
    draw('17:00');
    step('接走早半小时');
    expect(onChange).not.toHaveBeenCalled();
    step('接走晚半小时');
    expect(onChange).toHaveBeenLastCalledWith({ mode: 'fullDay', to: '17:30' });
    cleanup();
    draw('18:00');
    step('接走晚半小时');
    expect(onChange).toHaveBeenCalledTimes(1);
    step('接走早半小时');
    expect(onChange).toHaveBeenLastCalledWith({ mode: 'fullDay', to: '17:30' });
  });
});

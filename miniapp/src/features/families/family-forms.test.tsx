import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../api/last-answers';
import { makeBooking, makeFamily, makePickup, makeRegions } from '../../test-support/factories';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { makeConsents } from '../../test-support/privacy-factories';
import { AddPickupForm } from './add-pickup-page';
import { ChildPage } from './child-page';

afterEach(() => {
  cleanup();
  forgetMyAnswers();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const radio = (name: string | RegExp) => fireEvent.click(screen.getByRole('radio', { name }));
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

function bffWith(handlers: Handlers) {
  const bff = fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions()),
    getMyFamily: () => reply('getMyFamily', makeFamily()),
    ...handlers,
  });
  return (id: string) => bff.sent.filter(({ operationId }) => operationId === id);
}

describe('naming an adult who may collect', () => {
  function fill() {
    type('怎么称呼', ' 外婆 ');
    radio('祖父母');
    type('手机号', '138 0013-8000');
  }

  const given = () => reply('listConsents', makeConsents({ pickups: { state: 'given' } }));
  const show = async () => {
    const [onAdded, onRefused] = [vi.fn(), vi.fn()];
    renderInApp(<AddPickupForm onAdded={onAdded} onRefused={onRefused} />);
    await screen.findByText(/不同意会怎样|家长不用加/);
    return { onAdded, onRefused };
  };

  it('asks for what is missing before anything is sent', async () => {
    const of = bffWith({ listConsents: given });
    await show();
    tap('加上');
    expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
      '怎么称呼都行，比如 外婆',
      '选一个',
      '写接的人自己的手机号',
    ]);
    expect(of('addPickup')).toEqual([]);
  });

  it('has nothing to fill in before the consent to that very purpose', async () => {
    const others = { childProfile: { state: 'given' }, feeReduction: { state: 'given' } } as const;
    bffWith({ listConsents: () => reply('listConsents', makeConsents(others)) });
    const { onRefused } = await show();
    expect(screen.queryByLabelText('手机号')).toBeNull();
    tap('不同意');
    expect(onRefused).toHaveBeenCalled();
  });

  it('sends the name without edges and the number without gaps', async () => {
    const of = bffWith({ listConsents: given, addPickup: () => ({ status: 201, body: makePickup() }) });
    const { onAdded } = await show();
    fill();
    tap('加上');
    await waitFor(() => expect(onAdded).toHaveBeenCalled());
    expect(of('addPickup').map(({ body }) => body)).toEqual([
      { name: '外婆', relation: 'grandparent', phone: '13800138000' },
    ]);
  });

  it('puts a wrong number under its field, and a full list above the button', async () => {
    let answer = () => refusal('phone_invalid', 400);
    bffWith({ listConsents: given, addPickup: () => answer() });
    await show();
    fill();
    tap('加上');
    const fault = await screen.findByText(/手机号不对/);
    expect(fault.closest('.nc-field')?.textContent).toContain('手机号');
    answer = () => refusal('too_many_pickups', 409, { n: 8 });
    tap('加上');
    expect(await screen.findByText(/最多 8 位/)).toBeTruthy();
  });
});

describe('what is kept about a child', () => {
  it('can be corrected, and sends only what is there', async () => {
    const child = { ...makeFamily().children[0], sex: 'girl' as const };
    const of = bffWith({
      getMyFamily: () => reply('getMyFamily', makeFamily({ children: [child] as never })),
      listConsents: () => reply('listConsents', makeConsents({ childProfile: { state: 'given' } })),
      updateChild: () => reply('updateChild', child as never),
    });
    renderInApp(<ChildPage childId="k_0001" />);
    expect(await screen.findByText('1 岁 7 个月')).toBeTruthy();
    tap('改小满的资料');
    await screen.findByLabelText('小名');
    type('小名', '满满');
    radio('不填');
    tap('保存');
    await waitFor(() => expect(of('updateChild')).toHaveLength(1));
    expect(of('updateChild')[0]).toMatchObject({
      url: '/api/v1/family/children/k_0001',
      body: { nickname: '满满', birthOn: '2025-04-08' },
    });
    expect(of('updateChild')[0]?.body).not.toHaveProperty('sex');
    expect(await screen.findByText('我们存了这些')).toBeTruthy();
  });

  it('is erased only after the bookings that go with it were counted', async () => {
    const booking = (id: string, over: object) => makeBooking({ id, ...over });
    const items = [
      booking('b_1', {}),
      booking('b_2', { date: '2026-11-24', status: 'pending' }),
      booking('b_3', { date: '2026-11-23' }),
      booking('b_4', { status: 'cancelled' }),
      booking('b_5', { child: { id: 'k_0002', nickname: '小雪' } }),
    ];
    const of = bffWith({
      listMyBookings: () => reply('listMyBookings', { items, nextCursor: null }),
      removeChild: () => reply('removeChild', {}),
    });
    const switchTab = vi.spyOn(Taro, 'switchTab');
    renderInApp(<ChildPage childId="k_0001" />);
    await screen.findByText('我们存了这些');
    tap('删掉小满的资料');
    expect(await screen.findByText(/接下来的 2 次预约会取消/)).toBeTruthy();
    tap('先不删');
    expect(of('removeChild')).toEqual([]);
    tap('删掉小满的资料');
    tap('删掉');
    await waitFor(() => expect(switchTab).toHaveBeenCalled());
    expect(of('removeChild').map(({ url }) => url)).toEqual(['/api/v1/family/children/k_0001']);
  });

  it('counts no bookings while it cannot know them all', async () => {
    bffWith({ listMyBookings: () => reply('listMyBookings', { items: [makeBooking()], nextCursor: 'c_2' }) });
    renderInApp(<ChildPage childId="k_0001" />);
    await screen.findByText('我们存了这些');
    tap('删掉小满的资料');
    expect(await screen.findByText(/接下来的预约都会取消/)).toBeTruthy();
  });

  it('of another family is not found', async () => {
    bffWith({});
    renderInApp(<ChildPage childId="k_9999" />);
    expect(await screen.findByText('找不到了')).toBeTruthy();
  });
});

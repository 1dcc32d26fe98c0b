import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeDesk, makeRoster } from '../../test-support/desk-factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { DeskPage } from './desk-page';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const tab = (name: string | RegExp) => fireEvent.click(screen.getByRole('radio', { name }));

async function open(handlers: Handlers = {}, roster = makeRoster()) {
  const { sent } = fakeBff({
    getDesk: () => reply('getDesk', makeDesk()),
    deskListRoster: () => reply('deskListRoster', roster),
    deskListInbox: () => reply('deskListInbox', { items: [] }),
    deskListClosedDays: () => reply('deskListClosedDays', { items: [{ on: '2026-11-30', reason: '消毒' }] }),
    ...handlers,
  });
  renderInApp(<DeskPage />);
  await screen.findByText(/豆豆班 今天/);
  await screen.findByRole('radio', { name: /孩子/ });
  return { of: (id: string) => sent.filter(({ operationId }) => operationId === id) };
}

/** Answers as the server: what was told is what parents see. */
function vacancy(start: number): Handlers {
  let now = start;
  return {
    deskTellVacancy: ({ body }) => {
      const before = now;
      now = (body as { freePlaces: number }).freePlaces;
      return reply('deskTellVacancy', {
        groupId: 'g_0001',
        date: '2026-11-24',
        freePlaces: now,
        before,
        asOf: '2026-11-24T01:12:00.000Z',
      });
    },
  };
}

describe('telling vacancy', () => {
  it('says what parents see now, before anything is pressed', async () => {
    await open();
    expect(screen.getByText('按一下家长马上看到。现在显示“余 2”')).toBeTruthy();
    expect(screen.getByRole('button', { name: '2 个空位' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('is one tap, says what parents see, and can be taken back to what they saw before', async () => {
    const { of } = await open(vacancy(2));
    tap('3 个空位');
    expect(await screen.findByText('已更新，家长现在看到余 3')).toBeTruthy();
    expect(of('deskTellVacancy').map(({ body }) => body)).toEqual([{ freePlaces: 3 }]);
    tap('撤销，改回余 2');
    expect(await screen.findByText('改回来了，家长现在看到余 2')).toBeTruthy();
    expect(of('deskTellVacancy').map(({ body }) => body)).toEqual([{ freePlaces: 3 }, { freePlaces: 2 }]);
    expect(screen.queryByRole('button', { name: /撤销/ })).toBeNull();
  });

  it('offers taking it back for ten seconds only', async () => {
    await open(vacancy(2));
    const { setTimeout: real } = globalThis;
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, milliseconds?: number) =>
      real(run, milliseconds === 10_000 ? 50 : milliseconds)) as typeof setTimeout);
    tap('3 个空位');
    await screen.findByRole('button', { name: /撤销/ });
    await waitFor(() => expect(screen.queryByRole('button', { name: /撤销/ })).toBeNull());
    expect(screen.getByText('按一下家长马上看到。现在显示“余 3”')).toBeTruthy();
  });

  it('of more than four is behind 更多, and shown there afterwards', async () => {
    await open(vacancy(2));
    tap('更多');
    for (let more = 0; more < 4; more += 1) tap('空位加一');
    tap('告诉家长余 6');
    expect(await screen.findByRole('button', { name: '现在 6 个，更多' })).toBeTruthy();
  });

  it('that did not arrive leaves the number as it was and says so', async () => {
    await open({ deskTellVacancy: lostAnswer });
    tap('4 个空位');
    expect((await screen.findByRole('alert')).textContent).toContain('没有网络');
    expect(screen.getByRole('button', { name: '2 个空位' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('is not offered on a day the centre is closed', async () => {
    await open({}, makeRoster({ isOpen: false, closedReason: '消毒', presence: [], children: [] }));
    expect(screen.getByText('这天不开门')).toBeTruthy();
    expect(screen.getByText('消毒')).toBeTruthy();
    expect(screen.queryByText('今天有几个空位？')).toBeNull();
  });
});

describe('the roster', () => {
  it('shows who is booked and that families see who looked', async () => {
    await open();
    expect(screen.getByText('安安')).toBeTruthy();
    const row = screen.getByText('安安').closest('[role=listitem]');
    expect(row?.textContent).toContain('1 岁 10 个月，8:00–9:30');
    expect(screen.getByText('你看过哪个孩子、什么时候看的，家长都能看到。')).toBeTruthy();
  });

  it('checks a child in and out by one tap each, without reading all names again', async () => {
    const checked = (status: 'checkedIn' | 'completed') => () =>
      reply('deskCheckIn', {
        ...{ bookingId: 'b_0001', childId: 'k_0001', nickname: '安安', ageMonths: 22, status },
        ...{ from: '08:00', to: '09:30', groupId: 'g_0001', groupName: '托小班' },
        checkedInAt: '2026-11-24T00:34:00.000Z',
        checkedOutAt: status === 'completed' ? '2026-11-24T01:34:00.000Z' : null,
      });
    const { of } = await open({ deskCheckIn: checked('checkedIn'), deskCheckOut: checked('completed') });
    const looks = of('deskListRoster').length;
    tap('安安到了');
    await screen.findByRole('button', { name: '安安接走了' });
    tap('安安接走了');
    await screen.findByText('已接走');
    expect(of('deskListRoster')).toHaveLength(looks);
  });

  it('has a picture with its sentence', async () => {
    await open();
    expect(screen.getByRole('img', { name: /今天每半小时的孩子，(现在|最多) \d+ 人，托位 15/ })).toBeTruthy();
  });

  it('lowers the places of one day only after saying that nobody is turned away', async () => {
    const { of } = await open({
      deskSetPlaces: () => reply('deskSetPlaces', makeRoster({ places: 12, isOverbooked: true })),
    });
    tap('改这天的托位');
    for (let fewer = 0; fewer < 3; fewer += 1) tap('托位减一');
    expect(screen.getByText(/不会赶走任何人，这天标为超员，不再接新的/)).toBeTruthy();
    tap('定为 12 个');
    expect(await screen.findByText(/已约 1 个，不会赶走任何人/)).toBeTruthy();
    expect(of('deskSetPlaces').map(({ body }) => body)).toEqual([{ date: '2026-11-24', places: 12 }]);
  });

  it('asks for the six digits again when the shift ended meanwhile', async () => {
    let isOver = false;
    await open({
      getDesk: () => reply('getDesk', isOver ? { ...makeDesk(), open: null } : makeDesk()),
      deskTellVacancy: () => {
        isOver = true;
        return refusal('second_factor_required', 403);
      },
    });
    tap('1 个空位');
    expect(await screen.findByLabelText('验证器上的 6 位数字')).toBeTruthy();
    expect(screen.queryByText('安安')).toBeNull();
  });

  it('of another group is one choice away', async () => {
    const { of } = await open();
    tap('换班级');
    tab(/果果班/);
    await waitFor(() => expect(of('deskListRoster').at(-1)?.url).toContain('/groups/g_0002/roster'));
  });

  it('closes with the desk, and nothing of it stays on the screen', async () => {
    let isClosed = false;
    await open({
      getDesk: () => reply('getDesk', isClosed ? { ...makeDesk(), open: null } : makeDesk()),
      closeDesk: () => {
        isClosed = true;
        return reply('closeDesk', {});
      },
    });
    tap('关上工作台');
    expect(await screen.findByLabelText('验证器上的 6 位数字')).toBeTruthy();
    expect(screen.queryByText('安安')).toBeNull();
  });
});

describe('closing days', () => {
  async function choose(handlers: Handlers) {
    const opened = await open(handlers);
    tab('闭园');
    await screen.findByText('消毒');
    fireEvent.click(screen.getByRole('option', { name: '11月26日 周四' }));
    fireEvent.change(screen.getByLabelText('原因，家长会看到'), { target: { value: '停电' } });
    tap('看这 1 天的影响');
    return opened;
  }
  const closing: Handlers = {
    deskPreviewClosing: () => reply('deskPreviewClosing', { bookings: 2 }),
    deskCloseDays: () =>
      reply('deskCloseDays', {
        items: [
          { on: '2026-11-26', reason: '停电' },
          { on: '2026-11-30', reason: '消毒' },
        ],
        cancelledBookings: 2,
      }),
  };

  it('tells how many bookings would end before it closes anything, and opens no roster for it', async () => {
    const { of } = await choose(closing);
    expect(await screen.findByText(/会取消 2 个预约，家长马上收到通知/)).toBeTruthy();
    expect(of('deskPreviewClosing').map(({ body }) => body)).toEqual([{ dates: ['2026-11-26'] }]);
    expect(of('deskListRoster').filter(({ url }) => url.includes('2026-11-26'))).toEqual([]);
    expect(of('deskCloseDays')).toEqual([]);
    tap('先不定');
    expect(of('deskCloseDays')).toEqual([]);
  });

  it('closes them and says what ended', async () => {
    const { of } = await choose(closing);
    await screen.findByText(/会取消 2 个预约/);
    tap('定下闭园');
    expect(await screen.findByText(/取消了 2 个预约，已经告诉家长/)).toBeTruthy();
    expect(of('deskCloseDays').map(({ body }) => body)).toEqual([{ dates: ['2026-11-26'], reason: '停电' }]);
    expect(screen.getByText('停电')).toBeTruthy();
  });

  it('opens a day again', async () => {
    const { of } = await open({ deskReopenDay: () => reply('deskReopenDay', { items: [] }) });
    tab('闭园');
    await screen.findByText('消毒');
    tap('11月30日 周一重新开门');
    expect(await screen.findByText(/11月30日重新开门了/)).toBeTruthy();
    expect(of('deskReopenDay')[0]?.url).toContain('/closed-days/2026-11-30');
  });
});

describe('a child that is booked today', () => {
  const away = { bookingId: 'b_0001', groupId: 'g_0001' };

  it('is put down as not come, and may still be checked in', async () => {
    const { of } = await open({
      deskMarkNoShow: () => reply('deskMarkNoShow', { ...away, status: 'noShow' }),
    });
    tap('安安没来或取消');
    tap('记安安没来');
    expect(await screen.findByText('记了没来，到了可以补登记')).toBeTruthy();
    expect(of('deskMarkNoShow').map(({ body }) => body)).toEqual([{ bookingId: 'b_0001' }]);
    expect(screen.getByRole('button', { name: '安安到了' })).toBeTruthy();
  });

  it('can’t be put down before it could be late, and the sheet says from when', async () => {
    await open({ deskMarkNoShow: () => refusal('no_show_too_early', 409, { time: '08:30' }) });
    tap('安安没来或取消');
    tap('记安安没来');
    expect(await screen.findByText(/08:30 以后还没来，才能记没来/)).toBeTruthy();
  });

  it('is cancelled only with a reason, and leaves the list', async () => {
    const { of } = await open({
      deskCancelBooking: () => reply('deskCancelBooking', { ...away, status: 'cancelled' }),
    });
    tap('安安没来或取消');
    tap('取消这个预约');
    expect(of('deskCancelBooking')).toEqual([]);
    fireEvent.change(screen.getByLabelText('原因，家长会看到'), { target: { value: '老师请假' } });
    tap('取消这个预约');
    expect(await screen.findByText('今天还没有孩子')).toBeTruthy();
    expect(of('deskCancelBooking').map(({ body }) => body)).toEqual([{ reason: '老师请假' }]);
  });

  it('that is ill says what ails it, and nothing is left to do', async () => {
    const [child] = makeRoster().children;
    if (!child) throw new Error('a roster without children');
    await open({}, makeRoster({ children: [{ ...child, status: 'absent', symptom: 'fever' }] }));
    expect(screen.getByText('发烧，回来要健康证明')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /安安/ })).toBeNull();
  });
});

describe('a child that comes by the month', () => {
  const child = { enrolmentId: 'en_0001', childId: 'k_0002', nickname: '糖糖', ageMonths: 26 };
  const row = { ...child, from: '08:00', to: '17:00', status: 'confirmed' as const };
  const noted = { ...row, groupId: 'g_0001', groupName: '豆豆班', checkedInAt: null, checkedOutAt: null };
  const answering = (): Handlers => ({
    deskNoteAttendance: ({ body }) => {
      const said = (body as { attendance: string }).attendance;
      return reply('deskNoteAttendance', { ...noted, status: said === 'checkedOut' ? 'completed' : said });
    },
  });
  const rosterWith = (over: object = {}) => makeRoster({ enrolled: [{ ...row, ...over }] });

  it('is checked in and out with one tap each, of the day on the screen, and no name is read again', async () => {
    const { of } = await open(answering(), rosterWith());
    const looks = of('deskListRoster').length;
    expect(screen.getByText('按月入托')).toBeTruthy();
    tap('糖糖到了');
    await screen.findByRole('button', { name: '糖糖接走了' });
    tap('糖糖接走了');
    await screen.findByText('已接走');
    expect(of('deskNoteAttendance').map(({ body }) => body)).toEqual([
      { date: '2026-11-24', attendance: 'checkedIn' },
      { date: '2026-11-24', attendance: 'checkedOut' },
    ]);
    expect(of('deskListRoster')).toHaveLength(looks);
  });

  it('is put down as not come, and may still be checked in', async () => {
    const { of } = await open(answering(), rosterWith());
    tap('糖糖没来');
    tap('记糖糖没来');
    expect(await screen.findByText('记了没来，到了可以补登记')).toBeTruthy();
    expect(of('deskNoteAttendance')[0]?.body).toEqual({ date: '2026-11-24', attendance: 'noShow' });
    expect(screen.getByRole('button', { name: '糖糖到了' })).toBeTruthy();
  });

  it('of another day can only be read', async () => {
    await open({}, { ...rosterWith(), date: '2026-11-25' });
    expect(screen.queryByRole('button', { name: /糖糖/ })).toBeNull();
  });
});

describe('a visit that waits for an answer', () => {
  it('leads from the list of children to where it is answered', async () => {
    const [child] = makeRoster().children;
    if (child === undefined) throw new Error('a roster without a child');
    const roster = makeRoster({ children: [{ ...child, status: 'requested' }] });
    await open({ deskListTemporary: () => reply('deskListTemporary', { items: [] }) }, roster);
    tap('去答复安安的临时托');
    expect(await screen.findByText('没有等回复的')).toBeTruthy();
  });
});

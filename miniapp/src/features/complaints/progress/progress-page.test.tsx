import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../../api/last-answers';
import { makeClock, makeComplaint, makeEvent } from '../../../test-support/complaint-factories';
import { fakeBff, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { TrackPage } from '../track-page';
import { ProgressPage } from './progress-page';

afterEach(() => {
  cleanup();
  forgetMyAnswers();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

async function open(of: Parameters<typeof makeComplaint>[0] = {}, handlers: Handlers = {}) {
  const complaint = makeComplaint(of);
  const { sent } = fakeBff({ getComplaint: () => reply('getComplaint', complaint), ...handlers });
  renderInApp(<ProgressPage id={complaint.id} />);
  await screen.findByText('经过');
  return { of: (id: string) => sent.filter(({ operationId }) => operationId === id) };
}

describe('where a complaint stands', () => {
  it('is its next step, until when, and who deals with it', async () => {
    await open();
    expect(screen.getAllByText('受理').length).toBeGreaterThan(0);
    expect(screen.getAllByText(/11月27日（含）前，还有 4 个工作日/).length).toBeGreaterThan(0);
    expect(screen.getAllByText('卫生健康部门').length).toBeGreaterThan(0);
    expect(screen.getByRole('img', { name: '办结还剩 16 个工作日' })).toBeTruthy();
    expect(screen.getByText('机构不知道是你')).toBeTruthy();
  });

  it('says that the next level is looking once a deadline ran out', async () => {
    await open({ clocks: [makeClock({ isOverdue: true })], watchedBy: '市卫生健康委员会' });
    expect(screen.getByText(/市卫生健康委员会能看到了/)).toBeTruthy();
    expect(screen.getByText('超期')).toBeTruthy();
  });

  it('says of an addition who reads it: never the centre, also where that deals with it', async () => {
    await open();
    tap('补充');
    expect(screen.getByText(/经办的部门看得到，机构看不到/)).toBeTruthy();
    cleanup();
    await open({ handler: { body: 'centre', name: '托育机构', level: 0 } });
    tap('补充');
    expect(screen.getByText(/它看不到补充/)).toBeTruthy();
  });

  it('tells what happened, the last on top under what is still to come', async () => {
    await open({
      events: [
        makeEvent(),
        makeEvent({ seq: 1, kind: 'replied', by: 'officer', text: '看过了', body: null }),
      ],
    });
    const knots = screen.getAllByRole('listitem').map(({ textContent }) => textContent ?? '');
    expect(knots[0]).toMatch(/^受理/);
    expect(knots[1]).toMatch(/有答复了.*看过了.*经办部门/);
    expect(knots[2]).toMatch(/已收到/);
  });
});

describe('who at a desk read it', () => {
  const look = (over: object = {}) => ({
    ...{ id: 'cl_0001', byRole: 'officer' as const, placeName: '桥西街道', on: '2026-11-24', times: 1 },
    ...{ firstAt: '2026-11-24T02:00:00.000Z', lastAt: '2026-11-24T02:00:00.000Z' },
    ...over,
  });

  it('is asked for when it is opened, by the page, and closed again', async () => {
    const pages = [
      { items: [look()], nextCursor: 'more' },
      { items: [look({ id: 'cl_0002', byRole: 'staff', placeName: '栗子树托育中心' })], nextCursor: null },
    ];
    const { of } = await open(
      {},
      { listComplaintLooks: () => reply('listComplaintLooks', pages.shift() as never) },
    );
    expect(of('listComplaintLooks')).toEqual([]);
    tap('打开谁看过');
    await screen.findByText('桥西街道');
    expect(screen.getByText(/主管部门的人/)).toBeTruthy();
    tap('再看一些');
    await screen.findByText('栗子树托育中心');
    expect(screen.getByText('桥西街道')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '再看一些' })).toBeNull();
    tap('收起谁看过');
    expect(screen.queryByText('桥西街道')).toBeNull();
  });

  it('is said to be nobody, or not to have been read', async () => {
    const answers = [refusal('service_unavailable', 503), { items: [], nextCursor: null }];
    await open(
      {},
      {
        listComplaintLooks: () => {
          const answer = answers.shift();
          return answer !== undefined && 'items' in answer
            ? reply('listComplaintLooks', answer as never)
            : (answer as never);
        },
      },
    );
    tap('打开谁看过');
    await screen.findByRole('alert');
    tap('打开谁看过');
    await screen.findByText('还没有人打开看过。');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('what its author does', () => {
  it('adds words, and is not sent without any', async () => {
    const { of } = await open(
      {},
      { addToComplaint: () => reply('addToComplaint', makeComplaint({ rev: 1 })) },
    );
    tap('补充');
    tap('提交');
    expect(screen.getByText(/写几句/)).toBeTruthy();
    const field = screen.getAllByLabelText('想补充的').find(({ tagName }) => tagName === 'TEXTAREA');
    fireEvent.input(field as Element, { target: { value: '还有一张收据' } });
    tap('提交');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(of('addToComplaint').map(({ body }) => body)).toEqual([{ text: '还有一张收据' }]);
  });

  it('rates by one tap, and says that it is not solved', async () => {
    const closed = {
      ...{ state: 'closed', clocks: [], may: ['added', 'rated', 'reopened'] },
      events: [
        makeEvent(),
        makeEvent({ seq: 1, kind: 'closed', by: 'officer', result: 'solved', text: '退了' }),
      ],
      reopenUntil: '2026-12-24T01:00:00.000Z',
    } as const;
    const { of } = await open(closed as never, {
      rateComplaint: () =>
        reply('rateComplaint', makeComplaint({ ...(closed as object), may: ['reopened'] })),
      reopenComplaint: () => reply('reopenComplaint', makeComplaint({ state: 'accepted' })),
    });
    tap('2 分，不满意');
    await waitFor(() => expect(screen.queryByRole('button', { name: /^2 分/ })).toBeNull());
    expect(of('rateComplaint')[0]?.body).toEqual({ score: 2 });
    tap('没解决，重新办');
    tap('重新办');
    await screen.findByText('已受理');
    expect(of('reopenComplaint')[0]?.key).toBeTruthy();
  });

  it('takes a refusal one level higher, and is told the level', async () => {
    const { of } = await open(
      { state: 'refused', clocks: [], may: ['escalated'] },
      { escalateComplaint: () => reply('escalateComplaint', makeComplaint()) },
    );
    expect(screen.getByText(/由市卫生健康委员会来办/)).toBeTruthy();
    tap('交给上一级');
    fireEvent.click(screen.getAllByRole('button', { name: '交给上一级' }).at(-1) as Element);
    await waitFor(() => expect(of('escalateComplaint')).toHaveLength(1));
  });

  it('reads it anew where things have moved on meanwhile', async () => {
    const { of } = await open({}, { withdrawComplaint: () => refusal('complaint_move_refused') });
    tap('撤回这件投诉');
    tap('撤回');
    expect(await screen.findByText(/现在不能这样办/)).toBeTruthy();
    await waitFor(() => expect(of('getComplaint').length).toBeGreaterThan(1));
  });

  it('finds nothing to do that the service does not allow', async () => {
    await open({ state: 'withdrawn', clocks: [], may: [] });
    for (const name of ['补充', '撤回这件投诉', '交给上一级'])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });
});

describe('following by the code', () => {
  const typeCode = (value: string) => {
    const field = screen.getAllByLabelText('查询码').find(({ tagName }) => tagName === 'INPUT');
    fireEvent.input(field as Element, { target: { value } });
    tap('查进度');
  };

  it('works in any spacing, and every step goes by the code', async () => {
    const anonymous = makeComplaint({ identity: 'anonymous' });
    const { sent } = fakeBff({
      trackComplaint: () => reply('trackComplaint', anonymous),
      actOnTrackedComplaint: () =>
        reply('actOnTrackedComplaint', { ...anonymous, state: 'withdrawn', may: [] }),
    });
    renderInApp(<TrackPage />);
    typeCode('k7m2 9qxp 0000 0001');
    await screen.findByText('谁都不知道是你');
    tap('撤回这件投诉');
    tap('撤回');
    await screen.findByText('已撤回');
    const trackingCode = 'K7M2-9QXP-0000-0001';
    expect(sent.map(({ body }) => body)).toMatchObject([
      { trackingCode },
      { trackingCode, move: 'withdrawn' },
    ]);
  });

  it('says how a code looks, before asking and after', async () => {
    const { sent } = fakeBff({ trackComplaint: () => refusal('tracking_code_wrong', 404) });
    renderInApp(<TrackPage />);
    typeCode('K7M2');
    expect(screen.getByRole('alert').textContent).toMatch(/16 位/);
    expect(sent).toEqual([]);
    typeCode('K7M2-9QXP-0000-0002');
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/查不到这个码/));
  });
});

import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../api/last-answers';
import { queryClient } from '../../api/query-client';
import { useSession } from '../../api/session';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { makeExpert, makeGuidance, makeQuestion, makeVisit } from '../../test-support/guidance-factories';
import { renderInApp } from '../../test-support/in-app';
import { ExpertPage } from './experts/expert-page';
import { QuestionsPage } from './experts/questions-page';
import { GuidanceCard } from './guidance-card';
import { GuidancePage } from './guidance-page';
import { RequestVisitPage } from './visits/request-page';
import { VisitPage } from './visits/visit-page';

const child = { id: 'k_0001', nickname: '小满', birthOn: '2025-04-08', ageMonths: 19, addedAt: '' };
const region = {
  ...{ code: 'cn', name: '中国', today: '2026-11-24', currency: 'CNY' },
  districts: [{ code: '429001', name: '桥西区', centres: 3, centre: { lat: 31.4, lng: 111.6 } }],
} as never;
type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) => {
  const field = screen.getAllByLabelText(label).find(({ tagName }) => /INPUT|TEXTAREA/.test(tagName));
  fireEvent.input(field as Element, { target: { value } });
};
const given = (purpose: string) =>
  ({
    items: [
      { purpose, state: 'given', version: '1', title: '', what: '', why: '', keptUntil: '', ifRefused: '' },
    ],
  }) as never;

beforeEach(() => {
  vi.spyOn(Taro, 'navigateTo').mockResolvedValue({ errMsg: 'ok' } as never);
  vi.spyOn(Taro, 'redirectTo').mockResolvedValue({ errMsg: 'ok' } as never);
});
afterEach(() => {
  cleanup();
  forgetMyAnswers();
  vi.restoreAllMocks();
});

function withBff(handlers: Handlers) {
  const { sent } = fakeBff({
    getMyFamily: () =>
      reply('getMyFamily', {
        ...{ id: 'f_0001', guardians: [], pickups: [], cards: [] },
        children: [child],
      } as never),
    listDistricts: () => reply('listDistricts', { regions: [region] } as never),
    ...handlers,
  });
  return (id: string) => sent.filter(({ operationId }) => operationId === id);
}

describe('the quilt of guidance', () => {
  it('says how often this year, and leads to all years', async () => {
    const contacts = [{ on: '2026-05-01', kind: 'lecture', title: '睡整觉', sourceId: 'c' }] as const;
    withBff({
      getGuidance: () =>
        reply(
          'getGuidance',
          makeGuidance({
            years: [{ year: 2026, contacts: [...contacts], hasEnough: true, isDeclined: false }],
          }),
        ),
    });
    renderInApp(<GuidanceCard child={child} />);
    fireEvent.click(await screen.findByRole('link', { name: /^小满今年学过 1 次，达标了/ }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/guidance/index?childId=k_0001' });
  });

  it('asks who is not signed in to do so, and nothing of the service', () => {
    const of = withBff({});
    useSession.setState({ status: 'signedOut' });
    renderInApp(<GuidanceCard child={null} />);
    fireEvent.click(screen.getByRole('link', { name: /^每个孩子每年至少学 1 次/ }));
    expect(of('getGuidance')).toEqual([]);
    expect(useSession.getState().asked).not.toBeNull();
  });

  it('can be declined for a year after a second question, and taken back', async () => {
    let isDeclined = false;
    const answer = () =>
      makeGuidance({ years: [{ year: 2026, contacts: [], hasEnough: false, isDeclined }] });
    const of = withBff({
      getGuidance: () => reply('getGuidance', answer()),
      declineGuidance: ({ body }) => {
        isDeclined = (body as { isDeclined: boolean }).isDeclined;
        return reply('declineGuidance', answer());
      },
    });
    renderInApp(<GuidancePage child={child} onChild={() => undefined} />);
    fireEvent.click(await screen.findByRole('button', { name: '今年不需要' }));
    expect(of('declineGuidance')).toEqual([]);
    tap('今年不需要');
    fireEvent.click(await screen.findByRole('button', { name: '改主意了，提醒我' }));
    await screen.findByRole('button', { name: '今年不需要' });
    expect(of('declineGuidance').map(({ body }) => body)).toEqual([
      { year: 2026, isDeclined: true },
      { year: 2026, isDeclined: false },
    ]);
  });
});

describe('asking an expert', () => {
  const open = (handlers: Handlers) => {
    const of = withBff({
      getExpert: () => reply('getExpert', makeExpert()),
      listConsents: () => reply('listConsents', given('expertQuestion')),
      ...handlers,
    });
    renderInApp(<ExpertPage expertId="e_0001" child={child} withChild={(then) => then()} error={null} />);
    return of;
  };

  it('puts the number to call before everything where it sounds urgent, and asks only once that was seen', async () => {
    const of = open({
      askExpert: ({ body }) =>
        (body as { isNotUrgent?: boolean }).isNotUrgent
          ? reply('askExpert', makeQuestion())
          : refusal('question_looks_urgent', 422),
    });
    fireEvent.click(await screen.findByRole('button', { name: '问周敏' }));
    await screen.findByText('关于小满。专家看到月龄，看不到名字。');
    type('想问的', '孩子抽了');
    tap('交上去');
    expect(await screen.findByRole('button', { name: '打 120' })).toBeTruthy();
    tap('不急，照样问');
    expect(await screen.findByText(/问题交上去了，5 个工作日内答复/)).toBeTruthy();
    expect(of('askExpert').map(({ body }) => (body as { isNotUrgent?: boolean }).isNotUrgent)).toEqual([
      undefined,
      true,
    ]);
  });

  it('is not offered where nobody passes it on, and never promises a diagnosis', async () => {
    open({ getExpert: () => reply('getExpert', makeExpert({ takesQuestions: false })) });
    expect(await screen.findByText('这里不看病。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '问周敏' })).toBeNull();
  });

  it('who left the pool says so, whatever this phone kept of them, and leads to others', async () => {
    open({});
    await screen.findByRole('button', { name: '问周敏' });
    cleanup();
    queryClient.clear();
    open({ getExpert: () => refusal('not_found', 404) });
    expect(await screen.findByText('这位专家不在专家库里了')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '问周敏' })).toBeNull();
    tap('看别的专家');
    expect(vi.mocked(Taro.redirectTo).mock.calls[0]?.[0]).toMatchObject({ url: '/pages/guidance/experts' });
  });

  it('shows each question with its answer and what it is not', async () => {
    const answer = { kind: 'referred', text: '请到儿保科看', at: '2026-11-25T01:00:00.000Z' } as const;
    withBff({
      listMyExpertQuestions: () =>
        reply('listMyExpertQuestions', { items: [makeQuestion({ answer })], nextCursor: null }),
    });
    renderInApp(<QuestionsPage />);
    expect(await screen.findByText('要当面看')).toBeTruthy();
    expect(screen.getByText('请到儿保科看')).toBeTruthy();
    expect(screen.getByText(/这里不看病/)).toBeTruthy();
  });
});

describe('a home visit', () => {
  it('is asked for with topics, district and address; what is missing is said at its field', async () => {
    const of = withBff({
      listConsents: () => reply('listConsents', given('homeVisit')),
      getGuidance: () => reply('getGuidance', makeGuidance()),
      listHomeVisitProviders: () =>
        reply('listHomeVisitProviders', {
          items: [{ kind: 'district', centreId: null, name: '桥西区卫生健康局' }],
          answerWorkdays: 5,
        }),
      requestHomeVisit: () => reply('requestHomeVisit', makeVisit()),
    });
    renderInApp(<RequestVisitPage child={child} />);
    fireEvent.click(await screen.findByRole('button', { name: '提交' }));
    expect(screen.getAllByRole('alert').length).toBeGreaterThan(2);
    tap('睡眠');
    fireEvent.click(await screen.findByRole('radio', { name: '桥西区' }));
    await screen.findByText('5 个工作日内给你们几个时间挑。');
    type('哪条街道、哪个村', '城关街道');
    type('详细地址', '栗树路 18 号');
    tap('提交');
    await waitFor(() =>
      expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/pages/guidance/visit?id=v_0001' }),
    );
    expect(of('requestHomeVisit')[0]?.body).toEqual({
      ...{ childId: 'k_0001', districtCode: '429001', topics: ['sleep'] },
      ...{ area: '城关街道', address: '栗树路 18 号' },
    });
  });

  it('asks for consent first and collects nothing before', async () => {
    const consent = given('homeVisit') as { items: { state: string }[] };
    const asked = { items: consent.items.map((one) => ({ ...one, state: 'never', title: '请老师上门' })) };
    withBff({ listConsents: () => reply('listConsents', asked as never) });
    renderInApp(<RequestVisitPage child={child} />);
    expect(await screen.findByText('请老师上门')).toBeTruthy();
    expect(screen.queryByText('详细地址')).toBeNull();
  });

  const slots = [
    { id: 's1', date: '2026-11-28', from: '10:00', to: '11:00', isOpen: true },
    { id: 's2', date: '2026-11-29', from: '15:00', to: '16:00', isOpen: false },
  ];
  const offered = makeVisit({
    ...{ status: 'offered', visitor: '张医生', may: ['choose', 'refuse', 'cancel'] },
    offer: { id: 'o_1', slots, text: null, at: '2026-11-25T01:00:00.000Z' },
  });

  it('lets the family pick among the times that are still to come', async () => {
    const agreed = makeVisit({ status: 'agreed', slot: slots[0] ?? null, visitor: '张医生' });
    const of = withBff({
      getHomeVisit: () => reply('getHomeVisit', offered),
      chooseHomeVisitSlot: () => reply('chooseHomeVisitSlot', agreed),
    });
    renderInApp(<VisitPage id="v_0001" />);
    fireEvent.click(await screen.findByRole('radio', { name: '11月28日 周六 10:00–11:00' }));
    expect(screen.queryByRole('radio', { name: /11月29日/ })).toBeNull();
    tap('就这个时间');
    expect(await screen.findByText('张医生来，桥西区卫生健康局安排的')).toBeTruthy();
    expect(of('chooseHomeVisitSlot')[0]?.body).toEqual({ offerId: 'o_1', slotId: 's1' });
  });

  it('takes that none fits, with what would', async () => {
    const of = withBff({
      getHomeVisit: () => reply('getHomeVisit', offered),
      chooseHomeVisitSlot: () => reply('chooseHomeVisitSlot', makeVisit({ noneFits: '周日都行' })),
    });
    renderInApp(<VisitPage id="v_0001" />);
    fireEvent.click(await screen.findByRole('button', { name: '都不合适' }));
    type('什么时候方便（可以不写）', '周日都行');
    tap('都不合适，换几个');
    expect(await screen.findByText('你们说时间都不合适')).toBeTruthy();
    expect(of('chooseHomeVisitSlot')[0]?.body).toEqual({ offerId: 'o_1', slotId: null, text: '周日都行' });
  });

  it('keeps nothing of an address on the phone', async () => {
    withBff({ getHomeVisit: () => reply('getHomeVisit', makeVisit()) });
    renderInApp(<VisitPage id="v_0001" />);
    expect(await screen.findByText('栗树路 18 号 2 单元')).toBeTruthy();
    cleanup();
    withBff({});
    renderInApp(<VisitPage id="v_0001" />);
    expect(await screen.findByText(/这一页没存在手机里/)).toBeTruthy();
  });
});

import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeDesk, makeOfficerDesk } from '../../../test-support/desk-factories';
import {
  makeCoverageYear,
  makeDeskQuestion,
  makeDeskQuestionItem,
  makeDeskVisit,
  makeDeskVisitItem,
} from '../../../test-support/desk-guidance-factories';
import { fakeBff, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { CoveragePage } from './coverage-page';
import { QuestionDeskPage } from './question-desk-page';
import { QuestionsDeskPage } from './questions-desk-page';
import { VisitDeskPage } from './visit-desk-page';
import { VisitsDeskPage } from './visits-desk-page';

beforeEach(() => {
  vi.spyOn(Taro, 'navigateTo').mockResolvedValue({ errMsg: 'ok' } as never);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) => {
  const field = screen.getAllByLabelText(label).find(({ tagName }) => /INPUT|TEXTAREA/.test(tagName));
  fireEvent.input(field as Element, { target: { value } });
};
const atDesk = (handlers: Handlers, desk = makeOfficerDesk()) => {
  const { sent } = fakeBff({
    getDesk: () => reply('getDesk', desk),
    deskListInbox: () => reply('deskListInbox', { items: [] }),
    ...handlers,
  });
  return (id: string) => sent.filter(({ operationId }) => operationId === id);
};

describe('questions to experts at the desk', () => {
  it('say by words which sounds urgent, is late or is doubted, and lead to each', async () => {
    const item = makeDeskQuestionItem({ isUrgent: true, isOverdue: true, isFlagged: true });
    atDesk({
      deskListExpertQuestions: () => reply('deskListExpertQuestions', { items: [item], nextCursor: null }),
    });
    renderInApp(<QuestionsDeskPage />);
    fireEvent.click(
      await screen.findByRole('link', { name: /^像是急事，超期，内容待核，问周敏，营养喂养，最迟 12月1日/ }),
    );
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/desk-classes/question?id=x_0001' });
  });

  it('are never late once answered', async () => {
    const item = makeDeskQuestionItem({ isOverdue: true, isAnswered: true });
    const of = atDesk({
      deskListExpertQuestions: () => reply('deskListExpertQuestions', { items: [item], nextCursor: null }),
    });
    renderInApp(<QuestionsDeskPage />);
    fireEvent.click(await screen.findByRole('radio', { name: '答复了' }));
    expect(await screen.findByRole('link', { name: '问周敏，营养喂养，答复了' })).toBeTruthy();
    expect(of('deskListExpertQuestions').at(-1)?.url).toContain('group=ended');
  });

  it('are no matter of a centre’s staff', async () => {
    const of = atDesk({}, makeDesk());
    renderInApp(<QuestionsDeskPage />);
    await screen.findByText('这里归卫健部门');
    expect(of('deskListExpertQuestions')).toEqual([]);
  });
});

describe('one question at the desk', () => {
  it('names no child, warns of what sounds urgent, and sends what the expert said once', async () => {
    const answer = { kind: 'referred', text: '去儿保科看', at: '2026-11-24T01:30:00.000Z' } as const;
    const of = atDesk({
      deskGetExpertQuestion: () => reply('deskGetExpertQuestion', makeDeskQuestion({ isUrgent: true })),
      deskAnswerExpertQuestion: () =>
        reply('deskAnswerExpertQuestion', makeDeskQuestion({ isAnswered: true, answer })),
    });
    renderInApp(<QuestionDeskPage id="x_0001" />);
    expect(await screen.findByText(/^孩子 1 岁 7 个月/)).toBeTruthy();
    expect(screen.getByText(/话里有像急事的词/)).toBeTruthy();
    expect(screen.getByText('这里不看病。')).toBeTruthy();
    tap('答复家长');
    expect(screen.getByText('写一下专家怎么说。')).toBeTruthy();
    expect(of('deskAnswerExpertQuestion')).toEqual([]);
    fireEvent.click(screen.getByRole('radio', { name: /^要当面看/ }));
    type('原话（家长马上收到）', '去儿保科看');
    tap('答复家长');
    expect(await screen.findByText('请家长去当面看')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '答复家长' })).toBeNull();
    expect(of('deskAnswerExpertQuestion').map(({ body }) => body)).toEqual([
      { kind: 'referred', text: '去儿保科看' },
    ]);
  });

  it('shows what somebody else answered meanwhile instead of answering twice', async () => {
    let isAnswered = false;
    const answer = { kind: 'answered', text: '少量多次', at: '2026-11-24T01:30:00.000Z' } as const;
    atDesk({
      deskGetExpertQuestion: () =>
        reply('deskGetExpertQuestion', makeDeskQuestion(isAnswered ? { isAnswered: true, answer } : {})),
      deskAnswerExpertQuestion: () => {
        isAnswered = true;
        return refusal('already_decided', 409);
      },
    });
    renderInApp(<QuestionDeskPage id="x_0001" />);
    await screen.findByText('专家怎么说');
    type('原话（家长马上收到）', '换着花样');
    tap('答复家长');
    expect(await screen.findByText('少量多次')).toBeTruthy();
  });
});

describe('home visits at the desk', () => {
  const list = (item = makeDeskVisitItem()) => ({
    deskListHomeVisits: () => reply('deskListHomeVisits', { items: [item], nextCursor: null }),
    deskListGuidanceCentres: () => reply('deskListGuidanceCentres', { items: [] }),
  });

  it('say until when times are wanted, and lead to each', async () => {
    atDesk(list());
    renderInApp(<VisitsDeskPage />);
    fireEvent.click(await screen.findByRole('link', { name: '睡眠，最迟 12月1日 给时间，等安排' }));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/desk-classes/visit?id=v_0001' });
  });

  it('say which were made and not written down', async () => {
    const slot = { id: 's1', date: '2026-11-23', from: '10:00', to: '11:00' };
    atDesk(list(makeDeskVisitItem({ status: 'agreed', slot, answerBy: null, isReportDue: true })));
    renderInApp(<VisitsDeskPage />);
    expect(
      await screen.findByRole('link', { name: '要写记录，睡眠，11月23日 周一 10:00–11:00，约好了' }),
    ).toBeTruthy();
  });

  it('let the officer, and nobody of a centre, name who else makes them', async () => {
    const named = {
      items: [{ centreId: 'c_0001', name: '栗子树托育中心', since: '2026-11-24T01:12:00.000Z' }],
    };
    const centre = { id: 'c_0001', name: '栗子树托育中心' };
    const of = atDesk({
      ...list(),
      deskListCentres: () => reply('deskListCentres', { items: [centre], nextCursor: null } as never),
      deskNameGuidanceCentre: () => reply('deskNameGuidanceCentre', named),
      deskUnnameGuidanceCentre: () => reply('deskUnnameGuidanceCentre', { items: [] }),
    });
    renderInApp(<VisitsDeskPage />);
    fireEvent.click(await screen.findByRole('button', { name: '加一家' }));
    fireEvent.click(await screen.findByRole('button', { name: '加上栗子树托育中心' }));
    fireEvent.click(await screen.findByRole('button', { name: '栗子树托育中心不再上门' }));
    await screen.findByRole('button', { name: '加一家' });
    expect(of('deskNameGuidanceCentre')[0]?.url).toContain('c_0001');
    expect(of('deskUnnameGuidanceCentre')).toHaveLength(1);
    cleanup();
    const ofStaff = atDesk(list(), makeDesk());
    renderInApp(<VisitsDeskPage />);
    await screen.findByRole('link', { name: /^睡眠/ });
    expect(screen.queryByText('指导中心')).toBeNull();
    expect(ofStaff('deskListGuidanceCentres')).toEqual([]);
  });
});

describe('one home visit at the desk', () => {
  const open = (visit: ReturnType<typeof makeDeskVisit>, handlers: Handlers = {}) => {
    const of = atDesk({ deskGetHomeVisit: () => reply('deskGetHomeVisit', visit), ...handlers });
    renderInApp(<VisitDeskPage id="v_0001" />);
    return of;
  };

  it('offers times only with the name of who comes', async () => {
    const of = open(makeDeskVisit(), {
      deskOfferHomeVisit: () => reply('deskOfferHomeVisit', makeDeskVisit({ status: 'offered', may: [] })),
    });
    fireEvent.click(await screen.findByRole('button', { name: '让家长挑' }));
    expect(screen.getByText('写谁去，家长要知道开门给谁。')).toBeTruthy();
    type('谁去', '张医生');
    tap('让家长挑');
    expect(await screen.findByText('等家长挑')).toBeTruthy();
    const [offer] = of('deskOfferHomeVisit');
    expect(offer?.key).toBeTruthy();
    expect(offer?.body).toEqual({
      slots: [
        { date: '2026-11-27', from: '10:00', to: '11:00' },
        { date: '2026-11-28', from: '15:00', to: '16:00' },
      ],
      visitor: '张医生',
    });
  });

  it('keeps times that the family has until others are wanted', async () => {
    open(makeDeskVisit({ status: 'offered', answerBy: null }));
    fireEvent.click(await screen.findByRole('button', { name: '换几个时间' }));
    expect(await screen.findByRole('button', { name: '让家长挑' })).toBeTruthy();
  });

  const slot = { id: 's1', date: '2026-11-24', from: '08:00', to: '09:00' };
  const agreed = makeDeskVisit({
    ...{ status: 'agreed', slot, answerBy: null, visitor: '张医生' },
    may: ['offer', 'end', 'report', 'seeAddress'],
  });

  it('reads the address and the number to call only when they are wanted', async () => {
    const of = open(agreed, {
      deskGetHomeVisitAddress: () =>
        reply('deskGetHomeVisitAddress', { address: '栗树路 18 号', phone: '13900000000' }),
    });
    await screen.findByText('去的人才看。看了，家长马上查得到。');
    expect(of('deskGetHomeVisitAddress')).toEqual([]);
    tap('看地址');
    expect(await screen.findByText('栗树路 18 号')).toBeTruthy();
    expect(screen.getByRole('button', { name: '打电话给家长 13900000000' })).toBeTruthy();
  });

  it('is reported with what was seen, and with what to do at home where there is something', async () => {
    const report = { text: '爬得很稳', advice: null, at: '2026-11-24T01:12:00.000Z' };
    const of = open(agreed, {
      deskReportHomeVisit: () =>
        reply('deskReportHomeVisit', makeDeskVisit({ status: 'done', report, may: [] })),
    });
    fireEvent.click(await screen.findByRole('button', { name: '写好了' }));
    expect(screen.getByText('写几句看到的。')).toBeTruthy();
    type('看到了什么', '爬得很稳');
    tap('写好了');
    expect(await screen.findByText('写过的记录')).toBeTruthy();
    expect(of('deskReportHomeVisit').map(({ body }) => body)).toEqual([{ text: '爬得很稳' }]);
  });

  it('is ended only with a reason, which the family is told', async () => {
    const of = open(agreed, {
      deskEndHomeVisit: () =>
        reply(
          'deskEndHomeVisit',
          makeDeskVisit({ status: 'cancelled', endedBy: 'desk', endReason: '台风', may: [] }),
        ),
    });
    fireEvent.click(await screen.findByRole('button', { name: '去不了了' }));
    tap('告诉家长');
    expect(screen.getByText('写一下原因，家长会看到。')).toBeTruthy();
    type('原因', '台风');
    tap('告诉家长');
    expect(await screen.findByText('台风')).toBeTruthy();
    expect(of('deskEndHomeVisit').map(({ body }) => body)).toEqual([{ reason: '台风' }]);
  });

  it('that moved meanwhile is read anew', async () => {
    const of = open(makeDeskVisit(), { deskOfferHomeVisit: () => refusal('home_visit_moved', 409) });
    await screen.findByRole('button', { name: '让家长挑' });
    type('谁去', '张医生');
    tap('让家长挑');
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(of('deskGetHomeVisit')).toHaveLength(2);
  });
});

describe('coverage of a district', () => {
  const open = (years: ReturnType<typeof makeCoverageYear>[]) =>
    atDesk({
      deskGetGuidanceCoverage: () =>
        reply('deskGetGuidanceCoverage', {
          ...{ districtCode: 'd_1', name: '桥西街道', goalNewbornsPercent: 80, years },
        }),
    });

  it('says whom it counted against whose figures, and whom it leaves out', async () => {
    open([makeCoverageYear()]);
    renderInApp(<CoveragePage />);
    expect(await screen.findByText('60 / 240，25%')).toBeTruthy();
    expect(screen.getByText('39 / 78，50%')).toBeTruthy();
    expect(screen.getByText('目标 80%')).toBeTruthy();
    expect(screen.getByText('统计年报，11月1日')).toBeTruthy();
    expect(screen.getByText('7 家，不算在内')).toBeTruthy();
  });

  it('has no share where there is nothing to count against, and says what brings one', async () => {
    open([]);
    renderInApp(<CoveragePage />);
    expect(await screen.findByText('还没有可比的总数')).toBeTruthy();
    cleanup();
    open([makeCoverageYear({ families: { total: 0, reached: 3, percent: null } })]);
    renderInApp(<CoveragePage />);
    expect(await screen.findByText('3 / 0')).toBeTruthy();
  });
});

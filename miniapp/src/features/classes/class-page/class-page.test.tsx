import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../../api/last-answers';
import { useSession } from '../../../api/session';
import { removeStored } from '../../../platform/storage';
import { makeClass, makeSession, makeSignUp, makeSignUps } from '../../../test-support/class-factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { ClassPage } from './class-page';

const child = { id: 'k_0001', nickname: '小满', birthOn: '2025-04-08', ageMonths: 19, addedAt: '' };
const brother = { ...child, id: 'k_0002', nickname: '石榴', ageMonths: 14 };
type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  vi.spyOn(Taro, 'navigateTo').mockResolvedValue({ errMsg: 'ok' } as never);
});
afterEach(() => {
  cleanup();
  forgetMyAnswers();
  removeStored('answer.class.class_0001');
  vi.restoreAllMocks();
});

type Given = {
  of?: Parameters<typeof makeClass>[0];
  mine?: ReturnType<typeof makeSignUp>[];
  children?: (typeof child)[];
  handlers?: Handlers;
};

async function open({ of = {}, mine = [], children = [child], handlers = {} }: Given = {}) {
  const family = { ...{ id: 'f_0001', guardians: [], pickups: [], cards: [] }, children } as never;
  let signUps = mine;
  const bff = fakeBff({
    getMyFamily: () => reply('getMyFamily', family),
    getClass: () => reply('getClass', makeClass(of)),
    listMySignUps: ({ url }) =>
      reply('listMySignUps', makeSignUps(url.includes('group=coming') ? signUps : [])),
    ...handlers,
  });
  const opening = { error: null, isFetching: false, refetch: () => undefined };
  renderInApp(
    <ClassPage
      classId="class_0001"
      opening={opening}
      child={child}
      withChild={(then) => then()}
      error={null}
    />,
  );
  await screen.findByText('爬走跑：在家能玩的 8 个游戏');
  await waitFor(() => expect(bff.sent.map(({ operationId }) => operationId)).toContain('listMySignUps'));
  return {
    of: (id: string) => bff.sent.filter(({ operationId }) => operationId === id),
    becomes: (next: ReturnType<typeof makeSignUp>[]) => {
      signUps = next;
    },
  };
}

const moved = { kind: 'moved', at: '2026-11-24T01:00:00.000Z', price: null, experts: null } as const;

describe('a class', () => {
  it('says for whom, when, where, what it costs and how many seats are left', async () => {
    await open();
    expect(screen.getByText('适合 12–24 个月。小满 1 岁 7 个月，正合适')).toBeTruthy();
    expect(screen.getByText('11月28日 周六 10:00–11:00')).toBeTruthy();
    expect(screen.getByText('桥西街道栗树路 20 号')).toBeTruthy();
    expect(screen.getByText('免费')).toBeTruthy();
    expect(screen.getByText('余 6 席')).toBeTruthy();
  });

  it('says that it was moved and why', async () => {
    await open({ of: { change: { ...moved, reason: '停电' } } });
    expect(screen.getByText(/时间或地方改过了.*原因：停电。/)).toBeTruthy();
  });

  it('says that it costs something else, or is given by others', async () => {
    const [price, experts] = [
      { beforeFen: 0, fen: 2000 },
      { before: ['周敏'], now: ['王芳'] },
    ];
    await open({ of: { change: { ...moved, kind: 'changed', reason: '调整', price, experts } } });
    expect(screen.getByText(/价格从免费改成.*20.*换了老师，现在是王芳。原因：调整。/)).toBeTruthy();
  });
});

describe('signing up', () => {
  it('is two taps from here, and the code for the door stands in the place of the question', async () => {
    const { of, becomes } = await open({
      handlers: { signUpForClass: () => reply('signUpForClass', makeSignUp()) },
    });
    tap('报名');
    becomes([makeSignUp()]);
    tap('确认报名');
    expect(await screen.findByRole('img', { name: '签到码 4 8 2 6 1 9' })).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(of('signUpForClass')[0]?.body).toEqual({ childId: 'k_0001' });
  });

  it('pressed again after a lost answer asks for the same thing with the same key', async () => {
    const answers = [lostAnswer, () => reply('signUpForClass', makeSignUp())];
    const { of } = await open({
      handlers: { signUpForClass: () => (answers.shift() ?? lostAnswer)() },
    });
    tap('报名');
    tap('确认报名');
    await screen.findByRole('alert');
    tap('确认报名');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const keys = of('signUpForClass').map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('where the last seat went meanwhile offers the line in the same place', async () => {
    const { of } = await open({
      handlers: {
        signUpForClass: ({ body }) =>
          (body as { waitIfFull?: boolean }).waitIfFull
            ? reply('signUpForClass', makeSignUp({ status: 'waiting', waitlistPosition: 1, code: null }))
            : refusal('class_full'),
      },
    });
    tap('报名');
    tap('确认报名');
    fireEvent.click(await screen.findByRole('button', { name: '排候补，第 1 位' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(of('signUpForClass').map(({ body }) => body)).toEqual([
      { childId: 'k_0001' },
      { childId: 'k_0001', waitIfFull: true },
    ]);
  });

  it('asks for which child where there are two, and not again for the one who has a seat', async () => {
    const { of } = await open({
      ...{ children: [child, brother], mine: [makeSignUp()] },
      handlers: { signUpForClass: () => reply('signUpForClass', makeSignUp()) },
    });
    fireEvent.click(await screen.findByRole('button', { name: '给石榴也报' }));
    tap('确认报名');
    await waitFor(() => expect(of('signUpForClass')[0]?.body).toEqual({ childId: 'k_0002' }));
  });

  it('of a recorded class is no question: it begins, and the lesson opens', async () => {
    await open({
      of: { way: 'recorded', time: 'always', sessions: [], session: null, seats: null, venue: null },
      handlers: { signUpForClass: () => reply('signUpForClass', makeSignUp()) },
    });
    tap('开始学');
    await waitFor(() =>
      expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/class/lesson?id=class_0001' }),
    );
  });

  it('waits for who is not signed in to do so', async () => {
    await open();
    useSession.setState({ status: 'signedOut' });
    expect(screen.getByRole('button', { name: '报名' })).toBeTruthy();
  });
});

describe('what is mine', () => {
  it('is given back only after a second question, and its code is gone then', async () => {
    const { of, becomes } = await open({
      mine: [makeSignUp()],
      handlers: { cancelSignUp: () => reply('cancelSignUp', makeSignUp({ status: 'cancelled' })) },
    });
    fireEvent.click(await screen.findByRole('button', { name: '取消报名，小满' }));
    expect(of('cancelSignUp')).toEqual([]);
    becomes([]);
    tap('取消报名');
    await waitFor(() => expect(screen.queryByRole('img', { name: /^签到码/ })).toBeNull());
    expect(of('cancelSignUp')).toHaveLength(1);
  });

  it('is a place in line, with the rule', async () => {
    await open({ mine: [makeSignUp({ status: 'waiting', waitlistPosition: 2, code: null })] });
    expect(await screen.findByText(/排第 2 位，轮到会发消息.*没有人能插队/)).toBeTruthy();
  });

  it('is a seat that is kept until a time, accepted by one tap', async () => {
    const offer = {
      ...{ untilAt: '2026-11-24T03:42:00.000Z', untilDate: '2026-11-24', untilTime: '11:42' },
      secondsLeft: 1800,
    };
    const { becomes } = await open({
      mine: [makeSignUp({ status: 'offered', offer, code: null, waitlistPosition: 1 })],
      handlers: { acceptSeat: () => reply('acceptSeat', makeSignUp()) },
    });
    expect(await screen.findByText(/有名额了，留到 11月24日 11:42/)).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toMatch(/还有 (30|29) 分钟/);
    becomes([makeSignUp()]);
    tap('接受小满的名额');
    expect(await screen.findByRole('img', { name: '签到码 4 8 2 6 1 9' })).toBeTruthy();
  });

  it('can be rated by one tap once it was attended, with words after that', async () => {
    const rating = { stars: null, comment: null, commentCheck: null, until: '2026-12-05', isOpen: true };
    const attended = makeSignUp({ status: 'attended', code: null, canCancel: false, rating });
    const { of, becomes } = await open({
      ...{ of: { time: 'over', session: makeSession() }, mine: [attended] },
      handlers: { rateClass: () => reply('rateClass', attended) },
    });
    await screen.findByText('这节课怎么样');
    becomes([{ ...attended, rating: { ...rating, stars: 4 } }]);
    tap('4 分，满意');
    expect(await screen.findByText('谢谢，记下了')).toBeTruthy();
    const field = screen
      .getAllByLabelText('想说的（可以不写）')
      .find(({ tagName }) => tagName === 'TEXTAREA');
    fireEvent.input(field as Element, { target: { value: '讲得清楚' } });
    tap('说给主办方');
    await waitFor(() => expect(of('rateClass')).toHaveLength(2));
    expect(of('rateClass').map(({ body }) => body)).toEqual([
      { stars: 4 },
      { stars: 4, comment: '讲得清楚' },
    ]);
  });

  it.each([
    ['held', null, true, /正在核对，主办方暂时看不到，只有你们家看得到。核对好了发消息告诉你。/],
    ['held', null, false, /正在核对/],
    ['released', null, false, /核对过了，主办方会看到，看不到是谁写的。/],
    ['withheld', '写了电话', true, /没有给主办方看。原因：写了电话。分数照常算。改写后会再核对一次。/],
    ['withheld', '写了电话', false, /没有给主办方看。原因：写了电话。分数照常算。$/],
    ['withheld', null, false, /没有给主办方看。分数照常算。$/],
  ] as const)('says of its words that they are %s (%s, open: %s)', async (state, reason, isOpen, words) => {
    const rating = {
      ...{ stars: 4, comment: '打这个电话', until: '2026-12-05', isOpen },
      commentCheck: { state, reason },
    };
    const attended = makeSignUp({ status: 'attended', code: null, canCancel: false, rating });
    await open({ of: { time: 'over', session: makeSession() }, mine: [attended] });
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('says nothing of a check where nobody doubts its words', async () => {
    const rating = { stars: 4, comment: '讲得好', commentCheck: null, until: '2026-12-05', isOpen: false };
    const attended = makeSignUp({ status: 'attended', code: null, canCancel: false, rating });
    await open({ of: { time: 'over', session: makeSession() }, mine: [attended] });
    expect(await screen.findByText(/你们打了 4 分。讲得好/)).toBeTruthy();
    expect(screen.queryByText(/核对|没有给主办方看/)).toBeNull();
  });

  it('is there without a network: the code can be told at the door', async () => {
    await open({ mine: [makeSignUp()] });
    await screen.findByRole('img', { name: '签到码 4 8 2 6 1 9' });
    cleanup();
    fakeBff({});
    renderInApp(
      <ClassPage
        classId="class_0001"
        opening={{ error: null, isFetching: false, refetch: () => undefined }}
        child={child}
        withChild={(then) => then()}
        error={null}
      />,
    );
    expect(await screen.findByRole('img', { name: '签到码 4 8 2 6 1 9' })).toBeTruthy();
    expect(screen.getByText(/名额可能变了/)).toBeTruthy();
  });
});

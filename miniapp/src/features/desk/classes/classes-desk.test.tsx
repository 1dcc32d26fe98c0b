import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClassCard } from '../../../test-support/class-factories';
import { makeDeskClass, makeDeskLesson, makeDeskRoom } from '../../../test-support/desk-class-factories';
import { makeDesk, makeOfficerDesk } from '../../../test-support/desk-factories';
import { fakeBff, refusal, reply } from '../../../test-support/fake-bff';
import { fakeSocket } from '../../../test-support/fake-socket';
import { makeExpert } from '../../../test-support/guidance-factories';
import { renderInApp } from '../../../test-support/in-app';
import { ClassDeskPage } from './class-desk-page';
import { ClassesDeskPage } from './classes-desk-page';
import { EditClassPage } from './edit-class-page';
import { LessonDeskPage } from './lesson-desk-page';
import { LiveDeskPage } from './live-desk-page';

beforeEach(() => {
  vi.spyOn(Taro, 'navigateTo').mockResolvedValue({ errMsg: 'ok' } as never);
  vi.spyOn(Taro, 'redirectTo').mockResolvedValue({ errMsg: 'ok' } as never);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) => {
  const field = screen.getAllByLabelText(label).find(({ tagName }) => /INPUT|TEXTAREA/.test(tagName));
  fireEvent.input(field as Element, { target: { value } });
};
const atDesk = (handlers: Handlers, desk = makeDesk()) => {
  const { sent } = fakeBff({ getDesk: () => reply('getDesk', desk), ...handlers });
  return (id: string) => sent.filter(({ operationId }) => operationId === id);
};
const open = {
  ...{ opensAt: '2026-11-28T01:00:00.000Z', closesAt: '2026-11-30T03:00:00.000Z', isOpen: true },
  session: '2026-11-28T02:00:00.000Z',
};
const attendee = {
  ...{ signUpId: 's_1', status: 'confirmed', childNickname: '安安' },
  ...{ ageMonths: 19, attendedAt: null, marks: [] },
} as const;

describe('the classes of a desk', () => {
  it('say how many come and wait, and lead to each', async () => {
    const { distanceMetres: _, ...card } = makeClassCard();
    atDesk({
      deskListClasses: () =>
        reply('deskListClasses', {
          items: [{ ...card, distanceMetres: null, confirmed: 12, waiting: 3 }],
          nextCursor: null,
        }),
    });
    renderInApp(<ClassesDeskPage />);
    fireEvent.click(
      await screen.findByRole('link', { name: /^爬走跑.*周六 10:00，12\/12 人报名，3 家候补，线下$/ }),
    );
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/desk-classes/class?id=class_0001' });
  });
});

describe('one class at the desk', () => {
  it('checks in by six digits once its time has come, and says who that is', async () => {
    const of = atDesk({
      deskGetClass: () => reply('deskGetClass', makeDeskClass({ checkIn: open, may: ['markAttendance'] })),
      deskMarkAttendance: () =>
        reply('deskMarkAttendance', {
          ...attendee,
          status: 'attended',
          attendedAt: '2026-11-28T02:00:00.000Z',
        }),
    });
    renderInApp(<ClassDeskPage id="class_0001" />);
    await screen.findByText('家长报的签到码');
    type('家长报的签到码', '48261');
    expect(screen.getByRole('button', { name: '签到' }).getAttribute('aria-disabled')).toBe('true');
    type('家长报的签到码', '482619');
    tap('签到');
    expect(await screen.findByText('安安到了，1 岁 7 个月。')).toBeTruthy();
    expect(of('deskMarkAttendance')[0]?.body).toEqual({ code: '482619', mark: 'attended' });
  });

  it('notes each of several sessions by itself', async () => {
    const [session] = makeDeskClass().sessions;
    if (!session) throw new Error('no session');
    const [first, second] = [session.startsAt, '2026-12-05T02:00:00.000Z'];
    const next = { ...session, date: '2026-12-05', startsAt: second, endsAt: '2026-12-05T03:00:00.000Z' };
    const there = {
      ...({ ...attendee, status: 'attended', attendedAt: first } as const),
      marks: [
        { session: first, mark: 'attended' as const, at: first },
        { session: second, mark: null, at: null },
      ],
    };
    const given = makeDeskClass({ sessions: [session, next], may: ['markAttendance'] });
    const of = atDesk({
      deskGetClass: () => reply('deskGetClass', { ...given, checkIn: { ...open, session: second } }),
      deskListAttendees: () => reply('deskListAttendees', { items: [there], nextCursor: null }),
      deskMarkAttendance: () => reply('deskMarkAttendance', there),
    });
    renderInApp(<ClassDeskPage id="class_0001" />);
    await screen.findByText('看了名单，会告诉报名的家庭。');
    tap('看名单');
    // At the second one nobody has noted anything yet.
    await screen.findByText('报了名');
    tap('安安到了');
    await waitFor(() => expect(of('deskMarkAttendance')).toHaveLength(1));
    expect(of('deskMarkAttendance')[0]?.body).toEqual({ signUpId: 's_1', session: second, mark: 'attended' });
    fireEvent.click(screen.getByRole('radio', { name: /^第 1 次/ }));
    expect(await screen.findByText('到了')).toBeTruthy();
  });

  it('offers no check-in before its time, and says from when', async () => {
    atDesk({ deskGetClass: () => reply('deskGetClass', makeDeskClass()) });
    renderInApp(<ClassDeskPage id="class_0001" />);
    await screen.findByText('签到');
    expect(screen.queryByText('家长报的签到码')).toBeNull();
  });

  it('reads the names only when they are wanted, because families are told', async () => {
    const of = atDesk({
      deskGetClass: () => reply('deskGetClass', makeDeskClass()),
      deskListAttendees: () => reply('deskListAttendees', { items: [attendee], nextCursor: null }),
    });
    renderInApp(<ClassDeskPage id="class_0001" />);
    await screen.findByText('看了名单，会告诉报名的家庭。');
    expect(of('deskListAttendees')).toEqual([]);
    tap('看名单');
    expect(await screen.findByText('安安')).toBeTruthy();
  });

  it('is cancelled only with a reason, which the families are told', async () => {
    const of = atDesk({
      deskGetClass: () => reply('deskGetClass', makeDeskClass()),
      deskCancelClass: () => reply('deskCancelClass', makeDeskClass({ status: 'cancelled', may: [] })),
    });
    renderInApp(<ClassDeskPage id="class_0001" />);
    fireEvent.click(await screen.findByRole('button', { name: '取消这节课' }));
    const [, really] = screen.getAllByRole('button', { name: '取消这节课' });
    fireEvent.click(really as Element);
    expect(screen.getByRole('alert').textContent).toContain('写一下原因');
    type('原因', '停电');
    fireEvent.click(really as Element);
    expect(await screen.findByText('取消了')).toBeTruthy();
    expect(of('deskCancelClass').map(({ body }) => body)).toEqual([{ reason: '停电' }]);
  });
});

describe('publishing', () => {
  it('says what is missing, then publishes a live class of a district and opens it', async () => {
    const of = atDesk(
      { deskPublishClass: () => reply('deskPublishClass', makeDeskClass({ id: 'new', way: 'live' })) },
      makeOfficerDesk(),
    );
    renderInApp(<EditClassPage id="" />);
    fireEvent.click(await screen.findByRole('radio', { name: '直播' }));
    tap('发布');
    expect(screen.getByText('有 3 处要改，上面标着。')).toBeTruthy();
    type('题目', '不肯吃饭');
    type('介绍', '三餐两点');
    fireEvent.click(screen.getByRole('radio', { name: '营养喂养' }));
    tap('发布');
    await waitFor(() =>
      expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/pages/desk-classes/class?id=new' }),
    );
    expect(of('deskPublishClass')[0]?.body).toMatchObject({
      ...{ kind: 'lecture', way: 'live', title: '不肯吃饭', topic: 'nutrition', priceFen: 0 },
      sessions: [{ date: '2026-12-01', from: '10:00', to: '11:00' }],
    });
    expect(of('deskPublishClass')[0]?.body).not.toHaveProperty('seats');
  });

  const { introduction: _, takesQuestions: __, notMedical: ___, ...expert } = makeExpert({ id: 'ex_1' });
  const zhou = { ...expert, name: '周敏', district: { code: 'd_1', name: '桥西街道' } };
  const wang = { ...zhou, id: 'ex_2', name: '王芳', district: { code: 'd', name: '全市' } };
  const poolOf = (items: (typeof zhou)[]) =>
    reply('deskListExperts', { district: zhou.district, items, nextCursor: null });

  it('names experts of the pool by a tap, each once, and sends who they are', async () => {
    const of = atDesk(
      {
        deskListExperts: () => poolOf([zhou]),
        deskPublishClass: () => reply('deskPublishClass', makeDeskClass({ id: 'new', way: 'live' })),
      },
      makeOfficerDesk(),
    );
    renderInApp(<EditClassPage id="" />);
    fireEvent.click(await screen.findByRole('radio', { name: '直播' }));
    fireEvent.click(await screen.findByRole('button', { name: /请周敏来讲/ }));
    expect(screen.queryByRole('button', { name: /请周敏来讲/ })).toBeNull();
    type('题目', '不肯吃饭');
    type('介绍', '三餐两点');
    fireEvent.click(screen.getByRole('radio', { name: '营养喂养' }));
    tap('发布');
    await waitFor(() => expect(of('deskPublishClass')).toHaveLength(1));
    expect(of('deskPublishClass')[0]?.body).toMatchObject({ experts: [{ id: 'ex_1', name: '周敏' }] });
  });

  it('offers them at a centre’s desk too, says who is of a level above, and reads anew who left meanwhile', async () => {
    const pools = [[zhou, wang], [zhou]];
    const of = atDesk({
      deskGetClass: () => reply('deskGetClass', makeDeskClass({ experts: [] })),
      deskListExperts: () => poolOf(pools.length > 1 ? (pools.shift() ?? []) : [zhou]),
      deskUpdateClass: () => refusal('expert_not_in_pool', 409, { n: 1 }),
    });
    renderInApp(<EditClassPage id="class_0001" />);
    expect((await screen.findByRole('button', { name: /请周敏来讲/ })).textContent).toBe('周敏');
    const above = screen.getByRole('button', { name: /请王芳来讲.*，全市/ });
    expect(above.textContent).toBe('王芳（全市）');
    fireEvent.click(above);
    type('为什么改', '换人讲');
    tap('改好了');
    expect(await screen.findByText(/第 1 位不在本区的专家库里/)).toBeTruthy();
    expect(of('deskUpdateClass')[0]?.body).toMatchObject({ experts: [{ id: 'ex_2', name: '王芳' }] });
    await waitFor(() => expect(of('deskListExperts')).toHaveLength(2));
    tap('去掉第 1 位');
    expect(screen.queryByRole('button', { name: /请王芳来讲/ })).toBeNull();
    expect(screen.getByRole('button', { name: /请周敏来讲/ })).toBeTruthy();
  });

  it('of a recorded class goes on with its recording', async () => {
    atDesk(
      { deskPublishClass: () => reply('deskPublishClass', makeDeskClass({ id: 'new', way: 'recorded' })) },
      makeOfficerDesk(),
    );
    renderInApp(<EditClassPage id="" />);
    fireEvent.click(await screen.findByRole('radio', { name: '录播' }));
    type('题目', '睡整觉');
    type('介绍', '三件事');
    fireEvent.click(screen.getByRole('radio', { name: '睡眠' }));
    tap('发布');
    await waitFor(() =>
      expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/pages/desk-classes/lesson?id=new' }),
    );
  });

  it('moves a class only with a reason, and shows anew what somebody else changed meanwhile', async () => {
    let rev = 3;
    const of = atDesk({
      deskGetClass: () => reply('deskGetClass', makeDeskClass({ rev })),
      deskUpdateClass: () => refusal('class_changed'),
    });
    renderInApp(<EditClassPage id="class_0001" />);
    fireEvent.click(await screen.findByRole('button', { name: '第 1 次晚一天' }));
    tap('改好了');
    expect(of('deskUpdateClass')).toEqual([]);
    type('为什么改', '停电');
    rev = 4;
    tap('改好了');
    await waitFor(() => expect(of('deskGetClass').length).toBeGreaterThan(1));
    expect(of('deskUpdateClass')[0]?.body).toMatchObject({
      ...{ rev: 3, reason: '停电' },
      sessions: [{ date: '2026-11-29', from: '10:00', to: '11:00' }],
    });
  });
});

it('a recording is an address outside with its length, chapters and text, or nothing', async () => {
  const of = atDesk({
    deskGetLesson: () => reply('deskGetLesson', makeDeskLesson()),
    deskSetLesson: () => reply('deskSetLesson', makeDeskLesson()),
  });
  renderInApp(<LessonDeskPage id="class_0001" />);
  fireEvent.click(await screen.findByRole('radio', { name: '外面的' }));
  tap('放上去');
  expect(of('deskSetLesson')).toEqual([]);
  type('地址', 'https://media.example/a.mp4');
  type('多长（分:秒）', '24:00');
  type('章节（可以没有）', '0:00 开场\n5:30 第一件事');
  tap('放上去');
  await waitFor(() => expect(of('deskSetLesson')).toHaveLength(1));
  expect(of('deskSetLesson')[0]?.body).toEqual({
    media: { source: 'outside', kind: 'video', url: 'https://media.example/a.mp4' },
    seconds: 1440,
    chapters: [
      { startsAt: 0, title: '开场' },
      { startsAt: 330, title: '第一件事' },
    ],
    transcript: [],
  });
});

it('a host shows what waits, answers, and begins and ends by one tap, each with a key of its own', async () => {
  fakeSocket();
  const question = {
    ...{ id: 'q_1', state: 'held', by: '家长 A', text: '加我微信', answer: null },
    ...{ askedAt: '2026-11-24T01:00:00.000Z', isMuted: false },
  } as const;
  const of = atDesk({
    deskGetLiveRoom: () => reply('deskGetLiveRoom', makeDeskRoom()),
    deskListLiveQuestions: () => reply('deskListLiveQuestions', { items: [question], nextCursor: null }),
    deskActInLiveRoom: () => reply('deskActInLiveRoom', makeDeskRoom()),
  });
  renderInApp(<LiveDeskPage id="class_0001" />);
  fireEvent.click(await screen.findByRole('button', { name: '给大家看' }));
  await waitFor(() => expect(of('deskActInLiveRoom')).toHaveLength(1));
  tap('结束直播');
  await waitFor(() => expect(of('deskActInLiveRoom')).toHaveLength(2));
  expect(of('deskActInLiveRoom').map(({ body }) => body)).toEqual([
    { move: 'show', questionId: 'q_1' },
    { move: 'end' },
  ]);
  expect(new Set(of('deskActInLiveRoom').map(({ key }) => key)).size).toBe(2);
});

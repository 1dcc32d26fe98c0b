import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../../api/last-answers';
import { useSession } from '../../../api/session';
import { removeStored } from '../../../platform/storage';
import { makeClassCard, makeClasses, makeSignUp, makeSignUps } from '../../../test-support/class-factories';
import { fakeBff, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { changeView, cleared } from './class-view';
import { ClassesScreen } from './classes-screen';

const child = { id: 'k_0001', nickname: '小满', birthOn: '2025-04-08', ageMonths: 19, addedAt: '' };
type Handlers = Parameters<typeof fakeBff>[0];

beforeEach(() => {
  changeView({ ...cleared, isFitting: true, ageMonths: null, topic: null, way: 'all' });
  vi.spyOn(Taro, 'navigateTo').mockResolvedValue({ errMsg: 'ok' } as never);
});
afterEach(() => {
  cleanup();
  forgetMyAnswers();
  removeStored('answer.classes');
  vi.restoreAllMocks();
});

function open(handlers: Handlers, withChild = true) {
  const bff = fakeBff({ listMySignUps: () => reply('listMySignUps', makeSignUps([])), ...handlers });
  renderInApp(
    <ClassesScreen
      child={withChild ? child : null}
      guidance={<div>被面</div>}
      homeVisitRow={<div>老师上门</div>}
    />,
  );
  return bff;
}
const asked = (sent: { operationId: string; url: string }[], id: string) =>
  sent
    .filter(({ operationId }) => operationId === id)
    .map(({ url }) => decodeURIComponent(url.split('?')[1] ?? ''));

describe('课堂', () => {
  it('shows what fits the child: way, when, who and how many seats, each as one link', async () => {
    open({ listClassesForChild: () => reply('listClassesForChild', makeClasses([makeClassCard()])) });
    expect(
      await screen.findByRole('link', {
        name: '线下，爬走跑：在家能玩的 8 个游戏，11月28日 10:00，桥西儿童之家，余 6 席',
      }),
    ).toBeTruthy();
    expect(screen.getByText('老师上门')).toBeTruthy();
  });

  it('opens a live room that is on by one tap, and goes on with a lesson that was begun', async () => {
    const live = makeClassCard({ id: 'live', way: 'live', time: 'running', title: '不肯吃饭' });
    const recorded = makeClassCard({
      id: 'rec',
      way: 'recorded',
      session: null,
      title: '睡整觉',
      seats: null,
    });
    const begun = makeSignUp({ class: { id: 'rec', way: 'recorded', sessions: [] } });
    open({
      listClassesForChild: () => reply('listClassesForChild', makeClasses([live, recorded])),
      listMySignUps: () => reply('listMySignUps', makeSignUps([begun])),
    });
    fireEvent.click(await screen.findByRole('link', { name: /^直播，不肯吃饭.*正在播$/ }));
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/pages/class/live?id=live' });
    fireEvent.click(await screen.findByRole('link', { name: /^录播，睡整觉.*接着学$/ }));
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/pages/class/lesson?id=rec' });
  });

  it('asks by topic and way, and for every age once 适合小满 is off', async () => {
    const { sent } = open({
      listClassesForChild: () => reply('listClassesForChild', makeClasses([makeClassCard()])),
      listClasses: () => reply('listClasses', makeClasses([])),
    });
    await screen.findByRole('link', { name: /爬走跑/ });
    fireEvent.click(screen.getByRole('button', { name: '睡眠' }));
    fireEvent.click(screen.getByRole('radio', { name: '线下' }));
    fireEvent.click(screen.getByRole('button', { name: '适合小满' }));
    await screen.findByText('还没有课');
    expect(asked(sent, 'listClassesForChild').at(-1)).toBe('topic=sleep&way=onSite&limit=20');
    expect(asked(sent, 'listClasses')).toEqual(['topic=sleep&way=onSite&limit=20']);
  });

  it('without a fitting class of the topic offers all ages and other topics', async () => {
    open({ listClassesForChild: () => reply('listClassesForChild', makeClasses([])) });
    fireEvent.click(await screen.findByRole('button', { name: '语言' }));
    expect(await screen.findByText('这个主题还没有适合 19 个月的课')).toBeTruthy();
    expect(screen.getByRole('button', { name: '看全部月龄' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '看别的主题' }));
    expect(await screen.findByText('适合小满的都学过或报过了')).toBeTruthy();
  });

  it('shows home visits alone where only they are asked for', async () => {
    open({ listClassesForChild: () => reply('listClassesForChild', makeClasses([makeClassCard()])) });
    await screen.findByRole('link', { name: /爬走跑/ });
    fireEvent.click(screen.getByRole('radio', { name: '入户' }));
    expect(screen.queryByRole('link', { name: /爬走跑/ })).toBeNull();
    expect(screen.getByText('老师上门')).toBeTruthy();
  });

  it('is there without signing in and asks nothing that is a family’s', async () => {
    const { sent } = open({ listClasses: () => reply('listClasses', makeClasses([makeClassCard()])) }, false);
    useSession.setState({ status: 'signedOut' });
    expect(await screen.findByRole('link', { name: /爬走跑/ })).toBeTruthy();
    expect(sent.map(({ operationId }) => operationId)).not.toContain('listClassesForChild');
  });

  it('without a network shows what this phone kept, with its age and no distance, still by topic', async () => {
    const kept = [
      makeClassCard({ distanceMetres: 640 }),
      makeClassCard({ id: 'b', topic: 'sleep', title: '睡整觉' }),
    ];
    open({ listClassesForChild: () => reply('listClassesForChild', makeClasses(kept)) });
    await screen.findByRole('link', { name: /爬走跑.*640 米/ });
    cleanup();
    open({});
    expect(await screen.findByText(/下面是今天 .* 看到的课/)).toBeTruthy();
    expect(screen.getByRole('link', { name: /爬走跑/ }).getAttribute('aria-label')).not.toContain('米');
    fireEvent.click(screen.getByRole('button', { name: '睡眠' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: /爬走跑/ })).toBeNull());
    expect(await screen.findByRole('link', { name: /睡整觉/ })).toBeTruthy();
  });

  it('says why nothing could be read, and asks again', async () => {
    open({ listClassesForChild: () => refusal('service_unavailable', 503) });
    expect(await screen.findByRole('button', { name: '再试一次' })).toBeTruthy();
  });

  it('puts a seat that is offered over everything, with until when', async () => {
    const offered = makeSignUp({
      ...{ status: 'offered', waitlistPosition: 1, code: null },
      offer: {
        ...{ untilAt: '2026-11-24T03:42:00.000Z', untilDate: '2026-11-24', untilTime: '11:42' },
        secondsLeft: 1800,
      },
    });
    open({
      listClassesForChild: () => reply('listClassesForChild', makeClasses([])),
      listMySignUps: () => reply('listMySignUps', makeSignUps([makeSignUp(), offered])),
    });
    expect(
      await screen.findByRole('link', { name: /^我的课，.*名额留到 11月24日 11:42，有名额了$/ }),
    ).toBeTruthy();
  });
});

import type { Reply } from '@nearcare/shared/contract/types';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../../api/last-answers';
import { fakeBff, lostAnswer, refusal, reply } from '../../../test-support/fake-bff';
import { fakeSocket } from '../../../test-support/fake-socket';
import { renderInApp } from '../../../test-support/in-app';
import { LivePage } from './live-page';

type LiveRoom = Reply<'getLiveRoom'>;
type Handlers = Parameters<typeof fakeBff>[0];

function makeRoom(over: Partial<LiveRoom> = {}): LiveRoom {
  return {
    ...{ classId: 'class_0001', title: '不肯吃饭，是真的不饿吗', state: 'live' },
    session: { startsAt: '2026-11-24T01:00:00.000Z', endsAt: '2026-11-24T02:00:00.000Z' },
    ...{ startedAt: '2026-11-24T01:00:00.000Z', endedAt: null, viewers: 3, questions: 0, lastSeq: 0 },
    ...{ video: null, replayClassId: null, mayAsk: true, isSignedUp: true },
    ...{ presentSeconds: 720, attendedAt: null, isDemo: true },
    config: {
      ...{ socketPath: '/api/v1/live/class_0001/socket', heartbeatSeconds: 25, pollSeconds: 10 },
      ...{ questionLength: 200, questionsPerMinute: 3, attendedShare: 0.6 },
    },
    ...over,
  };
}
const question = (id: string, over: Partial<Reply<'postLiveQuestion'>> = {}): Reply<'postLiveQuestion'> => ({
  ...{
    id,
    state: 'shown',
    by: '家长 C',
    text: '只吃面条',
    answer: null,
    askedAt: '2026-11-24T01:10:00.000Z',
  },
  ...over,
});
const asked = (seq: number, questionId: string, by: string, text: string) => ({
  type: 'event',
  event: { seq, at: '2026-11-24T01:05:00.000Z', kind: 'asked', questionId, by, text },
});

afterEach(() => {
  cleanup();
  forgetMyAnswers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function open(room: LiveRoom = makeRoom(), handlers: Handlers = {}) {
  const service = fakeSocket();
  const { sent } = fakeBff({ getLiveRoom: () => reply('getLiveRoom', room), ...handlers });
  renderInApp(<LivePage classId="class_0001" />);
  await screen.findAllByText(room.title);
  await waitFor(() => expect(service.sockets.length).toBeGreaterThan(0));
  return { service, of: (id: string) => sent.filter(({ operationId }) => operationId === id) };
}
const type = (text: string) => {
  const field = screen.getAllByLabelText('问老师，最多 200 字').find(({ tagName }) => tagName === 'INPUT');
  fireEvent.input(field as Element, { target: { value: text } });
};
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('a live room', () => {
  it('opens one socket, without the token in its address', async () => {
    const { service } = await open();
    service.join();
    expect(service.sockets).toHaveLength(1);
    expect(service.last().url).toMatch(/\/api\/v1\/live\/class_0001\/socket$/);
    expect(service.last().sent[0]).toMatchObject({ type: 'join', token: 'access', after: 0 });
  });

  it('shows the last notice, the questions with their answers, and how many watch', async () => {
    const { service } = await open();
    service.join({ viewers: 128, lastSeq: 3 });
    service.say(asked(1, 'a', '家长 A', '一顿饭吃一个小时，要不要收？'));
    service.say({
      type: 'event',
      event: { ...{ seq: 2, at: '', kind: 'answered', questionId: 'a', by: '周敏' }, text: '可以收' },
    });
    service.say({
      type: 'event',
      event: { ...{ seq: 3, at: '', kind: 'announced', questionId: null, by: '周敏' }, text: '9:50 答疑' },
    });
    expect(screen.getByText('一顿饭吃一个小时，要不要收？')).toBeTruthy();
    expect(screen.getByText(/可以收/)).toBeTruthy();
    expect(screen.getByText(/9:50 答疑/)).toBeTruthy();
    expect(screen.getByText('128 人在看')).toBeTruthy();
    expect(screen.getByText('1 条，已答 1 条')).toBeTruthy();
  });

  it('says when the line broke that nothing is lost, and what was made up', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { service } = await open();
    service.join({ lastSeq: 0 });
    service.say(asked(1, 'a', '家长 A', '第一个'));
    service.cut();
    expect(screen.getByText('正在重连，不会漏消息')).toBeTruthy();
    await vi.advanceTimersByTimeAsync(1_500);
    service.join({ lastSeq: 2 });
    expect(service.last().sent[0]).toMatchObject({ after: 1 });
    service.say(asked(2, 'b', '家长 B', '第二个'));
    expect(screen.getByText('断网已恢复，补上 1 条')).toBeTruthy();
    expect(screen.getAllByText(/第一个|第二个/)).toHaveLength(2);
    vi.useRealTimers();
  });

  it('tells how much was watched and what is still missing', async () => {
    await open();
    expect(screen.getByText('看了 12 分钟，再看 24 分钟就记进今年的指导。')).toBeTruthy();
  });
});

describe('asking', () => {
  it('puts one’s own among the others as 我, with its place', async () => {
    const { service, of } = await open(makeRoom(), {
      postLiveQuestion: () => reply('postLiveQuestion', question('c')),
    });
    service.join({ lastSeq: 1 });
    service.say(asked(1, 'a', '家长 A', '早来的'));
    type('只吃面条');
    tap('提问');
    await waitFor(() => expect(of('postLiveQuestion')[0]?.body).toEqual({ text: '只吃面条' }));
    service.say(asked(2, 'c', '家长 C', '只吃面条'));
    expect(await screen.findByText('我（家长 C）')).toBeTruthy();
    expect(screen.getByText('排在第 2')).toBeTruthy();
  });

  it('says of one that is held that the host looks at it first', async () => {
    await open(makeRoom(), {
      postLiveQuestion: () => reply('postLiveQuestion', question('c', { state: 'held' })),
    });
    type('加我微信');
    tap('提问');
    expect(await screen.findByText('这句话要老师看过再显示')).toBeTruthy();
  });

  it('again after a lost answer is the same question, with the same key', async () => {
    const answers = [lostAnswer, () => reply('postLiveQuestion', question('c'))];
    const { of } = await open(makeRoom(), { postLiveQuestion: () => (answers.shift() ?? lostAnswer)() });
    type('只吃面条');
    tap('提问');
    await screen.findByRole('alert');
    tap('提问');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(new Set(of('postLiveQuestion').map(({ key }) => key)).size).toBe(1);
  });

  it('is for who signed up, and not for who was asked to listen first', async () => {
    await open(makeRoom({ isSignedUp: false, mayAsk: false }));
    expect(screen.getByRole('button', { name: '去报名' })).toBeTruthy();
    cleanup();
    const { service } = await open();
    service.join();
    service.say({ type: 'muted', isMuted: true });
    expect(screen.getByText(/请你先听一会儿/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '提问' })).toBeNull();
  });
});

describe('before and after', () => {
  it('waits, and opens by itself when the host begins', async () => {
    const rooms = [makeRoom({ state: 'waiting', startedAt: null }), makeRoom()];
    const { service } = await open(makeRoom(), {
      getLiveRoom: () => reply('getLiveRoom', rooms.length > 1 ? (rooms.shift() ?? makeRoom()) : makeRoom()),
    });
    expect(screen.getByText('还没开始')).toBeTruthy();
    service.join({ state: 'waiting' });
    service.say({ type: 'state', state: 'live' });
    expect(await screen.findByRole('button', { name: '提问' })).toBeTruthy();
  });

  it('has its picture the moment the room is told that it has one', async () => {
    const rooms = [makeRoom({ video: null })];
    const video = { kind: 'outside', url: 'https://live.example.org/a' } as const;
    const { service } = await open(makeRoom(), {
      getLiveRoom: () => reply('getLiveRoom', rooms.shift() ?? makeRoom({ video })),
    });
    service.join();
    expect(screen.getByText('老师在说话，画面还没有放上来')).toBeTruthy();
    service.say({ type: 'room' });
    expect(await screen.findByText('画面在别的网页上，提问在这里。')).toBeTruthy();
  });

  it('leads to the replay once there is one', async () => {
    await open(makeRoom({ state: 'replay', replayClassId: 'class_0002', mayAsk: false }));
    expect(screen.getByRole('button', { name: '看回放' })).toBeTruthy();
  });

  it('says that the class was cancelled', async () => {
    fakeSocket();
    fakeBff({ getLiveRoom: () => refusal('class_cancelled') });
    renderInApp(<LivePage classId="class_0001" />);
    expect(await screen.findByText('这堂课取消了')).toBeTruthy();
  });
});

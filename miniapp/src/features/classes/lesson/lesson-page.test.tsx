import type { Reply } from '@nearcare/shared/contract/types';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../../api/last-answers';
import { removeStored } from '../../../platform/storage';
import { makeClass } from '../../../test-support/class-factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { LessonPage } from './lesson-page';
import { chapterAt, progressWords } from './lesson-words';

type Lesson = Reply<'getLesson'>;
type Handlers = Parameters<typeof fakeBff>[0];

const progress: Lesson['progress'] = {
  ...{ position: 550, playedSeconds: 500, share: 0.35, finishedAt: null, updatedAt: null },
};

const makeLesson = (over: Partial<Lesson> = {}): Lesson => ({
  ...{ classId: 'class_0001', title: '一岁半睡整觉' },
  media: {
    ...{ kind: 'audio', source: 'file', url: '/api/v1/media/1' },
    ...{ expiresAt: null, seconds: 1440 },
  },
  chapters: [
    { title: '开场', startsAt: 0 },
    { title: '第一件事', startsAt: 330 },
    { title: '第二件事', startsAt: 800 },
  ],
  ...{ hasTranscript: true, progress, isDemo: true },
  rules: { finishShare: 0.9, speeds: [1, 1.25, 1.5], reportSeconds: 15, longestSilenceSeconds: 120 },
  ...over,
});
const transcript: Reply<'getLessonTranscript'> = {
  ...{ classId: 'class_0001', title: '一岁半睡整觉', chapters: [] },
  parts: [
    { at: 0, text: '大家好' },
    { at: 330, text: '先看白天睡几次' },
  ],
};

/** The browser's player as far as a test can hear it. */
const sound = () => document.querySelector('audio') as HTMLAudioElement;
function runTo(seconds: number): void {
  Object.defineProperty(sound(), 'readyState', { value: 4, configurable: true });
  sound().currentTime = seconds;
  fireEvent.timeUpdate(sound());
}

beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function play(this: HTMLMediaElement) {
    fireEvent.play(this);
    return Promise.resolve();
  });
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(function pause(this: HTMLMediaElement) {
    fireEvent.pause(this);
  });
});
afterEach(() => {
  cleanup();
  forgetMyAnswers();
  removeStored('answer.transcript.class_0001');
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function open(lesson: Lesson = makeLesson(), handlers: Handlers = {}) {
  const { sent } = fakeBff({
    getLesson: () => reply('getLesson', lesson),
    getClass: () => reply('getClass', makeClass()),
    getLessonTranscript: () => reply('getLessonTranscript', transcript),
    recordLessonProgress: () => reply('recordLessonProgress', { progress, countedSeconds: 0 }),
    ...handlers,
  });
  renderInApp(<LessonPage classId="class_0001" />);
  await screen.findByText('章节');
  return (id: string) => sent.filter(({ operationId }) => operationId === id).map(({ body }) => body);
}
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

it('says that the network is slow while it would play and nothing comes', async () => {
  await open();
  tap('接着听');
  expect(screen.queryByText('网慢，正在取')).toBeNull();
  fireEvent.waiting(sound());
  expect(screen.getByText('网慢，正在取')).toBeTruthy();
  fireEvent.playing(sound());
  expect(screen.queryByText('网慢，正在取')).toBeNull();
  fireEvent.waiting(sound());
  tap('停一下');
  expect(screen.queryByText('网慢，正在取')).toBeNull();
});

describe('a recorded class', () => {
  it('goes on where it was left, on whichever phone', async () => {
    await open();
    expect(screen.getByText('9:10')).toBeTruthy();
    Object.defineProperty(sound(), 'readyState', { value: 4, configurable: true });
    fireEvent.loadedMetadata(sound());
    expect(sound().currentTime).toBe(550);
    expect(screen.getByText('学了 35%，到 90% 就算学完。')).toBeTruthy();
  });

  it('tells the service first that it starts, then what was played, and nothing of a jump', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const of = await open();
    tap('接着听');
    await waitFor(() => expect(of('recordLessonProgress')).toHaveLength(1));
    expect(of('recordLessonProgress')[0]).toMatchObject({ n: 0, played: [], position: 550 });
    act(() => runTo(550));
    for (let second = 1; second <= 4; second += 1) {
      await act(() => vi.advanceTimersByTimeAsync(1_000));
      act(() => runTo(550 + second));
    }
    tap('13:20，第二件事');
    act(() => runTo(800));
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    act(() => runTo(801));
    tap('停一下');
    await waitFor(() => expect(of('recordLessonProgress')).toHaveLength(2));
    expect(of('recordLessonProgress')[1]).toMatchObject({
      ...{ n: 1, position: 801 },
      played: [
        { from: 550, to: 554, speed: 1 },
        { from: 800, to: 801, speed: 1 },
      ],
    });
  });

  it('keeps what was played while there is no network, says so, and hands it in word for word', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const counted = () =>
      reply('recordLessonProgress', { progress: { ...progress, share: 0.4 }, countedSeconds: 2 });
    const answers = [counted, lostAnswer, counted];
    const of = await open(makeLesson(), { recordLessonProgress: () => (answers.shift() ?? counted)() });
    tap('接着听');
    await waitFor(() => expect(of('recordLessonProgress')).toHaveLength(1));
    act(() => runTo(550));
    await act(() => vi.advanceTimersByTimeAsync(2_000));
    act(() => runTo(552));
    tap('停一下');
    expect(await screen.findByText(/没有网络，学到哪里先记在手机里/)).toBeTruthy();
    tap('接着听');
    await waitFor(() => expect(of('recordLessonProgress')).toHaveLength(3));
    const [, lost, again] = of('recordLessonProgress');
    expect(again).toEqual(lost);
    await waitFor(() => expect(screen.queryByText(/没有网络/)).toBeNull());
  });

  it('says that it counts once it was finished', async () => {
    await open(
      makeLesson({ progress: { ...progress, share: 0.95, finishedAt: '2026-11-24T01:00:00.000Z' } }),
    );
    expect(screen.getByText('学完了，记进今年的指导。')).toBeTruthy();
  });

  it('that nobody began leads to where one begins', async () => {
    fakeBff({
      getLesson: () => refusal('sign_up_first'),
      getLessonTranscript: () => refusal('not_found', 404),
    });
    renderInApp(<LessonPage classId="class_0001" />);
    expect(await screen.findByText('还没开始学这节课')).toBeTruthy();
  });

  it('can be read without a network, and a line leads to its place where it plays', async () => {
    await open();
    fireEvent.click(await screen.findByRole('button', { name: '5:30，先看白天睡几次' }));
    expect(screen.getAllByText('5:30').length).toBeGreaterThan(1);
    cleanup();
    fakeBff({});
    renderInApp(<LessonPage classId="class_0001" />);
    expect(await screen.findByText('先看白天睡几次')).toBeTruthy();
  });
});

it('the chapter is the last that has begun, and the words count what was really played', () => {
  const { chapters } = makeLesson();
  expect([0, 329, 330, 5000].map((seconds) => chapterAt(chapters, seconds))).toEqual([0, 0, 1, 2]);
  expect(chapterAt([], 10)).toBe(-1);
  expect(progressWords({ ...progress, share: 0 }, 0.9)).toBe('真正放过 90% 就算学完，快进的不算。');
});

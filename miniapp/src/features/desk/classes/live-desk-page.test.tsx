import type { Reply } from '@nearcare/shared/contract/types';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeDeskRoom } from '../../../test-support/desk-class-factories';
import { makeDesk } from '../../../test-support/desk-factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../../test-support/fake-bff';
import { fakeSocket } from '../../../test-support/fake-socket';
import { renderInApp } from '../../../test-support/in-app';
import { LiveDeskPage } from './live-desk-page';

type Told = Reply<'deskListLiveEvents'>;
type Handlers = Parameters<typeof fakeBff>[0];

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const told = (over: Partial<Told> = {}): Told => ({
  ...{ events: [], lastSeq: 0, state: 'live', viewers: 31, held: 0 },
  ...over,
});
const question = {
  ...{ id: 'q_1', state: 'held', by: '家长 A', text: '加我微信', answer: null },
  ...{ askedAt: '2026-11-24T01:00:00.000Z', isMuted: false },
} as const;

/** A host whose network swallows sockets: none opens, and none says why. */
async function openBehindProxy(handlers: Handlers = {}) {
  const service = fakeSocket();
  const { sent } = fakeBff({
    getDesk: () => reply('getDesk', makeDesk()),
    deskGetLiveRoom: () => reply('deskGetLiveRoom', makeDeskRoom({ held: 0 })),
    deskListLiveQuestions: () => reply('deskListLiveQuestions', { items: [], nextCursor: null }),
    deskListLiveEvents: () => reply('deskListLiveEvents', told()),
    ...handlers,
  });
  renderInApp(<LiveDeskPage id="class_0001" />);
  await screen.findByRole('button', { name: '结束直播' });
  const of = (id: string) => sent.filter(({ operationId }) => operationId === id);
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  return { service, of, pass };
}

describe('a host whose socket never opens', () => {
  it('asks as its desk, never as a family, and sees at once what waits to be shown', async () => {
    let held = 0;
    const { of, pass } = await openBehindProxy({
      deskListLiveEvents: () => reply('deskListLiveEvents', told({ held })),
      deskListLiveQuestions: () =>
        reply('deskListLiveQuestions', { items: held > 0 ? [question] : [], nextCursor: null }),
    });
    await pass(15_000);
    expect(screen.getByText('网络不稳，每 10 秒更新一次')).toBeTruthy();
    expect(of('listLiveEvents')).toEqual([]);
    expect(screen.getByText('还没有人问。')).toBeTruthy();
    held = 1;
    await pass(10_000);
    expect(await screen.findByText('1 条等你看')).toBeTruthy();
    expect(await screen.findByRole('button', { name: '给大家看' })).toBeTruthy();
  });

  it('goes on from the last line it has, and shows the notice that a colleague put up', async () => {
    const line = {
      ...{ seq: 1, at: '2026-11-24T01:05:00.000Z', kind: 'announced', questionId: null },
      ...{ by: '主持人', text: '9:50 答疑' },
    } as const;
    const answers = [told({ events: [line], lastSeq: 1 }), told({ lastSeq: 1 })];
    const { of, pass } = await openBehindProxy({
      deskListLiveEvents: () => reply('deskListLiveEvents', answers.shift() ?? told({ lastSeq: 1 })),
    });
    await pass(15_000);
    expect(screen.getByText('现在显示：9:50 答疑')).toBeTruthy();
    await pass(10_000);
    expect(of('deskListLiveEvents').map(({ url }) => /after=(\d+)/.exec(url)?.[1])).toEqual(['0', '1']);
  });

  it('ends the session; after a lost answer the same move goes out with the same key', async () => {
    const answers = [lostAnswer, () => reply('deskActInLiveRoom', makeDeskRoom({ state: 'ended', may: [] }))];
    const { of, pass } = await openBehindProxy({
      deskActInLiveRoom: () => (answers.shift() ?? lostAnswer)(),
    });
    await pass(15_000);
    const end = () => fireEvent.click(screen.getByRole('button', { name: '结束直播' }));
    end();
    await screen.findByRole('alert');
    end();
    await waitFor(() => expect(of('deskActInLiveRoom')).toHaveLength(2));
    expect(new Set(of('deskActInLiveRoom').map(({ key }) => key)).size).toBe(1);
  });

  it('is asked for its six digits again where the desk was closed meanwhile', async () => {
    let isOpen = true;
    const { pass } = await openBehindProxy({
      getDesk: () => reply('getDesk', isOpen ? makeDesk() : { ...makeDesk(), open: null }),
      deskListLiveEvents: () =>
        isOpen ? reply('deskListLiveEvents', told()) : refusal('second_factor_required'),
    });
    await pass(15_000);
    isOpen = false;
    await pass(10_000);
    expect(await screen.findByText('工作台没有打开')).toBeTruthy();
  });
});

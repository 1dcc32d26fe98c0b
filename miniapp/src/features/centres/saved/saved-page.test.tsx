import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../../api/last-answers';
import { type SavedCentre, undoMs, useSaving } from '../../../api/saved-centres';
import { useSession } from '../../../api/session';
import { makeCentre } from '../../../test-support/factories';
import { fakeBff, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { SavedPage } from './saved-page';

const makeSaved = (over: Partial<SavedCentre> = {}): SavedCentre => ({
  centreId: 'c_0001',
  savedAt: '2026-11-01T01:00:00.000Z',
  card: makeCentre().card,
  changes: [],
  ...over,
});
const change = (on: string, text: string): SavedCentre['changes'][number] => ({
  kind: 'change',
  on,
  text,
  source: '市卫生健康局',
  recordedAt: `${on}T01:00:00.000Z`,
});
const listing = (...items: SavedCentre[]) => ({
  listSavedCentres: () => reply('listSavedCentres', { items }),
});
const gone = () => reply('unsaveCentre', {});

beforeEach(() => {
  forgetMyAnswers();
  useSaving.setState({ wishes: {}, news: null });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('saved centres', () => {
  it('say what changed since, the newest first, each with its day and source', async () => {
    const changes = [change('2026-11-10', '托位由 12 个改为 15 个'), change('2026-11-20', '换了负责人')];
    fakeBff(listing(makeSaved({ changes })));
    renderInApp(<SavedPage />);
    await screen.findByText('收藏后有 2 处变化');
    const shown = screen.getAllByText(/市卫生健康局/).map(({ textContent }) => textContent);
    expect(shown).toEqual(['2026-11-20·市卫生健康局', '2026-11-10·市卫生健康局']);
  });

  it('say nothing about changes where there are none', async () => {
    fakeBff(listing(makeSaved()));
    renderInApp(<SavedPage />);
    await screen.findByText('栗子树托育中心');
    expect(screen.queryByText(/处变化/)).toBeNull();
  });

  it('are asked of nobody who is not signed in', () => {
    const { sent } = fakeBff(listing(makeSaved()));
    useSession.setState({ status: 'signedOut', familyId: null });
    renderInApp(<SavedPage />);
    expect(screen.getByText('登录后能看收藏')).toBeTruthy();
    expect(sent).toEqual([]);
  });

  it('tell an empty list apart from one that could not be read', async () => {
    fakeBff(listing());
    renderInApp(<SavedPage />);
    await screen.findByText('收藏过的会在这里');
    cleanup();
    forgetMyAnswers();
    fakeBff({ listSavedCentres: () => refusal('server_error', 500) });
    renderInApp(<SavedPage />);
    await screen.findByText('没办成，是我们这边的问题');
    expect(screen.queryByText('收藏过的会在这里')).toBeNull();
  });

  it('stay readable without a network, with their age', async () => {
    fakeBff(listing(makeSaved()));
    renderInApp(<SavedPage />);
    await screen.findByText('栗子树托育中心');
    cleanup();
    fakeBff({});
    renderInApp(<SavedPage />);
    await screen.findByText(/没有网络。下面是今天/);
    expect(screen.getByText('栗子树托育中心')).toBeTruthy();
  });

  it('of another family are not shown to the one that signs in next', async () => {
    fakeBff(listing(makeSaved()));
    renderInApp(<SavedPage />);
    await screen.findByText('栗子树托育中心');
    cleanup();
    fakeBff({});
    useSession.setState({ familyId: 'f_0002' });
    renderInApp(<SavedPage />);
    await screen.findByText('没有网络');
    expect(screen.queryByText('栗子树托育中心')).toBeNull();
  });
});

describe('taking a centre off the saved ones', () => {
  async function takeOff(handlers: Parameters<typeof fakeBff>[0]) {
    const { sent } = fakeBff({ ...listing(makeSaved()), ...handlers });
    renderInApp(<SavedPage />);
    fireEvent.click(await screen.findByLabelText('取消收藏栗子树托育中心'));
    return () => sent.map(({ operationId }) => operationId).filter((id) => id !== 'listSavedCentres');
  }

  it('sends nothing while it can be undone, so that undoing forgets no change', async () => {
    const sent = await takeOff({ unsaveCentre: gone });
    await screen.findByText('收藏过的会在这里');
    fireEvent.click(screen.getByText('撤销'));
    await screen.findByText('栗子树托育中心');
    expect(sent()).toEqual([]);
  });

  it('is done on the server once the time to undo is over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const sent = await takeOff({ unsaveCentre: gone });
    act(() => void vi.advanceTimersByTime(undoMs));
    await waitFor(() => expect(sent()).toEqual(['unsaveCentre']));
    await waitFor(() => expect(screen.queryByText('撤销')).toBeNull());
  });

  it('brings it back with the reason when the server could not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    await takeOff({ unsaveCentre: () => refusal('server_error', 500) });
    act(() => void vi.advanceTimersByTime(undoMs));
    await screen.findByText('栗子树托育中心');
    expect(screen.getByRole('alert').textContent).toContain('没办成');
  });
});

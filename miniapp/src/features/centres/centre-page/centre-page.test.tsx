import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CentreDetail } from '../../../api/centre';
import { forgetMyAnswers } from '../../../api/last-answers';
import { type SavedCentre, useSaving } from '../../../api/saved-centres';
import { finishSignIn, useSession } from '../../../api/session';
import { makeAvailability, makeCentre, makeDay, makeFamily } from '../../../test-support/factories';
import { fakeBff, refusal, reply, type Sent } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { removeFromCompared, useCompared } from '../compare/compared';
import { useFind } from '../find/find-state';
import { CentrePage } from './centre-page';

const child = makeFamily().children[0] ?? null;

const savedEntry = (changes: SavedCentre['changes'] = []): SavedCentre => ({
  centreId: 'c_0001',
  savedAt: '2026-11-01T01:00:00.000Z',
  card: makeCentre().card,
  changes,
});

function open(centre: CentreDetail, handlers: Parameters<typeof fakeBff>[0] = {}) {
  const { sent } = fakeBff({
    getCentre: () => reply('getCentre', centre),
    getCentreAvailability: () => reply('getCentreAvailability', makeAvailability([makeDay()])),
    listSavedCentres: () => reply('listSavedCentres', { items: [] }),
    ...handlers,
  });
  renderInApp(
    <CentrePage
      centreId="c_0001"
      child={child}
      error={null}
      onBook={() => {}}
      onApply={() => {}}
      onSeeNearby={() => {}}
    />,
  );
  return sent;
}

const askedOf = (sent: Sent[]) =>
  new URL(`http://x${sent.find(({ operationId }) => operationId === 'getCentre')?.url}`).searchParams;

beforeEach(() => {
  forgetMyAnswers();
  useSaving.setState({ wishes: {}, news: null });
  useFind.setState({ place: { kind: 'refused', reason: 'denied' } });
  for (const { id } of useCompared.getState().centres) removeFromCompared(id);
});
afterEach(cleanup);

describe('the page of a centre', () => {
  it('asks for the child’s age, and from where only when that is known', async () => {
    const sent = open(makeCentre());
    await screen.findByText('备案与登记');
    expect(Object.fromEntries(askedOf(sent))).toEqual({ ageMonths: '19' });
    cleanup();
    const position = { lat: 31.4200049, lng: 111.64, datum: 'gcj02' } as const;
    useFind.setState({ place: { kind: 'here', position } });
    const again = open(makeCentre());
    await screen.findByText('备案与登记');
    expect(Object.fromEntries(askedOf(again))).toMatchObject({ lat: '31.42', lng: '111.64', datum: 'gcj02' });
  });

  it('shows each line of the child’s price with its reason', async () => {
    const line = { kind: 'care', amountFen: 11000, unit: 'day', isVoluntary: false } as const;
    const lines = [
      { ...line, label: '全日托', reason: '托小班 12–24 个月，按天收' },
      { ...line, kind: 'meal' as const, label: '午餐', isVoluntary: true, reason: '自愿，按餐收' },
    ];
    open(makeCentre({ priceForChild: { mode: 'fullDay', unit: 'day', lines } }));
    await screen.findByText('小满的全日托，一项项看');
    expect(screen.getByText('托小班 12–24 个月，按天收')).toBeTruthy();
    expect(screen.getByText('自愿，按餐收')).toBeTruthy();
  });

  it('shows places and free ones of each group, with the day they are counted for', async () => {
    const [group] = makeCentre().groups;
    if (!group) throw new Error('the factory has a group');
    open(makeCentre({ groups: [{ ...group, freePlaces: 2 }], groupsFreeOn: '2026-11-24' }));
    await screen.findByText('还空 2 个');
    expect(screen.getByText('余位按 11月24日 周二的预约算')).toBeTruthy();
    expect(screen.getByText(/3 位老师，现在 13 个孩子，每位最多带 5 个/)).toBeTruthy();
  });

  it('keeps on the phone neither how far it is nor the child’s price', async () => {
    const priced = makeCentre({
      priceForChild: {
        mode: 'fullDay',
        unit: 'day',
        lines: [
          { label: '保育', kind: 'care', amountFen: 1, unit: 'day', isVoluntary: false, reason: '托小班' },
        ],
      },
    });
    const near = { ...priced, card: { ...priced.card, distanceMetres: 640, walkMinutes: 10 } };
    open(near);
    await screen.findByText(/640 米/);
    cleanup();
    open(near, { getCentre: () => refusal('server_error', 500) });
    await screen.findByText(/没有网络。下面是今天/);
    expect(screen.queryByText(/640 米/)).toBeNull();
    expect(screen.queryByText('小满的全日托，一项项看')).toBeNull();
  });
});

describe('saving from the page', () => {
  const heart = () => screen.findByRole('button', { name: '收藏栗子树托育中心' });

  it('shows at once and is sent at once', async () => {
    const sent = open(makeCentre(), { saveCentre: () => reply('saveCentre', savedEntry()) });
    fireEvent.click(await heart());
    expect((await heart()).getAttribute('aria-pressed')).toBe('true');
    await waitFor(() => expect(sent.map(({ operationId }) => operationId)).toContain('saveCentre'));
  });

  it('asks somebody signed out to sign in, and goes on with the same step', async () => {
    const sent = open(makeCentre(), { saveCentre: () => reply('saveCentre', savedEntry()) });
    useSession.setState({ status: 'signedOut', familyId: null });
    fireEvent.click(await heart());
    expect(sent.map(({ operationId }) => operationId)).not.toContain('saveCentre');
    useSession.setState({ status: 'signedIn', familyId: 'f_0001' });
    finishSignIn();
    await waitFor(() => expect(sent.map(({ operationId }) => operationId)).toContain('saveCentre'));
  });

  it('is taken back with the reason when there are too many', async () => {
    open(makeCentre(), { saveCentre: () => refusal('too_many_saved_centres', 409, { n: 100 }) });
    fireEvent.click(await heart());
    expect((await screen.findByRole('alert')).textContent).toContain('收藏满了');
    expect((await heart()).getAttribute('aria-pressed')).toBe('false');
  });

  it('marks on the record what came after it was saved', async () => {
    const event = {
      kind: 'change',
      on: '2026-11-10',
      text: '托位改为 15 个',
      source: '市卫生健康局',
    } as const;
    const older = { ...event, on: '2026-03-10', text: '换了负责人' };
    const changes = [{ ...event, recordedAt: '2026-11-11T01:00:00.000Z' }];
    open(makeCentre({ disclosures: [older, event] }), {
      listSavedCentres: () => reply('listSavedCentres', { items: [savedEntry(changes)] }),
    });
    await screen.findByText('收藏后有 1 处变化');
    const [newest, other] = screen.getAllByRole('listitem');
    expect(within(newest as HTMLElement).queryByText('收藏后')).not.toBeNull();
    expect(within(other as HTMLElement).queryByText('收藏后')).toBeNull();
  });
});

it('a centre put aside for comparing leads to the comparison', async () => {
  open(makeCentre());
  fireEvent.click(await screen.findByText('加入对比'));
  await screen.findByText('去对比 1 家');
  expect(useCompared.getState().centres).toEqual([{ id: 'c_0001', name: '栗子树托育中心' }]);
});

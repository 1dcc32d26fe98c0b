import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../../api/query-client';
import * as navigate from '../../../platform/navigate';
import * as phone from '../../../platform/phone-call';
import { removeStored } from '../../../platform/storage';
import { makeCentre, makeRegions } from '../../../test-support/factories';
import { fakeBff, lostAnswer, reply } from '../../../test-support/fake-bff';
import { noFilters, useFind } from '../find/find-state';
import { CareNowPage } from './care-now-page';
import type { CareNow, CareNowItem } from './use-care-now';

const item = (over: Partial<CareNowItem> = {}): CareNowItem => ({
  card: { ...makeCentre().card, distanceMetres: 640, walkMinutes: 10 },
  mode: 'hourly',
  date: '2026-11-24',
  from: '09:30',
  to: '11:30',
  until: '17:30',
  startsNow: true,
  freePlaces: 2,
  priceFen: 5600,
  currency: 'CNY',
  ...over,
});

let asked: URLSearchParams[] = [];

function open(answer: Partial<CareNow> | null): void {
  asked = [];
  fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions()),
    listCareNow: ({ url }) => {
      asked.push(new URL(url, 'http://phone').searchParams);
      if (answer === null) return lostAnswer();
      const answeredAt = '2026-11-24T01:12:00.000Z';
      return reply('listCareNow', { items: [], earliest: null, answeredAt, ...answer });
    },
  });
  render(
    <QueryClientProvider client={queryClient}>
      <CareNowPage child={null} />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  for (const key of ['answers', 'answer.care-now']) removeStored(key);
  const position = { lat: 31.42, lng: 111.64, datum: 'wgs84' } as const;
  useFind.setState({ place: { kind: 'here', position }, box: null, filters: noFilters });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('who can take the child now', () => {
  it('says until when, for how much and how long it could be, with the number and the centre one tap away', async () => {
    const call = vi.spyOn(phone, 'callPhone').mockReturnValue();
    const go = vi.spyOn(navigate, 'goTo').mockReturnValue();
    open({ items: [item()] });
    const card = within(await screen.findByRole('listitem'));
    expect(card.getByText('现在到 11:30')).toBeTruthy();
    expect(card.getByText('56 元，2 小时，最晚能到 17:30')).toBeTruthy();
    fireEvent.click(card.getByRole('button', { name: '打电话给栗子树托育中心' }));
    expect(call).toHaveBeenCalledWith('0571-5550-0117');
    fireEvent.click(card.getByRole('button', { name: '看这家，栗子树托育中心' }));
    expect(go).toHaveBeenCalledWith('/pages/centre/index', { id: 'c_0001', date: '2026-11-24' });
  });

  it('asks again for other hours', async () => {
    open({ items: [item({ until: '11:30', priceFen: null })] });
    expect(await screen.findByText('价格打电话问')).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: '3 小时' }));
    await waitFor(() => expect(asked.at(-1)?.get('hours')).toBe('3'));
  });

  it('is nobody: says who is first, and looks farther', async () => {
    open({ earliest: item({ from: '13:00', to: '15:00', until: '15:00' }) });
    expect(await screen.findByText('现在没有能马上约的')).toBeTruthy();
    expect(screen.getByText('最早 13:00 有一家')).toBeTruthy();
    expect(screen.getByText('13:00 到 15:00')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '看 10 公里内' }));
    await waitFor(() => expect(asked.at(-1)?.get('radiusMetres')).toBe('10000'));
  });

  it('is nobody today: the first one is named with its day', async () => {
    open({ earliest: item({ date: '2026-11-25', from: '07:30', to: '09:30', until: '09:30' }) });
    expect(await screen.findByText('最早 明天 7:30 有一家')).toBeTruthy();
    expect(screen.getByText('明天 7:30 到 9:30')).toBeTruthy();
  });

  it('is nobody yet: before they open it says from when, over the list and for each', async () => {
    open({ items: [item({ from: '07:30', to: '09:30', startsNow: false })] });
    expect(await screen.findByText(/1 家今天 7:30 起有空/)).toBeTruthy();
    expect(screen.getByText('7:30 到 9:30')).toBeTruthy();
    expect(screen.queryByText(/现在/)).toBeNull();
  });

  it('has no distances from the middle of a district, where nobody stands', async () => {
    const position = { lat: 31.42, lng: 111.64, datum: 'wgs84' } as const;
    useFind.setState({ place: { kind: 'district', position, name: '桥西街道', code: '1' } });
    open({ items: [item()] });
    const card = await screen.findByRole('listitem');
    expect(card.textContent).not.toContain('640');
  });

  it('without a network is a list of numbers to ring, with its age', async () => {
    open({ items: [item()] });
    await screen.findByText('现在到 11:30');
    cleanup();
    open(null);
    expect(await screen.findByText(/看到的，可以打电话问/, {}, { timeout: 5000 })).toBeTruthy();
    expect(screen.queryByText('现在到 11:30')).toBeNull();
    expect(screen.getByRole('button', { name: '打电话给栗子树托育中心' })).toBeTruthy();
  });
});

import type { Reply } from '@nearcare/shared/contract/types';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../api/query-client';
import { removeStored } from '../../platform/storage';
import { makeCentre } from '../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import type { CentreCardData } from './card-words';
import { FindScreen } from './find-screen';
import { noFilters, useFind } from './find-state';

// The map is a picture of the same list; its geometry has tests of its own and needs a real browser.
vi.mock('./leaflet-map', () => ({
  openLeafletMap: () => ({
    lookAt() {},
    resize() {},
    drawRings() {},
    draw() {},
    drawOwn() {},
    follow() {},
    close() {},
  }),
}));

const point = { lat: 31.42, lng: 111.64, datum: 'wgs84' } as const;
const regions = () =>
  reply('listDistricts', {
    regions: [
      {
        code: 'cn',
        name: '中国',
        timeZone: 'Asia/Shanghai',
        today: '2026-11-24',
        currency: 'CNY',
        bookingHorizonDays: 60,
        maxRadiusMetres: 50_000,
        isDemo: true,
        centre: point,
        districts: [{ code: '1', name: '桥西街道', centre: point, centres: 10 }],
      },
    ],
  });

const card = (over: Partial<CentreCardData> = {}): CentreCardData => ({
  ...makeCentre().card,
  distanceMetres: 640,
  walkMinutes: 10,
  ...over,
});

const page = (items: CentreCardData[], over: Partial<Reply<'listNearbyCentres'>> = {}) =>
  reply('listNearbyCentres', {
    items,
    nextCursor: null,
    radiusMetres: 3000,
    answeredAt: '2026-11-24T01:12:00.000Z',
    nearestBeyondMetres: null,
    ...over,
  });

type Listing = NonNullable<Parameters<typeof fakeBff>[0]['listNearbyCentres']>;
let asked: URLSearchParams[] = [];

function open(listNearbyCentres: Listing, position: 'given' | 'denied' = 'given') {
  asked = [];
  const getCurrentPosition = (found: (at: object) => void, failed: (error: object) => void) =>
    position === 'given'
      ? found({ coords: { latitude: point.lat, longitude: point.lng } })
      : failed({ code: 1, PERMISSION_DENIED: 1 });
  vi.stubGlobal('navigator', { ...window.navigator, onLine: true, geolocation: { getCurrentPosition } });
  const bff = fakeBff({
    listDistricts: regions,
    listNearbyCentres: (sent) => {
      asked.push(new URL(sent.url, 'http://phone').searchParams);
      return listNearbyCentres(sent);
    },
  });
  render(
    <QueryClientProvider client={queryClient}>
      <FindScreen child={null} />
    </QueryClientProvider>,
  );
  return bff;
}

beforeEach(() => {
  for (const key of ['answers', 'answer.nearby', 'answer.regions', 'chosen-place']) removeStored(key);
  useFind.setState({ place: { kind: 'locating' }, filters: noFilters, box: null, chosenCentreId: null });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('without a location', () => {
  it('offers the map and the districts, and finds from the district chosen', async () => {
    open(() => page([card()]), 'denied');
    expect(await screen.findByText('不给位置也能找')).toBeTruthy();
    expect(screen.getByRole('button', { name: '在地图上选地方' })).toBeTruthy();
    expect(asked).toHaveLength(0);
    fireEvent.click(await screen.findByRole('button', { name: '桥西街道' }));
    expect(await screen.findByText('栗子树托育中心')).toBeTruthy();
    expect(asked[0]?.get('lat')).toBe('31.42');
  });
});

describe('the list', () => {
  it('asks for the day, the service and the place, and shows who is near and has room', async () => {
    open(() =>
      page([card(), card({ id: 'c_0002', name: '小脚丫', vacancy: { ...card().vacancy, state: 'full' } })]),
    );
    const link = await screen.findByRole('link', { name: /栗子树托育中心/ });
    expect(link.textContent).toContain('今天还有 2 个位置');
    expect(screen.getByText(/2 家，今天 1 家有余位/)).toBeTruthy();
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      date: '2026-11-24',
      mode: 'fullDay',
      datum: 'wgs84',
      radiusMetres: '3000',
    });
  });

  it('marks one without a filing and shows no price for it', async () => {
    open(() => page([card({ filingStatus: 'unfiled' })]));
    const link = await screen.findByRole('link', { name: /栗子树托育中心/ });
    expect(within(link).getByText(/查不到备案/)).toBeTruthy();
    expect(within(link).queryByText('110')).toBeNull();
  });

  it('goes on from where the first page ended', async () => {
    open(({ url }) =>
      url.includes('cursor=')
        ? page([card({ id: 'c_0002', name: '第二页' })])
        : page([card()], { nextCursor: 'next' }),
    );
    fireEvent.click(await screen.findByRole('button', { name: '再看一些' }));
    expect(await screen.findByText('第二页')).toBeTruthy();
    expect(asked[1]?.get('cursor')).toBe('next');
    expect(screen.getByText('栗子树托育中心')).toBeTruthy();
  });
});

describe('nothing found', () => {
  it('says so and goes to where the nearest one is', async () => {
    open(({ url }) =>
      url.includes('radiusMetres=3000') ? page([], { nearestBeyondMetres: 4321 }) : page([card()]),
    );
    expect(await screen.findByText('3 公里内没有找到')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '看 5 公里内' }));
    expect(await screen.findByText('栗子树托育中心')).toBeTruthy();
    expect(asked.at(-1)?.get('radiusMetres')).toBe('5000');
  });

  it('offers other places when there is nobody far and wide', async () => {
    open(() => page([]));
    expect(await screen.findByRole('button', { name: '桥西街道' })).toBeTruthy();
  });
});

describe('an answer that fails', () => {
  it('names the request and tries again', async () => {
    let answers = 0;
    open(() => {
      answers += 1;
      return answers === 1 ? refusal('server_error', 500) : page([card()]);
    });
    expect(await screen.findByText(/7F3A-21/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '再试一次' }));
    expect(await screen.findByText('栗子树托育中心')).toBeTruthy();
  });

  it('shows what was seen last, with its age, while there is no network', async () => {
    open(() => page([card()]));
    await screen.findByText('栗子树托育中心');
    cleanup();
    useFind.setState({ place: { kind: 'locating' } });
    open(lostAnswer);
    expect(await screen.findByText('没有网络', {}, { timeout: 5000 })).toBeTruthy();
    await waitFor(() => expect(screen.getByText(/看到的，现在可能变了/)).toBeTruthy());
    expect(screen.getByText(/电话 0571-5550-0117/)).toBeTruthy();
    expect(screen.queryByText('110')).toBeNull();
  });
});

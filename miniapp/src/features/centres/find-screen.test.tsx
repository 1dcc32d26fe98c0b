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
import { useRecentSearches } from './recent-searches';

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

const answeredAt = '2026-11-24T01:12:00.000Z';
const point = { lat: 31.42, lng: 111.64, datum: 'wgs84' } as const;
const regions = () =>
  reply('listDistricts', {
    regions: [
      {
        code: 'cn',
        name: '中国',
        timeZone: 'Asia/Shanghai',
        today: '2026-11-24',
        nextWorkday: '2026-11-24',
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
    total: items.length,
    isTotalComplete: true,
    radiusMetres: 3000,
    answeredAt,
    nearestBeyondMetres: null,
    ...over,
  });

const found = (items: CentreCardData[]) =>
  reply('searchCentres', {
    items,
    nextCursor: null,
    total: items.length,
    isTotalComplete: true,
    answeredAt,
  });

type Search = NonNullable<Parameters<typeof fakeBff>[0]['searchCentres']>;
type Listing = NonNullable<Parameters<typeof fakeBff>[0]['listNearbyCentres']>;
/** Questions for a list, without those that only count. */
let asked: URLSearchParams[] = [];
let counted: URLSearchParams[] = [];

function note(url: string): void {
  const query = new URL(url, 'http://phone').searchParams;
  (query.get('limit') === '1' ? counted : asked).push(query);
}

function open(
  listNearbyCentres: Listing,
  position: 'given' | 'denied' = 'given',
  searchCentres: Search = () => found([]),
) {
  asked = [];
  counted = [];
  const getCurrentPosition = (found: (at: object) => void, failed: (error: object) => void) =>
    position === 'given'
      ? found({ coords: { latitude: point.lat, longitude: point.lng } })
      : failed({ code: 1, PERMISSION_DENIED: 1 });
  vi.stubGlobal('navigator', { ...window.navigator, onLine: true, geolocation: { getCurrentPosition } });
  const bff = fakeBff({
    listDistricts: regions,
    listNearbyCentres: (sent) => {
      note(sent.url);
      return listNearbyCentres(sent);
    },
    searchCentres: (sent) => {
      note(sent.url);
      return searchCentres(sent);
    },
    listCareNow: () => reply('listCareNow', { items: [], earliest: null, answeredAt }),
  });
  render(
    <QueryClientProvider client={queryClient}>
      <FindScreen child={null} />
    </QueryClientProvider>,
  );
  return bff;
}

beforeEach(() => {
  for (const key of [
    'answers',
    'answer.found',
    'answer.found.words',
    'answer.regions',
    'chosen-place',
    'recent-searches',
  ])
    removeStored(key);
  useFind.setState({ place: { kind: 'locating' }, box: null, filters: noFilters, chosenCentreId: null });
  useRecentSearches.setState({ words: [] });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('without a location', () => {
  it('offers the map and the districts, and finds from the district chosen', async () => {
    const here = {
      distanceMetres: null,
      walkMinutes: null,
      townshipName: '桥西街道',
      address: '槐树路 12 号',
    };
    open(
      () => page([]),
      'denied',
      () => found([card(here)]),
    );
    expect(await screen.findByText('不给位置也能找')).toBeTruthy();
    expect(screen.getByRole('button', { name: '在地图上选地方' })).toBeTruthy();
    expect(asked).toHaveLength(0);
    fireEvent.click(await screen.findByRole('button', { name: '桥西街道' }));
    const link = await screen.findByRole('link', { name: /栗子树托育中心/ });
    expect(link.textContent).toContain('桥西街道 槐树路 12 号');
    expect(link.textContent).not.toMatch(/米|公里/);
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({ districtCode: '1', date: '2026-11-24' });
    expect(asked[0]?.has('lat')).toBe(false);
    expect(screen.getByText(/桥西街道 1 家/)).toBeTruthy();
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

describe('the filters', () => {
  it('change nothing until the button that says how many there will be', async () => {
    open(({ url }) =>
      page(url.includes('inclusive') ? [card()] : [card(), card({ id: 'c_0002', name: '小脚丫' })], {
        total: url.includes('inclusive') ? 1 : 2,
      }),
    );
    fireEvent.click(await screen.findByRole('button', { name: /^筛选/ }));
    const sheet = await screen.findByRole('dialog', { name: '筛选' });
    fireEvent.click(within(sheet).getByRole('button', { name: '普惠' }));
    fireEvent.click(within(sheet).getByRole('radio', { name: 'B 级以上' }));
    const use = await within(sheet).findByRole('button', { name: '看 1 家' });
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(counted.at(-1) ?? [])).toMatchObject({ inclusive: 'true', grade: 'B' });
    fireEvent.click(use);
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(Object.fromEntries(asked[1] ?? [])).toMatchObject({ inclusive: 'true', grade: 'B' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('say which are on over the list, and one tap takes one off', async () => {
    useFind.setState({ filters: { ...noFilters, grade: 'B', openAt: '07:30', maxPriceFen: 200_000 } });
    open(() => page([card()]));
    await screen.findByText('栗子树托育中心');
    expect(screen.getByRole('button', { name: '去掉 2000 元/月以内' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '去掉 B 级以上' }));
    await waitFor(() => expect(asked.at(-1)?.has('grade')).toBe(false));
    expect(asked.at(-1)?.get('openAt')).toBe('07:30');
    fireEvent.click(screen.getByRole('button', { name: '清空筛选' }));
    await waitFor(() => expect(asked.at(-1)?.has('openAt')).toBe(false));
  });

  it('put the list in the order chosen', async () => {
    open(() => page([card()]));
    fireEvent.click(await screen.findByRole('button', { name: '排序：离得近' }));
    fireEvent.click(await screen.findByRole('radio', { name: '价格低' }));
    await waitFor(() => expect(asked.at(-1)?.get('sort')).toBe('price'));
  });

  it('start on the day that is worked next', async () => {
    useFind.setState({ filters: { ...noFilters, date: '2026-11-01' } });
    open(() => page([card()]));
    await screen.findByText('栗子树托育中心');
    expect(asked[0]?.get('date')).toBe('2026-11-24');
  });
});

describe('words', () => {
  const type = (text: string) =>
    fireEvent.change(screen.getByRole('searchbox', { name: /按名称/ }), { target: { value: text } });

  it('are asked once typing rests, with where the parent stands', async () => {
    open(
      () => page([card()]),
      'given',
      () => found([card({ name: '小脚丫托育点' })]),
    );
    await screen.findByText('栗子树托育中心');
    for (const text of ['x', 'xj', 'xjy']) type(text);
    expect(await screen.findByText('小脚丫托育点')).toBeTruthy();
    expect(asked.slice(1).map((query) => query.get('q'))).toEqual(['xjy']);
    expect(asked[1]?.get('lat')).toBe('31.42');
    expect(asked[1]?.has('radiusMetres')).toBe(false);
  });

  it('find one without a filing: marked, without a price, with who to ask and where to report it', async () => {
    useFind.setState({ filters: { ...noFilters, q: '阳光' } });
    open(
      () => page([]),
      'given',
      () => found([card({ filingStatus: 'unfiled', name: '阳光看护点' })]),
    );
    const link = await screen.findByRole('link', { name: /阳光看护点/ });
    expect(within(link).getByText('查不到备案。可以先问当地卫健部门')).toBeTruthy();
    expect(within(link).queryByText('110')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /举报未备案机构/ }));
    const sheet = await screen.findByRole('dialog', { name: '举报未备案机构' });
    expect(within(sheet).getByRole('button', { name: /12345/ })).toBeTruthy();
    expect(within(sheet).getByRole('button', { name: /12320/ })).toBeTruthy();
  });

  it('that nothing is called by lead on to address and pinyin', async () => {
    useFind.setState({ filters: { ...noFilters, q: '蓝精灵' } });
    open(() => page([card()]));
    expect(await screen.findByText('没有叫“蓝精灵”的')).toBeTruthy();
    expect(screen.getByText('试试地址或拼音')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '看附近的' }));
    expect(await screen.findByText('栗子树托育中心')).toBeTruthy();
  });

  it('are kept on the phone for the next time, until they are cleared', async () => {
    open(() => page([card()]));
    await screen.findByText('栗子树托育中心');
    const field = screen.getByRole('searchbox', { name: /按名称/ });
    fireEvent.focus(field);
    type('桥西');
    fireEvent.blur(field);
    type('');
    fireEvent.click(await screen.findByRole('button', { name: '桥西' }));
    await waitFor(() => expect(asked.at(-1)?.get('q')).toBe('桥西'));
    type('');
    fireEvent.focus(field);
    fireEvent.click(await screen.findByRole('button', { name: '清除最近找过的' }));
    expect(screen.queryByText('最近找过')).toBeNull();
  });
});

describe('another town', () => {
  it('is told so, with the nearest one that has a register', async () => {
    useFind.setState({
      place: { kind: 'here', position: { lat: 39.9, lng: 116.4, datum: 'wgs84' } },
    });
    open(
      () => page([]),
      'given',
      () => found([card()]),
    );
    useFind.setState({ place: { kind: 'here', position: { lat: 39.9, lng: 116.4, datum: 'wgs84' } } });
    expect(await screen.findByText('这里还没有登记的机构')).toBeTruthy();
    expect(screen.getByText(/最近的在中国桥西街道，约 1\d{3} 公里/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '看桥西街道的 10 家' }));
    expect(await screen.findByText('栗子树托育中心')).toBeTruthy();
    expect(asked.at(-1)?.get('districtCode')).toBe('1');
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

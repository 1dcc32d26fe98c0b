import type { Reply } from '@nearcare/shared/contract/types';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import { queryClient } from '../api/query-client';
import type { CentreCardData } from '../features/centres/card-words';
import { FindScreen } from '../features/centres/find/find-screen';
import { noFilters, useFind } from '../features/centres/find/find-state';
import { removeStored } from '../platform/storage';
import { makeCentre, makeRegions } from './factories';
import { fakeBff, reply } from './fake-bff';

const answeredAt = '2026-11-24T01:12:00.000Z';
const point = { lat: 31.42, lng: 111.64, datum: 'wgs84' } as const;
const regions = () =>
  reply(
    'listDistricts',
    makeRegions({ districts: [{ code: '1', name: '桥西街道', centre: point, centres: 10 }] }),
  );

/** A found centre's card. */
export const card = (over: Partial<CentreCardData> = {}): CentreCardData => ({
  ...makeCentre().card,
  distanceMetres: 640,
  walkMinutes: 10,
  ...over,
});

export const page = (items: CentreCardData[], over: Partial<Reply<'listNearbyCentres'>> = {}) =>
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

export const found = (items: CentreCardData[]) =>
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
export let asked: URLSearchParams[] = [];
export let counted: URLSearchParams[] = [];

function note(url: string): void {
  const query = new URL(url, 'http://phone').searchParams;
  (query.get('limit') === '1' ? counted : asked).push(query);
}

/** Shows the find page to a phone that gives its position or denies it. */
export function open(
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

/** Each test of the calling file starts with an empty phone, before any place is known. */
export function startWithEmptyPhone(): void {
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
  });
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
}

import type { Reply } from '@nearcare/shared/contract/types';
import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { act, cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queryClient } from '../../../api/query-client';
import { makeCentre } from '../../../test-support/factories';
import { fakeBff, lostAnswer, reply } from '../../../test-support/fake-bff';
import { seenByMap as seen } from '../../../test-support/leaflet-map';
import { useFind } from '../find/find-state';
import { FindMap } from './find-map';
import { useMapView } from './map-view';

const drawn = () => {
  const last = seen.drawn.at(-1);
  if (!last) throw new Error('nothing was drawn yet');
  return last;
};
const map = () => {
  if (!seen.props) throw new Error('there is no map yet');
  return seen.props.current;
};
const { card } = makeCentre();

const answer = (over: Partial<Reply<'listCentreClusters'>> = {}) =>
  reply('listCentreClusters', {
    clusters: [
      {
        point: card.point,
        centres: 12,
        withVacancy: 5,
        box: { west: 111, south: 31, east: 111.1, north: 31.1 },
      },
    ],
    markers: [{ ...card, id: 'c_0009', name: '小脚丫' }],
    total: 13,
    isTotalComplete: true,
    answeredAt: '2026-11-24T01:12:00.000Z',
    ...over,
  });

const asked = { date: '2026-11-24', mode: 'fullDay' } as const;

async function open() {
  render(
    <QueryClientProvider client={queryClient}>
      <FindMap
        middle={{ lat: 31.42, lng: 111.64 }}
        radiusMetres={3000}
        own={null}
        asked={asked}
        items={[card]}
        day="今天"
        chosen={null}
        layer={undefined}
        heightPx={370}
        isPicking={false}
      />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(seen.props).not.toBeNull());
}

const look = (west: number) =>
  act(() =>
    map().onView(
      {
        middle: { lat: 31.42, lng: west + 0.03 },
        box: { west, south: 31.4, east: west + 0.06, north: 31.44 },
        zoom: 13.2,
      },
      'placed',
    ),
  );

beforeEach(() => {
  seen.drawn = [];
  seen.props = null;
  useMapView.setState({ view: null, place: null, isMoved: false, returns: 0, tapped: null });
  useFind.setState({ box: null, chosenCentreId: null });
});
afterEach(cleanup);

describe('the map', () => {
  it('asks for its box and zoom with the filters of the list, and draws what is answered', async () => {
    const bff = fakeBff({ listCentreClusters: () => answer() });
    await open();
    expect(bff.sent).toEqual([]);
    look(111.61);
    await waitFor(() => expect(drawn().clusters).toHaveLength(1));
    expect(drawn().clusters[0]).toMatchObject({ centres: 12, label: '这里有 12 家，今天 5 家有余位' });
    expect(drawn().markers[0]).toMatchObject({
      id: 'c_0009',
      label: '小脚丫，已备案，今天还有 2 个位置，12 分钟前',
    });
    const query = new URL(bff.sent[0]?.url ?? '', 'http://phone').searchParams;
    expect(Object.fromEntries(query)).toEqual({ box: '111.61,31.4,111.67,31.44', zoom: '13', ...asked });
  });

  it('keeps the last picture until the new one is there, and takes a replaced question off the line', async () => {
    const ends: (() => void)[] = [];
    const aborted: string[] = [];
    fakeBff({
      listCentreClusters: ({ url }) =>
        url.includes('111.61')
          ? answer()
          : new Promise((resolve) => ends.push(() => resolve(answer({ clusters: [], total: 1 })))),
    });
    const { request } = Taro;
    Taro.request = ((options: { url: string }) =>
      Object.assign(request(options as never), { abort: () => aborted.push(options.url) })) as never;
    await open();
    look(111.61);
    await waitFor(() => expect(drawn().clusters).toHaveLength(1));
    look(111.7);
    look(111.8);
    await waitFor(() => expect(ends).toHaveLength(2));
    expect(drawn().clusters).toHaveLength(1);
    expect(aborted).toHaveLength(1);
    expect(aborted[0]).toContain('111.7');
    ends[1]?.();
    await waitFor(() => expect(drawn().clusters).toHaveLength(0));
  });

  it('shows what the list has when nobody answers', async () => {
    fakeBff({ listCentreClusters: lostAnswer });
    await open();
    look(111.61);
    await waitFor(() => expect(drawn().markers.map(({ id }) => id)).toEqual(['c_0001']), { timeout: 4000 });
  });

  it('chooses what is tapped, and lists those who stand too close for any zoom', async () => {
    fakeBff({ listCentreClusters: () => answer() });
    await open();
    look(111.61);
    await waitFor(() => expect(drawn().markers).toHaveLength(1));
    const [marker] = drawn().markers;
    if (marker) act(() => map().onChoose(marker));
    expect(useFind.getState().chosenCentreId).toBe('c_0009');
    const box = { west: 111, south: 31, east: 111.1, north: 31.1 };
    act(() => map().onList(box));
    expect(useFind.getState()).toMatchObject({ box, chosenCentreId: null });
  });
});

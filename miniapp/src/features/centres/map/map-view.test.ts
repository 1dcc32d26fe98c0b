import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MapView } from './map-geometry';
import { returnToPlace, seeMap, stayHere, useMapView } from './map-view';

const seen = (lng: number): MapView => ({
  middle: { lat: 31.42, lng },
  box: { west: lng - 0.01, south: 31.4, east: lng + 0.01, north: 31.44 },
  zoom: 13.6,
});
const state = () => useMapView.getState();

beforeEach(() => {
  vi.useFakeTimers();
  useMapView.setState({ view: null, place: null, isMoved: false, returns: 0, tapped: null });
});
afterEach(() => vi.useRealTimers());

describe('a map under a finger', () => {
  it('is asked about once, when it has come to rest', () => {
    const heard: number[] = [];
    const stop = useMapView.subscribe(({ view }) => heard.push(view?.middle.lng ?? 0));
    for (const lng of [111.61, 111.62, 111.63]) {
      seeMap(seen(lng), 'moved');
      vi.advanceTimersByTime(200);
    }
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(60);
    expect(heard).toEqual([111.63]);
    expect(state()).toMatchObject({ isMoved: true, view: { zoom: 14 } });
    stop();
  });

  it('offers 搜这一片 until what it shows is asked for', () => {
    seeMap(seen(111.61), 'moved');
    vi.runAllTimers();
    stayHere();
    expect(state().isMoved).toBe(false);
  });
});

describe('a map that we put somewhere', () => {
  it('is asked about at once, offers nothing, and names the place', () => {
    seeMap(seen(111.64), 'placed');
    expect(state()).toMatchObject({ isMoved: false, place: { lat: 31.42, lng: 111.64 } });
    expect(state().view?.middle.lng).toBe(111.64);
  });

  it('goes on offering what a parent moved to when it only follows a choice', () => {
    seeMap(seen(111.61), 'moved');
    vi.runAllTimers();
    seeMap(seen(111.62), 'followed');
    expect(state()).toMatchObject({ isMoved: true, view: { middle: { lng: 111.62 } } });
  });

  it('forgets a move that had not come to rest', () => {
    seeMap(seen(111.61), 'moved');
    seeMap(seen(111.64), 'placed');
    vi.runAllTimers();
    expect(state()).toMatchObject({ isMoved: false, view: { middle: { lng: 111.64 } } });
  });

  it('is told to go back as often as somebody asks', () => {
    returnToPlace();
    returnToPlace();
    expect(state().returns).toBe(2);
  });
});

it('has nothing to ask for beyond the edge of the world', () => {
  seeMap({ ...seen(111.64), box: { west: 190, south: 31, east: 200, north: 32 } }, 'placed');
  expect(state().view).toBeNull();
});

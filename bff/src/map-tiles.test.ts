import { describe, expect, it } from 'vitest';
import { readMapTiles, tileOrigins } from './map-tiles.js';

function read(env: Record<string, string>) {
  const faults: string[] = [];
  const tiles = readMapTiles((name, fallback) => env[name] ?? fallback, faults);
  return { tiles, faults };
}

const layer = (name: string) =>
  `https://t0.tianditu.gov.cn/${name}_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}`;
const tianditu = {
  MAP_TILE_URL: `${layer('vec')} ${layer('cva')}`,
  MAP_TILE_KEY: 'a key',
  MAP_TILE_ATTRIBUTION: '天地图',
  MAP_APPROVAL_NUMBER: 'GS（2024）0000号',
};

describe('tiles under the map', () => {
  it('are none unless an operator names them', () => {
    expect(read({})).toEqual({ tiles: null, faults: [] });
    expect(tileOrigins(null)).toEqual([]);
  });

  it('may be several layers of one host, with the key filled in', () => {
    const { tiles, faults } = read(tianditu);
    expect(faults).toEqual([]);
    expect(tiles?.urls.map((url) => url.slice(-11))).toEqual(
      ['tk=a%20key', 'tk=a%20key'].map((end) => `&${end}`),
    );
    expect(tiles?.approvalNumber).toBe('GS（2024）0000号');
    expect(tileOrigins(tiles)).toEqual(['https://t0.tianditu.gov.cn']);
  });

  it.each([
    ['an address that is none', { MAP_TILE_URL: 'tiles/{z}/{x}/{y}' }, 'http'],
    ['a host left open', { MAP_TILE_URL: 'https://t{s}.example.org/{z}/{x}/{y}' }, 'host named in full'],
    ['a missing row', { MAP_TILE_URL: 'https://t.example.org/{z}/{x}' }, 'lacks {y}'],
    ['a key that is not given', { MAP_TILE_KEY: '' }, 'MAP_TILE_KEY is not set'],
    ['tiles of nobody', { MAP_TILE_ATTRIBUTION: '' }, 'MAP_TILE_ATTRIBUTION'],
  ])('are refused with %s', (_what, change, words) => {
    expect(read({ ...tianditu, ...change }).faults.join()).toContain(words);
  });
});

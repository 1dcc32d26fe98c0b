import { expect, it } from 'vitest';
import { uncovered } from './covered-pins';

/** 600 px of map show 0.06°: 10,000 px a degree northward, and cos 31.4° of that eastward. */
const box = { west: 111.62, south: 31.37, east: 111.66, north: 31.43 };
const middle = { lat: 31.4, lng: 111.64 };
const at = (rightPx: number, downPx: number) => ({
  lat: middle.lat - downPx / 10_000,
  lng: middle.lng + rightPx / 10_000 / Math.cos((31.4 * Math.PI) / 180),
});
const shown = (rightPx: number, downPx: number) =>
  uncovered([{ id: 'r', point: at(rightPx, downPx), label: '母婴室' }], [{ point: middle }], box, 600).length;

it('a room yields to a cluster that its picture would lie on, from whichever side', () => {
  for (const [right, down] of [
    [0, 0],
    [50, 20],
    [-50, 20],
    [0, 74],
    [0, -24],
  ] as const)
    expect(shown(right, down), `${right} ${down}`).toBe(0);
});

it('a room beside a cluster stays', () => {
  for (const [right, down] of [
    [52, 20],
    [-52, 20],
    [0, 76],
    [0, -26],
  ] as const)
    expect(shown(right, down), `${right} ${down}`).toBe(1);
});

it('before the map says what it shows, and where there is no cluster, every room stays', () => {
  const room = { id: 'r', point: middle, label: '母婴室' };
  expect(uncovered([room], [{ point: middle }], null, 600)).toEqual([room]);
  expect(uncovered([room], [], box, 600)).toEqual([room]);
});

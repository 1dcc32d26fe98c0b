import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { toGcj02 } from '../../../platform/gcj02';
import type { ArchState } from '../../../ui/pictures/arch-marker';
import type { MapCluster, MapMarker } from './map-marks';
import { nativeMarks } from './native-marks';

const point = { lat: 31.42, lng: 111.64 };
const marker = (id: string, arch: ArchState = { state: 'free', places: 2 }): MapMarker => ({
  id,
  name: id,
  point,
  arch,
  label: `${id}，已备案`,
});
const cluster: MapCluster = {
  id: 'k',
  point,
  centres: 12,
  withVacancy: 5,
  box: { west: 111, south: 31, east: 112, north: 32 },
  label: '这里有 12 家，今天 5 家有余位',
};
const shown = (over: Partial<Parameters<typeof nativeMarks>[0]>) => ({
  markers: [],
  clusters: [],
  pins: [],
  chosen: null,
  onChoose: vi.fn(),
  onPin: vi.fn(),
  ...over,
});
const pictures = path.resolve(import.meta.dirname, '../../..');

describe('markers of WeChat’s map', () => {
  const states: ArchState[] = [
    ...Array.from({ length: 12 }, (_, places) => ({ state: 'free' as const, places })),
    ...(['waitlist', 'full', 'unknown', 'closed', 'unfiled', 'suspended'] as const).map((state) => ({
      state,
    })),
  ];

  it('have a picture for each state, for clusters, rooms and the chosen one', () => {
    const marks = nativeMarks(
      shown({
        markers: states.map((arch, index) => marker(String(index), arch)),
        clusters: [cluster, { ...cluster, withVacancy: 0 }],
        pins: [{ id: 'r', point, label: '母婴室' }],
        chosen: marker('chosen'),
      }),
      vi.fn(),
    );
    expect(marks).toHaveLength(states.length + 5);
    for (const { shown: one } of marks)
      expect(existsSync(path.join(pictures, one.iconPath)), one.iconPath).toBe(true);
  });

  it('stand in GCJ-02, which WeChat’s map draws', () => {
    const [one] = nativeMarks(shown({ markers: [marker('a')] }), vi.fn());
    const there = toGcj02(point);
    expect(one?.shown).toMatchObject({ latitude: there.lat, longitude: there.lng });
    expect(Math.abs(there.lng - point.lng)).toBeGreaterThan(0.003);
  });

  it('say how many stand together and how many have room', () => {
    const onCluster = vi.fn();
    const [one] = nativeMarks(shown({ clusters: [cluster] }), onCluster);
    expect(one?.shown['label']).toMatchObject({ content: '12 家' });
    one?.onTap();
    expect(onCluster).toHaveBeenCalledWith(cluster);
  });

  it('draw the chosen one once, above its outline', () => {
    const all = shown({ markers: [marker('a'), marker('b')], chosen: marker('b') });
    const marks = nativeMarks(all, vi.fn());
    expect(marks.map(({ shown: one }) => one.iconPath.split('/').at(-1))).toEqual([
      'free-2.png',
      'chosen.png',
      'free-2.png',
    ]);
    marks.at(-1)?.onTap();
    expect(all.onChoose).toHaveBeenCalledWith(all.chosen);
  });
});

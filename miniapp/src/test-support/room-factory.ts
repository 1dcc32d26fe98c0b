import type { Reply } from '@nearcare/shared/contract/types';

type Room = Reply<'listMotherBabyRooms'>['items'][number];

/** Open every day until nine in the evening, with a door that three people found locked. */
export function makeRoom(over: Partial<Room> = {}): Room {
  return {
    id: 'r_0001',
    name: '禾川站候车厅',
    address: '站前路 1 号',
    whereInside: '二楼，检票口 3 旁',
    point: { lat: 31.423, lng: 111.642, datum: 'wgs84' },
    distanceMetres: 420,
    walkMinutes: 6,
    openingHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '07:00', to: '21:00' })),
    isOpenNow: true,
    closesAt: '21:00',
    facilities: ['nursingSeat', 'changingTable', 'hotWater'],
    faults: [{ kind: 'locked', reports: 3, lastOn: '2026-11-20' }],
    source: { name: '市卫健委', asOf: '2026-10-30' },
    isDemo: true,
    ...over,
  };
}

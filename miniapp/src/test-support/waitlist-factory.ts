import type { Reply } from '@nearcare/shared/contract/types';

/** Third in line for a Thursday. */
export function makeWaitlistEntry(over: Partial<Reply<'getWaitlistEntry'>> = {}): Reply<'getWaitlistEntry'> {
  return {
    ...{ id: 'w_0001', status: 'waiting', groupName: '托小班' },
    wish: { mode: 'fullDay' },
    child: { id: 'k_0001', nickname: '小满' },
    centre: { id: 'c_0001', name: '绒球屋', phone: '0571-5550-0000' },
    ...{ date: '2026-11-26', weekday: 4, from: '07:30', to: '18:00', today: '2026-11-24' },
    waitlistPosition: 3,
    history: [{ date: '2026-11-24', time: '09:12', place: 3, families: 2, reason: 'joined' }],
    ...{ offer: null, overlapping: [], bookingId: null },
    offerHold: { atLeastMinutes: 15, atMostMinutes: 120, nightFrom: '21:00', nightUntil: '08:00' },
    ...{ joinedAt: '2026-11-24T01:12:00.000Z', endedAt: null, isDemo: true },
    ...over,
  };
}

import { expect, it } from 'vitest';
import type { Classes } from '../classes/classes.public.js';
import { attendance } from './attendance.js';
import type { LiveModel, PresenceDoc, RoomDoc } from './live.model.js';
import type { Rooms } from './rooms.js';

const now = new Date('2026-11-24T02:00:00Z');
const session = { startsAt: new Date('2026-11-24T01:30:00Z'), endsAt: new Date('2026-11-24T02:30:00Z') };
const live = { _id: 'cl_1', state: 'live', session: 0, startedAt: session.startsAt, planned: session };

function attended(known: object | null) {
  const written: string[] = [];
  const parts = attendance({
    model: {
      presence: {
        note: async (seen: { familyId: string }[], slot: number) =>
          void written.push(...seen.map(({ familyId }) => `${familyId} in ${slot}`)),
        markAttended: async (_: string, __: number, slots: number) => void written.push(`from ${slots}`),
        markCounted: async ({ _id }: PresenceDoc) => void written.push(`counted ${_id}`),
      },
    } as unknown as LiveModel,
    rooms: {} as Rooms,
    classes: {
      find: async () => known,
      listSignedUpChildren: async () => ['ch_1'],
      noteLearned: async () => void written.push('learned'),
    } as unknown as Classes,
    guidance: { note: async ({ childId }) => void written.push(childId) },
    clock: { now: () => now },
  });
  return { written, ...parts };
}
const known = { id: 'cl_1', regionCode: 'cn', timeZone: 'Asia/Shanghai' };

it('families are there in the half minute of the session that runs, and half of it is enough', async () => {
  const { note, written } = attended(known);
  await note(live as RoomDoc, ['f_1', 'f_2']);
  expect(written).toEqual(['f_1 in 60', 'f_2 in 60', 'from 60']);
});

it.each(['waiting', 'ended', 'replay'] as const)('nobody is there while a room is %s', async (state) => {
  const { note, written } = attended(known);
  await note({ ...live, state } as RoomDoc, ['f_1']);
  expect(written).toEqual([]);
});

it('who attended is due no more once its children have their contact, or the class is gone', async () => {
  const presence = { _id: 'lv_1', classId: 'cl_1', familyId: 'f_1', attendedAt: now } as PresenceDoc;
  const counted = async (of: object | null, over: Partial<PresenceDoc> = {}) => {
    const { count, written } = attended(of);
    await count({ ...presence, ...over });
    return written;
  };
  expect(await counted(known)).toEqual(['ch_1', 'learned', 'counted lv_1']);
  expect(await counted(null)).toEqual(['counted lv_1']);
  expect(await counted(known, { attendedAt: null })).toEqual(['counted lv_1']);
});

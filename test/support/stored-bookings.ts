import { statusOf } from '@nearcare/bff/features/bookings/bookings.view';
import { bookingId, type Version } from '@nearcare/bff/features/bookings/care-request.rules';
import type { CareRequestDoc } from '@nearcare/bff/features/bookings/care-requests.model';
import type { Connection, mongo } from 'mongoose';
import { expect } from 'vitest';

type Day = CareRequestDoc['days'][number];
export type StoredBooking = Omit<Day, 'state'> &
  Pick<CareRequestDoc, 'familyId' | 'childId' | 'isUntold'> & {
    id: string;
    requestId: string;
    status: ReturnType<typeof statusOf>;
  };

/** Every booking of a store as it lies there: each day of each request. */
export async function storedBookings(
  store: Connection,
  filter: mongo.Filter<CareRequestDoc> = {},
): Promise<StoredBooking[]> {
  const requests = await store.collection<CareRequestDoc>('careRequests').find(filter).toArray();
  return requests.flatMap((request) =>
    request.days.map(({ state, ...day }) => ({
      ...day,
      ...{
        requestId: request._id,
        id: bookingId(request._id, day),
        status: statusOf(request, { ...day, state }),
      },
      ...{
        familyId: request.familyId,
        childId: request.childId,
        ...(request.isUntold && { isUntold: request.isUntold }),
      },
    })),
  );
}

export async function storedBooking(store: Connection, id: string): Promise<StoredBooking | undefined> {
  return (await storedBookings(store)).find((booking) => booking.id === id);
}

/** What was accepted, by request. */
export async function versionsIn(store: Connection): Promise<Map<string, Version[]>> {
  const requests = await store.collection<CareRequestDoc>('careRequests').find().toArray();
  return new Map(requests.map((request) => [request._id, request.versions]));
}

/** What was accepted stands as it was, however much is accepted after it (invariant 9); `kept` goes on with `now`. */
export function expectKept(kept: Map<string, Version[]>, now: Map<string, Version[]>): void {
  for (const [id, versions] of now) {
    const before = kept.get(id) ?? [];
    expect(versions.slice(0, before.length)).toEqual(before);
    kept.set(id, versions);
  }
}

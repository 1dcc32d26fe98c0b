import { statusOf } from '@nearcare/bff/features/bookings/bookings.view';
import { bookingId } from '@nearcare/bff/features/bookings/care-request.rules';
import type { CareRequestDoc } from '@nearcare/bff/features/bookings/care-requests.model';
import type { Connection, mongo } from 'mongoose';

/** Every booking of a store as it lies there: each day of each request. */
export async function storedBookings(store: Connection, filter: mongo.Filter<CareRequestDoc> = {}) {
  const requests = await store.collection<CareRequestDoc>('careRequests').find(filter).toArray();
  return requests.flatMap((request) =>
    request.days.map((day) => ({
      ...day,
      ...{ requestId: request._id, id: bookingId(request._id, day), status: statusOf(request, day) },
      ...{ familyId: request.familyId, childId: request.childId, isUntold: request.isUntold },
    })),
  );
}

export async function storedBooking(store: Connection, id: string) {
  return (await storedBookings(store)).find((booking) => booking.id === id);
}

import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { BookingDoc, BookingsModel } from './bookings.model.js';
import type { BookingsAtGate, FamilyBookings } from './bookings.public.js';
import { canCancel } from './bookings.view.js';
import { type Places, placesTaken } from './places.js';
import type { RosterModel } from './roster.model.js';

type Deps = { model: BookingsModel; childDays: RosterModel; places: Places; clock: Clock };

/** How often a booking is read again because somebody else decided about it in between. */
const maxTries = 10;

/** All bookings of one family at once: counted, cancelled, taken away, erased. */
export function familyBookings({ model, childDays, places, clock }: Deps): FamilyBookings {
  async function listUpcoming(familyId: string, childId?: string): Promise<BookingDoc[]> {
    const held = await model.listHeldOfFamily(familyId, childId);
    return held.filter((booking) => booking.status === 'pending' || canCancel(booking, clock.now()));
  }

  /** Ends a booking that holds places by one compare-and-set, then gives them back. */
  async function end(booking: BookingDoc): Promise<void> {
    let current: BookingDoc | null = booking;
    for (let tries = 0; current && placesTaken(current, current.n); tries += 1) {
      if (tries === maxTries) throw new DomainError('retry');
      await (current.status === 'pending'
        ? model.abandon(current._id, current.n, clock.now())
        : model.cancel(current._id, clock.now()));
      current = await model.find(booking._id);
    }
    await release(current ?? booking);
  }

  /** Numbers only rise, so 1 to n are all that this booking ever held. */
  async function release(booking: BookingDoc): Promise<void> {
    for (let n = 1; n <= booking.n; n += 1) await places.release(booking, n);
  }

  async function eraseOne(booking: BookingDoc): Promise<void> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const current = await model.find(booking._id);
      if (!current) return;
      await end(current);
      // A retry may have reopened it since: then it is not erased and comes round again.
      if (await model.eraseEnded(current._id)) return;
    }
    throw new DomainError('retry');
  }

  return {
    async countUpcoming(familyId, childId) {
      const upcoming = await listUpcoming(familyId, childId);
      return upcoming.filter(({ status }) => status !== 'pending').length;
    },
    async cancelUpcoming(familyId, childId) {
      for (const booking of await listUpcoming(familyId, childId)) await end(booking);
    },
    async listForExport(familyId) {
      return (await model.listConfirmedOfFamily(familyId)).map((booking) => {
        const { centreName, from, to, totalFen, currency } = booking.versions.at(-1)?.quote ?? booking.quote;
        const { _id: id, childId, date, status } = booking;
        return { id, childId, centreName, date, from, to, status, totalFen, currency };
      });
    },
    async eraseFamily(familyId) {
      for (const booking of await model.listAllOfFamily(familyId)) await eraseOne(booking);
      await childDays.eraseScope(familyId);
      await model.eraseQuotes(familyId);
    },
  };
}

export function bookingsAtGate(model: BookingsModel): BookingsAtGate {
  return {
    isExpected: async (centreId, childId, date) =>
      (await model.findExpected(centreId, childId, date)) !== null,
    async listExpected(centreId, date) {
      const expected = await model.listExpected(centreId, date);
      return [...new Map(expected.map((booking) => [booking.childId, booking])).values()];
    },
  };
}

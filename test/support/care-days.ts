import type { CareRequestDoc } from '@nearcare/bff/features/bookings/care-requests.model';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import type { Connection } from 'mongoose';
import { beforeAll } from 'vitest';
import { bookingStack } from './booking-stack.js';
import { asItIs } from './crashes.js';
import { ownStore } from './data-folder.js';
import { addCentre, childrenOf, makeGroup } from './factories.js';
import { fakeClock } from './fake-clock.js';

export const thursday = '2026-11-26';
export const friday = '2026-11-27';
export const families = ['f_aaaa', 'f_bbbb', 'f_cccc', 'f_dddd'];
const children = childrenOf(families);

/** Bookings of some families and a desk without HTTP, over an empty store, for all tests of the file that calls this. */
export function careDays() {
  const own = ownStore();
  const clock = fakeClock();
  let stack: ReturnType<typeof bookingStack>;
  beforeAll(() => {
    stack = bookingStack(own.store, clock, children);
  });

  /** A new centre with one group of two free places, unless told otherwise, and nothing booked or told anywhere. */
  async function emptyDays(
    given: Partial<CentreRecord> = {},
  ): Promise<{ centre: CentreRecord; group: CentreRecord['groups'][number] }> {
    for (const name of ['careRequests', 'rosters', 'childDays', 'quotes'])
      await own.store.collection(name).deleteMany({});
    stack.told.clear();
    const group = given.groups?.[0] ?? makeGroup({ places: 4, enrolled: 2 });
    return { centre: await addCentre(own.store, { groups: [group], ...given }), group };
  }

  async function quoteFor(familyId: string, centreId: string, date: string): Promise<string> {
    const body = { centreId, childId: `ch_${familyId}`, mode: 'fullDay' as const, dates: [date] };
    return (await stack.process(asItIs).quotes.quoteBooking(familyId, body)).id;
  }

  return {
    clock,
    emptyDays,
    quoteFor,
    requests: () => own.store.collection<CareRequestDoc>('careRequests'),
    /** Another process at the same store: it remembers nothing of what the first one wrote. */
    otherStack: (): ReturnType<typeof bookingStack> =>
      bookingStack(own.store.useDb(own.store.name), clock, children),
    centres: () => own.store.collection<CentreRecord>('centres'),
    get store(): Connection {
      return own.store;
    },
    get stack(): ReturnType<typeof bookingStack> {
      return stack;
    },
  };
}

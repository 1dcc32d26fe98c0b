import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import type { Body } from '@nearcare/shared/contract/types';
import { makeGroup } from './factories.js';
import type { Answer, Parent } from './parent.js';

export type Hours = Pick<Body<'quoteBooking'>, 'mode' | 'half' | 'from' | 'to'>;
export const wholeDay: Hours = { mode: 'fullDay' };
export const hours = (from: string, to: string): Hours => ({ mode: 'hourly', from, to });

const line = { kind: 'care', isVoluntary: false } as const;

/** What a centre is made of that sells days and hours: 99 yuan a day, 18 an hour. */
export function sellingHours(places: number): Pick<CentreRecord, 'groups' | 'careModes' | 'priceList'> {
  return {
    groups: [makeGroup({ places })],
    careModes: ['fullDay', 'hourly'],
    priceList: [
      { ...line, id: '1', mode: 'fullDay', label: '全日托', unit: 'day', amountFen: 9900 },
      { ...line, id: '2', mode: 'hourly', label: '计时托', unit: 'hour', amountFen: 1800 },
    ],
  };
}

/** A parent's ways to a booking and to another time of it, over the wire. */
export function changer(parent: Parent, centreId: string, childId: string) {
  const quote = (wish: Hours, date: string, bookingId?: string) =>
    parent.call('quoteBooking', {
      body: { centreId, childId, ...wish, dates: [date], ...(bookingId && { bookingId }) },
    });
  const take = (bookingId: string, quoteId: string, key?: string) =>
    parent.call('rescheduleBooking', {
      params: { bookingId },
      body: { quoteId },
      ...(key ? { key } : {}),
    });

  return {
    quote,
    take,
    async book(wish: Hours, date: string) {
      const { body } = await quote(wish, date);
      return parent.call('createBooking', { body: { quoteId: body.id } });
    },
    /** Quotes and takes it; a refused quote is the answer where there is none to take. */
    async change(bookingId: string, wish: Hours, date: string, key?: string) {
      const quoted = await quote(wish, date, bookingId);
      if (quoted.status !== 201) return quoted as unknown as Answer<'rescheduleBooking'>;
      return take(bookingId, quoted.body.id, key);
    },
    read: async (bookingId: string) => (await parent.call('getBooking', { params: { bookingId } })).body,
  };
}

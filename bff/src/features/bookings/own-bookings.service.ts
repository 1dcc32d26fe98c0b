import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import type { Centres } from '../centres/centres.public.js';
import type { Children } from '../families/families.public.js';
import { toBooking } from './bookings.view.js';
import { type BookedDay, bookingId, partsOf } from './care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';
import type { SealedWords } from './sealed-words.js';
import type { SurveysModel } from './survey/surveys.model.js';

type Deps = {
  requests: CareRequestsModel;
  centres: Centres;
  families: Children;
  surveys: Pick<SurveysModel, 'find'>;
  words: SealedWords;
  clock: Clock;
};
type Booking = Reply<'getBooking'>;
/** A request and the day of it that is meant. */
export type Found = { request: CareRequestDoc; day: BookedDay };

export type OwnBookings = ReturnType<typeof ownBookings>;

/** A family's bookings as it reads them. */
export function ownBookings({ requests, centres, families, surveys, words, clock }: Deps) {
  /** @throws DomainError not_found, alike for another family's booking and for none */
  async function getBooking(familyId: string, id: string): Promise<Booking> {
    return view(await findOwn(familyId, id));
  }

  /** @throws DomainError not_found, alike for another family's booking and for none */
  async function findOwn(familyId: string, id: string): Promise<Found> {
    const parts = partsOf(id);
    const request = parts && (await requests.findOfFamily(familyId, parts.requestId));
    const found = request && request.versions.length > 0 ? dayOf(request, parts.index) : null;
    if (!found) throw new DomainError('not_found');
    return found;
  }

  /** Days of all requests, the latest day of care first: a family has some hundreds at most, so they are sorted here. */
  async function listMyBookings(
    familyId: string,
    query: Query<'listMyBookings'>,
  ): Promise<Reply<'listMyBookings'>> {
    const limit = query.limit ?? 20;
    const after = query.cursor ? orderOf(...decodeCursor(query.cursor, 2).map(String)) : null;
    const days = (await requests.listOfFamily(familyId))
      .filter(({ versions }) => versions.length > 0)
      .flatMap((request) => request.days.map((day) => ({ request, day, order: orderOfDay(request, day) })))
      .filter(({ order }) => after === null || order < after)
      .sort((a, b) => (a.order < b.order ? 1 : -1));
    const page = days.slice(0, limit);
    const last = page.at(-1);
    const nextCursor =
      days.length > limit && last
        ? encodeCursor([last.day.date, bookingId(last.request._id, last.day)])
        : null;
    return { items: await Promise.all(page.map(view)), nextCursor };
  }

  async function view({ request, day }: Found): Promise<Booking> {
    const [child, centre] = await Promise.all([
      families.findChild(request.familyId, request.childId),
      centres.findBookable(request.centreId),
    ]);
    const answer = day.state === 'completed' ? await surveys.find(bookingId(request._id, day)) : null;
    const endReason = await words.reasonOf({ request, day });
    return toBooking({ request, day }, child, centre, clock.now(), { answer, endReason });
  }

  return { findOwn, view, getBooking, listMyBookings };
}

const orderOf = (date = '', id = ''): string => `${date} ${id}`;
const orderOfDay = (request: CareRequestDoc, day: BookedDay): string =>
  orderOf(day.date, bookingId(request._id, day));

/** That day of the request; null where it has none. */
export function dayOf(request: CareRequestDoc, index: number): Found | null {
  const day = request.days.find((one) => one.index === index);
  return day ? { request, day } : null;
}

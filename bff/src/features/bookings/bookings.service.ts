import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import { slotsOf } from '@nearcare/shared/rules/slot-times';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId, fingerprint } from '../../lib/ids.js';
import { civilNow } from '../../lib/zone.js';
import type { StaffDesk } from '../../plugins/session.js';
import { getRegion } from '../../regions/regions.js';
import type { Centres } from '../centres/centres.public.js';
import type { AccessLog } from '../desk/desk.public.js';
import type { Children, KnownChild } from '../families/families.public.js';
import type { BookingNews } from './booking-news.js';
import type { BookingDoc, BookingsModel, Plan, QuoteDoc } from './bookings.model.js';
import { decideFullDay, refuseFiling } from './bookings.rules.js';
import { canCancel, toBooking } from './bookings.view.js';
import { type Places, placesTaken } from './places.js';

export type BookingsDeps = {
  model: BookingsModel;
  places: Places;
  centres: Centres;
  families: Children;
  news: BookingNews;
  accessLog: AccessLog;
  clock: Clock;
};

type Booking = Reply<'getBooking'>;

/** The use cases of a booking. The order of writes is docs/booking-protocol.md; each step may be repeated. */
export function bookingsService({ model, places, centres, families, news, accessLog, clock }: BookingsDeps) {
  /**
   * Books what was quoted. Answers only when the booking is committed, and what a desk did is on record and told.
   * @param desk the desk that books for the family; its keys are its own
   * @throws DomainError a refusal with nothing held, or `retry` when this attempt was left undecided.
   */
  async function createBooking(
    familyId: string,
    body: Body<'createBooking'>,
    key: string,
    desk?: StaffDesk,
  ): Promise<Booking> {
    const id = derivedId('b', familyId, desk ? `deskBookForFamily:${desk.centreId}` : 'createBooking', key);
    const bodyPrint = fingerprint(body);
    const [before, offered] = await Promise.all([
      model.findOfFamily(familyId, id),
      model.findQuote(familyId, body.quoteId),
    ]);
    if (before && before.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
    if (before && before.versions.length > 0) {
      await noteDesk(desk, before);
      return tellAndView(before);
    }

    // At a desk another centre's quote is none, also when it is this family's.
    const quoted = desk && offered?.centreId !== desk.centreId ? null : offered;
    const { quote, child, centre } = await readFreshly(familyId, before?.quote ?? quoted);
    const pending = newPending(id, quote, bodyPrint, centre.epoch, clock.now());
    const booking = await open(before, { ...pending, ...(desk && { bookedBy: desk.membershipId }) });
    if (booking.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
    if (booking.versions.length > 0) return tellAndView(booking);

    const refusal = (await places.claim(booking, centre)) ?? (await refusalSince(booking));
    if (refusal) return settleRefused(booking, refusal, child);
    // On record before it is done: by now hardly anything can refuse it any more.
    await noteDesk(desk, booking);
    const version = { n: booking.n, quote, at: clock.now() };
    if (!(await model.confirm(id, version, desk !== undefined))) return settleLostRace(booking);
    const confirmed: BookingDoc = {
      ...booking,
      status: 'confirmed',
      versions: [version],
      confirmedAt: version.at,
    };
    if (desk) await news.tell({ ...confirmed, isUntold: true });
    return toBooking(confirmed, child, centre, version.at);
  }

  /** Quote, child and centre as they are now, with the day's rules asked again. */
  async function readFreshly(familyId: string, quote: QuoteDoc | null) {
    if (!quote) throw new DomainError('not_found');
    if (quote.expiresAt <= clock.now()) throw new DomainError('quote_expired');
    const [child, centre] = await Promise.all([
      families.findChild(familyId, quote.childId),
      centres.findBookable(quote.centreId),
    ]);
    if (!child || !centre) throw new DomainError('not_found');
    const region = getRegion(centre.regionCode);
    const now = civilNow(centre.timeZone, clock.now());
    const day = decideFullDay({ centre, region, birthOn: child.birthOn, date: quote.date, now });
    if (!day.isAllowed) throw new DomainError(day.code, day.facts);
    // The centre changed what was quoted: its group or its hours are others now.
    if (day.group.id !== quote.groupId || day.from !== quote.from || day.to !== quote.to)
      throw new DomainError('quote_expired');
    return { quote, child, centre };
  }

  /** Inserts the attempt, joins a twin that is under way, or reopens an abandoned one under the next number. */
  async function open(before: BookingDoc | null, fresh: BookingDoc): Promise<BookingDoc> {
    if (!before && (await model.insertPending(fresh))) return fresh;
    const kept = before ?? (await model.find(fresh._id));
    if (!kept) throw new DomainError('retry');
    if (kept.status !== 'abandoned') return kept;
    const n = kept.n + 1;
    const plan = fresh.plan.map((item) => ({ ...item, n }));
    if (!(await model.reopen(kept._id, kept.n, plan, fresh.epoch, clock.now())))
      throw new DomainError('retry');
    await places.release(kept, kept.n);
    return { ...kept, status: 'pending', n, plan, epoch: fresh.epoch };
  }

  /**
   * Centre and child once more, after the claims: a suspension, or the removal of the child, that came in between must
   * win (protocol rule 13). Who removes a child cancels what it sees; what it could not see yet ends here.
   */
  async function refusalSince(booking: BookingDoc): Promise<DomainError | null> {
    const [centre, child] = await Promise.all([
      centres.findBookable(booking.centreId),
      families.findChild(booking.familyId, booking.childId),
    ]);
    if (!centre || !child) return new DomainError('not_found');
    const refusal = refuseFiling(centre);
    if (refusal) return new DomainError(refusal.code, refusal.facts);
    return centre.epoch === booking.epoch ? null : new DomainError('retry');
  }

  /** First the decision, then the release: a twin may have confirmed meanwhile (protocol rule 2). */
  async function settleRefused(
    booking: BookingDoc,
    refusal: DomainError,
    child: KnownChild,
  ): Promise<Booking> {
    if (!(await model.abandon(booking._id, booking.n, clock.now()))) return settleLostRace(booking);
    await places.release(booking, booking.n);
    throw refusal.code === 'child_already_booked'
      ? new DomainError(refusal.code, { child: child.nickname })
      : refusal;
  }

  /** Somebody else decided about this attempt: a twin, a cancellation or the reconcile job. */
  async function settleLostRace(booking: BookingDoc): Promise<Booking> {
    const now = await model.find(booking._id);
    // No document: its family was erased meanwhile, and what was claimed since is nobody's.
    if (!now || !placesTaken(now, booking.n)) await places.release(booking, booking.n);
    if (!now || now.versions.length === 0) throw new DomainError('retry');
    return tellAndView(now);
  }

  async function noteDesk(desk: StaffDesk | undefined, { familyId, childId }: BookingDoc): Promise<void> {
    if (desk) await accessLog.note(desk, [{ familyId, childId, what: 'booked' }]);
  }

  async function tellAndView(booking: BookingDoc): Promise<Booking> {
    await news.tell(booking);
    return view(booking);
  }

  /** @throws DomainError not_found, cancel_too_late, retry */
  async function cancelBooking(familyId: string, id: string): Promise<Booking> {
    const booking = await model.findOfFamily(familyId, id);
    if (!booking || booking.versions.length === 0) throw new DomainError('not_found');
    if (booking.status !== 'cancelled') {
      if (!canCancel(booking, clock.now()))
        throw new DomainError('cancel_too_late', { time: booking.quote.from });
      await model.cancel(id, clock.now());
    }
    const decided = await model.find(id);
    if (decided?.status !== 'cancelled') throw new DomainError('retry');
    for (const { n } of decided.plan) await places.release(decided, n);
    return view(decided);
  }

  /** @throws DomainError not_found, alike for another family's booking and for none */
  async function getBooking(familyId: string, id: string): Promise<Booking> {
    const booking = await model.findOfFamily(familyId, id);
    if (!booking || booking.versions.length === 0) throw new DomainError('not_found');
    return view(booking);
  }

  async function listMyBookings(
    familyId: string,
    query: Query<'listMyBookings'>,
  ): Promise<Reply<'listMyBookings'>> {
    const limit = query.limit ?? 20;
    const [date, id] = query.cursor ? decodeCursor(query.cursor, 2) : [];
    const after = date === undefined ? null : { date: String(date), id: String(id) };
    const docs = await model.listOfFamily(familyId, after, limit + 1);
    const page = docs.slice(0, limit);
    const last = page.at(-1);
    const items = await Promise.all(page.map(view));
    return { items, nextCursor: docs.length > limit && last ? encodeCursor([last.date, last._id]) : null };
  }

  async function view(booking: BookingDoc): Promise<Booking> {
    const [child, centre] = await Promise.all([
      families.findChild(booking.familyId, booking.childId),
      centres.findBookable(booking.centreId),
    ]);
    return toBooking(booking, child, centre, clock.now());
  }

  return { createBooking, cancelBooking, getBooking, listMyBookings };
}

function newPending(id: string, quote: QuoteDoc, bodyPrint: string, epoch: number, now: Date): BookingDoc {
  const plan: Plan = {
    rosterId: `${quote.groupId}:${quote.date}`,
    childDayId: `${quote.childId}:${quote.date}`,
    slots: slotsOf(quote.from, quote.to),
    n: 1,
  };
  return {
    _id: id,
    familyId: quote.familyId,
    childId: quote.childId,
    centreId: quote.centreId,
    groupId: quote.groupId,
    date: quote.date,
    bodyPrint,
    status: 'pending',
    n: 1,
    plan: [plan],
    versions: [],
    epoch,
    quote,
    openedAt: now,
    touchedAt: now,
    confirmedAt: null,
    cancelledAt: null,
    cancelledBy: null,
  };
}

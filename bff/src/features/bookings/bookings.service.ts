import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId, fingerprint } from '../../lib/ids.js';
import type { StaffDesk } from '../../plugins/session.js';
import { getRegion } from '../../regions/regions.js';
import type { BookableCentre, Centres } from '../centres/centres.public.js';
import type { AccessLog } from '../desk/desk.public.js';
import type { Children, KnownChild } from '../families/families.public.js';
import { type Attempt, newPending, onlyOn } from './attempt.js';
import type { BookingNews } from './booking-news.js';
import { canCancel, toBooking } from './bookings.view.js';
import { careRulesOf } from './care.rules.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';
import { freshReading } from './fresh-reading.js';
import { deadStays, letGo } from './held-stays.rules.js';
import { dayOf, type Found, type OwnBookings } from './own-bookings.service.js';
import type { Places } from './places.js';
import type { QuoteDoc } from './prices.rules.js';
import type { QuotesModel } from './quotes.model.js';
import { nextFreeWeek, visitsOf } from './temporary.rules.js';

export type BookingsDeps = {
  own: OwnBookings;
  requests: CareRequestsModel;
  quotes: Pick<QuotesModel, 'find'>;
  places: Places;
  centres: Centres;
  families: Children;
  news: BookingNews;
  accessLog: AccessLog;
  clock: Clock;
};

type Booking = Reply<'getBooking'>;
type Read = { quote: QuoteDoc; child: KnownChild; centre: BookableCentre };
/** Read, or booked before. */
type Begun = { before: CareRequestDoc | null; read: Read } | { before: CareRequestDoc; read: null };

/** The use cases of a booking. The order of writes is docs/booking-protocol.md; each step may be repeated. */
export function bookingsService(deps: BookingsDeps) {
  const { own, requests, quotes, places, centres, news, accessLog, clock } = deps;
  const { readFreshly, refusalSince } = freshReading(deps);

  /**
   * Books days that were quoted, all of them or none. Answers only when they are committed, and what a desk did is on
   * record and told. @returns the first day of care; it names the others
   * @param desk the desk that books for the family; its keys are its own
   * @throws DomainError a refusal with nothing held, or `retry` when this attempt was left undecided.
   */
  async function createBooking(
    familyId: string,
    body: Body<'createBooking'>,
    key: string,
    desk?: StaffDesk,
  ): Promise<Booking> {
    const id = derivedId('r', familyId, desk ? `deskBookForFamily:${desk.centreId}` : 'createBooking', key);
    const { quoteId, dates } = body;
    return book(familyId, { id, bodyPrint: fingerprint(body), quoteId, dates, desk });
  }

  /**
   * Books the place that was offered to this entry: two phones, two keys and two quotes make one booking.
   * @throws DomainError as createBooking does; offer_gone. Where the child is busy the offer stands on
   */
  async function bookOffered(
    familyId: string,
    { entryId, quoteId }: { entryId: string; quoteId: string },
  ): Promise<Booking> {
    const id = derivedId('r', familyId, 'acceptOffer', entryId);
    return book(familyId, { id, bodyPrint: fingerprint(entryId), quoteId, via: entryId });
  }

  async function book(familyId: string, asked: Attempt): Promise<Booking> {
    const { id, bodyPrint, desk, via } = asked;
    const { before, read } = await begin(familyId, asked);
    if (!read) {
      await noteDesk(desk, before);
      return tellAndView(before);
    }
    const { quote, child, centre } = read;
    const attempt = {
      ...{ bodyPrint, epoch: centre.epoch, now: clock.now() },
      ...(desk && { membershipId: desk.membershipId }),
      ...(via !== undefined && { via }),
    };
    const request = await open(before, newPending(id, quote, attempt));
    if (request.versions.length > 0) {
      await noteDesk(desk, request);
      return tellAndView(request);
    }

    const refusal = (await places.claim(request, request.days, centre)) ?? (await refusalNow(request));
    if (refusal) return settleRefused(request, refusal, child);
    // On record before it is done: by now hardly anything can refuse it any more.
    await noteDesk(desk, request);
    const version = { n: request.n, quote, at: clock.now() };
    const isUntold = desk !== undefined;
    const confirmed = await requests.decideOn(request, { kind: 'confirm', version, isUntold });
    if (!confirmed?.isDecided) return settleLostRace(request);
    if (desk) await news.tell(confirmed.request);
    return toBooking(firstOf(confirmed.request), child, centre, version.at);
  }

  /**
   * What an attempt is made of, as it is now. Most are the first of their key, so whether one went before is asked only
   * where this one can't begin; what was booked by then is the answer, without anything read anew.
   * @throws DomainError idempotency_key_reused, and as `readFreshly`
   */
  async function begin(familyId: string, { id, bodyPrint, quoteId, dates, desk }: Attempt): Promise<Begun> {
    const offered = await quotes.find(familyId, quoteId);
    // At a desk another centre's quote is none, also when it is this family's; and one for a change books nothing.
    const quoted = (desk && offered?.centreId !== desk.centreId) || offered?.changeOf ? null : offered;
    const wanted = quoted && onlyOn(quoted, dates);
    try {
      return { before: null, read: await readFreshly(familyId, wanted) };
    } catch (refusal) {
      const before = await requests.findOfFamily(familyId, id);
      if (!before) throw refusal;
      checkSame(before, bodyPrint);
      if (before.versions.length > 0) return { before, read: null };
      // The quote of now: an attempt that failed long ago, or another phone's, had one that ran out.
      return { before, read: await readFreshly(familyId, wanted ?? before.quote) };
    }
  }

  /** Inserts the attempt, joins a twin that is under way, or reopens an abandoned one under the next number. */
  async function open(before: CareRequestDoc | null, fresh: CareRequestDoc): Promise<CareRequestDoc> {
    if (!before && (await requests.insertPending(fresh))) return fresh;
    const kept = before ?? (await requests.find(fresh._id));
    if (!kept) throw new DomainError('retry');
    checkSame(kept, fresh.bodyPrint);
    if (kept.status !== 'abandoned') return kept;
    const n = kept.n + 1;
    const days = fresh.days.map((day) => ({ ...day, n }));
    const reopened = await requests.decideOn(kept, { kind: 'reopen', n, days });
    if (!reopened?.isDecided) throw new DomainError('retry');
    await places.release(kept, kept.days);
    return reopened.request;
  }

  /** As `refusalSince`, with the limit of visits a week. */
  async function refusalNow(request: CareRequestDoc): Promise<DomainError | null> {
    return (await refusalSince(request, request.days)) ?? refusalOfVisits(request);
  }

  /**
   * Visits at short notice are counted with this attempt in the store already, so of two attempts at once at least one
   * sees the other: the limit of a week is never passed, though both may be refused.
   */
  async function refusalOfVisits(request: CareRequestDoc): Promise<DomainError | null> {
    if (request.quote.wish.mode !== 'temporary') return null;
    const centre = await centres.findBookable(request.centreId);
    if (!centre) return new DomainError('not_found');
    const { perWeek } = careRulesOf(centre, getRegion(centre.regionCode).careRules).temporary;
    const others = (await requests.listOfFamily(request.familyId)).filter(({ _id }) => _id !== request._id);
    const visits = visitsOf(others, request);
    for (const { date } of request.days) {
      const again = nextFreeWeek(date, visits, perWeek);
      if (again) return new DomainError('weekly_limit_reached', { n: perWeek, date: again });
      visits.push(date);
    }
    return null;
  }

  /** First the decision, then the release: a twin may have confirmed meanwhile (protocol rule 2). */
  async function settleRefused(
    request: CareRequestDoc,
    refusal: DomainError,
    child: KnownChild,
  ): Promise<Booking> {
    const abandoned = await requests.decideOn(request, { kind: 'abandon', n: request.n });
    if (!abandoned?.isDecided) return settleLostRace(request);
    await places.release(request, request.days);
    throw refusal.code === 'child_already_booked'
      ? new DomainError(refusal.code, { ...refusal.facts, child: child.nickname })
      : refusal;
  }

  /** Somebody else decided about this attempt: a twin, a cancellation or the reconcile job. */
  async function settleLostRace(request: CareRequestDoc): Promise<Booking> {
    const now = await requests.find(request._id);
    // No document: its family was erased meanwhile, and what was claimed since is nobody's.
    await places.release(now ?? request, now ? deadStays(now, request.days) : request.days);
    if (!now || now.versions.length === 0) throw new DomainError('retry');
    return tellAndView(now);
  }

  async function noteDesk(desk: StaffDesk | undefined, { familyId, childId }: CareRequestDoc): Promise<void> {
    if (desk) await accessLog.note(desk, [{ familyId, childId, what: 'booked' }]);
  }

  async function tellAndView(request: CareRequestDoc): Promise<Booking> {
    await news.tell(request);
    return own.view(firstOf(request));
  }

  /** @throws DomainError not_found, cancel_too_late, retry */
  async function cancelBooking(familyId: string, id: string): Promise<Booking> {
    const { request, day } = await own.findOwn(familyId, id);
    if (day.state !== 'cancelled' && !canCancel({ request, day }, clock.now()))
      throw new DomainError('cancel_too_late');
    const cancel = { kind: 'cancel', indexes: [day.index], at: clock.now() } as const;
    const decided = await requests.decideOn(request, cancel);
    const after = decided && dayOf(decided.request, day.index);
    if (!decided || after?.day.state !== 'cancelled') throw new DomainError('retry');
    await places.release(after.request, letGo(decided, day.index));
    return own.view(after);
  }

  return { createBooking, bookOffered, cancelBooking };
}

/** @throws DomainError idempotency_key_reused: under this key something else was asked for */
function checkSame(before: CareRequestDoc, bodyPrint: string): void {
  if (before.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
}

function firstOf(request: CareRequestDoc): Found {
  const [day] = request.days;
  if (!day) throw new Error('a request without days');
  return { request, day };
}

import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId, fingerprint } from '../../lib/ids.js';
import { civilNow } from '../../lib/zone.js';
import type { StaffDesk } from '../../plugins/session.js';
import { getRegion } from '../../regions/regions.js';
import type { BookableCentre, Centres } from '../centres/centres.public.js';
import type { AccessLog } from '../desk/desk.public.js';
import type { Children, KnownChild } from '../families/families.public.js';
import { newPending, onlyOn } from './attempt.js';
import type { BookingNews } from './booking-news.js';
import { decideDay, refuseFiling } from './bookings.rules.js';
import { canCancel, toBooking } from './bookings.view.js';
import { type BookedDay, bookingId, childDayId, isClaimAlive, partsOf } from './care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';
import { careRulesOf } from './care-rules.js';
import type { Places } from './places.js';
import type { QuoteDoc, QuotedDay } from './prices.rules.js';
import type { QuotesModel } from './quotes.model.js';
import { nextFreeWeek, visitsOf } from './temporary.rules.js';

export type BookingsDeps = {
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
/** A request and the day of it that is meant. */
type Found = { request: CareRequestDoc; day: BookedDay };

/** The use cases of a booking. The order of writes is docs/booking-protocol.md; each step may be repeated. */
export function bookingsService(deps: BookingsDeps) {
  const { requests, quotes, places, centres, families, news, accessLog, clock } = deps;

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
    const bodyPrint = fingerprint(body);
    const [before, offered] = await Promise.all([
      requests.findOfFamily(familyId, id),
      quotes.find(familyId, body.quoteId),
    ]);
    if (before && before.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
    if (before && before.versions.length > 0) {
      await noteDesk(desk, before);
      return tellAndView(before);
    }

    // At a desk another centre's quote is none, also when it is this family's.
    const quoted = desk && offered?.centreId !== desk.centreId ? null : offered;
    const wanted = before?.quote ?? (quoted && onlyOn(quoted, body.dates));
    const { quote, child, centre } = await readFreshly(familyId, wanted);
    const attempt = { bodyPrint, epoch: centre.epoch, now: clock.now() };
    const pending = newPending(id, quote, { ...attempt, ...(desk && { membershipId: desk.membershipId }) });
    const request = await open(before, pending);
    if (request.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
    if (request.versions.length > 0) return tellAndView(request);

    const refusal = (await places.claim(request, request.days, centre)) ?? (await refusalSince(request));
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

  /** Quote, child and centre as they are now, with the rules of each day asked again. */
  async function readFreshly(familyId: string, quote: QuoteDoc | null) {
    if (!quote) throw new DomainError('not_found');
    if (quote.expiresAt <= clock.now()) throw new DomainError('quote_expired');
    const [child, centre] = await Promise.all([
      families.findChild(familyId, quote.childId),
      centres.findBookable(quote.centreId),
    ]);
    if (!child || !centre) throw new DomainError('not_found');
    for (const day of quote.days) checkDay(quote, day, child, centre);
    return { quote, child, centre };
  }

  function checkDay(
    { wish }: QuoteDoc,
    quoted: QuotedDay,
    { birthOn }: KnownChild,
    centre: BookableCentre,
  ): void {
    const region = getRegion(centre.regionCode);
    const now = civilNow(centre.timeZone, clock.now());
    const day = decideDay({ centre, region, birthOn, wish, date: quoted.date, now });
    if (!day.isAllowed) throw new DomainError(day.code, day.facts);
    // The centre changed what was quoted: its group or its hours are others now.
    if (day.group.id !== quoted.groupId || day.from !== quoted.from || day.to !== quoted.to)
      throw new DomainError('quote_expired');
  }

  /** Inserts the attempt, joins a twin that is under way, or reopens an abandoned one under the next number. */
  async function open(before: CareRequestDoc | null, fresh: CareRequestDoc): Promise<CareRequestDoc> {
    if (!before && (await requests.insertPending(fresh))) return fresh;
    const kept = before ?? (await requests.find(fresh._id));
    if (!kept) throw new DomainError('retry');
    if (kept.status !== 'abandoned') return kept;
    const n = kept.n + 1;
    const days = fresh.days.map((day) => ({ ...day, n }));
    const reopened = await requests.decideOn(kept, { kind: 'reopen', n, days });
    if (!reopened?.isDecided) throw new DomainError('retry');
    await places.release(kept, kept.days);
    return reopened.request;
  }

  /**
   * Centre and child once more, after the claims: a suspension, or the removal of the child, that came in between must
   * win (protocol rule 13). Who removes a child cancels what it sees; what it could not see yet ends here.
   */
  async function refusalSince(request: CareRequestDoc): Promise<DomainError | null> {
    const [centre, child] = await Promise.all([
      centres.findBookable(request.centreId),
      families.findChild(request.familyId, request.childId),
    ]);
    if (!centre || !child) return new DomainError('not_found');
    const refusal = refuseFiling(centre);
    if (refusal) return new DomainError(refusal.code, refusal.facts);
    if (request.days.some(({ epoch }) => epoch !== centre.epoch)) return new DomainError('retry');
    return refuseVisits(request, centre);
  }

  /**
   * Visits at short notice are counted with this attempt in the store already, so of two attempts at once at least one
   * sees the other: the limit of a week is never passed, though both may be refused.
   */
  async function refuseVisits(request: CareRequestDoc, centre: BookableCentre): Promise<DomainError | null> {
    if (request.quote.wish.mode !== 'temporary') return null;
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
    await places.release(now ?? request, now ? deadDays(now, request.days) : request.days);
    if (!now || now.versions.length === 0) throw new DomainError('retry');
    return tellAndView(now);
  }

  async function noteDesk(desk: StaffDesk | undefined, { familyId, childId }: CareRequestDoc): Promise<void> {
    if (desk) await accessLog.note(desk, [{ familyId, childId, what: 'booked' }]);
  }

  async function tellAndView(request: CareRequestDoc): Promise<Booking> {
    await news.tell(request);
    return view(firstOf(request));
  }

  /** @throws DomainError not_found, cancel_too_late, retry */
  async function cancelBooking(familyId: string, id: string): Promise<Booking> {
    const { request, day } = await findOwn(familyId, id);
    if (day.state !== 'cancelled' && !canCancel({ request, day }, clock.now()))
      throw new DomainError('cancel_too_late');
    const cancel = { kind: 'cancel', indexes: [day.index], at: clock.now() } as const;
    const decided = await requests.decideOn(request, cancel);
    const after = decided && dayOf(decided.request, day.index);
    if (after?.day.state !== 'cancelled') throw new DomainError('retry');
    await places.release(after.request, [after.day]);
    return view(after);
  }

  /** @throws DomainError not_found, alike for another family's booking and for none */
  async function getBooking(familyId: string, id: string): Promise<Booking> {
    return view(await findOwn(familyId, id));
  }

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
    return toBooking({ request, day }, child, centre, clock.now());
  }

  return { createBooking, cancelBooking, getBooking, listMyBookings };
}

const orderOf = (date = '', id = ''): string => `${date} ${id}`;
const orderOfDay = (request: CareRequestDoc, day: BookedDay): string =>
  orderOf(day.date, bookingId(request._id, day));

function dayOf(request: CareRequestDoc, index: number): Found | null {
  const day = request.days.find((one) => one.index === index);
  return day ? { request, day } : null;
}

function firstOf(request: CareRequestDoc): Found {
  const [day] = request.days;
  if (!day) throw new Error('a request without days');
  return { request, day };
}

/** Those of an attempt's days whose claims are dead by now. */
function deadDays(now: CareRequestDoc, days: readonly BookedDay[]): BookedDay[] {
  return days.filter((day) => !isClaimAlive(now, day.n, childDayId(now.childId, day.date)));
}

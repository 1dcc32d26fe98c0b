import type { Body, Reply } from '@nearcare/shared/contract/types';
import { slotsOf } from '@nearcare/shared/rules/slot-times';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import type { BookableCentre, Centres } from '../centres/centres.public.js';
import type { Children, KnownChild } from '../families/families.public.js';
import type { BookingNews } from './booking-news.js';
import { canChange } from './bookings.view.js';
import { type BookedDay, bookingId, type Change, type Stay } from './care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';
import { freshReading } from './fresh-reading.js';
import { deadStays, staysOf } from './held-stays.rules.js';
import { dayOf, type Found, type OwnBookings } from './own-bookings.service.js';
import type { Places } from './places.js';
import type { QuoteDoc } from './prices.rules.js';
import type { QuotesModel } from './quotes.model.js';

export type ChangesDeps = {
  own: OwnBookings;
  requests: CareRequestsModel;
  quotes: Pick<QuotesModel, 'find'>;
  places: Places;
  centres: Centres;
  families: Children;
  news: BookingNews;
  clock: Clock;
};

type Booking = Reply<'getBooking'>;
type Read = { child: KnownChild; centre: BookableCentre };
/** A booking with the change that this request tries. */
type Trying = Found & { change: Change };

/** What is asked for: by whose key, at what was quoted, and from whose offer. */
type Wanted = { key: string; quote: QuoteDoc | null; via?: string };

/** How often opening a change is tried again because another booking of the same request was written in between. */
const maxTries = 10;

/**
 * Changes a booking to another stay that was quoted for it, at the same centre and for the same child. It keeps what it
 * has until the new stay is committed by one write. The order of writes is docs/booking-protocol.md.
 */
export function changesService(deps: ChangesDeps) {
  const { own, requests, quotes, places, news, clock } = deps;
  const { readFreshly, refusalSince } = freshReading(deps);

  /**
   * Repeated with its key it goes on with its own attempt, or answers what the booking is by now.
   * @throws DomainError a refusal, after which the booking is what it was; or `retry` when this attempt was left undecided
   */
  async function rescheduleBooking(
    familyId: string,
    id: string,
    { quoteId }: Body<'rescheduleBooking'>,
    idempotencyKey: string,
  ): Promise<Booking> {
    const found = await own.findOwn(familyId, id);
    const key = derivedId('k', idempotencyKey);
    const known = quoteOf(found, key);
    if (known && known._id !== quoteId) throw new DomainError('idempotency_key_reused');
    return change(found, { key, quote: known ?? (await quotes.find(familyId, quoteId)) });
  }

  /**
   * Takes the place that was offered to this entry, at whatever centre, in place of the booking: two phones, two keys and
   * two quotes make one change of it.
   * @throws DomainError as rescheduleBooking does; offer_gone. What refuses it leaves the booking and the offer as they were
   */
  async function takeOffered(
    familyId: string,
    id: string,
    { entryId, quoteId }: { entryId: string; quoteId: string },
  ): Promise<Booking> {
    const found = await own.findOwn(familyId, id);
    const key = derivedId('k', 'acceptOffer', entryId);
    const quote = quoteOf(found, key) ?? (await quotes.find(familyId, quoteId));
    return change(found, { key, quote, via: entryId });
  }

  /** What this key was asked with, where it was committed or is being tried. */
  function quoteOf({ request, day }: Found, key: string): QuoteDoc | undefined {
    const n = day.changes?.[key];
    const version = request.versions.find((one) => one.n === n);
    return version?.quote ?? (day.change?.key === key ? day.change.quote : undefined);
  }

  async function change(found: Found, { quote: wanted, ...asked }: Wanted): Promise<Booking> {
    const { request, day } = found;
    if (day.changes?.[asked.key] !== undefined) return tellAndView(found);
    // Asked for by its key alone, a quote that takes an offer would take the place of somebody who waits.
    const isMeant = wanted?.changeOf?.bookingId === bookingId(request._id, day) && wanted.via === asked.via;
    if (!wanted || !isMeant) throw new DomainError('not_found');
    const { quote, child, centre } = await readFreshly(request.familyId, wanted);
    const opened = await open(found, { ...asked, quote, epoch: centre.epoch });
    return opened.change
      ? attempt({ ...opened, change: opened.change }, { child, centre })
      : tellAndView(opened);
  }

  /** Opens the change, or joins a twin that is under way. @returns without a change where a twin was done with it */
  async function open(
    found: Found,
    asked: { key: string; quote: QuoteDoc; via?: string; epoch: number },
  ): Promise<Found & { change?: Change }> {
    let current = found;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const { request, day } = current;
      const twins = quoteOf(current, asked.key);
      // Of a reschedule one key stands for one quote; of an offer all accepts are the same.
      if (twins && asked.via === undefined && twins._id !== asked.quote._id)
        throw new DomainError('idempotency_key_reused');
      if (day.changes?.[asked.key] !== undefined) return current;
      if (twins && day.change) return { ...current, change: day.change };
      checkOpen(current, asked.quote);
      const change = changeTo(request, { ...asked, now: clock.now() });
      const opened = await requests.decideOn(request, { kind: 'openChange', index: day.index, change });
      const after = opened && dayOf(opened.request, day.index);
      if (!after) throw new DomainError('not_found');
      if (opened?.isDecided) return { ...after, change };
      current = after;
    }
    throw new DomainError('retry');
  }

  function checkOpen({ request, day }: Found, { changeOf }: QuoteDoc): void {
    if (!canChange({ request, day }, clock.now())) throw new DomainError('change_too_late');
    if (day.change) throw new DomainError('changing');
    // It was changed since: what was shown as old price and terms is old no more.
    if (changeOf?.n !== day.n) throw new DomainError('quote_expired');
  }

  async function attempt({ request, day, change }: Trying, { child, centre }: Read): Promise<Booking> {
    const { index } = day;
    const { to } = change;
    const refusal =
      (await places.claim(request, [{ ...to, index }], centre)) ??
      (await refusalSince({ ...request, centreId: centre.id }, [to]));
    if (refusal) return settleRefused({ request, day, change }, refusal, child);
    const commit = { kind: 'commitChange', index, n: to.n, at: clock.now() } as const;
    const committed = await requests.decideOn(request, commit);
    const after = committed?.isDecided && dayOf(committed.request, index);
    if (!committed || !after) return settleLostRace({ request, day, change });
    await releaseDead(after.request, committed.before, index);
    return tellAndView(after);
  }

  /** What the booking had and tried, as far as it is dead now. */
  async function releaseDead(now: CareRequestDoc, before: CareRequestDoc, index: number): Promise<void> {
    const days: BookedDay[] = before.days.filter((day) => day.index === index);
    await places.release(now, deadStays(now, staysOf(days)));
  }

  /** First the decision, then the rollback: a twin may have committed meanwhile (protocol rule 2). */
  async function settleRefused(trying: Trying, refusal: DomainError, child: KnownChild): Promise<Booking> {
    const { request, day, change } = trying;
    const drop = { kind: 'dropChange', index: day.index, n: change.to.n } as const;
    const dropped = await requests.decideOn(request, drop);
    if (!dropped?.isDecided) return settleLostRace(trying);
    await places.release(dropped.request, [{ ...change.to, index: day.index }]);
    throw refusal.code === 'child_already_booked'
      ? new DomainError(refusal.code, { ...refusal.facts, child: child.nickname })
      : refusal;
  }

  /** Somebody else decided about this attempt: a twin, whoever ended the booking, its desk or the reconcile job. */
  async function settleLostRace({ request, day, change }: Trying): Promise<Booking> {
    const tried = { ...change.to, index: day.index };
    const now = await requests.find(request._id);
    // No document: its family was erased meanwhile, and what was claimed since is nobody's.
    await places.release(now ?? request, now ? deadStays(now, [tried]) : [tried]);
    const after = now && dayOf(now, day.index);
    if (!after) throw new DomainError('not_found');
    if (after.day.changes?.[change.key] !== undefined) return tellAndView(after);
    throw new DomainError(canChange(after, clock.now()) ? 'retry' : 'change_too_late');
  }

  async function tellAndView(found: Found): Promise<Booking> {
    await news.tell(found.request);
    return own.view(found);
  }

  return { rescheduleBooking, takeOffered };
}

function changeTo(
  request: CareRequestDoc,
  asked: { key: string; quote: QuoteDoc; via?: string; epoch: number; now: Date },
): Change {
  const { key, quote, via, epoch, now } = asked;
  const [quoted] = quote.days;
  if (!quoted) throw new Error('a change without a day');
  const { date, groupId, from, to } = quoted;
  const { centreId } = quote;
  const stay: Stay = {
    ...{ date, groupId, slots: slotsOf(from, to), n: request.n + 1, epoch },
    ...(via !== undefined && { via }),
    ...(centreId !== request.centreId && { centreId }),
  };
  return { to: stay, key, quote, openedAt: now };
}

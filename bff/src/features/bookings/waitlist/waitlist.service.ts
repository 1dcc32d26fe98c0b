import type { Body, Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import { slotsOf } from '@nearcare/shared/rules/slot-times';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { derivedId, fingerprint } from '../../../lib/ids.js';
import { civilNow, instantAt } from '../../../lib/zone.js';
import { getRegion } from '../../../regions/regions.js';
import { type BookableCentre, type Centres, placesForBookings } from '../../centres/centres.public.js';
import type { Children } from '../../families/families.public.js';
import { decideDay } from '../bookings.rules.js';
import type { bookingsService } from '../bookings.service.js';
import { bookingId } from '../care-request.rules.js';
import type { CareRequestsModel } from '../care-requests.model.js';
import { versionsOf } from '../held-stays.rules.js';
import { claimId, requestOf } from '../places.js';
import { itemOf } from '../queue.rules.js';
import type { QuotesModel } from '../quotes.model.js';
import type { RosterDoc, RosterModel } from '../roster.model.js';
import { rosterId } from '../roster.rules.js';
import { wishOf } from '../wish.js';
import type { EntryCopies } from './copies.js';
import type { EntriesModel, EntryDoc } from './entries.model.js';
import { abandoned, copied } from './entries.rules.js';
import { leavingOf, seedOf } from './in-roster.js';
import { toWaitlistEntry } from './waitlist.view.js';

export type WaitlistDeps = {
  entries: EntriesModel;
  rosters: RosterModel;
  requests: Pick<CareRequestsModel, 'find'>;
  quotes: Pick<QuotesModel, 'find'>;
  copies: EntryCopies;
  bookings: Pick<ReturnType<typeof bookingsService>, 'bookOffered'>;
  centres: Centres;
  families: Children;
  clock: Clock;
};

type Shown = Reply<'getWaitlistEntry'>;

/** Ended entries are listed so long after their day. */
const shownDaysAfter = 7;
const mostShown = 100;

/**
 * Waiting for a place on a full day. The roster decides everything (docs/booking-protocol.md, “Waiting”); the entry is
 * there before the roster knows it and is a copy of it afterwards.
 */
export function waitlistService(deps: WaitlistDeps) {
  const { entries, rosters, requests, quotes, copies, bookings, centres, families, clock } = deps;

  /** @throws DomainError not_found, why the child can't have the day, place_is_free, already_waiting, retry */
  async function joinWaitlist(familyId: string, body: Body<'joinWaitlist'>, key: string): Promise<Shown> {
    const id = derivedId('w', familyId, 'joinWaitlist', key);
    const bodyPrint = fingerprint(body);
    const before = await entries.findOfFamily(familyId, id);
    if (before && before.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
    if (before && before.ver > 0) return view(before);

    const { entry, centre } = await readFreshly(familyId, body, { id, bodyPrint });
    if (!before) await entries.insertJoining(entry);
    const { epoch } = centre;
    const places = usualPlaces(entry, centre);
    const { slots, childId } = entry;
    const item = { ...leavingOf(entry), slots, childId, familyId };
    const refusal = await rosters.apply(seedOf(entry, { epoch, places }), {
      kind: 'enqueue',
      ...{ item, epoch, places },
    });
    if (refusal) {
      await entries.decideOn(id, abandoned);
      throw refusalOf(refusal, entry.date);
    }
    // Who removes a child leaves the lines that it sees; what it could not see yet ends here.
    if (!(await families.findChild(familyId, childId))) {
      await rosters.apply(seedOf(entry), { kind: 'leave', ...leavingOf(entry), childId, familyId });
      throw new DomainError('not_found');
    }
    return copyAndView(entry);
  }

  async function readFreshly(
    familyId: string,
    body: Body<'joinWaitlist'>,
    { id, bodyPrint }: { id: string; bodyPrint: string },
  ): Promise<{ entry: EntryDoc; centre: BookableCentre }> {
    const [child, centre] = await Promise.all([
      families.findChild(familyId, body.childId),
      centres.findBookable(body.centreId),
    ]);
    if (!child || !centre) throw new DomainError('not_found');
    const { timeZone, regionCode, isDemo } = centre;
    const { date } = body;
    const wish = wishOf(body);
    const at = clock.now();
    const now = civilNow(timeZone, at);
    const region = getRegion(regionCode);
    const day = decideDay({ centre, region, birthOn: child.birthOn, wish, date, now });
    if (!day.isAllowed) throw new DomainError(day.code, day.facts);
    const { from, to, group } = day;
    const entry: EntryDoc = {
      ...{ _id: id, rev: 0, bodyPrint, familyId, childId: child.id, centreId: centre.id },
      ...{ groupId: group.id, groupName: group.name, date, wish, from, to, slots: slotsOf(from, to) },
      ...{ startsAt: instantAt(date, from, timeZone), timeZone, regionCode, isDemo },
      ...{ status: 'joining', ver: 0, openedAt: at, changedAt: at },
    };
    return { entry, centre };
  }

  /** @throws DomainError not_found, offer_taken, retry */
  async function leaveWaitlist(familyId: string, id: string): Promise<Shown> {
    const entry = await findOwn(familyId, id);
    const { childId } = entry;
    const refusal = await rosters.apply(seedOf(entry), {
      kind: 'leave',
      ...{ ...leavingOf(entry), childId, familyId },
    });
    if (refusal) throw new DomainError('offer_taken');
    return copyAndView(entry);
  }

  /** @throws DomainError not_found, offer_gone, offer_taken, retry */
  async function declineOffer(familyId: string, id: string): Promise<Shown> {
    const entry = await findOwn(familyId, id);
    const refusal = await rosters.apply(seedOf(entry), { kind: 'decline', entry: id });
    if (refusal) throw new DomainError(refusal === 'taken' ? 'offer_taken' : 'offer_gone');
    return copyAndView(entry);
  }

  /**
   * Books what is offered, at a price that this family was just quoted for these very hours.
   * @throws DomainError not_found, quote_expired, offer_gone, child_already_booked (the offer stands on), retry
   */
  async function acceptOffer(
    familyId: string,
    id: string,
    { quoteId }: Body<'acceptOffer'>,
  ): Promise<Reply<'acceptOffer'>> {
    const entry = await findOwn(familyId, id);
    const [quote, roster] = await Promise.all([quotes.find(familyId, quoteId), findRoster(entry)]);
    const state = roster && itemOf(roster, id)?.state;
    // Once accepted it is answered by what was accepted, however old the quote of then is.
    if (!quote && state !== 'taken') throw new DomainError('not_found');
    if (state !== 'offered' && state !== 'taken') throw new DomainError('offer_gone');
    const [day, ...others] = quote?.days ?? [];
    const isForIt =
      day?.groupId === entry.groupId &&
      day.date === entry.date &&
      day.from === entry.from &&
      day.to === entry.to;
    if (quote && (quote.childId !== entry.childId || !isForIt || others.length > 0))
      throw new DomainError('quote_expired');
    const booking = await bookings.bookOffered(familyId, { entryId: id, quoteId });
    await copies.refresh(entry);
    return booking;
  }

  /** @throws DomainError not_found, alike for another family's entry and for none */
  async function getWaitlistEntry(familyId: string, id: string): Promise<Shown> {
    return view(await findOwn(familyId, id));
  }

  /** Those in line by day, then those that ended, the latest day first. */
  async function listMyWaitlist(familyId: string): Promise<Reply<'listMyWaitlist'>> {
    const now = clock.now();
    const since = addDays(now.toISOString().slice(0, 10), -shownDaysAfter);
    const listed = (await entries.listOfFamily(familyId)).filter(
      ({ status, date }) => status !== 'abandoned' && status !== 'joining' && date >= since,
    );
    const newest = listed.sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, mostShown);
    const shown = await Promise.all(newest.map(view));
    const isInLine = ({ status }: Shown) => status === 'waiting' || status === 'offered';
    const byDay = (a: Shown, b: Shown) =>
      `${a.date}${a.from}${a.id}` < `${b.date}${b.from}${b.id}` ? -1 : 1;
    const ended = shown.filter((entry) => !isInLine(entry)).sort((a, b) => byDay(b, a));
    return { items: [...shown.filter(isInLine).sort(byDay), ...ended] };
  }

  async function findOwn(familyId: string, id: string): Promise<EntryDoc> {
    const entry = await entries.findOfFamily(familyId, id);
    if (!entry) throw new DomainError('not_found');
    return entry;
  }

  const findRoster = ({ groupId, date }: EntryDoc): Promise<RosterDoc | null> =>
    rosters.find(rosterId(groupId, date));

  /** After what its family just did. */
  const copyAndView = async (entry: EntryDoc): Promise<Shown> => view(await copies.refresh(entry));

  /** From the roster of this moment, also where the entry is behind it. */
  async function view(entry: EntryDoc): Promise<Shown> {
    const [roster, child, centre] = await Promise.all([
      findRoster(entry),
      families.findChild(entry.familyId, entry.childId),
      centres.findBookable(entry.centreId),
    ]);
    const item = roster && itemOf(roster, entry._id);
    const request = item?.by === undefined ? null : await requests.find(requestOf(item.by));
    const isBooked = request?.versions.some(({ n }) => claimId(request._id, n) === item?.by) ?? false;
    const current = item ? copied(entry, item, isBooked) : entry;
    // What it became, also where that was changed since.
    const day = request?.days.find((one) =>
      versionsOf(request, one).some(({ n }) => claimId(request._id, n) === item?.by),
    );
    const booked = request && day ? bookingId(request._id, day) : null;
    return toWaitlistEntry({ entry: current, roster, child, centre, bookingId: booked }, clock.now());
  }

  return { joinWaitlist, leaveWaitlist, declineOffer, acceptOffer, getWaitlistEntry, listMyWaitlist };
}

function usualPlaces({ groupId }: EntryDoc, centre: BookableCentre): number {
  const group = centre.groups.find(({ id }) => id === groupId);
  return group ? placesForBookings(group) : 0;
}

function refusalOf(refusal: string, date: string): DomainError {
  if (refusal === 'free') return new DomainError('place_is_free', { date });
  if (refusal === 'queued') return new DomainError('already_waiting', { date });
  // Also where the day was closed meanwhile: who asks again is told why.
  return new DomainError('retry');
}

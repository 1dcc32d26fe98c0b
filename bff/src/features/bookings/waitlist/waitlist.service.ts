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
import { bookableUntil, careRulesOf } from '../care.rules.js';
import type { CareRequestsModel } from '../care-requests.model.js';
import type { changesService } from '../changes.service.js';
import type { OwnBookings } from '../own-bookings.service.js';
import { itemOf } from '../queue.rules.js';
import type { QuotesModel } from '../quotes.model.js';
import type { RosterModel } from '../roster.model.js';
import { wishOf } from '../wish.js';
import type { EntryCopies } from './copies.js';
import type { EntriesModel, EntryDoc } from './entries.model.js';
import { abandoned } from './entries.rules.js';
import { entryReading } from './entry-reading.js';
import { leavingOf, seedOf } from './in-roster.js';

export type WaitlistDeps = {
  entries: EntriesModel;
  rosters: RosterModel;
  own: Pick<OwnBookings, 'view' | 'findOwn'>;
  requests: Pick<CareRequestsModel, 'find' | 'listOfFamily'>;
  quotes: Pick<QuotesModel, 'find'>;
  copies: EntryCopies;
  bookings: Pick<ReturnType<typeof bookingsService>, 'bookOffered'>;
  changes: Pick<ReturnType<typeof changesService>, 'takeOffered'>;
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
  const { own, entries, rosters, quotes, copies, bookings, changes, centres, families, clock } = deps;
  const { view, findRoster, findTaker } = entryReading(deps);

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
    const rules = careRulesOf(centre, region.careRules);
    const last = bookableUntil(wish.mode, instantAt(date, from, timeZone), rules);
    const entry: EntryDoc = {
      ...{ _id: id, rev: 0, bodyPrint, familyId, childId: child.id, centreId: centre.id },
      ...{ groupId: group.id, groupName: group.name, date, wish, from, to, slots: slotsOf(from, to) },
      ...{ bookableUntil: last, timeZone, regionCode, isDemo },
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
   * Books what is offered, at a price that this family was just quoted for these very hours; with `replaces` in place of
   * that booking, which stands until the very write that takes the offer.
   * @throws DomainError not_found, quote_expired, offer_gone, retry; child_already_booked, changing and change_too_late
   *   (the offer stands on)
   */
  async function acceptOffer(
    familyId: string,
    id: string,
    { quoteId, replaces }: Body<'acceptOffer'>,
  ): Promise<Reply<'acceptOffer'>> {
    const entry = await findOwn(familyId, id);
    if (replaces !== undefined) await own.findOwn(familyId, replaces);
    const [quote, roster] = await Promise.all([quotes.find(familyId, quoteId), findRoster(entry)]);
    const item = roster && itemOf(roster, id);
    const state = item?.state;
    // Once accepted it is answered by what was accepted, whatever is asked now.
    const taker = item && (await findTaker(item));
    if (taker) {
      await copies.refresh(entry);
      return own.view(taker);
    }
    // A twin may be on its way with a quote of its own.
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
    const offer = { entryId: id, quoteId };
    const booking =
      replaces === undefined
        ? await bookings.bookOffered(familyId, offer)
        : await changes.takeOffered(familyId, replaces, offer);
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

  /** After what its family just did. */
  const copyAndView = async (entry: EntryDoc): Promise<Shown> => view(await copies.refresh(entry));

  return { joinWaitlist, leaveWaitlist, declineOffer, acceptOffer, getWaitlistEntry, listMyWaitlist };
}

function usualPlaces({ groupId }: EntryDoc, centre: BookableCentre): number {
  const group = centre.groups.find(({ id }) => id === groupId);
  return group ? placesForBookings(group) : 0;
}

function refusalOf(refusal: string, date: string): DomainError {
  if (refusal === 'free') return new DomainError('place_is_free', { date });
  if (refusal === 'held') return new DomainError('child_already_booked', { date });
  if (refusal === 'queued') return new DomainError('already_waiting', { date });
  // Also where the day was closed meanwhile: who asks again is told why.
  return new DomainError('retry');
}

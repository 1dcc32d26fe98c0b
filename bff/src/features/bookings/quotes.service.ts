import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import { addDays, addMonths, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { slotsOf } from '@nearcare/shared/rules/slot-times';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { newId } from '../../lib/ids.js';
import { problemText } from '../../lib/problems.js';
import { civilNow, instantAt } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import {
  type BookableCentre,
  type Centres,
  openingOn,
  placesForBookings,
  type RosterVacancies,
} from '../centres/centres.public.js';
import type { Children } from '../families/families.public.js';
import { type AllowedDay, calendarDay, type DayQuestion, decideDay } from './bookings.rules.js';
import { bookingId } from './care-request.rules.js';
import { changeOf, isSame } from './change-quotes.js';
import type { Found, OwnBookings } from './own-bookings.service.js';
import { type ChangeOf, cancellationTerms, type QuoteDoc, type QuotedDay } from './prices.rules.js';
import type { QuotesModel } from './quotes.model.js';
import type { RosterModel } from './roster.model.js';
import { vacanciesBeside } from './roster-vacancies.js';
import { wishOf } from './wish.js';

export type QuotesDeps = {
  quotes: Pick<QuotesModel, 'add'>;
  own: Pick<OwnBookings, 'findOwn'>;
  rosters: Pick<RosterModel, 'listClaims' | 'now'>;
  vacancies: RosterVacancies;
  centres: Centres;
  families: Children;
  clock: Clock;
};

/** A ran-out quote is kept this long, so that a slow phone hears `quote_expired` and not `not_found`. */
const rememberMs = 24 * 3600 * 1000;

/** Prices and free places of coming days: what a parent sees before anything is held. */
export function quotesService(deps: QuotesDeps) {
  const { quotes, own, rosters, vacancies, centres, families, clock } = deps;

  /**
   * With a booking, what it would cost to change it to that day.
   * @throws DomainError not_found, change_too_late, same_as_booked, or why this child can have none of these days
   */
  async function quoteBooking(familyId: string, body: Body<'quoteBooking'>): Promise<Reply<'quoteBooking'>> {
    const [child, centre, booked] = await Promise.all([
      families.findChild(familyId, body.childId),
      centres.findBookable(body.centreId),
      findBooked(familyId, body.bookingId),
    ]);
    if (!child || !centre) throw new DomainError('not_found');
    const region = getRegion(centre.regionCode);
    const at = clock.now();
    const changed = booked && changeOf(booked, body, at);
    const now = civilNow(centre.timeZone, at);
    const wish = wishOf(body);
    const decided = [...body.dates].sort().map((date) => ({
      date,
      decision: decideDay({ centre, region, birthOn: child.birthOn, wish, date, now }),
    }));
    const days = decided.flatMap(({ date, decision }) =>
      decision.isAllowed ? [toQuotedDay(centre, date, decision)] : [],
    );
    const refused = decided.flatMap(({ date, decision }) => (decision.isAllowed ? [] : [{ date, decision }]));
    const [first] = refused;
    if (days.length === 0 && first) throw new DomainError(first.decision.code, first.decision.facts);

    const expiresAt = new Date(at.getTime() + region.quoteHoldMinutes * 60_000);
    const quote: QuoteDoc = {
      ...{ _id: newId('q'), familyId, timeZone: centre.timeZone, regionCode: centre.regionCode },
      ...{ centreId: centre.id, centreName: centre.name, childId: child.id, mode: body.mode, wish, days },
      totalFen: days.reduce((sum, day) => sum + day.totalFen, 0),
      ...{ currency: region.currency, expiresTime: civilNow(centre.timeZone, expiresAt).time },
      ...{ isDemo: centre.isDemo, expiresAt, forgetAt: new Date(expiresAt.getTime() + rememberMs) },
      ...(changed && { changeOf: changed }),
    };
    if (isSame(quote)) throw new DomainError('same_as_booked');
    const counted = vacanciesFor(booked);
    const [free] = await Promise.all([
      Promise.all(days.map((day) => freeOn(counted, centre, day))),
      quotes.add(quote),
    ]);
    return {
      ...{ id: quote._id, centreId: centre.id, centreName: centre.name },
      ...{ childId: child.id, childNickname: child.nickname, mode: body.mode },
      days: days.map((day, index) => ({ ...day, freePlaces: free[index] ?? 0 })),
      refused: refused.map(({ date, decision: { code, facts } }) => ({
        ...{ date, weekday: weekdayOf(date), code, detail: problemText(code, facts).detail },
      })),
      changeOf: shownChange(changed),
      ...{ totalFen: quote.totalFen, currency: quote.currency, isDemo: quote.isDemo },
      ...{ expiresAt: expiresAt.toISOString(), expiresTime: quote.expiresTime },
      expiresInSeconds: region.quoteHoldMinutes * 60,
    };
  }

  function toQuotedDay(centre: BookableCentre, date: string, day: AllowedDay): QuotedDay {
    const terms = cancellationTerms(centre, date, day.totalFen);
    const { id: groupId, name: groupName, ageGroup } = day.group;
    return {
      ...{ date, weekday: weekdayOf(date), groupId, groupName, ageGroup, from: day.from, to: day.to },
      ...{ lines: day.lines, totalFen: day.totalFen },
      cancellation: {
        ...terms,
        freeUntilAt: instantAt(terms.freeUntilOn, terms.freeUntilTime, centre.timeZone).toISOString(),
      },
    };
  }

  async function findBooked(familyId: string | null, id: string | undefined): Promise<Found | null> {
    if (id === undefined) return null;
    if (familyId === null) throw new DomainError('sign_in_required');
    return own.findOwn(familyId, id);
  }

  /** To a booking that is to be changed, its own place is free. */
  function vacanciesFor(booked: Found | null): RosterVacancies {
    if (!booked) return vacancies;
    const { request, day } = booked;
    return vacanciesBeside(vacancies, rosters, { id: bookingId(request._id, day), date: day.date });
  }

  async function freeOn(
    counted: RosterVacancies,
    centre: BookableCentre,
    { date, groupId, from, to }: QuotedDay,
  ): Promise<number> {
    const group = centre.groups.find(({ id }) => id === groupId);
    if (!group) return 0;
    const ask = { groupId, places: placesForBookings(group), timeZone: centre.timeZone };
    return (await counted.freeOn([ask], date, { from, to })).get(groupId)?.free ?? 0;
  }

  /** @throws DomainError not_found, sign_in_required (a child or a booking asked for without a session) */
  async function getCentreAvailability(
    centreId: string,
    query: Query<'getCentreAvailability'>,
    familyId: string | null,
  ): Promise<Reply<'getCentreAvailability'>> {
    const centre = await centres.findBookable(centreId);
    if (!centre) throw new DomainError('not_found');
    const region = getRegion(centre.regionCode);
    const at = clock.now();
    const now = civilNow(centre.timeZone, at);
    const birthOn = await birthDate(query, familyId, now.date);
    const wish = wishOf(query);
    const counted = vacanciesFor(await findBooked(familyId, query.bookingId));
    const dates = Array.from({ length: query.days ?? 28 }, (_, index) =>
      addDays(query.fromDate ?? now.date, index),
    );
    const days = await Promise.all(
      dates.map((date) => countedDay(counted, { centre, region, birthOn, wish, date, now })),
    );
    const group = days.find((day) => day.group)?.group;
    return {
      ...{ centreId, mode: query.mode, today: now.date, currency: region.currency },
      hourly: region.careRules.hourly,
      group: group ? { id: group.id, name: group.name, ageGroup: group.ageGroup } : null,
      days: days.map(({ group: _group, ...day }) => day),
      answeredAt: at.toISOString(),
    };
  }

  async function countedDay(vacant: RosterVacancies, question: DayQuestion) {
    const day = calendarDay(question);
    const { group, stay, date } = day;
    if (!group || !stay) return { ...day, freePlaces: 0, waiting: 0, hours: null };
    const { centre, region } = question;
    const ask = { groupId: group.id, places: placesForBookings(group), timeZone: centre.timeZone };
    const opening = openingOn(centre, date, region.calendar);
    const open = opening.isOpen ? opening : stay;
    const [counted, freePerSlot] = await Promise.all([
      vacant.freeOn([ask], date, stay),
      vacant.freePerSlot(ask, date, slotsOf(open.from, open.to)),
    ]);
    const { free, waiting } = counted.get(group.id) ?? { free: 0, waiting: 0 };
    const hours = { from: open.from, to: open.to, free: freePerSlot };
    const state = free > 0 ? ('free' as const) : ('full' as const);
    return { ...day, state, freePlaces: free, waiting, hours };
  }

  /** Of the child asked for; without one, a birth date that makes the age asked for, or a year and a half. */
  async function birthDate(query: Query<'getCentreAvailability'>, familyId: string | null, today: string) {
    if (!query.childId) return addMonths(today, -(query.ageMonths ?? 18));
    if (!familyId) throw new DomainError('sign_in_required');
    const child = await families.findChild(familyId, query.childId);
    if (!child) throw new DomainError('not_found');
    return child.birthOn;
  }

  return { quoteBooking, getCentreAvailability };
}

/** Without what only the server needs of it. */
function shownChange(changed: ChangeOf | null): Reply<'quoteBooking'>['changeOf'] {
  if (!changed) return null;
  const { n: _, ...shown } = changed;
  return shown;
}

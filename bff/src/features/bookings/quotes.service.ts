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
import { cancellationTerms, type QuoteDoc, type QuotedDay } from './prices.rules.js';
import type { QuotesModel } from './quotes.model.js';
import { wishOf } from './wish.js';

export type QuotesDeps = {
  quotes: Pick<QuotesModel, 'add'>;
  vacancies: RosterVacancies;
  centres: Centres;
  families: Children;
  clock: Clock;
};

/** A ran-out quote is kept this long, so that a slow phone hears `quote_expired` and not `not_found`. */
const rememberMs = 24 * 3600 * 1000;

/** Prices and free places of coming days: what a parent sees before anything is held. */
export function quotesService({ quotes, vacancies, centres, families, clock }: QuotesDeps) {
  /** @throws DomainError not_found, or why this child can have none of these days */
  async function quoteBooking(familyId: string, body: Body<'quoteBooking'>): Promise<Reply<'quoteBooking'>> {
    const [child, centre] = await Promise.all([
      families.findChild(familyId, body.childId),
      centres.findBookable(body.centreId),
    ]);
    if (!child || !centre) throw new DomainError('not_found');
    const region = getRegion(centre.regionCode);
    const at = clock.now();
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
    };
    const [free] = await Promise.all([
      Promise.all(days.map((day) => freeOn(centre, day))),
      quotes.add(quote),
    ]);
    return {
      ...{ id: quote._id, centreId: centre.id, centreName: centre.name },
      ...{ childId: child.id, childNickname: child.nickname, mode: body.mode },
      days: days.map((day, index) => ({ ...day, ...toShownCount(free[index]) })),
      refused: refused.map(({ date, decision: { code, facts } }) => ({
        ...{ date, weekday: weekdayOf(date), code, detail: problemText(code, facts).detail },
      })),
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

  async function freeOn(centre: BookableCentre, { date, groupId, from, to }: QuotedDay) {
    const group = centre.groups.find(({ id }) => id === groupId);
    if (!group) return undefined;
    const ask = { groupId, places: placesForBookings(group), timeZone: centre.timeZone };
    return (await vacancies.freeOn([ask], date, { from, to })).get(groupId);
  }

  /** @throws DomainError not_found, sign_in_required (a child asked for without a session) */
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
    const dates = Array.from({ length: query.days ?? 28 }, (_, index) =>
      addDays(query.fromDate ?? now.date, index),
    );
    const days = await Promise.all(
      dates.map((date) => countedDay({ centre, region, birthOn, wish, date, now })),
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

  async function countedDay(question: DayQuestion) {
    const day = calendarDay(question);
    const { group, stay, date } = day;
    if (!group || !stay) return { ...day, freePlaces: 0, waiting: 0, hours: null };
    const { centre, region } = question;
    const ask = { groupId: group.id, places: placesForBookings(group), timeZone: centre.timeZone };
    const opening = openingOn(centre, date, region.calendar);
    const open = opening.isOpen ? opening : stay;
    const [counted, freePerSlot] = await Promise.all([
      vacancies.freeOn([ask], date, stay),
      vacancies.freePerSlot(ask, date, slotsOf(open.from, open.to)),
    ]);
    const { free, waiting } = counted.get(group.id) ?? { free: 0, waiting: 0 };
    const hours = { from: open.from, to: open.to, free: freePerSlot };
    const state = stateOf({ free, waiting });
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

function toShownCount({ free, waiting } = { free: 0, waiting: 0 }) {
  return { freePlaces: free, waiting };
}

function stateOf({ free, waiting }: { free: number; waiting: number }) {
  if (free > 0) return 'free' as const;
  return waiting > 0 ? ('waitlist' as const) : ('full' as const);
}

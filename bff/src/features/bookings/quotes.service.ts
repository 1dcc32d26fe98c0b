import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import { addDays, addMonths, weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { newId } from '../../lib/ids.js';
import { civilNow, instantAt } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import { type Centres, placesForBookings, type RosterVacancies } from '../centres/centres.public.js';
import type { Children } from '../families/families.public.js';
import type { BookingsModel, QuoteDoc } from './bookings.model.js';
import { calendarDay, cancellationTerms, decideFullDay } from './bookings.rules.js';

export type QuotesDeps = {
  model: BookingsModel;
  vacancies: RosterVacancies;
  centres: Centres;
  families: Children;
  clock: Clock;
};

/** A ran-out quote is kept this long, so that a slow phone hears `quote_expired` and not `not_found`. */
const rememberMs = 24 * 3600 * 1000;

/** Prices and free places of coming days: what a parent sees before anything is held. */
export function quotesService({ model, vacancies, centres, families, clock }: QuotesDeps) {
  /** @throws DomainError not_found, or why this child can’t have this day */
  async function quoteBooking(familyId: string, body: Body<'quoteBooking'>): Promise<Reply<'quoteBooking'>> {
    const [child, centre] = await Promise.all([
      families.findChild(familyId, body.childId),
      centres.findBookable(body.centreId),
    ]);
    if (!child || !centre) throw new DomainError('not_found');
    const region = getRegion(centre.regionCode);
    const at = clock.now();
    const day = decideFullDay({
      centre,
      region,
      birthOn: child.birthOn,
      date: body.date,
      now: civilNow(centre.timeZone, at),
    });
    if (!day.isAllowed) throw new DomainError(day.code, day.facts);

    const expiresAt = new Date(at.getTime() + region.quoteHoldMinutes * 60_000);
    const terms = cancellationTerms(centre, body.date, day.totalFen);
    const quote: QuoteDoc = {
      _id: newId('q'),
      familyId,
      timeZone: centre.timeZone,
      regionCode: centre.regionCode,
      centreId: centre.id,
      centreName: centre.name,
      childId: child.id,
      groupId: day.group.id,
      groupName: day.group.name,
      ageGroup: day.group.ageGroup,
      mode: body.mode,
      date: body.date,
      weekday: weekdayOf(body.date),
      from: day.from,
      to: day.to,
      lines: day.lines,
      totalFen: day.totalFen,
      currency: region.currency,
      cancellation: {
        ...terms,
        freeUntilAt: instantAt(terms.freeUntilOn, terms.freeUntilTime, centre.timeZone).toISOString(),
      },
      expiresTime: civilNow(centre.timeZone, expiresAt).time,
      isDemo: centre.isDemo,
      expiresAt,
      forgetAt: new Date(expiresAt.getTime() + rememberMs),
    };
    await model.addQuote(quote);
    const {
      _id,
      familyId: _family,
      timeZone: _zone,
      regionCode: _region,
      forgetAt: _forget,
      ...shown
    } = quote;
    return {
      ...shown,
      id: _id,
      childNickname: child.nickname,
      expiresAt: expiresAt.toISOString(),
      expiresInSeconds: region.quoteHoldMinutes * 60,
    };
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
    const dates = Array.from({ length: query.days ?? 28 }, (_, index) =>
      addDays(query.from ?? now.date, index),
    );
    const days = await Promise.all(dates.map((date) => countedDay({ centre, region, birthOn, date, now })));
    const first = dates
      .map((date) => decideFullDay({ centre, region, birthOn, date, now }))
      .find((decision) => decision.isAllowed);
    return {
      centreId,
      mode: query.mode,
      group: first?.isAllowed
        ? { id: first.group.id, name: first.group.name, ageGroup: first.group.ageGroup }
        : null,
      stay: first?.isAllowed ? { from: first.from, to: first.to } : null,
      today: now.date,
      days,
      priceFen: first?.isAllowed ? first.totalFen : null,
      currency: region.currency,
      answeredAt: at.toISOString(),
    };
  }

  async function countedDay(question: Parameters<typeof calendarDay>[0]) {
    const { group, ...day } = calendarDay(question);
    if (!group) return { ...day, freePlaces: 0, waiting: 0 };
    const ask = { groupId: group.id, places: placesForBookings(group), timeZone: question.centre.timeZone };
    const count = (await vacancies.freeOn([ask], day.date)).get(group.id) ?? { free: 0, waiting: 0 };
    const state = count.free > 0 ? ('free' as const) : ('full' as const);
    return { ...day, state, freePlaces: count.free, waiting: count.waiting };
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

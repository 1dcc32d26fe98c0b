import type { Body, Reply } from '@nearcare/shared/contract/types';
import { weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { newId } from '../../lib/ids.js';
import { problemText } from '../../lib/problems.js';
import { type CivilMinute, civilNow, instantAt } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import {
  type BookableCentre,
  type Centres,
  placesForBookings,
  type RosterVacancies,
} from '../centres/centres.public.js';
import type { Children, GrantedReductions } from '../families/families.public.js';
import { askingService } from './asking.service.js';
import { bookedVacancies } from './booked-vacancies.js';
import { type AllowedDay, type DayQuestion, decideDay } from './bookings.rules.js';
import { absenceAt } from './bookings.view.js';
import type { CareRequestsModel } from './care-requests.model.js';
import { changeOf, isSame } from './change-quotes.js';
import { withInstead } from './instead.rules.js';
import type { OwnBookings } from './own-bookings.service.js';
import { type ChangeOf, cancellationTerms, type QuoteDoc, type QuotedDay } from './prices.rules.js';
import type { QuotesModel } from './quotes.model.js';
import type { Refusal } from './refusal.rules.js';
import type { RosterModel } from './roster.model.js';
import type { EntriesModel } from './waitlist/entries.model.js';
import { wishOf } from './wish.js';

export type QuotesDeps = {
  quotes: Pick<QuotesModel, 'add'>;
  own: Pick<OwnBookings, 'findOwn'>;
  entries: Pick<EntriesModel, 'findOfFamily'>;
  rosters: Pick<RosterModel, 'listClaims' | 'now'>;
  requests: Pick<CareRequestsModel, 'listOfFamily'>;
  vacancies: RosterVacancies;
  centres: Centres;
  families: Children & GrantedReductions;
  clock: Clock;
};

/** A ran-out quote is kept this long, so that a slow phone hears `quote_expired` and not `not_found`. */
const rememberMs = 24 * 3600 * 1000;

/** Prices of coming days. What is quoted holds no place. */
export function quotesService(deps: QuotesDeps) {
  const { quotes, entries, centres, families, clock } = deps;
  const { askedBy, listNameOf } = askingService(deps);
  const { findBooked, vacanciesFor } = bookedVacancies(deps);

  /**
   * With a booking, what it would cost to change it to that day, or to take an offer in its place.
   * @throws DomainError not_found, change_too_late, same_as_booked, or why this child can have none of these days, with
   *   what would fit instead
   */
  async function quoteBooking(familyId: string, body: Body<'quoteBooking'>): Promise<Reply<'quoteBooking'>> {
    const { waitlistEntryId: via } = body;
    const [child, centre, booked, offered] = await Promise.all([
      families.findChild(familyId, body.childId),
      centres.findBookable(body.centreId),
      findBooked(familyId, body.bookingId),
      via === undefined ? null : entries.findOfFamily(familyId, via),
    ]);
    if (!child || !centre || (via !== undefined && !offered)) throw new DomainError('not_found');
    const region = getRegion(centre.regionCode);
    const at = clock.now();
    const changed = booked && changeOf(booked, body, centre, at);
    const now = civilNow(centre.timeZone, at);
    const wish = wishOf(body);
    const [asked, listName] = await Promise.all([
      askedBy({ familyId, childId: child.id }, centre, wish),
      listNameOf(centre),
    ]);
    const { allowed, refused } = decideDays([...body.dates].sort(), {
      ...{ centre, region, birthOn: child.birthOn, wish, now },
      ...{ ...asked, listName },
    });
    const days = allowed.map(({ date, decision }) => toQuotedDay(centre, date, decision));
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
      ...(changed && via !== undefined && { via }),
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
      days: days.map((day, index) => ({
        ...{ ...day, ...toShownCount(free[index]) },
        ifAbsentNow: absenceAt(at, day, centre),
      })),
      refused: refused.map(({ date, decision: { code, facts } }) => ({
        ...{ date, weekday: weekdayOf(date), code, detail: problemText(code, facts).detail },
      })),
      changeOf: shownChange(changed),
      ...{ totalFen: quote.totalFen, currency: quote.currency, isDemo: quote.isDemo },
      ...{ expiresAt: expiresAt.toISOString(), expiresTime: quote.expiresTime },
      expiresInSeconds: region.quoteHoldMinutes * 60,
    };
  }

  async function freeOn(
    counted: RosterVacancies,
    centre: BookableCentre,
    { date, groupId, from, to }: QuotedDay,
  ) {
    const group = centre.groups.find(({ id }) => id === groupId);
    if (!group) return undefined;
    const ask = { groupId, places: placesForBookings(group), timeZone: centre.timeZone };
    return (await counted.freeOn([ask], date, { from, to })).get(groupId);
  }

  return { quoteBooking };
}

type Decided<Decision> = { date: string; decision: Decision }[];

/** Each date after the other: what is allowed on one counts for the limits of the next. */
function decideDays(dates: readonly string[], question: Omit<DayQuestion, 'date'>) {
  const allowed: Decided<AllowedDay> = [];
  const refused: Decided<Refusal> = [];
  for (const date of dates) {
    const visits = [...(question.visits ?? []), ...allowed.map((day) => day.date)];
    const asked = { ...question, date, visits };
    const decision = decideDay(asked);
    if (decision.isAllowed) allowed.push({ date, decision });
    else refused.push({ date, decision: withInstead(asked, decision) });
  }
  return { allowed, refused };
}

function toQuotedDay(centre: BookableCentre, date: string, day: AllowedDay): QuotedDay {
  const terms = cancellationTerms(centre, date, day.totalFen);
  const { id: groupId, name: groupName, ageGroup } = day.group;
  return {
    ...{ date, weekday: weekdayOf(date), groupId, groupName, ageGroup, from: day.from, to: day.to },
    ...{ lines: day.lines, totalFen: day.totalFen },
    answerBy: toAnswerBy(centre, day.answerBy),
    cancellation: {
      ...terms,
      freeUntilAt: instantAt(terms.freeUntilOn, terms.freeUntilTime, centre.timeZone).toISOString(),
    },
  };
}

/** A deadline on the centre's clock, with its instant. */
export function toAnswerBy({ timeZone }: Pick<BookableCentre, 'timeZone'>, answerBy: CivilMinute | null) {
  if (!answerBy) return null;
  const { date: on, time } = answerBy;
  return { on, time, at: instantAt(on, time, timeZone).toISOString() };
}

function toShownCount({ free, waiting } = { free: 0, waiting: 0 }) {
  return { freePlaces: free, waiting };
}

/** Without what only the server needs of it. */
function shownChange(changed: ChangeOf | null): Reply<'quoteBooking'>['changeOf'] {
  if (!changed) return null;
  const { n: _, ...shown } = changed;
  return shown;
}

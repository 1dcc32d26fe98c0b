import type { Query, Reply } from '@nearcare/shared/contract/types';
import { addDays, addMonths } from '@nearcare/shared/rules/civil-date';
import { slotsOf } from '@nearcare/shared/rules/slot-times';
import { DomainError } from '../../lib/domain-error.js';
import { civilNow } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import { openingOn, placesForBookings, type RosterVacancies } from '../centres/centres.public.js';
import { askingService } from './asking.service.js';
import { bookedVacancies } from './booked-vacancies.js';
import type { DayQuestion } from './bookings.rules.js';
import { calendarDay, hasBegun } from './calendar.rules.js';
import { careRulesOf } from './care.rules.js';
import { lateStayPrice } from './prices.rules.js';
import { type QuotesDeps, toAnswerBy } from './quotes.service.js';
import { wishOf } from './wish.js';

/** How the coming days of a centre look for a child. */
export function availabilityService(deps: Omit<QuotesDeps, 'quotes' | 'entries'>) {
  const { centres, families, clock } = deps;
  const { askedBy } = askingService(deps);
  const { findBooked, vacanciesFor } = bookedVacancies(deps);

  /** @throws DomainError not_found, sign_in_required (a child or a booking asked for without a session) */
  async function getCentreAvailability(
    centreId: string,
    query: Query<'getCentreAvailability'>,
    familyId: string | null,
  ): Promise<Reply<'getCentreAvailability'>> {
    const centre = await centres.findBookable(centreId);
    if (!centre) throw new DomainError('not_found');
    const region = getRegion(centre.regionCode);
    const rules = careRulesOf(centre, region.careRules);
    const at = clock.now();
    const now = civilNow(centre.timeZone, at);
    const birthOn = await birthDate(query, familyId, now.date);
    const wish = wishOf(query);
    const { childId } = query;
    const asked = await askedBy(familyId && childId ? { familyId, childId } : null, centre, wish);
    const dates = Array.from({ length: query.days ?? 28 }, (_, index) =>
      addDays(query.fromDate ?? now.date, index),
    );
    const counted = vacanciesFor(await findBooked(familyId, query.bookingId));
    const question = { centre, region, birthOn, wish, now, ...asked };
    const days = await Promise.all(dates.map((date) => countedDay(counted, { ...question, date })));
    const group = days.find((day) => day.group)?.group;
    const { until } = rules.fullDay;
    return {
      ...{ centreId, mode: query.mode, today: now.date, currency: region.currency },
      limits: wish.mode === 'hourly' || wish.mode === 'temporary' ? rules[wish.mode] : null,
      lateStayFrom: wish.mode === 'fullDay' && lateStayPrice(centre.priceList) ? until : null,
      group: group ? { id: group.id, name: group.name, ageGroup: group.ageGroup } : null,
      days: days.map(({ group: _group, ...day }) => day),
      answeredAt: at.toISOString(),
    };
  }

  async function countedDay(vacancies: RosterVacancies, question: DayQuestion) {
    const { centre, region, now } = question;
    const day = calendarDay(question);
    const { group, stay, date } = day;
    const answerBy = toAnswerBy(centre, day.answerBy);
    if (!group || !stay) return { ...day, answerBy, freePlaces: 0, waiting: 0, hours: null };
    const ask = { groupId: group.id, places: placesForBookings(group), timeZone: centre.timeZone };
    const opening = openingOn(centre, date, region.calendar);
    const open = opening.isOpen ? opening : stay;
    const slots = slotsOf(open.from, open.to);
    const [counted, freePerSlot] = await Promise.all([
      vacancies.freeOn([ask], date, stay),
      vacancies.freePerSlot(ask, date, slots),
    ]);
    const { free: freePlaces, waiting } = counted.get(group.id) ?? { free: 0, waiting: 0 };
    const free = freePerSlot.map((places, index) => (hasBegun(slots[index] ?? 0, date, now) ? 0 : places));
    const hours = { from: open.from, to: open.to, free };
    const full = waiting > 0 ? ('waitlist' as const) : ('full' as const);
    return {
      ...day,
      answerBy,
      state: day.state === 'free' && freePlaces === 0 ? full : day.state,
      freePlaces,
      waiting,
      hours,
    };
  }

  /** Of the child asked for; without one, a birth date that makes the age asked for, or a year and a half. */
  async function birthDate(query: Query<'getCentreAvailability'>, familyId: string | null, today: string) {
    if (!query.childId) return addMonths(today, -(query.ageMonths ?? 18));
    if (!familyId) throw new DomainError('sign_in_required');
    const child = await families.findChild(familyId, query.childId);
    if (!child) throw new DomainError('not_found');
    return child.birthOn;
  }

  return { getCentreAvailability };
}

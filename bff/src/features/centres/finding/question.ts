import type { Query } from '@nearcare/shared/contract/types';
import { addDays, daysBetween } from '@nearcare/shared/rules/civil-date';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import type { Region } from '../../../regions/region.js';
import { regions } from '../../../regions/regions.js';
import type { CardFacts } from '../card-facts.js';
import type { Choice } from './choice.js';
import { readWords } from './search-words.rules.js';
import { type DayAsked, openingOf } from './vacancies.service.js';

type Grade = NonNullable<Query<'listNearbyCentres'>['grade']>;

/** The filters that all ways of finding share. */
export type Filters = Pick<
  Query<'listNearbyCentres'>,
  | ('ageMonths' | 'mode' | 'date' | 'from' | 'to' | 'hasVacancy' | 'inclusive' | 'operatorType')
  | ('grade' | 'maxPriceFen' | 'priceUnit' | 'openAt' | 'q')
>;

/** What is asked of centres: of their own facts (`choice`), and of their free places. */
export type Question = { choice: Choice; day: DayAsked | null; isFreeOnly: boolean; now: Date };

const gradesOrBetter: Readonly<Record<Grade, readonly Grade[]>> = {
  A: ['A'],
  B: ['A', 'B'],
  C: ['A', 'B', 'C'],
  D: ['A', 'B', 'C', 'D'],
};

/**
 * Reads the filters.
 * @param asked the regions that the question may be about: its date has to suit one of them
 * @throws DomainError date_in_past, date_too_far, input_invalid (from, to)
 */
export function readQuestion(query: Filters, asked: readonly Region[], now: Date): Question {
  const { ageMonths, mode, operatorType, inclusive, grade, maxPriceFen, priceUnit, openAt, date } = query;
  if (date) checkDate(date, asked, now);
  const words = readWords(query.q);
  return {
    choice: {
      ...{ ageMonths, mode, operatorType, maxPriceFen, priceUnit },
      isInclusive: inclusive,
      grades: grade && gradesOrBetter[grade],
      words: words.length > 0 ? words : undefined,
      isOpen: openAt === undefined ? undefined : opensAt(openAt, date, now),
    },
    day: readDay(query),
    isFreeOnly: query.hasVacancy === true,
    now,
  };
}

function checkDate(date: string, asked: readonly Region[], now: Date): void {
  const spans = asked.map(({ timeZone, bookingHorizonDays }) => {
    const { date: today } = civilNow(timeZone, now);
    return { today, days: bookingHorizonDays };
  });
  if (spans.some(({ today, days }) => today <= date && daysBetween(today, date) <= days)) return;
  const [{ today, days } = { today: date, days: 0 }] = spans;
  throw date < today
    ? new DomainError('date_in_past', { date: today })
    : new DomainError('date_too_far', { date: addDays(today, days) });
}

function readDay({ date, mode, ageMonths, from, to }: Filters): DayAsked | null {
  if (from === undefined && to === undefined) return date && mode ? { date, mode, ageMonths } : null;
  const faults = [
    ...(from === undefined ? [{ path: '/from', message: '从几点开始也要填' }] : []),
    ...(to === undefined ? [{ path: '/to', message: '到几点结束也要填' }] : []),
    ...(date === undefined ? [{ path: '/date', message: '选了时段，也要选哪一天' }] : []),
    ...(mode === undefined ? [{ path: '/mode', message: '选了时段，也要选哪种托育' }] : []),
    ...(from && to && from >= to ? [{ path: '/to', message: '结束要比开始晚' }] : []),
  ];
  if (faults.length > 0 || !date || !mode || !from || !to)
    throw new DomainError('input_invalid', { n: faults.length }, faults);
  return { date, mode, ageMonths, window: { from, to } };
}

/** Whether a centre is open at a time of day: on `date`, else on what is today where it stands. */
function opensAt(time: string, date: string | undefined, now: Date): (facts: CardFacts) => boolean {
  const todays = new Map(regions.map(({ code, timeZone }) => [code, civilNow(timeZone, now).date]));
  return (facts) => {
    const opening = openingOf(facts, date ?? todays.get(facts.regionCode) ?? '');
    return opening.isOpen && opening.from <= time && time < opening.to;
  };
}

import type { Filing, Group, PriceLine } from './centres.public.js';
import type { CentreRecord } from './centres.records.js';

/** What the card of a centre, its free places and the filters of finding need of it. */
export type CardFacts = Pick<
  CentreRecord,
  | (
      | '_id'
      | 'rev'
      | 'regionCode'
      | 'name'
      | 'address'
      | 'phone'
      | 'district'
      | 'township'
      | 'point'
      | 'told'
      | 'careModes'
    )
  | ('operatorType' | 'isInclusive' | 'isDemo' | 'grade')
  | ('openingHours' | 'closesOnHolidays' | 'closedDays')
> & {
  filing: Pick<Filing, 'status'>;
  groups: Pick<Group, 'id' | 'ageGroup' | 'minMonths' | 'maxMonths' | 'places' | 'enrolled'>[];
  priceList: Pick<PriceLine, 'kind' | 'mode' | 'unit' | 'amountFen' | 'ageGroup'>[];
};

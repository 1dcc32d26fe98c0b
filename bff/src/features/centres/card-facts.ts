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

/** Enough for all districts and usual price lines of a country; beyond it a part is just kept twice. */
const mostShared = 50_000;

/**
 * Makes card facts small enough to keep for every centre of a country: only their own fields, and parts that are the
 * same at many centres (a district, a week, a price line) are one object among all of them. About 1 kB each.
 */
export function cardFactsKeeper(): (read: CardFacts) => CardFacts {
  const shared = new Map<string, unknown>();

  function once<T>(part: T): T {
    const key = JSON.stringify(part);
    const same = shared.get(key);
    if (same !== undefined) return same as T;
    if (shared.size < mostShared) shared.set(key, part);
    return part;
  }
  // A short text read from the store is a new string each time, also when it is one of seven words.
  const word = <T extends string>(text: T): T => once(text);

  return (read) => ({
    _id: read._id,
    rev: read.rev,
    regionCode: word(read.regionCode),
    name: read.name,
    address: read.address,
    phone: read.phone,
    district: once(read.district),
    township: read.township && word(read.township),
    // A new array: the one read has room for 17 numbers.
    point: { type: 'Point', coordinates: [read.point.coordinates[0], read.point.coordinates[1]] },
    told: read.told && { places: read.told.places, at: read.told.at },
    careModes: once(read.careModes),
    operatorType: word(read.operatorType),
    isInclusive: read.isInclusive,
    isDemo: read.isDemo,
    grade: read.grade && word(read.grade),
    openingHours: once(read.openingHours),
    closesOnHolidays: read.closesOnHolidays,
    closedDays: once(read.closedDays),
    filing: once({ status: read.filing.status }),
    groups: read.groups.map(({ id, ageGroup, minMonths, maxMonths, places, enrolled }) => ({
      id,
      ageGroup: word(ageGroup),
      minMonths,
      maxMonths,
      places,
      enrolled,
    })),
    priceList: once(
      read.priceList.map(({ kind, mode, unit, amountFen, ageGroup }) =>
        once({ kind, mode, unit, amountFen, ageGroup }),
      ),
    ),
  });
}

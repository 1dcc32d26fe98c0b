import type { Reply } from '@nearcare/shared/contract/types';
import type { RegionCode } from '../../regions/region.js';

export { openingOn, placesForBookings, walkMinutes } from './centres.rules.js';

type Detail = Reply<'getCentre'>;

export type Filing = Detail['filing'];
export type Group = Omit<Detail['groups'][number], 'freePlaces'>;
export type OpeningHours = Detail['openingHours'][number];
export type CareMode = Detail['careModes'][number];
export type PriceLine = Detail['priceList'][number];
export type Point = Detail['card']['point'];

/** A day on which the centre does not open although its week says so. */
export type ClosedDay = { on: string; reason: string };

/**
 * Terms of cancelling: free until `freeUntilDayBefore` (HH:mm of the day before), then `lateFeeFen`, and the whole
 * price when the child does not come (`noShow`). A sick child may be reported until `sickUntilTime` of the day itself.
 */
export type CancellationRule = {
  freeUntilDayBefore: string;
  lateFeeFen: number;
  noShow: 'full';
  sickUntilTime: string;
};

/** When a centre takes children; times are its own clock. */
export type OpeningTimes = {
  openingHours: OpeningHours[];
  /** Closed on the public holidays of its region; make-up workdays then have Monday's hours. */
  closesOnHolidays: boolean;
  closedDays: ClosedDay[];
};

/** What a booking needs to know of a centre, read fresh. `epoch` rises when its status or its groups change. */
export type BookableCentre = OpeningTimes & {
  id: string;
  name: string;
  address: string;
  phone: string | null;
  point: Point;
  regionCode: RegionCode;
  timeZone: string;
  isDemo: boolean;
  filing: Filing;
  epoch: number;
  groups: Group[];
  careModes: CareMode[];
  /**
   * A dated booking takes the line of its mode with unit `day`, `halfDay`, `hour` or `visit`; a line with an
   * `ageGroup` holds for that group only and goes before one without.
   */
  priceList: PriceLine[];
  cancellation: CancellationRule;
};

/** The centres as other features may use them. */
export interface Centres {
  /** Any centre by its id, whatever its filing says; null when there is none. Never cached. */
  findBookable(id: string): Promise<BookableCentre | null>;
}

/** A district that has filed centres. */
export type KnownDistrict = { code: string; name: string; regionCode: RegionCode };
/** What an officer sees of a centre: public facts, and what it told itself. */
export type DistrictCentre = {
  id: string;
  name: string;
  filingStatus: Filing['status'];
  places: number;
  told: { places: number; at: Date } | null;
};

/** Districts as other features may use them. */
export interface Districts {
  /** Null also where districts of two regions share the code: then it says nothing. */
  findDistrict(code: string): Promise<KnownDistrict | null>;
  /** Centres of the district whatever their filing says, by id, those after `after`. */
  listCentres(code: string, after: string | null, limit: number): Promise<DistrictCentre[]>;
}

/** What other features may do with the centres that one family saved. */
export interface SavedCentresOfFamily {
  /** The last saved first; without a name where the centre is gone. */
  listForExport(familyId: string): Promise<Reply<'exportMyData'>['savedCentres']>;
  /** Safe to repeat. */
  eraseFamily(familyId: string): Promise<void>;
}

/** Free places counted from bookings. Bookings provides it; finding asks it for the day a parent means. */
export interface RosterVacancies {
  /**
   * Free places of each group on a civil day, by group id: those free through the whole window (clock times of the
   * centre, `from` before `to`), or without one through the whole day. `places` is what the group has left beside the
   * children enrolled; a group without a roster that day has all of them.
   */
  freeOn(
    asks: { groupId: string; places: number }[],
    date: string,
    window?: { from: string; to: string },
  ): Promise<Map<string, { free: number; waiting: number }>>;
}

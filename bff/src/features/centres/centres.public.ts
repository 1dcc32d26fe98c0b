import type { Reply } from '@nearcare/shared/contract/types';
import type { CareRules, Region, RegionCode } from '../../regions/region.js';

export { openingOn, placesForBookings, walkMinutes } from './centres.rules.js';

type Detail = Reply<'getCentre'>;

export type Filing = Detail['filing'];
export type Group = Omit<Detail['groups'][number], 'freePlaces'>;
export type OpeningHours = Detail['openingHours'][number];
export type CareMode = Detail['careModes'][number];
export type PriceLine = Detail['priceList'][number];
export type Point = Detail['card']['point'];

/** A day on which the centre does not open although its week says so. `closedAt`: when its desk told that. */
export type ClosedDay = { on: string; reason: string; closedAt?: Date };

/** Free places as the staff last told them. */
export type Told = { places: number; at: Date };

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

/** What of the region's care rules is otherwise at this centre, by its own word. */
export type OwnCareRules = {
  readonly [Part in 'fullDay' | 'halfDay' | 'hourly' | 'temporary']?: Partial<CareRules[Part]>;
};

/** What a family with a granted fee reduction pays less here: whole percent of the care fee. */
export type ReductionRule = { kind: 'martyrsChild' | 'childInNeed' | 'multipleChildren'; percentOff: number };

/** When a centre takes children; times are its own clock. */
export type OpeningTimes = {
  openingHours: OpeningHours[];
  /** Closed on the public holidays of its region; make-up workdays then have Monday's hours. */
  closesOnHolidays: boolean;
  closedDays: ClosedDay[];
};

/**
 * What a booking needs to know of a centre, read fresh. `epoch` rises when its status, its groups or its closed days
 * change.
 */
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
  /** Whose officers decide about reductions here. */
  district: { code: string; name: string };
  isInclusive: boolean;
  careRules?: OwnCareRules;
  reductions?: ReductionRule[];
  cancellation: CancellationRule;
  told: Told | null;
};

/** Whose word a price list is: since when it holds, and who approved an inclusive centre. */
export type PriceListOrigin = { from: string | null; approver: string | null };

/** The centres as other features may use them. */
export interface Centres {
  /** Any centre by its id, whatever its filing says; null when there is none. Never cached. */
  findBookable(id: string): Promise<BookableCentre | null>;
  /** Of the same record no more than whether what was worked out from it still holds. Never cached either. */
  findStanding(id: string): Promise<Pick<BookableCentre, 'filing' | 'epoch'> | null>;
  /** Those of these whose filing stands: neither suspended nor ended. Never cached. */
  listFiled(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Null when there is no such centre. */
  findPriceListOrigin(id: string): Promise<PriceListOrigin | null>;
}

/** What the desk of a centre tells of it, beside its places. */
export interface CentreWord {
  /**
   * Stamps how many places are free today, for lists that ask for no day.
   * @param countFree asked anew at every try, so that a word told beside this one is counted in
   * @throws DomainError not_found, retry
   */
  tellFree(centreId: string, countFree: (centre: BookableCentre) => Promise<number>): Promise<Told>;
}

/** Ends what was booked where a centre closed days or was suspended. Bookings provides it. */
export interface ClosedDayBookings {
  /** How many bookings closing these days would end now. */
  countOn(centreId: string, dates: readonly string[]): Promise<number>;
  /**
   * Ends what still holds places on the closed days of this centre, and tells the families. Safe to repeat.
   * @returns how many bookings the closing of these days has ended so far
   */
  endOn(centreId: string, days: readonly ClosedDay[]): Promise<number>;
  /**
   * Ends all that is booked at a suspended centre, and tells the families. Safe to repeat.
   * @returns how many bookings were ended there since then
   */
  endAll(centreId: string, since: Date): Promise<number>;
}

/** Ends the classes of a centre that was suspended. Classes provides it. */
export interface CentreClasses {
  /**
   * Cancels those that are still to come, gives the seats back and tells the families. Safe to repeat.
   * @returns how many were cancelled so since then
   */
  cancelAll(centreId: string, since: Date): Promise<number>;
}

/** A district that has filed centres. */
export type KnownDistrict = { code: string; name: string; regionCode: RegionCode; isDemo: boolean };
/** What an officer sees of a centre: public facts, and what it told itself. */
export type DistrictCentre = {
  id: string;
  name: string;
  filingStatus: Filing['status'];
  places: number;
  told: { places: number; at: Date } | null;
  /** Made at the district's own desk. */
  suspension: { from: string; reason: string } | null;
};

/** Districts as other features may use them. */
export interface Districts {
  /** Null also where districts of two regions share the code: then it says nothing. */
  findDistrict(code: string): Promise<KnownDistrict | null>;
  /** Districts whose codes begin so, of all regions. */
  listBelow(codesFrom: string): Promise<KnownDistrict[]>;
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

/** Centres around a place, for other features. */
export interface NearbyCentres {
  /** Filed centres with this mode and a group for this age, nearest first; metres are whole. */
  listNear(question: {
    point: Point;
    withinMetres: number;
    mode: CareMode;
    ageMonths: number;
    limit: number;
  }): Promise<{ id: string; distanceMetres: number }[]>;
}

/** What families answered after care. Bookings provides it. */
export interface SatisfactionCounts {
  /** Null while too few answered to show any. */
  findShown(centreId: string, region: Pick<Region, 'survey' | 'timeZone'>): Promise<Detail['satisfaction']>;
}

/** Free places counted from bookings. Bookings provides it; finding asks it for the day a parent means. */
export interface RosterVacancies {
  /**
   * Free places of each group on a civil day, by group id: those free through the whole window (clock times of the
   * centre, `from` before `to`), or without one through the day, of which on the day itself only the rest counts.
   * `places` is what the group has left beside the children enrolled. That day has them all, unless the desk told
   * others for it.
   */
  freeOn(
    asks: { groupId: string; places: number; timeZone: string }[],
    date: string,
    window?: { from: string; to: string },
  ): Promise<Map<string, { free: number; waiting: number }>>;
  /** Free places of one group in each of these half hours (slots of the civil day). */
  freePerSlot(
    ask: { groupId: string; places: number },
    date: string,
    slots: readonly number[],
  ): Promise<number[]>;
}

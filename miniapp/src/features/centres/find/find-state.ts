import type { Query } from '@nearcare/shared/contract/types';
import { create } from 'zustand';
import type { Region } from '../../../api/regions';
import { locate } from '../../../platform/location';
import type { Position } from '../../../platform/location-types';
import { readStored, writeStored } from '../../../platform/storage';

/**
 * Where we look from. Where the parent stands is never kept; a place they chose themselves is, so that the next start
 * can go on from it. A district is looked through as a whole: nobody stands anywhere, so nothing is near or far.
 */
export type Place =
  | { kind: 'locating' }
  | { kind: 'here'; position: Position }
  | { kind: 'chosen'; position: Position; name: string }
  | { kind: 'district'; position: Position; name: string; code: string }
  | { kind: 'refused'; reason: 'denied' | 'unavailable' };

type Asked = Query<'listNearbyCentres'>;
export type CareMode = NonNullable<Asked['mode']>;
export type OperatorType = NonNullable<Asked['operatorType']>;
export type Grade = NonNullable<Asked['grade']>;
export type Sort = NonNullable<Asked['sort']>;
export type PriceUnit = 'month' | 'day' | 'hour';

export type Filters = {
  mode: CareMode | null;
  /** null: the next day that is worked. */
  date: string | null;
  /** Clock times the child would come and go; null: any. */
  stay: { from: string; to: string } | null;
  hasVacancy: boolean;
  inclusive: boolean;
  operatorType: OperatorType | null;
  grade: Grade | null;
  maxPriceFen: number | null;
  priceUnit: PriceUnit;
  openAt: string | null;
  q: string;
  radiusMetres: number;
  /** null: as fits the list, which is by distance around a place and by likeness for words. */
  sort: Sort | null;
};

export const defaultRadiusMetres = 3000;
export const noFilters: Filters = {
  mode: 'fullDay',
  date: null,
  stay: null,
  hasVacancy: false,
  inclusive: false,
  operatorType: null,
  grade: null,
  maxPriceFen: null,
  priceUnit: 'month',
  openAt: null,
  q: '',
  radiusMetres: defaultRadiusMetres,
  sort: null,
};

/** The filters taken off; the words, the reach and the order are no filters and stay. */
export function cleared({ q, radiusMetres, sort }: Filters): Filters {
  return { ...noFilters, q, radiusMetres, sort };
}

const placeKey = 'chosen-place';
/** `code` where a whole district was chosen. */
type KeptPlace = { position: Position; name: string; code?: string };

/** A piece of the map in degrees, WGS-84. */
export type Box = { west: number; south: number; east: number; north: number };

export type FindState = {
  place: Place;
  filters: Filters;
  /** The piece of the map asked for by 搜这一片; null: around the place. */
  box: Box | null;
  chosenCentreId: string | null;
};

export const useFind = create<FindState>(() => ({
  place: { kind: 'locating' },
  filters: noFilters,
  box: null,
  chosenCentreId: null,
}));

export function setFilters(change: Partial<Filters>): void {
  useFind.setState(({ filters }) => ({ filters: { ...filters, ...change }, chosenCentreId: null }));
}

/** 搜这一片: asks for what the map shows. The place stays, and with it the rings and the distances. */
export function searchBox(box: Box): void {
  useFind.setState({ box, chosenCentreId: null });
}

export function chooseCentre(centreId: string | null): void {
  useFind.setState({ chosenCentreId: centreId });
}

/** Asks the phone where it is. Refused, it goes on from the place chosen last time, if there is one. */
export async function findMe(): Promise<void> {
  const before = useFind.getState().place;
  if (before.kind === 'refused') useFind.setState({ place: { kind: 'locating' } });
  const answer = await locate();
  if (answer.kind === 'found') {
    useFind.setState({ place: { kind: 'here', position: answer.position }, box: null, chosenCentreId: null });
    return;
  }
  const { place } = useFind.getState();
  if (place.kind !== 'locating') return;
  const kept = readStored<KeptPlace>(placeKey);
  useFind.setState({ place: kept ? placeOf(kept) : { kind: 'refused', reason: answer.reason } });
}

function placeOf({ position, name, code }: KeptPlace): Place {
  return code === undefined ? { kind: 'chosen', position, name } : { kind: 'district', position, name, code };
}

function goOnFrom(kept: KeptPlace, change: Partial<Filters>): void {
  writeStored(placeKey, kept);
  useFind.setState(({ filters }) => ({
    place: placeOf(kept),
    filters: { ...filters, ...change },
    box: null,
    chosenCentreId: null,
  }));
}

export function choosePlace(position: Position, name: string, radiusMetres?: number): void {
  goOnFrom({ position, name }, radiusMetres === undefined ? {} : { radiusMetres });
}

/** Looks through one district. Nothing there is near or far, so an order by distance is given up. */
export function chooseDistrict({ centre, name, code }: Region['districts'][number]): void {
  const { sort } = useFind.getState().filters;
  goOnFrom({ position: centre, name, code }, { q: '', sort: sort === 'distance' ? null : sort });
}

/** The chosen day while it is still to come, else the next one that is worked. */
export function dayAsked({ date }: Filters, region: Pick<Region, 'today' | 'nextWorkday'>): string {
  return date !== null && date >= region.today ? date : region.nextWorkday;
}

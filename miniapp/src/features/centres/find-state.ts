import type { Query } from '@nearcare/shared/contract/types';
import { addDays, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { create } from 'zustand';
import { locate } from '../../platform/location';
import type { Position } from '../../platform/location-types';
import { readStored, writeStored } from '../../platform/storage';

/**
 * Where we look from. Where the parent stands is never kept; a place they chose themselves is, so that the next start
 * can go on from it.
 */
export type Place =
  | { kind: 'locating' }
  | { kind: 'here'; position: Position }
  | { kind: 'chosen'; position: Position; name: string }
  | { kind: 'refused'; reason: 'denied' | 'unavailable' };

export type CareMode = NonNullable<Query<'listNearbyCentres'>['mode']>;
export type Filters = {
  mode: CareMode | null;
  /** null: the next day that most centres are open. */
  date: string | null;
  hasVacancy: boolean;
  inclusive: boolean;
  q: string;
  radiusMetres: number;
};

export const defaultRadiusMetres = 3000;
export const noFilters: Filters = {
  mode: 'fullDay',
  date: null,
  hasVacancy: false,
  inclusive: false,
  q: '',
  radiusMetres: defaultRadiusMetres,
};

const placeKey = 'chosen-place';
type KeptPlace = { position: Position; name: string };

/** A piece of the map in degrees, WGS-84. */
export type Box = { west: number; south: number; east: number; north: number };

type FindState = {
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
  useFind.setState({
    place: kept ? { kind: 'chosen', ...kept } : { kind: 'refused', reason: answer.reason },
  });
}

export function choosePlace(position: Position, name: string, radiusMetres?: number): void {
  writeStored(placeKey, { position, name } satisfies KeptPlace);
  useFind.setState(({ filters }) => ({
    place: { kind: 'chosen', position, name },
    filters: { ...filters, radiusMetres: radiusMetres ?? filters.radiusMetres },
    box: null,
    chosenCentreId: null,
  }));
}

/** The day asked when none is chosen: today, or Monday at the weekend. The chip always shows which. */
export function defaultDay(today: string): string {
  const weekday = weekdayOf(today);
  return weekday > 5 ? addDays(today, 8 - weekday) : today;
}

/** The chosen day while it is still to come, else the default one. */
export function dayAsked(filters: Filters, today: string): string {
  return filters.date !== null && filters.date >= today ? filters.date : defaultDay(today);
}

/** How many filters differ from none, for the number on 筛选. */
export function filterCount(filters: Filters, ageMonths: number | null): number {
  return [
    filters.mode !== null,
    filters.date !== null,
    filters.hasVacancy,
    filters.inclusive,
    ageMonths !== null,
  ].filter(Boolean).length;
}

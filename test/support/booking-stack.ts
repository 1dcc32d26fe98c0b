import { type BookingDoc, bookingsModel } from '@nearcare/bff/features/bookings/bookings.model';
import { bookingsService } from '@nearcare/bff/features/bookings/bookings.service';
import { familyBookings } from '@nearcare/bff/features/bookings/family-bookings.service';
import { bookingPlaces, rosterVacancies } from '@nearcare/bff/features/bookings/places';
import { quotesService } from '@nearcare/bff/features/bookings/quotes.service';
import { reconciler } from '@nearcare/bff/features/bookings/reconcile';
import { type RosterDoc, rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { centresPublic } from '@nearcare/bff/features/centres/centres.service';
import type { KnownChild } from '@nearcare/bff/features/families/families.public';
import type { Clock } from '@nearcare/bff/lib/clock';
import type { Connection } from 'mongoose';
import { expect } from 'vitest';

/** Stands between a service and its models: may throw before a write, or after it was done. */
export type Interrupt = <T>(write: () => Promise<T>) => Promise<T>;

const writesOf = {
  model: ['addQuote', 'insertPending', 'reopen', 'confirm', 'abandon', 'cancel', 'eraseEnded', 'eraseQuotes'],
  rosters: ['apply', 'eraseScope'],
} as const;

/** The bookings feature over one connection, without HTTP, with every write passing through `interrupt`. */
export function bookingStack(store: Connection, clock: Clock, children: Map<string, KnownChild>) {
  const models = {
    bookings: bookingsModel(store),
    rosters: rosterModel(store, 'Roster', 'rosters', clock.now),
    childDays: rosterModel(store, 'ChildDay', 'childDays', clock.now),
  };
  const centres = centresPublic(centreModels(store));
  const families = {
    findChild: async (_family: string, id: string) => children.get(id) ?? null,
    listChildren: async () => [...children.values()],
  };

  /** A process of its own: what it does can be cut short. */
  function process(interrupt: Interrupt) {
    const model = interrupted(models.bookings, writesOf.model, interrupt);
    const rosters = interrupted(models.rosters, writesOf.rosters, interrupt);
    const childDays = interrupted(models.childDays, writesOf.rosters, interrupt);
    const places = bookingPlaces({ rosters, childDays });
    return {
      bookings: bookingsService({ model, places, centres, families, clock }),
      quotes: quotesService({ model, vacancies: rosterVacancies(rosters), centres, families, clock }),
      ofFamily: familyBookings({ model, childDays, places, clock }),
      reconcile: reconciler({ model, rosters, childDays, places, centres, clock }),
    };
  }

  return { process };
}

/** The model with these of its writes passing through `interrupt`. */
export function interrupted<T extends object>(model: T, names: readonly string[], interrupt: Interrupt): T {
  const wrapped = names.map((name) => {
    const write = (model as Record<string, unknown>)[name] as (...args: unknown[]) => Promise<unknown>;
    return [name, (...args: unknown[]) => interrupt(() => write(...args))] as const;
  });
  return { ...model, ...Object.fromEntries(wrapped) };
}

/** Every live booking has exactly its claims and every claim a live owner (invariant 3). */
export async function expectClaimsToMatch(store: Connection): Promise<void> {
  const bookings = await store.collection<BookingDoc>('bookings').find().toArray();
  const live = bookings.filter(({ status }) => status === 'confirmed').map(({ _id, n }) => `${_id}#${n}`);
  expect(bookings.map(({ status }) => status)).not.toContain('pending');
  for (const collection of ['rosters', 'childDays']) {
    const docs = await store.collection<RosterDoc>(collection).find().toArray();
    expect(docs.flatMap(({ claims }) => claims.map(({ id }) => id)).sort(), collection).toEqual(live.sort());
  }
}

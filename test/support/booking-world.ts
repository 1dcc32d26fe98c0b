import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { fits, occupancy } from '@nearcare/bff/features/bookings/roster.rules';
import type { EntryDoc } from '@nearcare/bff/features/bookings/waitlist/entries.model';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import type { KnownChild } from '@nearcare/bff/features/families/families.public';
import { newId } from '@nearcare/bff/lib/ids';
import type { StaffDesk } from '@nearcare/bff/plugins/session';
import { slotsOf } from '@nearcare/shared/rules/slot-times';
import type { Connection } from 'mongoose';
import { bookingStack, deskOf, type Interrupt } from './booking-stack.js';
import { asItIs } from './crashes.js';
import { addCentre, makeGroup, monthlyPrices } from './factories.js';
import { expectFinalStaysFinal, expectNobodyOvertaken, expectNoOverselling } from './fair-rosters.js';
import { type FakeClock, fakeClock } from './fake-clock.js';
import type { FakeNotices } from './fake-notices.js';

/** Two brothers and three only children: who has a sibling at the centre comes first in its line. */
const familyOfChild = ['a', 'a', 'b', 'c', 'd'] as const;
export const childNumbers = [0, 1, 2, 3, 4] as const;
export type OneChild = { id: string; familyId: string };

/** No booking's document may have it. */
export const nickname = '小满';
/** Thursday, Friday and Monday, seen from the Tuesday on which each history begins. */
export const dates = ['2026-11-26', '2026-11-27', '2026-11-30'] as const;
const begin = '2026-11-24T01:12:00Z';
const collections = [
  ...(['careRequests', 'rosters', 'childDays', 'quotes'] as const),
  ...(['waitlistEntries', 'enrolments'] as const),
];
const hour = { kind: 'care', mode: 'hourly', isVoluntary: false } as const;

type Times = { from: string; to: string };
export type Server = ReturnType<ReturnType<typeof bookingStack>['process']>;
export type World = {
  store: Connection;
  clock: FakeClock;
  /** What went wrong in a write of a roster, also where its writer heard nothing of it. */
  faults: readonly unknown[];
  children: readonly OneChild[];
  centreId: string;
  group: CentreRecord['groups'][number];
  desk: StaffDesk;
  /** One of two servers, which may die at some write. */
  process: (nth: number, interrupt: Interrupt) => Server;
  steady: Server;
  told: Pick<FakeNotices, 'of'>;
  /** What desks looked at, as it was put on record. */
  looks: () => string[];
  /** Writes the centre as an officer or a register does, which raises its epoch. */
  changeCentre: (change: Record<string, unknown>) => Promise<unknown>;
  rosterOn: (date: string) => Promise<RosterDoc | null>;
  entriesOf: (familyId: string) => Promise<EntryDoc[]>;
  /** Whether one more child fits the roster as it is now, by the centre's present word. */
  hasPlace: (date: string, times: Times) => Promise<boolean>;
  /** Whether something holds that time of the child. */
  isBusy: (childId: string, date: string, times: Times) => Promise<boolean>;
  /** What servers do by themselves, twice over: what is given back at first is offered and claimed then. */
  runJobs: () => Promise<void>;
};

/**
 * A centre with one group of one free place, which two servers of one store serve, and five children of four families.
 * Each write of a roster is held against what was promised of places and lines. @returns how to make an empty one
 */
export function bookingWorlds(store: Connection): () => Promise<World> {
  const clock = fakeClock(begin);
  const known = new Map<string, KnownChild>();
  const servers = [store, store.useDb(store.name)].map((own) => bookingStack(own, clock, known));
  const [first] = servers;
  if (!first) throw new Error('no server');
  const faults: unknown[] = [];
  for (const { onRosterWritten } of servers)
    onRosterWritten((next, before) => {
      try {
        expectNoOverselling(before, next);
        expectNobodyOvertaken(before, next, clock.now());
        expectFinalStaysFinal(before, next);
      } catch (fault) {
        faults.push(fault);
      }
    });
  const centres = () => store.collection<CentreRecord>('centres');

  return async function emptyWorld() {
    for (const name of collections) await store.collection(name).deleteMany({});
    clock.set(begin);
    // New ones each time: servers remember what they wrote of a child's day, which is never emptied but by a test.
    const children = familyOfChild.map((family) => ({ id: newId('ch'), familyId: `f_${family}` }));
    known.clear();
    for (const { id } of children) known.set(id, { id, nickname, birthOn: '2025-04-08' });
    faults.length = 0;
    for (const { told, record } of servers) {
      told.clear();
      record.looks.length = 0;
    }
    const group = makeGroup({ places: 4, enrolled: 3 });
    const priceList: CentreRecord['priceList'] = [
      ...monthlyPrices,
      { ...hour, id: 'hour', label: '计时托', unit: 'hour', amountFen: 1800 },
    ];
    const careModes: CentreRecord['careModes'] = ['fullDay', 'hourly'];
    const { _id: centreId } = await addCentre(store, { groups: [group], careModes, priceList });

    const rosterOn = (date: string) =>
      store.collection<RosterDoc>('rosters').findOne({ _id: `${group.id}:${date}` });

    return {
      ...{ store, clock, faults, children, centreId, group, desk: deskOf(centreId), rosterOn },
      process: (nth, interrupt) => (servers[nth % servers.length] ?? first).process(interrupt),
      steady: first.process(asItIs),
      told: { of: (familyId) => servers.flatMap(({ told }) => told.of(familyId)) },
      looks: () => servers.flatMap(({ record }) => record.looks),
      changeCentre: (change) =>
        centres().updateOne({ _id: centreId }, { $set: change, $inc: { epoch: 1, rev: 1 } }),
      entriesOf: (familyId) =>
        store.collection<EntryDoc>('waitlistEntries').find({ familyId }).sort({ openedAt: 1 }).toArray(),
      async hasPlace(date, { from, to }) {
        const centre = await centres().findOne({ _id: centreId });
        const [now] = centre?.groups ?? [];
        const places = (now?.places ?? 0) - (now?.enrolled ?? 0);
        const roster = { closedEpoch: -1, epoch: 0, claims: [], ...(await rosterOn(date)), places };
        return fits(roster, { owner: 'nobody', slots: slotsOf(from, to) });
      },
      async isBusy(childId, date, { from, to }) {
        const day = await store.collection<RosterDoc>('childDays').findOne({ _id: `${childId}:${date}` });
        const taken = occupancy(day?.claims ?? []);
        return slotsOf(from, to).some((slot) => taken.has(slot));
      },
      async runJobs() {
        clock.advance({ minutes: 2 });
        const server = first.process(asItIs);
        for (let times = 0; times < 2; times += 1) {
          await server.enrolledDays.run();
          await server.settleDays.run({ isHeld: () => true });
          if (times === 0) await server.reconcile.run();
          await server.keeper.run();
        }
      },
    };
  };
}

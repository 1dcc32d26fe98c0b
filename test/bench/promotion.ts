import { type RosterDoc, type RosterModel, rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import type { QueueItem } from '@nearcare/bff/features/bookings/roster.rules';
import { china } from '@nearcare/bff/regions/cn';
import type { Connection } from 'mongoose';
import { makeClaim } from '../support/factories.js';
import { type Row, round } from './measure.js';

const slots = Array.from({ length: 21 }, (_, index) => 15 + index);
const collection = 'benchLines';
const date = '2026-11-26';
const at = new Date('2026-11-24T02:00:00Z');
/** Promotions one after the other that are timed of each line. */
const turns = 50;

/** Lines of 100 and of 1,000 for one full day: what it takes to offer places to all at once, and to one at a time. */
export async function benchPromotion(store: Connection): Promise<Row[]> {
  const rosters = rosterModel(store, 'Roster', collection, () => at);
  // The first of a process pays for its compiling.
  for (let times = 0; times < 5; times += 1) await timed(store, rosters, 100);
  const short = await timed(store, rosters, 100);
  const long = await timed(store, rosters, 1_000);
  return [
    {
      what: 'a line of 1,000 that gets a place each by one write, of a line of 100',
      figure: `${round(long.allMs, 0)} ms = ${round(long.allMs / short.allMs, 1)} × of ${round(short.allMs, 1)} ms`,
      target: 'not quadratic: ≤ 15 ×',
    },
    {
      what: 'a place that is given back and offered to the next of a line of 1,000, of 100',
      figure: `${round(long.oneMs, 1)} ms = ${round(long.oneMs / short.oneMs, 1)} × of ${round(short.oneMs, 1)} ms`,
      target: '≤ 10 ×, as the document is',
    },
  ];
}

async function timed(store: Connection, rosters: RosterModel, length: number) {
  const line = async (name: string) => {
    const seed = {
      _id: `${name}-${crypto.randomUUID()}:${date}`,
      scope: 'ce_bench',
      date,
      places: 1,
      epoch: 1,
    };
    const rest = { rev: 1, closedEpoch: -1, claims: [makeClaim('b_0', slots)], touchedAt: at };
    const queue = Array.from({ length }, (_, nth) => waiting(nth));
    await store.collection<RosterDoc>(collection).insertOne({ ...seed, ...rest, queue });
    return seed;
  };
  const all = await line('all');
  const startedAt = performance.now();
  await rosters.apply(all, { kind: 'setPlaces', own: length + 1, epoch: 1, places: 1 });
  const allMs = performance.now() - startedAt;

  const one = await line('one');
  await rosters.apply(one, { kind: 'release', claimId: 'b_0#1' });
  const turnedAt = performance.now();
  for (let turn = 0; turn < turns; turn += 1)
    await rosters.apply(one, { kind: 'decline', entry: `w_${turn}` });
  return { allMs, oneMs: (performance.now() - turnedAt) / turns };
}

/** Of a family with one child, the `nth` that came. */
function waiting(nth: number): QueueItem {
  return {
    ...{ entry: `w_${nth}`, seq: nth + 1, slots, childId: `ch_${nth}`, familyId: `f_${nth}`, epoch: 1 },
    ...{ bookableUntil: new Date('2026-11-26T23:30:00Z'), timeZone: 'Asia/Shanghai' },
    ...{ hold: china.careRules.offerHold, state: 'waiting', joinedAt: at, changedAt: at, ver: 1 },
  };
}

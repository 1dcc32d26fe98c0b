import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CareRequestDoc } from '@nearcare/bff/features/bookings/care-requests.model';
import { type RosterDoc, rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import { occupancy } from '@nearcare/bff/features/bookings/roster.rules';
import { openStore } from '@nearcare/bff/plugins/store';
import { apiPrefix, routes } from '@nearcare/shared/contract/routes';
import type { Connection } from 'mongoose';
import { addCentre, makeClaim, makeGroup } from '../support/factories.js';
import { nextWorkdays } from '../support/next-workday.js';
import { type Running, startBff, startStore } from '../support/processes.js';
import { WebParent } from '../support/web-parent.js';
import { loadTasks, paceGets, postJson, type Row, round } from './measure.js';
import { benchPromotion } from './promotion.js';

const clients = 64;
const rosters = 1_000;
const places = 20;
const seconds = 8;

/** Bookings over HTTP against the driver writes they need, done bare on the same store. */
export async function benchBookings(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-'));
  const store = await startStore(folder);
  const bff = await startBff({ MONGODB_URI: store.url, DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const { connection, close } = await openStore({ mongodbUri: store.url, dataDir: folder });
  const parents = await signInAll(bff);
  const rows = [
    ...(await spread(connection, bff, parents)),
    ...(await crowded(connection, bff, parents)),
    await calendars(connection, bff, parents),
    ...(await benchPromotion(connection)),
  ];
  await close();
  await bff.stop();
  await store.stop();
  await rm(folder, { recursive: true });
  return rows;
}

type Person = { parent: WebParent; childId: string };

function signInAll(bff: Running): Promise<Person[]> {
  return Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      const parent = await new WebParent(`136${10_000_000 + index}`).signIn(bff.url);
      return { parent, childId: await parent.addChild(bff.url) };
    }),
  );
}

/** Each client books days of its own: many rosters, no waiting for one another. */
async function spread(connection: Connection, bff: Running, people: Person[]): Promise<Row[]> {
  const groups = Array.from({ length: rosters / 20 }, () => makeGroup({ places: 1_000_000 }));
  const centres = await Promise.all(groups.map((group) => addCentre(connection, { groups: [group] })));
  const target = (turn: number, client: number) => centres[(turn * 7 + client) % centres.length]?._id ?? '';
  // A quote is a read and one write of its own; it is made beforehand, so that the booking alone is measured.
  const quoteAll = (dates: readonly string[]) =>
    Promise.all(
      people.map(async ({ parent, childId }, client) => {
        const quoteIds: string[] = [];
        for (const [turn, date] of dates.entries()) {
          const body = { centreId: target(turn, client), childId, mode: 'fullDay', dates: [date] };
          quoteIds.push((await parent.call(bff.url, 'quoteBooking', { body })).body.id);
        }
        return quoteIds;
      }),
    );
  const agent = new Agent({ keepAlive: true });
  const bookAll = (quoteIds: string[][]) =>
    Promise.all(
      people.map(async ({ parent }, client) => {
        const seen: number[] = [];
        const url = bff.url + apiPrefix + routes.createBooking.path;
        for (const quoteId of quoteIds[client] ?? []) {
          const headers = {
            authorization: `Bearer ${parent.token}`,
            'accept-encoding': 'gzip, br',
            'idempotency-key': randomUUID(),
          };
          seen.push(await postJson(agent, url, headers, { quoteId }));
        }
        return seen;
      }),
    );
  // The first bookings of a process pay for its compiling.
  const dates = nextWorkdays(39);
  await bookAll(await quoteAll(dates.slice(0, 19)));
  const quoteIds = await quoteAll(dates.slice(19));
  const startedAt = performance.now();
  const statuses = await bookAll(quoteIds);
  agent.destroy();
  const booked = statuses.flat().filter((status) => status === 201).length;
  const perSecond = booked / ((performance.now() - startedAt) / 1000);
  const bare = await bareBookings(connection, booked);
  return [
    {
      what: `createBooking, ${clients} clients over ${rosters} rosters (${booked} of ${statuses.flat().length} confirmed), of the bare writes’ ${round(bare, 0)}/s`,
      figure: `${round(perSecond, 0)}/s = ${round(perSecond / bare)} ×`,
      target: '≥ 0.5 ×',
    },
  ];
}

/** The writes of one booking with nothing else: insert booking, insert child day, insert roster or claim, confirm. */
async function bareBookings(connection: Connection, count: number): Promise<number> {
  const requests = connection.collection<CareRequestDoc>('careRequests');
  const booking = await requests.findOne({ status: 'confirmed' });
  const day = await connection.collection<RosterDoc>('childDays').findOne({});
  if (!booking || !day) throw new Error('no booking to copy');
  const own = {
    bookings: connection.collection('bareBookings'),
    days: connection.collection('bareDays'),
    rosters: connection.collection('bareRosters'),
  };
  await likeTheirs(connection, {
    careRequests: 'bareBookings',
    childDays: 'bareDays',
    rosters: 'bareRosters',
  });
  const claim = day.claims[0];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < count) {
        const number = next++;
        const rosterId = `r${number % rosters}` as never;
        await own.bookings.insertOne({
          ...booking,
          _id: `b${number}` as never,
          status: 'pending',
          versions: [],
        });
        await own.days.insertOne({ ...day, _id: `d${number}` as never });
        await own.rosters.updateOne(
          { _id: rosterId },
          { $push: { claims: claim as never }, $inc: { rev: 1 } },
          { upsert: true },
        );
        const change = { $set: { status: 'confirmed' }, $push: { versions: booking.versions[0] as never } };
        await own.bookings.updateOne({ _id: `b${number}` as never, status: 'pending' }, change);
      }
    }),
  );
  return count / ((performance.now() - startedAt) / 1000);
}

/** The bare writes keep the same indexes as those of the product, or they would be writes of something else. */
async function likeTheirs(connection: Connection, twins: Readonly<Record<string, string>>): Promise<void> {
  for (const [theirs, bare] of Object.entries(twins))
    for (const { v: _version, name: _name, key, ...options } of await connection.collection(theirs).indexes())
      if (!('_id' in key && Object.keys(key).length === 1))
        await connection.collection(bare).createIndex(key, options);
}

/** Everybody books and cancels on one roster: the crowd before a popular group. */
async function crowded(connection: Connection, bff: Running, people: Person[]): Promise<Row[]> {
  const group = makeGroup({ places });
  const centre = await addCentre(connection, { groups: [group] });
  const date = nextWorkdays(40).at(-1) ?? '';
  let most = 0;
  const look = async () => {
    const roster = await connection.collection<RosterDoc>('rosters').findOne({ _id: `${group.id}:${date}` });
    most = Math.max(most, ...occupancy(roster?.claims ?? []).values());
  };
  const watching = setInterval(() => void look(), 20);
  const wins = new Map<number, number>();
  const load = await loadTasks(clients, seconds, async (client) => {
    const person = people[client];
    if (!person) return;
    const body = { centreId: centre._id, childId: person.childId, mode: 'fullDay', dates: [date] };
    const quote = await person.parent.call(bff.url, 'quoteBooking', { body });
    const booked = await person.parent.call(bff.url, 'createBooking', { body: { quoteId: quote.body.id } });
    if (booked.status !== 201) return;
    wins.set(client, (wins.get(client) ?? 0) + 1);
    await person.parent.call(bff.url, 'cancelBooking', { params: { bookingId: booked.body.id }, body: {} });
  });
  clearInterval(watching);
  const cycles = [...wins.values()].reduce((sum, won) => sum + won, 0) / seconds;
  const bare = await bareCycles(connection);
  return [
    {
      what: `book + cancel on one roster of ${places} places, ${clients} clients: cycles, of the bare writes’ ${round(bare, 0)}/s`,
      figure: `${round(cycles, 0)}/s = ${round(cycles / bare)} × (with ${round(load.perSecond, 0)} attempts/s)`,
      target: '≥ 0.3 ×',
    },
    { what: 'most children present in a half hour', figure: `${most} of ${places}`, target: '0 oversold' },
    {
      what: 'cycles of the unluckiest client',
      figure: `${Math.min(...people.map((_, client) => wins.get(client) ?? 0))}`,
      target: 'no starvation',
    },
  ];
}

/**
 * The writes of the same crowd with nothing else: each attempt stores its quote and its booking and claims the child's
 * day and the roster; who gets a place confirms and cancels, who gets none abandons, and both give back.
 */
async function bareCycles(connection: Connection): Promise<number> {
  const now = () => new Date();
  const rosters = rosterModel(connection, 'Roster', 'bareRosters', now);
  const childDays = rosterModel(connection, 'ChildDay', 'bareChildDays', now);
  const quotes = connection.collection('bareQuotes');
  const bookings = connection.collection('bareBookings');
  await likeTheirs(connection, {
    ...{ quotes: 'bareQuotes', careRequests: 'bareBookings' },
    ...{ rosters: 'bareRosters', childDays: 'bareChildDays' },
  });
  const { _id: _own, ...quote } = (await connection.collection('quotes').findOne({})) ?? {};
  const { _id: _theirs, ...booking } = (await connection.collection('careRequests').findOne({})) ?? {};
  const date = '2026-11-26';
  const slots = [16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34];
  const roster = { _id: `bare:${date}`, scope: 'bare', date, places, epoch: 1 };
  let cycles = 0;
  await loadTasks(clients, seconds, async (client, turn) => {
    const owner = `c${client}-${turn}`;
    const claim = makeClaim(owner, slots);
    const childDay = { ...roster, _id: `child${client}:${date}`, places: 1 };
    const settle = async (status: string) => {
      await bookings.updateOne({ _id: owner as never }, { $set: { status } });
      await rosters.apply(roster, { kind: 'release', claimId: claim.id });
      await childDays.apply(childDay, { kind: 'release', claimId: claim.id });
    };
    await quotes.insertOne({ ...quote, _id: `q-${owner}` as never });
    await bookings.insertOne({ ...booking, _id: owner as never, status: 'pending', versions: [] });
    await childDays.apply(childDay, { kind: 'claim', claim, epoch: 1, places: 1 });
    const refusal = await rosters.apply(roster, { kind: 'claim', claim, epoch: 1, places });
    if (refusal) return settle('abandoned');
    await bookings.updateOne(
      { _id: owner as never },
      { $set: { status: 'confirmed', versions: [{ n: 1, quote }] } },
    );
    await settle('cancelled');
    cycles += 1;
  });
  return cycles / seconds;
}

/** Calendars of a month for a child, over all the rosters that were booked before. */
async function calendars(connection: Connection, bff: Running, people: Person[]): Promise<Row> {
  const [person] = people;
  if (!person) throw new Error('nobody asks');
  const { parent, childId } = person;
  const centres = await connection.collection('centres').find().project({ _id: 1 }).toArray();
  const paths = centres.map(
    ({ _id }) => `${apiPrefix}/centres/${String(_id)}/availability?mode=fullDay&days=31&childId=${childId}`,
  );
  const headers = { authorization: `Bearer ${parent.token}` };
  await paceGets(bff.url, paths, { seconds: 3, perSecond: 50, headers });
  const { p50, p99, failed } = await paceGets(bff.url, paths, { seconds: 8, perSecond: 50, headers });
  return {
    what: `calendar of a month for a child, 50 a second, ${centres.length} centres (${failed} failed): p50, p99`,
    figure: `${round(p50, 1)} ms, ${round(p99, 1)} ms`,
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RosterDoc, rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import { occupancy } from '@nearcare/bff/features/bookings/roster.rules';
import { type Command, reduce } from '@nearcare/bff/features/bookings/roster-commands.rules';
import { openStore } from '@nearcare/bff/plugins/store';
import { slotsOf } from '@nearcare/shared/rules/slot-times';
import mongoose, { type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingStack, expectClaimsToMatch } from '../support/booking-stack.js';
import { sellingHours } from '../support/changing.js';
import { asItIs } from '../support/crashes.js';
import { expectNobodyPassed, live, type Person, plansOf } from '../support/crowd.js';
import { addCentre, makeClaim, makeGroup } from '../support/factories.js';
import { expectNobodyOvertaken } from '../support/fair-rosters.js';
import type { FakeNotices } from '../support/fake-notices.js';
import { expectLinesToMatch, noticesIn } from '../support/lines.js';
import { nextWorkdays } from '../support/next-workday.js';
import { type Running, startBff, startStore } from '../support/processes.js';
import { storeEnv } from '../support/store-env.js';
import { storedBookings } from '../support/stored-bookings.js';
import { WebParent } from '../support/web-parent.js';

const processes = 4;
const parents = process.env.SOAK ? 200 : 60;
const places = 20;
const crowdSize = process.env.SOAK ? parents : 16;
const crowdPlaces = 4;
const rounds = process.env.SOAK ? 15 : 1;
const limitMs = process.env.SOAK ? 1_200_000 : 120_000;

let folder: string;
let store: Running | null = null;
let uri: string;
let connection: Connection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearcare-race-'));
  const given = storeEnv().MONGODB_URI;
  if (!given) store = await startStore(folder);
  uri = given ?? store?.url ?? '';
  connection = (await openStore({ mongodbUri: uri, dataDir: folder })).connection;
}, 60_000);

afterAll(async () => {
  if (!store) await connection.dropDatabase();
  await connection.close();
  await store?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe(`${parents} parents at ${processes} servers go for ${places} places at once`, () => {
  let servers: Running[] = [];
  let people: Person[];
  const base = (index: number) => servers[index % processes]?.url ?? '';
  /** What the jobs of all rounds told: an offer of one may still stand in the next. */
  const told: FakeNotices[] = [];
  beforeAll(async () => {
    servers = await Promise.all(
      Array.from({ length: processes }, () => startBff({ MONGODB_URI: uri, DATA_DIR: folder })),
    );
    people = await Promise.all(
      Array.from({ length: parents }, async (_, index) => {
        const parent = await new WebParent(`138${10_000_000 + index}`).signIn(base(index));
        const childId = await parent.addChild(base(index + 1));
        const familyId = (await parent.call(base(index), 'getMyFamily')).body.id;
        return { parent, childId, familyId };
      }),
    );
  }, 120_000);
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
  });

  it.each(nextWorkdays(rounds))(
    'exactly as many are confirmed as there are places; everybody else is refused and holds nothing (%s)',
    async (date) => {
      const group = makeGroup({ places: places + 3, enrolled: 3 });
      const centre = await addCentre(connection, { groups: [group] });
      const quoteIds = await Promise.all(
        people.map(async ({ parent, childId }, index) => {
          const body = { centreId: centre._id, childId, mode: 'fullDay', dates: [date] };
          return (await parent.call(base(index), 'quoteBooking', { body })).body.id;
        }),
      );

      const answers = await Promise.all(
        people.map(({ parent }, index) =>
          parent.call(base(index), 'createBooking', { body: { quoteId: quoteIds[index] } }),
        ),
      );

      const confirmed = answers.filter(({ status }) => status === 201);
      const refused = answers.filter(({ status }) => status === 409);
      expect(confirmed).toHaveLength(places);
      expect(refused.map(({ problem }) => problem.code)).toEqual(
        Array(parents - places).fill('no_place_left'),
      );
      const roster = await rosterOf(group.id, date);
      expect(roster?.claims.map(({ owner }) => owner).sort()).toEqual(
        confirmed.map(({ body }) => body.id).sort(),
      );
      const heldDays = {
        date,
        scope: { $in: people.map(({ familyId }) => familyId) },
        'claims.0': { $exists: true },
      };
      expect(await connection.collection('childDays').countDocuments(heldDays)).toBe(places);
    },
    limitMs,
  );

  it.each(nextWorkdays(2 * rounds).slice(rounds))(
    'sells nothing twice and passes nobody in line while they wait, change and cancel, and offers run out (%s)',
    async (date) => {
      const { groups, ...sold } = sellingHours(crowdPlaces);
      const [group] = groups;
      const centre = await addCentre(connection, { groups, ...sold });
      const seed = Math.floor(Math.random() * 2 ** 31);
      // Of a child that is gone nobody is told: these jobs have to know those of the crowd.
      const children = new Map(
        people.map(({ childId: id }) => [id, { id, nickname: '小满', birthOn: '2025-04-08' }]),
      );
      const jobs = (ahead: number) => {
        const clock = { now: () => new Date(Date.now() + ahead) };
        const stack = bookingStack(connection.useDb(connection.name), clock, children);
        told.push(stack.told);
        return stack.process(asItIs);
      };
      const [soon, tomorrow] = [jobs(120_000), jobs(13 * 3_600_000)];
      const look = async () => {
        const roster = await rosterOf(group?.id ?? '', date);
        if (!roster) return;
        expect(Math.max(0, ...occupancy(roster.claims).values())).toBeLessThanOrEqual(crowdPlaces);
        expectNobodyOvertaken(roster, roster, new Date());
        expectNobodyPassed(roster.queue);
      };
      let done = 0;
      // Jobs run among it that think everybody else dead, and one for which every offer is over.
      const onDone = async () => {
        done += 1;
        await look();
        if (done % 20 === 0) await soon.reconcile.run();
        if (done % 50 === 0) await tomorrow.keeper.run();
      };

      const crowd = people.slice(0, crowdSize);
      const plans = plansOf(crowdSize, seed);
      const at = { centreId: centre._id, date, base, onDone };
      const lives = crowd.map((person, nth) => live(person, plans[nth] ?? [], nth, at));
      const outcomes = await Promise.all(lives).catch((fault: unknown) => {
        throw new Error(`with the plans of seed ${seed}`, { cause: fault });
      });
      await soon.reconcile.run();
      await soon.keeper.run();
      await look();

      const kept = (await storedBookings(connection)).filter(
        (booking) => booking.groupId === group?.id && booking.status === 'confirmed',
      );
      const expected = outcomes.flatMap(({ person: { familyId }, booking }) =>
        booking ? [[familyId, booking.id, slotsOf(booking.from, booking.to)]] : [],
      );
      expect(kept.map(({ familyId, id, slots }) => [familyId, id, slots]).sort()).toEqual(expected.sort());
      await expectClaimsToMatch(connection);
      await expectLinesToMatch(connection, await noticesIn(connection, ...told));
      const roster = await rosterOf(group?.id ?? '', date);
      expect(new Set(roster?.queue?.map(({ state }) => state)).size, 'a race for a line').toBeGreaterThan(1);
    },
    limitMs,
  );

  const rosterOf = (groupId: string, date: string) =>
    connection.collection<RosterDoc>('rosters').findOne({ _id: `${groupId}:${date}` });
});

describe('the roster’s compare-and-set', () => {
  type Claims = Pick<ReturnType<typeof rosterModel>, 'apply'>;

  /** The most children present in a half hour after everybody claimed through several writers of one roster. */
  async function raceForPlaces(makeWriter: (own: Connection) => Claims): Promise<number> {
    const connections = await Promise.all(
      Array.from({ length: processes }, () => mongoose.createConnection(uri).asPromise()),
    );
    const writers = connections.map(makeWriter);
    const _id = `race-${Math.random().toString(36).slice(2)}:2026-11-26`;
    const seed = { _id, scope: 'ce_race', date: '2026-11-26', places, epoch: 1 };
    await Promise.all(
      Array.from({ length: parents }, async (_, index) => {
        const claim = makeClaim(`b_${index}`, [16, 17, 18]);
        return writers[index % processes]?.apply(seed, { kind: 'claim', claim, epoch: 1, places });
      }),
    );
    const roster = await connection.collection<RosterDoc>('rosters').findOne({ _id });
    await Promise.all(connections.map((own) => own.close()));
    return Math.max(...occupancy(roster?.claims ?? []).values());
  }

  it('fills a roster to its places and no further, through four writers', async () => {
    expect(await raceForPlaces((own) => rosterModel(own, 'Roster', 'rosters', () => new Date()))).toBe(
      places,
    );
  });

  it('refuses, and finds nothing to do, by what is there and not by what a writer remembers', async () => {
    const connections = await Promise.all([0, 1].map(() => mongoose.createConnection(uri).asPromise()));
    const [here, there] = connections.map((own) => rosterModel(own, 'Roster', 'rosters', () => new Date()));
    const _id = `remembered-${Math.random().toString(36).slice(2)}:2026-11-26`;
    const seed = { _id, scope: 'ce_race', date: '2026-11-26', places: 1, epoch: 1 };
    const claim = (owner: string): Command => ({
      kind: 'claim',
      claim: makeClaim(owner, [16]),
      epoch: 1,
      places: 1,
    });
    const release = (owner: string): Command => ({ kind: 'release', claimId: `${owner}#1` });

    expect(await here?.apply(seed, claim('b_1'))).toBeNull();
    expect(await there?.apply(seed, release('b_1'))).toBeNull();
    expect(await here?.apply(seed, claim('b_2')), 'full only in the memory of the first writer').toBeNull();
    expect(await there?.apply(seed, claim('b_3'))).toBe('full');
    expect(await there?.apply(seed, release('b_2'))).toBeNull();
    expect(await here?.apply(seed, claim('b_2')), 'held only in the memory of the first writer').toBeNull();
    const roster = await connection.collection<RosterDoc>('rosters').findOne({ _id });
    expect(roster?.claims.map(({ owner }) => owner)).toEqual(['b_2']);
    await Promise.all(connections.map((own) => own.close()));
  });

  it('is what prevents overselling: the same race oversells when writers check first and write after', async () => {
    const naive = (own: Connection): Claims => ({
      async apply(seed, command) {
        const rosters = own.collection<RosterDoc>('rosters');
        const { _id, ...empty } = { ...seed, rev: 1, closedEpoch: -1, touchedAt: new Date() };
        const read = (await rosters.findOne({ _id })) ?? { _id, ...empty, claims: [] };
        const { refusal } = reduce(read, command, new Date());
        if (!refusal && command.kind === 'claim')
          await rosters.updateOne(
            { _id },
            { $push: { claims: command.claim }, $setOnInsert: empty },
            { upsert: true },
          );
        return refusal;
      },
    });
    expect(await raceForPlaces(naive)).toBeGreaterThan(places);
  });
});

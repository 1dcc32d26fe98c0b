import { join } from 'node:path';
import type { EnrolmentDoc } from '@nearcare/bff/features/enrolments/enrolments.model';
import { openStore } from '@nearcare/bff/plugins/store';
import type { Connection } from 'mongoose';
import { afterEach, describe, expect, it } from 'vitest';
import { bookingStack, expectClaimsToMatch } from '../support/booking-stack.js';
import { type Answered, bookAndCancel, enrolAndWithdraw } from '../support/busy-people.js';
import { asItIs } from '../support/crashes.js';
import { ownDataFolder } from '../support/data-folder.js';
import { authenticatorCode } from '../support/desk-holder.js';
import { addCentre, makeGroup, monthlyPrices } from '../support/factories.js';
import { expectLinesToMatch, noticesIn } from '../support/lines.js';
import { nextWorkdays } from '../support/next-workday.js';
import { type Running, runOps, startBff, startStore } from '../support/processes.js';
import { storedBookings } from '../support/stored-bookings.js';
import { WebParent } from '../support/web-parent.js';

const batches = process.env.SOAK ? [0, 1, 2, 3, 4] : [0];
const rounds = process.env.SOAK ? 40 : 4;
const families = 8;
const emptied = ['careRequests', 'rosters', 'childDays', 'quotes', 'waitlistEntries', 'enrolments'];

const { env } = ownDataFolder();
let running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.map((program) => program.stop('SIGKILL')));
  running = [];
});
const started = async (program: Promise<Running>): Promise<Running> => {
  running.push(await program);
  return program;
};

/** The jobs two minutes from now, when whatever the crash left is old enough. @returns what they told families */
async function settle(store: Connection, children: readonly string[]) {
  const clock = { now: () => new Date(Date.now() + 120_000) };
  const known = children.map((id) => [id, { id, nickname: '小满', birthOn: '2025-04-08' }] as const);
  const { process, told } = bookingStack(store, clock, new Map(known));
  const jobs = process(asItIs);
  await jobs.enrolledDays.run();
  await jobs.reconcile.run();
  await jobs.enrolledDays.run();
  await jobs.keeper.run();
  return told;
}

async function expectAnswersKept(store: Connection, { bookings, enrolments, lines }: Answered) {
  const stored = new Map((await storedBookings(store)).map(({ id, status }) => [id, status]));
  for (const [id, status] of bookings)
    if (status !== 'unknown') expect([id, stored.get(id)]).toEqual([id, status]);
  const placed = await store.collection<EnrolmentDoc>('enrolments').find().toArray();
  for (const [id, state] of enrolments)
    if (state !== 'unknown') expect([id, placed.find(({ _id }) => _id === id)?.state]).toEqual([id, state]);
  const entries = await store.collection<{ _id: string; status: string }>('waitlistEntries').find().toArray();
  for (const id of lines)
    expect([id, entries.find(({ _id }) => _id === id)?.status]).toEqual([
      id,
      expect.stringMatching(/^(?!joining|abandoned)./),
    ]);
}

describe('servers killed while families book, wait, accept, change, cancel and enrol', () => {
  it.each(batches)(
    `keep every answer they gave; one run of the jobs later nothing is half held (${rounds} kills, %s)`,
    async (batch) => {
      const given = env()['MONGODB_URI'];
      const startOwn = () => started(startStore(join(env()['DATA_DIR'] ?? '', 'store')));
      let store = given ? null : await startOwn();
      const environment = () => ({ ...env(), MONGODB_URI: given ?? store?.url ?? '' });
      const [date = '', otherDate = ''] = nextWorkdays(2);
      const group = makeGroup({ places: 2 });
      const centreId = await withConnection(environment(), async (connection) => {
        const centre = await addCentre(connection, { groups: [group], priceList: monthlyPrices });
        return centre._id;
      });
      let server = await started(startBff(environment()));
      const invite = ['staff', 'invite', '--role', 'staff', '--centre', centreId, '--name', '王老师'];
      const invitationCode =
        /invitation (\S+):/.exec((await runOps(environment(), invite)).stdout)?.[1] ?? '';
      const staff = await new WebParent(`1361100${1000 + batch}`).signIn(server.url);
      const { secret } = (await staff.call(server.url, 'joinDesk', { body: { invitationCode } })).body;
      await staff.call(server.url, 'openDesk', { body: { code: authenticatorCode(secret, new Date()) } });
      const people = await Promise.all(
        Array.from({ length: families }, async (_, index) => {
          const parent = await new WebParent(`137${10_000_000 + batch * families + index}`).signIn(
            server.url,
          );
          return { parent, childId: await parent.addChild(server.url) };
        }),
      );

      for (let round = 0; round < rounds; round += 1) {
        const answered: Answered = { bookings: new Map(), enrolments: new Map(), lines: new Set() };
        const killedAfter = 5 + Math.floor(Math.random() * 60);
        const isStoreHit = store !== null && round % 2 === 1;
        let answers = 0;
        const at = {
          ...{ url: server.url, centreId, group, date, otherDate, staff, answered },
          onAnswer() {
            answers += 1;
            if (answers !== killedAfter) return;
            if (!isStoreHit) server.child.kill('SIGKILL');
            // Without its store a server only refuses; it dies in the middle of that.
            store?.child.once('exit', () => server.child.kill('SIGKILL'));
            if (isStoreHit) store?.child.kill('SIGKILL');
          },
          isOver: () => answers >= killedAfter,
        };
        const lives = people.map((person, nth) =>
          nth % 4 === 3 ? enrolAndWithdraw(person, at) : bookAndCancel(person, at),
        );
        await Promise.allSettled(lives);
        await server.stop('SIGKILL');
        expect(answers).toBeGreaterThanOrEqual(killedAfter);
        if (isStoreHit) {
          await store?.stop('SIGKILL');
          store = await startOwn();
        }
        await withConnection(environment(), async (connection) => {
          const told = await settle(
            connection,
            people.map(({ childId }) => childId),
          );
          await expectAnswersKept(connection, answered);
          await expectClaimsToMatch(connection);
          await expectLinesToMatch(connection, await noticesIn(connection, told));
          // The next round starts with empty days.
          for (const name of emptied) await connection.collection(name).deleteMany({});
        });
        server = await started(startBff(environment()));
      }
    },
    rounds * 30_000 + 60_000,
  );

  async function withConnection<T>(
    environment: Record<string, string>,
    use: (store: Connection) => Promise<T>,
  ) {
    const { connection, close } = await openStore({
      mongodbUri: environment['MONGODB_URI'] ?? null,
      dataDir: environment['DATA_DIR'] ?? '',
    });
    try {
      return await use(connection);
    } finally {
      await close();
    }
  }
});

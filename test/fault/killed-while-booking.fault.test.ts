import type { Connection } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { bookingStack, expectClaimsToMatch } from '../support/booking-stack.js';
import { ownDataFolder } from '../support/data-folder.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { nextWorkday } from '../support/next-workday.js';
import { startBff } from '../support/processes.js';
import { storedBookings } from '../support/stored-bookings.js';
import { WebParent } from '../support/web-parent.js';

const rounds = process.env.SOAK ? 40 : 3;
const families = 6;

const { env, withStore } = ownDataFolder();

/** One run of the reconcile job two minutes from now, when whatever the crash left is old enough. */
async function reconcileLater(connection: Connection): Promise<void> {
  const clock = { now: () => new Date(Date.now() + 120_000) };
  await bookingStack(connection, clock, new Map())
    .process((write) => write())
    .reconcile.run();
}

describe('a server killed while families book and cancel', () => {
  it(
    `keeps every answer it gave, and one reconcile later claims and bookings agree (${rounds} kills)`,
    async () => {
      const date = nextWorkday();
      const group = makeGroup({ places: 4 });
      const centreId = await withStore(async (store) => (await addCentre(store, { groups: [group] }))._id);
      const told = new Map<string, string>();

      for (let round = 0; round < rounds; round += 1) {
        const server = await startBff(env());
        const people = await Promise.all(
          Array.from({ length: families }, async (_, index) => {
            const parent = await new WebParent(`137${10_000_000 + round * families + index}`).signIn(
              server.url,
            );
            return { parent, childId: await parent.addChild(server.url) };
          }),
        );
        const killedAfter = 3 + Math.floor(Math.random() * 25);
        let answers = 0;
        let isKilled = false;
        const bookAndCancel = async ({ parent, childId }: (typeof people)[number]) => {
          while (!isKilled) {
            const body = { centreId, childId, mode: 'fullDay', dates: [date] };
            const quote = await parent.call(server.url, 'quoteBooking', { body });
            const booked = await parent.call(server.url, 'createBooking', {
              body: { quoteId: quote.body.id },
            });
            if (booked.status === 201) told.set(booked.body.id, 'confirmed');
            answers += 1;
            if (answers >= killedAfter && !isKilled) {
              isKilled = true;
              server.child.kill('SIGKILL');
            }
            if (booked.status !== 201) continue;
            told.set(booked.body.id, 'unknown');
            const input = { params: { bookingId: booked.body.id }, body: {} };
            const cancelled = await parent.call(server.url, 'cancelBooking', input);
            if (cancelled.status === 200) told.set(booked.body.id, 'cancelled');
          }
        };
        await Promise.allSettled(people.map(bookAndCancel));
        await server.stop('SIGKILL');

        await withStore(async (connection) => {
          await reconcileLater(connection);
          const statusOf = new Map((await storedBookings(connection)).map(({ id, status }) => [id, status]));
          for (const [id, status] of told)
            if (status !== 'unknown') expect([id, statusOf.get(id)]).toEqual([id, status]);
          await expectClaimsToMatch(connection);
          // The next round starts with an empty day.
          await connection.collection('careRequests').deleteMany({});
          await connection.collection('rosters').deleteMany({});
          await connection.collection('childDays').deleteMany({});
          told.clear();
        });
      }
    },
    rounds * 30_000,
  );
});

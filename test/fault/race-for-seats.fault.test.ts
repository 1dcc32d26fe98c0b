import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RosterDoc } from '@nearcare/bff/features/bookings/roster.model';
import { classesModel } from '@nearcare/bff/features/classes/classes.model';
import type { SignUpDoc } from '@nearcare/bff/features/classes/sign-ups.model';
import { openStore } from '@nearcare/bff/plugins/store';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSeatsToMatch } from '../support/class-invariants.js';
import { classStack, makeClass } from '../support/class-stack.js';
import { asItIs } from '../support/crashes.js';
import { noticesIn } from '../support/lines.js';
import { nextWorkdays } from '../support/next-workday.js';
import { type Running, startBff, startStore } from '../support/processes.js';
import { storeEnv } from '../support/store-env.js';
import { WebParent } from '../support/web-parent.js';

const processes = 3;
const parents = process.env.SOAK ? 120 : 18;
const seats = 5;
const rounds = process.env.SOAK ? 8 : 1;

let folder: string;
let store: Running | null = null;
let uri: string;
let connection: Connection;
let servers: Running[] = [];
let people: { parent: WebParent; childId: string }[] = [];
const start = () => startBff({ MONGODB_URI: uri, DATA_DIR: folder });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearcare-seats-'));
  const given = storeEnv().MONGODB_URI;
  if (!given) store = await startStore(folder);
  uri = given ?? store?.url ?? '';
  connection = (await openStore({ mongodbUri: uri, dataDir: folder })).connection;
  servers = await Promise.all(Array.from({ length: processes }, start));
  people = await Promise.all(
    Array.from({ length: parents }, async (_, index) => {
      const parent = await new WebParent(`137${10_000_000 + index}`).signIn(base(index));
      return { parent, childId: await parent.addChild(base(index)) };
    }),
  );
}, 120_000);

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  if (!store) await connection.dropDatabase();
  await connection.close();
  await store?.stop();
  await rm(folder, { recursive: true, force: true });
});

const base = (index: number) => servers[index % processes]?.url ?? '';

describe(`${parents} parents at ${processes} servers go for the last ${seats} seats of a class`, () => {
  it.each(nextWorkdays(rounds + 1).slice(1))(
    'one server dies of it: no seat is sold twice, none is lost, and who was told “confirmed” has one (%s)',
    async (date) => {
      const given = makeClass({ seats }, [{ date, from: '10:00', to: '11:00' }]);
      await classesModel(connection.useDb(connection.name)).insert(given);
      const params = { classId: given._id };
      const ask = ({ parent, childId }: (typeof people)[number], index: number, at: number) =>
        parent.call(base(at), 'signUpForClass', {
          params,
          body: { childId, waitIfFull: index % 2 === 0 },
          key: `seats-${date}-${index}`,
        });
      const asked = Promise.allSettled(people.map((person, index) => ask(person, index, index)));
      await servers[0]?.stop('SIGKILL');
      await asked;
      servers[0] = await start();
      // Whoever got no answer asks again, wherever it ends up.
      const answers = await Promise.all(
        people.map(async (person, index) => {
          for (;;) {
            const answer = await ask(person, index, index + 1);
            if (answer.status !== 503) return answer;
          }
        }),
      );
      // The job, at a time for which whatever is unfinished is dead.
      const children = new Map(
        people.map(({ childId: id }) => [id, { id, nickname: '小满', birthOn: '2025-04-08' }]),
      );
      const clock = { now: () => new Date(Date.now() + 120_000) };
      const stack = classStack(connection.useDb(connection.name), clock, children);
      for (let run = 0; run < 2; run += 1) await stack.process(asItIs).keeper.run();

      const confirmed = answers.filter(({ status, body }) => status === 201 && body.status === 'confirmed');
      expect(confirmed).toHaveLength(seats);
      const others = answers.filter((answer) => !confirmed.includes(answer));
      for (const { status, body, problem } of others)
        expect(status === 201 ? body.status : problem.code).toMatch(/^(waiting|class_full)$/);
      const list = await connection.collection<RosterDoc>('seatLists').findOne({ _id: given._id });
      const seated = await connection
        .collection<SignUpDoc>('classSignUps')
        .find({ classId: given._id, state: 'confirmed' })
        .toArray();
      expect(seated.map(({ _id }) => _id).sort()).toEqual(confirmed.map(({ body }) => body.id).sort());
      expect(list?.claims).toHaveLength(seats);
      await expectSeatsToMatch(connection, await noticesIn(connection, stack.told));
    },
    120_000,
  );
});

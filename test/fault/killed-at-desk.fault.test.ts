import { addDays } from '@nearcare/shared/rules/civil-date';
import { expect, it, vi } from 'vitest';
import { ownDataFolder } from '../support/data-folder.js';
import { authenticatorCode } from '../support/desk-holder.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { nextWorkday } from '../support/next-workday.js';
import { runOps, startBff } from '../support/processes.js';
import { WebParent } from '../support/web-parent.js';

const rounds = process.env['SOAK'] ? 20 : 1;
const { env, withStore } = ownDataFolder();

/** Workdays from the day after tomorrow on: the first few are booked, one of them is closed. */
function workdays(count: number): string[] {
  const days = [nextWorkday()];
  while (days.length < count) {
    const ahead = (Date.parse(addDays(days.at(-1) ?? '', 1)) - Date.now()) / 86_400_000;
    days.push(nextWorkday(Math.ceil(ahead)));
  }
  return [...new Set(days)];
}

/** Staff with the desk open, and a family that stands at it. */
async function peopleAtDesk(url: string, invitationCode: string, round: number) {
  const staff = await new WebParent(`1361000${1000 + round}`).signIn(url);
  const { secret } = (await staff.call(url, 'joinDesk', { body: { invitationCode } })).body;
  await staff.call(url, 'openDesk', { body: { code: authenticatorCode(secret, new Date()) } });
  const parent = await new WebParent(`1362000${1000 + round}`).signIn(url);
  const childId = await parent.addChild(url);
  const { qrText: cardText } = (await parent.call(url, 'createFamilyCard')).body;
  const visit = await staff.call(url, 'deskIdentifyFamily', { body: { cardText } });
  expect(visit.status).toBe(201);
  return { staff, parent, childId, deskVisitId: visit.body.deskVisitId };
}

it(
  `a server killed while its desk sets places, closes days and books keeps what it answered (${rounds} kills)`,
  async () => {
    const group = makeGroup({ places: 8 });
    const centreId = await withStore(async (store) => (await addCentre(store, { groups: [group] }))._id);
    for (let round = 0; round < rounds; round += 1) {
      const invite = ['staff', 'invite', '--role', 'staff', '--centre', centreId, '--name', '王老师'];
      const code = /invitation (\S+):/.exec((await runOps(env(), invite)).stdout)?.[1] ?? '';
      let server = await startBff(env());
      const { staff, parent, childId, deskVisitId } = await peopleAtDesk(server.url, code, round);
      const days = workdays(6);
      const closing = days[1] ?? '';
      const lastDay = days.at(-1) ?? '';
      const params = { groupId: group.id };

      const booked: { id: string; date: string }[] = [];
      const refused: number[][] = [];
      let places = { answered: -1, asked: -1 };
      let closed = { answered: false, asked: false };
      let answers = 0;
      const killedAfter = 4 + Math.floor(Math.random() * 10);
      const answered = () => {
        answers += 1;
        if (answers === killedAfter) server.child.kill('SIGKILL');
      };
      const setPlaces = async () => {
        for (let own = 0; ; own = (own + 1) % 6) {
          places = { ...places, asked: own };
          const body = { date: lastDay, places: own };
          const set = await staff.call(server.url, 'deskSetPlaces', { params, body });
          expect(set.status).toBe(200);
          places = { answered: own, asked: own };
          answered();
        }
      };
      const book = async () => {
        for (const date of days.slice(0, -1)) {
          const wish = { childId, mode: 'fullDay', dates: [date] };
          const at = { deskVisitId };
          const quote = await staff.call(server.url, 'deskQuoteForFamily', { params: at, body: wish });
          const key = `at-desk-${round}-${date}`;
          const sent = { params: at, body: { quoteId: quote.body.id }, key };
          const { status, body } = await staff.call(server.url, 'deskBookForFamily', sent);
          if (status === 201) booked.push({ id: body.id, date });
          else refused.push([quote.status, status]);
          answered();
          if (date === closing) await close();
        }
      };
      const close = async () => {
        closed = { ...closed, asked: true };
        const body = { dates: [closing], reason: '消毒' };
        expect((await staff.call(server.url, 'deskCloseDays', { body })).status).toBe(200);
        closed = { answered: true, asked: true };
        answered();
      };
      await Promise.allSettled([setPlaces(), book()]);
      expect(refused).toEqual([]);
      await server.stop('SIGKILL');

      // Half a minute later, for the jobs.
      await withStore((store) =>
        store.collection('jobs').updateMany({}, { $set: { dueAt: new Date(0), leaseUntil: new Date(0) } }),
      );
      server = await startBff(env());
      const roster = await staff.call(server.url, 'deskListRoster', { params, query: { date: lastDay } });
      if (places.answered >= 0) expect([places.answered, places.asked]).toContain(roster.body.places);
      const closedDays = (await staff.call(server.url, 'deskListClosedDays')).body.items.map(({ on }) => on);
      if (closed.answered) expect(closedDays).toContain(closing);
      if (!closed.asked) expect(closedDays).not.toContain(closing);
      // The phone repeats what it had no answer to: closing goes on where it stopped.
      if (closed.asked)
        await staff.call(server.url, 'deskCloseDays', { body: { dates: [closing], reason: '消毒' } });

      await vi.waitFor(
        async () => {
          const mine = (await parent.call(server.url, 'listMyBookings')).body.items;
          const expected = (date: string) =>
            closed.asked && date === closing ? ['cancelled', 'centre'] : ['confirmed', null];
          for (const { id, date } of booked) {
            const kept = mine.find((one) => one.id === id);
            expect([date, kept?.status, kept?.cancelledBy]).toEqual([date, ...expected(date)]);
          }
          const told = (await parent.call(server.url, 'listNotices')).body.items;
          const toldOf = (kind: string, id: string) =>
            told.filter((one) => one.kind === kind && one.target.id === id).length;
          for (const { id, status } of mine) {
            expect([id, toldOf('bookedAtDesk', id)]).toEqual([id, 1]);
            expect([id, toldOf('bookingCancelledByCentre', id)]).toEqual([
              id,
              status === 'cancelled' ? 1 : 0,
            ]);
          }
        },
        { timeout: 30_000, interval: 300 },
      );
      await server.stop();
      await withStore(async (store) => {
        for (const name of ['careRequests', 'rosters', 'childDays'])
          await store.collection(name).deleteMany({});
        await store.collection('centres').updateMany({}, { $set: { closedDays: [] } });
      });
    }
  },
  rounds * 60_000 + 60_000,
);

import { join } from 'node:path';
import type { OperationId } from '@nearcare/shared/contract/routes';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownDataFolder, useStoreOf } from '../support/data-folder.js';
import { authenticatorCode } from '../support/desk-holder.js';
import { addCentre } from '../support/factories.js';
import { type Running, runOps, startBff, startStore } from '../support/processes.js';
import { WebParent } from '../support/web-parent.js';

const { env } = ownDataFolder();

let store: Running;
let server: Running;
beforeEach(start);
afterEach(kill);

async function start(): Promise<void> {
  store = await startStore(join(env()['DATA_DIR'] ?? '', 'store'));
  server = await startBff({ ...env(), MONGODB_URI: store.url });
}
/** Both at once: nothing of either is written out any more. */
async function kill(): Promise<void> {
  await Promise.all([server.stop('SIGKILL'), store.stop('SIGKILL')]);
}

async function someoneAtDesk(): Promise<{ staff: WebParent; centreId: string }> {
  const stored = { ...env(), MONGODB_URI: store.url };
  const centreId = await useStoreOf(stored, async (connection) => (await addCentre(connection))._id);
  const invite = ['staff', 'invite', '--role', 'staff', '--centre', centreId, '--name', '赵园长'];
  const invitationCode = /invitation (\S+):/.exec((await runOps(stored, invite)).stdout)?.[1] ?? '';
  const staff = await new WebParent('13610002001').signIn(server.url);
  const { secret } = (await staff.call(server.url, 'joinDesk', { body: { invitationCode } })).body;
  const code = authenticatorCode(secret, new Date());
  expect((await staff.call(server.url, 'openDesk', { body: { code } })).status).toBe(200);
  return { staff, centreId };
}

it.each([
  ['after each answer', true],
  ['before each answer', false],
])(
  'a complaint stands with all that was answered of it, and each move of it once, where both are killed %s',
  async (_when, isAnswered) => {
    const { staff, centreId } = await someoneAtDesk();
    const parent = await new WebParent('13620002001').signIn(server.url);
    const matter = { category: 'service', what: '总是不回话', identity: 'hidden', centreId };
    const params = { complaintId: '' };
    const steps: [WebParent, OperationId, object][] = [
      [parent, 'fileComplaint', matter],
      [parent, 'addToComplaint', { text: '今天又这样' }],
      [staff, 'deskAnswerComplaint', { move: 'accepted' }],
      [staff, 'deskAnswerComplaint', { move: 'replied', text: '已经换了老师' }],
      [parent, 'withdrawComplaint', { text: '解决了' }],
    ];
    for (const [index, [who, operation, body]] of steps.entries()) {
      const send = () => who.call(server.url, operation, { params, body, key: `step-${index}-once` });
      const sent = send().catch(() => null);
      const answer = isAnswered ? await sent : null;
      await kill();
      await sent;
      await start();
      if (isAnswered && operation !== 'fileComplaint') {
        const { events } = (await parent.call(server.url, 'getComplaint', { params })).body;
        expect([answer?.status, events.length]).toEqual([200, index + 1]);
      }
      const again = await send();
      expect(again.status).toBe(operation === 'fileComplaint' ? 201 : 200);
      params.complaintId ||= (again.body as { id: string }).id;
      if (answer) expect(again.body).toMatchObject({ id: params.complaintId, number: numberOf(answer.body) });
    }
    const { items } = (await parent.call(server.url, 'listMyComplaints')).body;
    expect(items.map(({ id }) => id)).toEqual([params.complaintId]);
    const { events } = (await parent.call(server.url, 'getComplaint', { params })).body;
    expect(events.map(({ kind, text }) => [kind, text])).toEqual([
      ['filed', null],
      ['added', '今天又这样'],
      ['accepted', null],
      ['replied', '已经换了老师'],
      ['withdrawn', '解决了'],
    ]);
  },
);

const numberOf = (body: object): string => (body as { number: string }).number;

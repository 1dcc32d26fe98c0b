import { join } from 'node:path';
import { apiPrefix } from '@nearcare/shared/contract/routes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownDataFolder, useStoreOf } from '../support/data-folder.js';
import { sha256, tellingFilm } from '../support/evidence.js';
import { addCentre } from '../support/factories.js';
import { type Running, startBff, startStore } from '../support/processes.js';

const { env } = ownDataFolder();
const code = 'K7M2-9QXP-4TVA-0012';
/** Some chunks long: a film with much to play. */
const film = Buffer.concat([tellingFilm('x'), playing(1_200_000)]);

function playing(bytes: number): Buffer {
  const box = Buffer.alloc(bytes, 9);
  box.writeUInt32BE(bytes);
  box.write('mdat', 4, 'latin1');
  return box;
}

let running: Running[];
let store: Running;
let centreId: string;
beforeEach(async () => {
  running = [];
  store = await startStore(join(env().DATA_DIR ?? '', 'store'));
  const stored = { ...env(), MONGODB_URI: store.url };
  centreId = await useStoreOf(stored, async (connection) => (await addCentre(connection))._id);
});
afterEach(async () => {
  for (const one of [...running, store]) await one.stop('SIGKILL');
});

async function start(): Promise<Running> {
  const one = await startBff({ ...env(), MONGODB_URI: store.url });
  running.push(one);
  return one;
}

type Answer = { status: number; body: Record<string, never> & { [name: string]: unknown } };

/** As the phone of an anonymous author sends it. */
async function send(base: string, method: string, path: string, body?: object | Buffer): Promise<Answer> {
  const isBytes = Buffer.isBuffer(body);
  const response = await fetch(`${base}${apiPrefix}${path}`, {
    method,
    headers: {
      ...{ 'x-tracking-code': code, 'idempotency-key': 'the-same-all-along' },
      ...(body ? { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' } : {}),
    },
    ...(body ? { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

describe('evidence of an anonymous author', () => {
  it('is whole after kills while it is handed in and while it is filed, and filed once', async () => {
    const begin = { type: 'video/mp4', bytes: film.length };
    const first = await start();
    const started = await send(first.url, 'POST', '/evidence', begin);
    expect(started.status).toBe(201);
    const { id, chunkBytes } = started.body as unknown as { id: string; chunkBytes: number };
    const chunk = (base: string, offset: number) =>
      send(base, 'PUT', `/evidence/${id}/bytes?offset=${offset}`, film.subarray(offset, offset + chunkBytes));
    expect((await chunk(first.url, 0)).status).toBe(200);
    const cut = chunk(first.url, chunkBytes).catch(() => null);
    await first.stop('SIGKILL');
    await cut;

    const second = await start();
    // Its answer was lost as well: begun again under its key it is the same upload.
    expect((await send(second.url, 'POST', '/evidence', begin)).body.id).toBe(id);
    for (;;) {
      const { body } = await send(second.url, 'GET', `/evidence/${id}`);
      const receivedBytes = Number(body.receivedBytes);
      if (receivedBytes === film.length) break;
      expect((await chunk(second.url, receivedBytes)).status).toBe(200);
    }
    const completing = send(second.url, 'POST', `/evidence/${id}/complete`, {}).catch(() => null);
    await second.stop('SIGKILL');
    await completing;

    const third = await start();
    expect((await send(third.url, 'POST', `/evidence/${id}/complete`, {})).status).toBe(200);
    const matter = { category: 'injury', what: '孩子摔伤，没有通知家长', centreId, trackingCode: code };
    const file = (base: string) => send(base, 'POST', '/anonymous-complaints', { ...matter, evidence: [id] });
    const filing = file(third.url).catch(() => null);
    await third.stop('SIGKILL');
    await filing;

    const last = await start();
    const filed = await file(last.url);
    expect(filed.status).toBe(201);
    const { events, id: complaintId } = filed.body as unknown as { events: object[]; id: string };
    expect(events).toMatchObject([{ kind: 'filed', evidence: [{ fileId: id, sha256: sha256(film) }] }]);
    const link = await send(last.url, 'GET', `/complaints/${complaintId}/evidence/${id}?original=true`);
    const kept = await fetch(last.url + String(link.body.url));
    expect(sha256(Buffer.from(await kept.arrayBuffer()))).toBe(sha256(film));
  });
});

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownDataFolder } from '../support/data-folder.js';
import { KnownParent } from '../support/known-parent.js';
import { makePdf } from '../support/pictures.js';
import { type Running, startBff, startStore } from '../support/processes.js';
import { type S3StandIn, startS3StandIn } from '../support/s3-stand-in.js';

const { env } = ownDataFolder();
const pdf = makePdf({ text: 'z'.repeat(1_500_000) });
const body = { purpose: 'feeReductionProof', type: 'application/pdf', bytes: pdf.length };

let running: Running[];
let store: Running;
let bucket: S3StandIn;
beforeEach(async () => {
  running = [];
  bucket = await startS3StandIn();
  store = await startStore(join(env().DATA_DIR ?? '', 'store'));
});
afterEach(async () => {
  for (const one of [...running, store]) await one.stop('SIGKILL');
  await bucket.close();
});

/** A process of the installation: all share store, keys and storage. */
async function start(storage: 'folder' | 'bucket'): Promise<Running> {
  const { settings } = bucket;
  const s3 = {
    FILES_S3_URL: settings.url,
    FILES_S3_REGION: settings.region,
    FILES_S3_KEY_ID: settings.keyId,
    FILES_S3_SECRET: settings.secret,
  };
  const one = await startBff({ ...env(), MONGODB_URI: store.url, ...(storage === 'bucket' ? s3 : {}) });
  running.push(one);
  return one;
}

const parent = () =>
  new KnownParent({
    ...{ phone: '13798604217', nickname: '小满', birthOn: '2025-04-08', note: '' },
    ...{ pickupName: '外婆', pickupPhone: '13900001111' },
  });

/** Sends chunks from where the service says, until one is not answered or the file is there. */
async function sendRest(guardian: KnownParent, base: string, fileId: string): Promise<number> {
  const params = { fileId };
  let sent = 0;
  for (;;) {
    const { receivedBytes, chunkBytes } = await guardian.mustCall(base, 'getUpload', { params });
    if (receivedBytes === pdf.length) return sent;
    const chunk = pdf.subarray(receivedBytes, receivedBytes + chunkBytes);
    const query = { offset: String(receivedBytes) };
    await guardian.mustCall(base, 'uploadChunk', { params, query, body: chunk });
    sent += 1;
  }
}

async function fetchKept(guardian: KnownParent, base: string, fileId: string): Promise<Buffer> {
  const { url } = await guardian.mustCall(base, 'getFileLink', { params: { fileId } });
  return Buffer.from(await (await fetch(base + url)).arrayBuffer());
}

describe.each(['folder', 'bucket'] as const)('an upload into a %s', (storage) => {
  it('goes on at another process when its own is killed in the middle, and again when that one is', async () => {
    const guardian = parent();
    const first = await start(storage);
    await guardian.comeIn(first.url);
    await guardian.agree(first.url);
    const { id, chunkBytes } = await guardian.mustCall(first.url, 'createUpload', { body });
    const params = { fileId: id };
    const send = (base: string, offset: number) => {
      const chunk = pdf.subarray(offset, offset + chunkBytes);
      return guardian.call(base, 'uploadChunk', { params, query: { offset: String(offset) }, body: chunk });
    };
    expect((await send(first.url, 0)).status).toBe(200);
    // The kill falls somewhere into the second chunk: its answer is lost, and nobody knows whether it counted.
    const second = send(first.url, chunkBytes).catch(() => null);
    await first.stop('SIGKILL');
    await second;

    const [left, right] = [await start(storage), await start(storage)];
    expect((await send(left.url, chunkBytes)).body).toMatchObject({ receivedBytes: 2 * chunkBytes });
    await sendRest(guardian, right.url, id);
    // Completed at both at once, one of them killed meanwhile.
    const both = [left, right].map(({ url }) =>
      guardian.call(url, 'completeUpload', { params }).catch(() => null),
    );
    await left.stop('SIGKILL');
    await Promise.all(both);
    const done = await guardian.mustCall(right.url, 'completeUpload', { params });
    expect(done).toMatchObject({ state: 'ready', file: { bytes: pdf.length } });
    expect((await fetchKept(guardian, right.url, id)).equals(pdf)).toBe(true);
  });

  it('may go by turns to two processes, and is read from both', async () => {
    const guardian = parent();
    const processes = [await start(storage), await start(storage)];
    const [one, two] = processes.map(({ url }) => url) as [string, string];
    await guardian.comeIn(one);
    await guardian.agree(one);
    const { id, chunkBytes } = await guardian.mustCall(one, 'createUpload', { body });
    for (let offset = 0, turn = 0; offset < pdf.length; offset += chunkBytes, turn += 1)
      await guardian.mustCall(turn % 2 === 0 ? two : one, 'uploadChunk', {
        params: { fileId: id },
        query: { offset: String(offset) },
        body: pdf.subarray(offset, offset + chunkBytes),
      });
    await guardian.mustCall(two, 'completeUpload', { params: { fileId: id } });
    for (const base of [one, two]) expect((await fetchKept(guardian, base, id)).equals(pdf)).toBe(true);
    if (storage === 'bucket') {
      expect([...bucket.objects.keys()]).toEqual([expect.stringContaining('/kept-')]);
      expect(await readdir(env().DATA_DIR ?? '')).not.toContain('files');
    }
  });
});

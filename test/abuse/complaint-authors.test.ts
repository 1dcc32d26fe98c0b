import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useStoreOf } from '../support/data-folder.js';
import { tellingPhotograph } from '../support/evidence.js';
import { addCentre } from '../support/factories.js';
import { birthday, KnownParent } from '../support/known-parent.js';
import { type Running, startBff } from '../support/processes.js';
import { findPlain, readTree } from '../support/raw-bytes.js';

/** None of these stands in the code, in a legal text or in the demo data. */
const parent = new KnownParent({
  ...{ phone: '13790264418', nickname: '瓅瓅芋圆', birthOn: birthday() },
  ...{ pickupName: '司徒枇杷', pickupPhone: '15973108299', note: '证明 HX-88-1' },
});
const code = 'W4XK-7ZQ9-M3BT-6YRD';
const said = {
  what: '午睡时有人拧了瓅瓅的胳膊',
  added: '昨天在琥珀厅又看见一次',
  hidden: '园里的榴莲酥过期三天还在发',
};
const address = '203.0.113.91';
/** What the photographs say beside their pictures. */
const cameras = { anonymous: 'CameraOfSituPipa', hidden: 'CameraOfHxDurian' };

let folder: string;
let env: Record<string, string>;
let service: Running;
let ids: { familyId: string; guardianId: string; anonymousId: string; hiddenId: string; number: string };
const answers: string[] = [];
let pictures: Buffer[];

/** Everything as a phone sends it that is signed in, from an address of its own. */
async function send(path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${service.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', authorization: `Bearer ${parent.token}` },
      ...{ 'x-forwarded-for': address, 'idempotency-key': `key-${answers.length}-of-this-test`, ...headers },
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  answers.push(text);
  return { status: response.status, body: JSON.parse(text) as Record<string, string> };
}

/** Hands in a photograph as a phone does that is signed in: by the code, where one is given. Answers its id. */
async function handIn(photograph: Buffer, headers: Record<string, string> = {}): Promise<string> {
  const started = await send('/evidence', { type: 'image/jpeg', bytes: photograph.length }, headers);
  expect(started.status).toBe(201);
  const { id = '' } = started.body;
  const sent = await fetch(`${service.url}/api/v1/evidence/${id}/bytes?offset=0`, {
    method: 'PUT',
    headers: {
      ...{ 'content-type': 'application/octet-stream', authorization: `Bearer ${parent.token}` },
      ...{ 'x-forwarded-for': address, ...headers },
    },
    body: new Uint8Array(photograph),
  });
  answers.push(await sent.text());
  expect((await send(`/evidence/${id}/complete`, {}, headers)).status).toBe(200);
  return id;
}

/** The copy of a file as an officer would see it. */
async function shown(complaintId: string, fileId: string, headers: Record<string, string> = {}) {
  const path = `/complaints/${complaintId}/evidence/${fileId}`;
  const authorization = `Bearer ${parent.token}`;
  const link = await fetch(`${service.url}/api/v1${path}`, { headers: { authorization, ...headers } });
  const { url } = (await link.json()) as { url: string };
  return Buffer.from(await (await fetch(service.url + url)).arrayBuffer());
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearcare-complaints-'));
  env = { DATA_DIR: join(folder, 'data'), MONGODB_URI: '', LOG_LEVEL: 'debug', TRUST_PROXY: 'true' };
  const centreId = await useStoreOf(env, async (store) => (await addCentre(store))._id);
  service = await startBff(env);
  await parent.comeIn(service.url);
  const byCode = { 'x-tracking-code': code };
  const evidence = [await handIn(await tellingPhotograph(cameras.anonymous), byCode)];
  const matter = { category: 'abuse', centreId, what: said.what, incidentOn: '2026-11-20' };
  const filed = await send('/anonymous-complaints', { ...matter, evidence, trackingCode: code });
  expect(filed.status).toBe(201);
  const moved = { trackingCode: code, move: 'added', text: said.added };
  expect((await send('/anonymous-complaints/tracked/moves', moved)).status).toBe(200);
  expect((await send('/anonymous-complaints/tracked', { trackingCode: code.toLowerCase() })).status).toBe(
    200,
  );
  const hiddenEvidence = [await handIn(await tellingPhotograph(cameras.hidden))];
  const hidden = await send('/complaints', {
    ...{ category: 'foodSafety', centreId, what: said.hidden, identity: 'hidden' },
    evidence: hiddenEvidence,
  });
  expect(hidden.status).toBe(201);
  pictures = [
    await shown(filed.body.id ?? '', evidence[0] ?? '', byCode),
    await shown(hidden.body.id ?? '', hiddenEvidence[0] ?? ''),
  ];
  // Mistakes that hold the code where it does not belong.
  for (const [path, body] of [
    ['/anonymous-complaints/tracked', { trackingCode: `${code}-7` }],
    ['/anonymous-complaints/tracked', { trackingCode: code, [code]: 1 }],
    [`/anonymous-complaints/${code}`, {}],
    ['/anonymous-complaints', { ...matter, trackingCode: code, category: code }],
    ['/anonymous-complaints', { ...matter, trackingCode: code, what: said.hidden }],
  ] as const)
    expect((await send(path, body)).status).toBeGreaterThanOrEqual(400);
  const { guardians, familyId } = await parent.mustCall(service.url, 'exportMyData');
  const mine = JSON.stringify(await parent.mustCall(service.url, 'exportMyData'));
  answers.push(mine);
  ids = {
    ...{ familyId, guardianId: guardians[0]?.id ?? '', anonymousId: filed.body.id ?? '' },
    ...{ hiddenId: hidden.body.id ?? '', number: filed.body.number ?? '' },
  };
  await service.stop();
}, 120_000);

afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Every document of the store that holds one of these texts anywhere, as its collection and its JSON. */
async function documentsWith(store: Connection, ...texts: string[]): Promise<[string, string][]> {
  const collections = (await store.db?.collections()) ?? [];
  const found: [string, string][] = [];
  for (const collection of collections)
    for await (const document of collection.find()) {
      const json = JSON.stringify(document);
      if (texts.some((text) => json.includes(text))) found.push([collection.collectionName, json]);
    }
  return found;
}

describe('who complained without a name', () => {
  it('stands in no document together with the complaint, whatever token came with it', async () => {
    const found = await useStoreOf(env, (store) => documentsWith(store, ids.anonymousId, ids.number));
    expect(found.map(([name]) => name).sort()).toEqual(['complaints', 'files']);
    const json = found.map(([, document]) => document).join('\n');
    expect(JSON.parse(found.find(([name]) => name === 'complaints')?.[1] ?? '')).toMatchObject({
      authorMark: null,
      sealedAuthor: null,
      identity: 'anonymous',
    });
    for (const known of [ids.familyId, ids.guardianId, parent.token ?? '', address, 'key-0-of-this-test'])
      expect(json).not.toContain(known);
  });

  it('and who is hidden from the centre is named by no document of the complaint either', async () => {
    const found = await useStoreOf(env, (store) => documentsWith(store, ids.hiddenId));
    expect(found.map(([name]) => name).sort()).toEqual(['complaints', 'files']);
    const marks = [ids.familyId, ids.guardianId];
    for (const [, json] of found) for (const known of marks) expect(json).not.toContain(known);
    // And the file of evidence leads to no other complaint or file of its sender either.
    const file = JSON.parse(found.find(([name]) => name === 'files')?.[1] ?? '') as Record<string, unknown>;
    expect(file).toMatchObject({ holderId: ids.hiddenId, keyId: file._id });
  });

  it('is not told by the pictures that are shown', () => {
    for (const picture of pictures) {
      expect(picture.subarray(0, 2).toString('hex')).toBe('ffd8');
      for (const camera of Object.values(cameras)) expect(picture.includes(camera)).toBe(false);
    }
  });

  it('is not told by its family’s own export', () => {
    const mine = answers.at(-1) ?? '';
    expect(mine).toContain(said.hidden);
    for (const text of [said.what, said.added, ids.anonymousId, ids.number]) expect(mine).not.toContain(text);
  });

  it('leaves neither code nor words nor address in any file or line of the log', async () => {
    const files = await readTree(env.DATA_DIR ?? '');
    const log = service.output.join('\n');
    expect(log).toContain('/api/v1/anonymous-complaints');
    const haystack = new Map([...files, ['the log', Buffer.from(log)]]);
    const secrets = { code, 'the code, bare': code.replaceAll('-', ''), ...said, address, ...cameras };
    expect(findPlain(haystack, secrets)).toEqual([]);
    expect(log).not.toMatch(/\b[a-z]{1,3}_[0-9a-z]{20}/);
  });

  it('would be found if it did (so the searches above mean something)', async () => {
    const found = await useStoreOf(env, async (store) => {
      const planted = { complaintId: ids.anonymousId, familyId: ids.familyId, code };
      await store.collection('planted').insertOne(planted);
      return documentsWith(store, ids.anonymousId);
    });
    expect(found.map(([name]) => name).sort()).toEqual(['complaints', 'files', 'planted']);
    const files = await readTree(env.DATA_DIR ?? '');
    expect(findPlain(files, { code })).not.toEqual([]);
  });
});

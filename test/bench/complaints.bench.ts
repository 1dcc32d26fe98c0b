import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projected } from '@nearcare/bff/features/complaints/changes';
import { type ComplaintDoc, complaintsModel } from '@nearcare/bff/features/complaints/complaints.model';
import { queuePage } from '@nearcare/bff/features/complaints/desk/queue';
import { sealFiling } from '@nearcare/bff/features/complaints/texts';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { openStore } from '@nearcare/bff/plugins/store';
import type { Connection } from 'mongoose';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { deskHolder, officerOf } from '../support/desk-holder.js';
import { startStore } from '../support/processes.js';
import { type Row, round } from './measure.js';

const count = 100_000;
const districts = 20;
const pages = 1_000;
/** The district that is asked over HTTP. */
const atDesk = 'd3';
const begin = Date.parse('2026-06-01T00:00:00Z');

/** Pages of an officer's list by deadline, and of the same with a filter, out of 100,000 complaints in 20 districts. */
export async function benchComplaints(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-'));
  const store = await startStore(join(folder, 'store'));
  const { connection, close } = await openStore({ mongodbUri: store.url, dataDir: folder });
  const complaints = complaintsModel(connection);
  await complaints.find('cp_none');
  await fill(connection);

  const page = (isOpen: boolean, more: object) => async (at: number) => {
    const filter = { districtCode: `d${at % districts}`, isOpen, ...more };
    const { docs } = await queuePage(complaints, filter, {}, async () => true);
    if (docs.length < 20) throw new Error(`only ${docs.length} of ${JSON.stringify(filter)}`);
  };
  const rows = [
    row('first page of the open, by deadline', await waits(page(true, {}))),
    row('first page of the ended, the last first', await waits(page(false, {}))),
    row('urgent ones alone', await waits(page(true, { level: 'urgent' }))),
    row('one category, overdue', await waits(page(true, { category: 'contract', isOverdue: true }))),
    ...(await benchDesk(store.url, connection)),
  ];
  await close();
  await store.stop();
  await rm(folder, { recursive: true });
  return rows;
}

/**
 * The same by an officer's desk over HTTP, one after the other and eight at once: who asks is looked up each time, and each
 * complaint is opened, with its key from the vault, to see whether it is about that officer.
 */
async function benchDesk(storeUrl: string, store: Connection): Promise<Row[]> {
  const test = await buildTestApp({ MONGODB_URI: storeUrl });
  await sealOpenOnes(store, test);
  const { holder } = await deskHolder(test, officerOf(atDesk, '河东区'));
  const base = await test.app.listen({ host: '127.0.0.1', port: 0 });
  const headers = { authorization: `Bearer ${holder.token}` };
  const ask = async () => {
    const answer = await fetch(`${base}/api/v1/desk/complaints`, { headers });
    if (answer.status !== 200) throw new Error(`deskListComplaints answered ${answer.status}`);
    const { items } = (await answer.json()) as { items: unknown[] };
    if (items.length !== 20) throw new Error(`deskListComplaints told ${items.length}`);
  };
  const single = await waits(ask);
  const crowd = await Promise.all(Array.from({ length: 8 }, () => waits(ask, pages / 8)));
  await test.close();
  return [
    row('first page of the open over HTTP, from an open desk', single),
    row(
      'the same, eight at once',
      crowd.flat().sort((a, b) => a - b),
    ),
  ];
}

async function waits(ask: (at: number) => Promise<unknown>, times = pages): Promise<number[]> {
  const taken: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const startedAt = performance.now();
    await ask(at);
    taken.push(performance.now() - startedAt);
  }
  return taken.sort((a, b) => a - b);
}

function row(what: string, taken: number[]): Row {
  const at = (share: number) => round(taken[Math.floor(share * (taken.length - 1))] ?? 0, 1);
  return { what: `${what}: p50; p99 of ${pages} pages`, figure: `${at(0.5)}; ${at(0.99)} ms` };
}

async function fill(store: Connection): Promise<void> {
  const rows = store.collection<ComplaintDoc>('complaints');
  const batch = 2_000;
  for (let from = 0; from < count; from += batch)
    await rows.insertMany(Array.from({ length: batch }, (_, at) => complaint(from + at)));
}

/** The open ones of the desk's district, with keys of their own as they have them in life. */
async function sealOpenOnes(store: Connection, { config }: TestApp): Promise<void> {
  const keys = familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) });
  const rows = store.collection<ComplaintDoc>('complaints');
  for await (const { _id } of rows.find({ districtCode: atDesk, isOpen: true }, { projection: { _id: 1 } })) {
    const key = await keys.ensure(_id);
    const sealed = sealFiling(key, _id, { what: '退托一个月了，押金没有退，打了很多次电话。'.repeat(6) });
    await rows.updateOne({ _id }, { $set: { 'events.0.sealed': sealed } as object });
  }
}

/** One in four of each district is open, as where a year's are kept beside the running ones; half of those are late. */
function complaint(n: number): ComplaintDoc {
  const at = (hours: number) => new Date(begin + n * 120_000 + hours * 3_600_000);
  const nth = Math.floor(n / districts);
  const sealed = `v1.${randomBytes(180).toString('base64url')}`;
  const unsaid = { sealed: null, actor: null, mark: null, print: null };
  const common = { ...unsaid, sealed };
  const by = 'officer' as const;
  const events = [
    { kind: 'filed', by: 'author', at: at(0), handler: { body: 'health', level: 0 }, seq: 0, ...common },
    { kind: 'accepted', by, at: at(5), seq: 1, ...unsaid },
    { kind: 'replied', by, at: at(40), seq: 2, ...unsaid },
    ...(nth % 8 === 0
      ? [{ kind: 'overdue', by: 'service', at: at(600), clock: 'finish', seq: 3, ...unsaid }]
      : []),
    ...(nth % 4 === 0 ? [] : [{ kind: 'closed', by, at: at(60), result: 'solved', seq: 3, ...common }]),
  ];
  const filed = projected({
    ...{ _id: `cp_${String(n).padStart(20, '0')}`, number: `260601-${String(n).padStart(6, '0')}`, rev: 1 },
    ...{ regionCode: 'cn', districtCode: `d${n % districts}`, districtName: '河东区' },
    ...{ centreId: `ce_${n % 900}`, centreName: '测试托育中心', identity: 'anonymous' },
    ...{ category: n % 7 === 0 ? 'contract' : 'feeRefund', level: nth % 12 === 0 ? 'urgent' : 'normal' },
    ...{
      authorMark: null,
      codeMark: `bench${n}`,
      sealedAuthor: null,
      bodyPrint: '',
      filedAt: at(0),
      toldSeq: 0,
      deskToldSeq: 0,
      seenSeq: 0,
    },
    events,
  } as unknown as ComplaintDoc);
  // The job would be busy with all of them while pages are measured.
  return { ...filed, nextDueAt: null };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { birthday, KnownParent } from '../support/known-parent.js';
import { makePdf, makePicture } from '../support/pictures.js';
import { type Running, startBff, startStore } from '../support/processes.js';
import { privateMegabytes, type Row, round } from './measure.js';

const clients = 8;
const rounds = 4;
const megabyte = 1_000_000;

/** Families that hand in files of twenty megabytes beside each other; store and service in processes of their own. */
export async function benchFiles(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-'));
  const store = await startStore(join(folder, 'store'));
  const service = await startBff({ DATA_DIR: folder, MONGODB_URI: store.url });
  try {
    const parents = await Promise.all(
      Array.from({ length: clients }, (_, index) => comeIn(service.url, index)),
    );
    const pdf = makePdf({ text: 'x'.repeat(20 * megabyte - 2000) });
    const photograph = await makePicture('jpeg', { width: 4000, height: 3000, noise: true });
    // Once before, so that what is only loaded or compiled at the first time is not counted as growth.
    await handInAll(service, parents, pdf, 1);
    const rows: Row[] = [];
    for (const [name, content] of [
      ['PDF of 20 MB', pdf],
      [`photograph of 12 million pixels, ${round(photograph.length / megabyte, 0)} MB`, photograph],
    ] as const)
      rows.push(...(await rowsOf(service, parents, name, content)));
    return rows;
  } finally {
    await service.stop();
    await store.stop();
    await rm(folder, { recursive: true });
  }
}

async function comeIn(url: string, index: number): Promise<KnownParent> {
  const parent = new KnownParent({
    ...{ phone: `1379860${4217 + index}`, nickname: '小满', birthOn: birthday(), note: '' },
    ...{ pickupName: '外婆', pickupPhone: '13900001111' },
  });
  await parent.comeIn(url);
  await parent.agree(url);
  return parent;
}

type Handed = { seconds: number; completing: number; peak: number };

/** Each client hands the file in so many times, and throws it away again. Memory is looked at all the while. */
async function handInAll(
  { url, child }: Running,
  parents: readonly KnownParent[],
  content: Buffer,
  times: number,
): Promise<Handed> {
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, privateMegabytes(child.pid ?? 0));
  }, 20);
  const startedAt = performance.now();
  let completing = 0;
  await Promise.all(
    parents.map(async (parent) => {
      for (let time = 0; time < times; time += 1) completing += await handIn(parent, url, content);
    }),
  );
  clearInterval(watch);
  return { seconds: (performance.now() - startedAt) / 1000, completing, peak };
}

/** @returns seconds from the last byte to the file being ready */
async function handIn(parent: KnownParent, url: string, content: Buffer): Promise<number> {
  const body = { purpose: 'feeReductionProof', type: 'image/jpeg', bytes: content.length };
  const { id, chunkBytes } = await parent.mustCall(url, 'createUpload', { body });
  const params = { fileId: id };
  for (let offset = 0; offset < content.length; offset += chunkBytes) {
    const query = { offset: String(offset) };
    const chunk = content.subarray(offset, offset + chunkBytes);
    await parent.mustCall(url, 'uploadChunk', { params, query, body: chunk });
  }
  const sentAt = performance.now();
  await parent.mustCall(url, 'completeUpload', { params });
  const seconds = (performance.now() - sentAt) / 1000;
  await parent.mustCall(url, 'discardUpload', { params });
  return seconds;
}

async function rowsOf(
  service: Running,
  parents: readonly KnownParent[],
  name: string,
  content: Buffer,
): Promise<Row[]> {
  const one = await handInAll(service, parents.slice(0, 1), content, 2);
  const few = await handInAll(service, parents, content, 1);
  const many = await handInAll(service, parents, content, rounds);
  const perSecond = (handed: Handed, files: number) =>
    `${round((files * content.length) / megabyte / handed.seconds, 1)} MB/s`;
  const files = clients * rounds;
  return [
    {
      what: `${name}, one client: sent and ready; from the last byte to ready`,
      figure: `${perSecond(one, 2)}; ${round(one.completing / 2)} s`,
    },
    { what: `${name}, ${clients} clients`, figure: perSecond(many, files) },
    {
      what: `most private memory, ${clients} and ${files} files`,
      figure: `${round(few.peak, 0)}, ${round(many.peak, 0)} MB`,
      target: many.peak < few.peak * 1.25 ? 'flat: met' : 'flat: **missed**',
    },
  ];
}

import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { useStoreOf } from '../support/data-folder.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { birthday, type Known, KnownParent } from '../support/known-parent.js';
import { type Running, startBff } from '../support/processes.js';
import { findPlain, type Haystack, readTree } from '../support/raw-bytes.js';
import { keysWithin, openedBy, openedFrames, sealedTextsIn } from '../support/sealed-texts.js';

const leaving = new KnownParent({
  phone: '13798604217',
  nickname: '珏珏豆乳',
  birthOn: birthday(580),
  pickupName: '欧阳枇杷膏',
  pickupPhone: '15973108264',
  note: '困难证明 HX-77-3391 在街道办',
});
const staying = new KnownParent({
  phone: '13640972583',
  nickname: '淼淼核桃',
  birthOn: birthday(601),
  pickupName: '司徒山楂片',
  pickupPhone: '15081749302',
  note: '户口簿第 5 页 TM-40-1186',
});

/** Holds the number of the receipt and no session: that of the family has ended. */
const anybody = new KnownParent(leaving.known);

/** The ring is never destroyed: whoever attacks has it, an old key too. */
const ringKeys = [randomBytes(32), randomBytes(32)];
const ringText = ringKeys.map((key, index) => `k${index}:${key.toString('base64')}`).join();

let folder: string;
const at = (name: string) => join(folder, name);
const only = (haystack: Haystack, part: string): Haystack =>
  new Map([...haystack].filter(([file]) => file.includes(part)));
const textsOf = ({ known }: { known: Known }): string[] => Object.values(known);

let familyId: string;
let keysBefore: Haystack;
let backup: Haystack;
let keysAfter: Haystack;
let dataAfter: Haystack;
let output: Haystack;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearcare-deleted-'));
  const env = {
    DATA_DIR: at('data'),
    KEYS_DIR: at('keys'),
    MONGODB_URI: '',
    KEY_RING: ringText,
    LOG_LEVEL: 'debug',
  };
  const centreId = await useStoreOf(env, async (store) => {
    await addDistrict(store);
    return (await addCentre(store))._id;
  });

  const services: Running[] = [];
  const start = async () => {
    const service = await startBff(env);
    services.push(service);
    return service;
  };
  try {
    const first = await start();
    familyId = (await leaving.comeIn(first.url)).session.familyId;
    await leaving.liveHere(first.url, centreId);
    await staying.comeIn(first.url);
    await staying.liveHere(first.url, centreId);
    await first.stop();
    await cp(at('data'), at('backup'), { recursive: true });
    keysBefore = await readTree(at('keys'));
    backup = await readTree(at('backup'));

    // Killed the moment it has promised: another process carries it out.
    const second = await start();
    const { scope } = await leaving.mustCall(second.url, 'previewDeletion');
    const receipt = await leaving.mustCall(second.url, 'deleteMyAccount', { body: { scope } });
    await second.stop('SIGKILL');
    const third = await start();
    await vi.waitFor(
      async () => {
        const { state } = await anybody.mustCall(third.url, 'getDeletionReceipt', {
          params: { receiptId: receipt.id },
        });
        expect(state).toBe('done');
      },
      { timeout: 60_000, interval: 50 },
    );
    expect((await leaving.call(third.url, 'getMyFamily')).status).toBe(401);
    expect((await staying.mustCall(third.url, 'getMyFamily')).children).toMatchObject([
      { nickname: staying.known.nickname },
    ]);
    await third.stop();
  } finally {
    for (const service of services) await service.stop('SIGKILL');
  }
  keysAfter = await readTree(at('keys'));
  dataAfter = await readTree(at('data'));
  output = new Map(
    services.map((service, index) => [`output ${index}`, Buffer.from(service.output.join('\n'))]),
  );
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a family that was deleted, its service killed meanwhile', () => {
  it('could be read before by whoever had a backup of the data, its keys and the ring', () => {
    const keys = keysWithin(sealedTextsIn(only(keysBefore, familyId)), ringKeys);
    const opened = openedBy(keys, sealedTextsIn(backup));
    for (const text of textsOf(leaving)) expect([...opened.values()].join('\n')).toContain(text);
    for (const text of textsOf(staying)) expect([...opened.values()].join('\n')).not.toContain(text);
  });

  it('is still in the backup, and nothing that is left opens it: no ring key, no file, no other family’s key', () => {
    const everywhere = [backup, dataAfter, keysAfter, output];
    const sealed = sealedTextsIn(...everywhere);
    const itsOwn = openedBy(keysWithin(sealedTextsIn(only(keysBefore, familyId)), ringKeys), sealed);
    expect(itsOwn.size).toBeGreaterThan(3);

    const opened = openedBy(keysWithin(sealed, ringKeys), sealed);
    expect([...itsOwn.keys()].filter((text) => opened.has(text))).toEqual([]);
    const readable = [...opened.values()].join('\n');
    for (const text of textsOf(leaving)) expect(readable).not.toContain(text);
    // The attack works: the family that stayed is opened by the very same means.
    for (const text of textsOf(staying)) expect(readable).toContain(text);
  });

  it('had a file, whose pieces are gone from the data and open in the backup with its own key alone', () => {
    const [sealed, itsOwn] = [only(backup, familyId), only(keysBefore, familyId)];
    expect(only(dataAfter, familyId).size).toBe(0);
    const own = keysWithin(sealedTextsIn(itsOwn), ringKeys);
    expect(openedFrames(own, sealed)).toContain(leaving.known.note);
    const left = keysWithin(sealedTextsIn(backup, dataAfter, keysAfter, output), ringKeys);
    expect(openedFrames(left, backup)).not.toContain(leaving.known.note);
    // The attack works: the file of the family that stayed is opened by the very same means.
    expect(openedFrames(left, backup)).toContain(staying.known.note);
  });

  it('lacks nothing but the destroyed key: with the file of before it would be open again', () => {
    const sealed = sealedTextsIn(backup, dataAfter, keysAfter, output, keysBefore);
    const readable = [...openedBy(keysWithin(sealed, ringKeys), sealed).values()].join('\n');
    for (const text of textsOf(leaving)) expect(readable).toContain(text);
  });

  it('stands nowhere in plain, and of its key there is but the mark that it is gone', async () => {
    for (const { known } of [leaving, staying])
      for (const haystack of [backup, dataAfter, keysAfter, output])
        expect(findPlain(haystack, known)).toEqual([]);
    const names = (await readdir(at('keys'), { recursive: true })).filter((name) => name.includes('.'));
    expect(names.filter((name) => name.includes(familyId))).toEqual([expect.stringMatching(/\.gone$/)]);
    expect(names.filter((name) => name.endsWith('.key'))).toHaveLength(1);
  });
});

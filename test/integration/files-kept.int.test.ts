import { join } from 'node:path';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { familyModels } from '../support/family-models.js';
import { filesStack } from '../support/files-stack.js';
import { faultOf, Parent } from '../support/parent.js';
import { makePicture } from '../support/pictures.js';
import { readTree } from '../support/raw-bytes.js';
import { sendFile, startUpload } from '../support/uploads.js';

const test = ownTestApp();
const filesFolder = () => join(test.config.dataDir, 'files');
const always = { isHeld: () => true };
const signedIn = () => new Parent(test.app).signIn();
const open = async (url: string) => ({ status: (await test.app.inject({ url })).statusCode });

/** Files beside the service, as another feature and another process have them. */
function process() {
  const { clock, config } = test;
  const keys = familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) });
  return filesStack({ config, model: familyModels(test).files, keys, clock });
}

describe('a file in use', () => {
  const owner = 'feeReductions/fr_1';

  /** Two ready files of one family, and files as another feature sees them. */
  async function twoFiles() {
    const parent = await signedIn();
    const ids = [];
    for (const kind of ['png', 'jpeg'] as const)
      ids.push((await sendFile(parent, await makePicture(kind))).body.id);
    return { parent, familyId: parent.familyId, ids, files: process().files };
  }

  it('is no orphan, can’t be thrown away, and is shown to whoever its owner lets in', async () => {
    const { parent, familyId, ids, files } = await twoFiles();
    for (let times = 0; times < 2; times += 1) await files.attach(familyId, ids, 'feeReductionProof', owner);
    const params = { fileId: ids[0] ?? '' };
    expect((await parent.call('getUpload', { params })).body.expiresAt).toBeNull();
    expect(faultOf(await parent.call('discardUpload', { params }))).toEqual([409, 'file_in_use']);
    expect((await files.listOf(familyId, owner)).map(({ id }) => id).sort()).toEqual([...ids].sort());
    const link = await files.linkTo(familyId, owner, params.fileId);
    expect((await open(link.url)).status).toBe(200);
    await expect(files.linkTo(familyId, 'feeReductions/fr_2', params.fileId)).rejects.toThrow('not_found');
    await expect(files.linkTo('f_other', owner, params.fileId)).rejects.toThrow('not_found');
  });

  it('is tied with all others or not at all', async () => {
    const { parent, familyId, ids, files } = await twoFiles();
    const unfinished = (await startUpload(parent, 1000)).body.id;
    const theirs = (await twoFiles()).ids[0] ?? '';
    for (const bad of [unfinished, theirs, 'fl_0000000000000000']) {
      const attaching = files.attach(familyId, [...ids, bad], 'feeReductionProof', owner);
      await expect(attaching).rejects.toThrow('file_unknown');
      expect(await files.listOf(familyId, owner)).toEqual([]);
    }
    await files.attach(familyId, ids, 'feeReductionProof', owner);
    const second = files.attach(familyId, ids, 'feeReductionProof', 'feeReductions/fr_2');
    await expect(second).rejects.toThrow('file_unknown');
    expect(await files.listOf(familyId, owner)).toHaveLength(2);
  });

  it('goes with its owner, and every file of the purpose with the consent', async () => {
    const { parent, familyId, ids, files } = await twoFiles();
    await files.attach(familyId, ids.slice(0, 1), 'feeReductionProof', owner);
    await files.eraseOf(familyId, owner);
    expect((await parent.call('exportMyData')).body.files.map(({ id }) => id)).toEqual(ids.slice(1));
    await parent.call('withdrawConsent', { body: { purpose: 'feeReduction' } });
    expect((await parent.call('exportMyData')).body.files).toEqual([]);
    const left = [...(await readTree(filesFolder())).keys()].filter((name) => name.includes(familyId));
    expect(left).toEqual([]);
  });

  it('stands in the export with what may be said of it', async () => {
    const { parent, ids } = await twoFiles();
    const { files } = (await parent.call('exportMyData')).body;
    for (const id of ids)
      expect(files).toContainEqual((await parent.call('getUpload', { params: { fileId: id } })).body.file);
  });
});

describe('what nobody comes back for', () => {
  it('goes after a day: finished or not, but nothing that is used', async () => {
    const parent = await signedIn();
    const { sweep, files } = process();
    const used = (await sendFile(parent, await makePicture('png'))).body.id;
    await files.attach(parent.familyId, [used], 'feeReductionProof', 'feeReductions/fr_9');
    const finished = (await sendFile(parent, await makePicture('png'))).body.id;
    const unfinished = (await startUpload(parent, 1000)).body.id;
    test.clock.advance({ minutes: 24 * 60 - 1 });
    await sweep.sweepUnattached(always);
    const seen = await test.app.store.collection('files').find({ holderId: parent.familyId }).toArray();
    expect(seen.map(({ _id }) => String(_id)).sort()).toEqual([used, finished, unfinished].sort());
    test.clock.advance({ minutes: 2 });
    await Promise.all([sweep.sweepUnattached(always), process().sweep.sweepUnattached(always)]);
    const left = await test.app.store.collection('files').find({ holderId: parent.familyId }).toArray();
    expect(left.map(({ _id }) => String(_id))).toEqual([used]);
    const pieces = [...(await readTree(filesFolder())).keys()].filter((name) =>
      name.includes(parent.familyId),
    );
    expect(pieces).toHaveLength(1);
  });

  it('goes after two days where it is a piece that no document names, and no piece that one names', async () => {
    const parent = await signedIn();
    const { sweep, storage, files } = process();
    const used = (await sendFile(parent, await makePicture('png'))).body.id;
    await files.attach(parent.familyId, [used], 'feeReductionProof', 'feeReductions/fr_9');
    await storage.put(`${parent.familyId}/${used}/kept-lost`, Buffer.from('sealed'));
    await storage.put('f_gone/fl_gone/chunk-0-lost', Buffer.from('sealed'));
    const pieces = async () => {
      const names: string[] = [];
      for await (const { name } of storage.list('')) names.push(name);
      return names.filter((name) => name.startsWith(parent.familyId) || name.startsWith('f_gone'));
    };
    // Storage goes by the real clock.
    test.clock.set(new Date(Date.now() + 47 * 3_600_000).toISOString());
    await sweep.sweepNameless(always);
    expect(await pieces()).toHaveLength(3);
    test.clock.set(new Date(Date.now() + 49 * 3_600_000).toISOString());
    await sweep.sweepNameless(always);
    expect(await pieces()).toEqual([expect.stringMatching(/kept-[0-9a-f]{16}$/)]);
  });
});

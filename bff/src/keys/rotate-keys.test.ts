import { randomBytes } from 'node:crypto';

import { beforeEach, describe, expect, it } from 'vitest';
import { ownFolder } from '../../../test/support/own-folder.js';
import { familyKeys } from './family-keys.js';
import { folderVault } from './folder-vault.js';
import { type KeyRing, readKeyRing, ringIdOf } from './key-ring.js';
import type { KeyVault } from './key-vault.js';
import { rotateKeys } from './rotate-keys.js';

const texts = { a: `a:${randomBytes(32).toString('base64')}`, b: `b:${randomBytes(32).toString('base64')}` };
const ringOf = (...entries: string[]) => readKeyRing(entries.join(',')).ring as KeyRing;
const [before, during, after] = [ringOf(texts.a), ringOf(texts.b, texts.a), ringOf(texts.b)];

const folder = ownFolder();
let vault: KeyVault;
beforeEach(async () => {
  vault = folderVault(folder.path);
  await vault.identity();
});

/** Families with a text each, sealed before the rotation. */
async function sealedBefore(count: number): Promise<Map<string, string>> {
  const keys = familyKeys({ ring: before, vault });
  const sealed = new Map<string, string>();
  for (let index = 0; index < count; index += 1)
    sealed.set(`fam_${index}`, (await keys.ensure(`fam_${index}`)).seal('place', `text of ${index}`));
  return sealed;
}

async function expectAllToOpen(ring: KeyRing, sealed: Map<string, string>) {
  const keys = familyKeys({ ring, vault });
  for (const [familyId, text] of sealed)
    expect((await keys.find(familyId))?.open('place', text)).toBe(`text of ${familyId.slice(4)}`);
}

describe('rotating the ring', () => {
  it('leaves every text readable by the new key alone, and does nothing the second time', async () => {
    const sealed = await sealedBefore(40);
    expect(await rotateKeys(during, vault)).toEqual({
      rewrapped: 40,
      unchanged: 0,
      unreadable: 0,
      wrappedBy: { b: 40 },
    });
    await expectAllToOpen(after, sealed);
    await expect(familyKeys({ ring: before, vault }).find('fam_1')).rejects.toMatchObject({ ringId: 'b' });
    expect(await rotateKeys(during, vault)).toMatchObject({
      rewrapped: 0,
      unchanged: 40,
      wrappedBy: { b: 40 },
    });
  });

  it('goes on where it was cut short', async () => {
    const sealed = await sealedBefore(40);
    let replaced = 0;
    const dying: KeyVault = {
      ...vault,
      replace: async (familyId, wrapped) => {
        replaced += 1;
        if (replaced > 20) throw new Error('the disk is full');
        return vault.replace(familyId, wrapped);
      },
    };
    await expect(rotateKeys(during, dying)).rejects.toThrow('the disk is full');
    await expectAllToOpen(during, sealed);
    expect(await rotateKeys(during, vault)).toMatchObject({ rewrapped: 20, unchanged: 20 });
    await expectAllToOpen(after, sealed);
  });

  it('counts what it can’t open and leaves it for when the key is back', async () => {
    const sealed = await sealedBefore(3);
    expect(await rotateKeys(after, vault)).toEqual({
      rewrapped: 0,
      unchanged: 0,
      unreadable: 3,
      wrappedBy: { a: 3 },
    });
    expect(await rotateKeys(during, vault)).toMatchObject({ rewrapped: 3 });
    await expectAllToOpen(after, sealed);
  });

  it('reads again what another rotation overwrote under its eyes', async () => {
    await sealedBefore(1);
    let reads = 0;
    const torn: KeyVault = {
      ...vault,
      read: async (familyId) => {
        reads += 1;
        const wrapped = await vault.read(familyId);
        return reads === 1 && wrapped ? wrapped.replace(/[^.]{8}$/, 'AAAAAAAA') : wrapped;
      },
    };
    expect(await rotateKeys(during, torn)).toMatchObject({ rewrapped: 1, unreadable: 0 });
  });

  it('tells of a key that the service made meanwhile with the old one first', async () => {
    await sealedBefore(2);
    const meanwhile: KeyVault = {
      ...vault,
      replace: async (familyId, wrapped) => {
        await familyKeys({ ring: before, vault }).ensure('fam_late');
        return vault.replace(familyId, wrapped);
      },
    };
    expect((await rotateKeys(during, meanwhile)).wrappedBy).toEqual({ a: 1, b: 2 });
  });

  it('runs beside readers, makers and destroyers: nobody is refused, the destroyed stay so', async () => {
    const sealed = await sealedBefore(60);
    let isRotating = true;
    const [rotations] = await Promise.all([
      Promise.all([rotateKeys(during, vault), rotateKeys(during, vault)]).finally(() => {
        isRotating = false;
      }),
      (async () => {
        while (isRotating) await expectAllToOpen(during, new Map([...sealed].slice(0, 40)));
      })(),
      Promise.all([...sealed.keys()].slice(50).map((familyId) => vault.destroy(familyId))),
      Promise.all(['fam_x', 'fam_y'].map((familyId) => familyKeys({ ring: during, vault }).ensure(familyId))),
    ]);
    expect(rotations.map(({ unreadable }) => unreadable)).toEqual([0, 0]);
    await expectAllToOpen(during, new Map([...sealed].slice(0, 50)));
    for (const familyId of [...sealed.keys()].slice(50)) expect(await vault.read(familyId)).toBeNull();
    for await (const familyId of vault.list()) expect(ringIdOf((await vault.read(familyId)) ?? '')).toBe('b');
  });
});

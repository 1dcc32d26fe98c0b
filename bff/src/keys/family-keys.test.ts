import { randomBytes } from 'node:crypto';

import { beforeEach, describe, expect, it } from 'vitest';
import { ownFolder } from '../../../test/support/own-folder.js';
import { DomainError } from '../lib/domain-error.js';
import { familyKeys } from './family-keys.js';
import { folderVault } from './folder-vault.js';
import { type KeyRing, readKeyRing } from './key-ring.js';
import type { KeyVault } from './key-vault.js';
import { SealedTextError } from './sealed-text.js';

const place = 'children/ch_1';

function newRing(): KeyRing {
  const { ring } = readKeyRing(`test:${randomBytes(32).toString('base64')}`);
  if (!ring) throw new Error('no ring');
  return ring;
}

const folder = ownFolder();
let ring: KeyRing;
let vault: KeyVault;
let reads: number;
let now: number;
beforeEach(async () => {
  ring = newRing();
  reads = 0;
  now = 0;
  const kept = folderVault(folder.path);
  await kept.identity();
  vault = {
    ...kept,
    read: (familyId) => {
      reads += 1;
      return kept.read(familyId);
    },
  };
});

function signal(): [Promise<void>, () => void] {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [given, () => give()];
}

const aProcess = () => familyKeys({ ring, vault, nowMs: () => now });

describe('the keys of families', () => {
  it('are made at the first need, one for each family, the same for all processes', async () => {
    const [one, other] = [aProcess(), aProcess()];
    expect(await one.find('fam_a')).toBeNull();
    const [mine, theirs] = await Promise.all([one.ensure('fam_a'), other.ensure('fam_a')]);
    expect(theirs.open(place, mine.seal(place, '小满'))).toBe('小满');
    expect((await aProcess().find('fam_a'))?.open(place, theirs.seal(place, '小满'))).toBe('小满');
  });

  it('open nothing of another family or another place', async () => {
    const keys = aProcess();
    const [a, b] = [await keys.ensure('fam_a'), await keys.ensure('fam_b')];
    const sealed = a.seal(place, '小满');
    expect(() => b.open(place, sealed)).toThrow(SealedTextError);
    expect(() => a.open('children/ch_2', sealed)).toThrow(SealedTextError);
    expect(() => a.open(place, 'x')).toThrow(SealedTextError);
  });

  it('print a value the same each time, and otherwise for another family or value', async () => {
    const [a, b] = [await aProcess().ensure('fam_a'), await aProcess().ensure('fam_b')];
    const again = await aProcess().ensure('fam_a');
    const birth = { birthOn: '2025-04-08' };
    expect(again.fingerprint(birth)).toBe(a.fingerprint(birth));
    expect(
      new Set([a.fingerprint(birth), b.fingerprint(birth), a.fingerprint({ birthOn: '2025-04-09' })]).size,
    ).toBe(3);
  });

  it('are gone at once in the process that destroys one, even for who holds it', async () => {
    const keys = aProcess();
    const held = await keys.ensure('fam_a');
    const sealed = held.seal(place, '小满');
    await keys.destroy('fam_a');
    expect(() => held.open(place, sealed)).toThrow(DomainError);
    expect(() => held.seal(place, '小满')).toThrow(DomainError);
    expect(() => held.fingerprint('小满')).toThrow(DomainError);
    expect(await keys.find('fam_a')).toBeNull();
    await expect(keys.ensure('fam_a')).rejects.toThrow(new DomainError('session_expired'));
  });

  it('are gone for all who asked for one at the same time', async () => {
    const keys = aProcess();
    await aProcess().ensure('fam_a');
    const held = await Promise.all([keys.find('fam_a'), keys.find('fam_a'), keys.ensure('fam_a')]);
    await keys.destroy('fam_a');
    for (const key of held) expect(() => key?.seal(place, '小满')).toThrow(DomainError);
  });

  it('are gone in another process a minute after one destroyed it', async () => {
    const [one, other] = [aProcess(), aProcess()];
    await other.ensure('fam_a');
    await one.destroy('fam_a');
    now = 59_999;
    expect(await other.find('fam_a')).not.toBeNull();
    now = 60_000;
    expect(await other.find('fam_a')).toBeNull();
    await expect(other.ensure('fam_a')).rejects.toThrow(new DomainError('session_expired'));
  });

  it('are read once a minute, however often they are asked for', async () => {
    const keys = aProcess();
    await keys.ensure('fam_a');
    reads = 0;
    for (now = 0; now < 60_000; now += 1000) await keys.find('fam_a');
    expect(reads).toBe(0);
    await keys.find('fam_a');
    expect(reads).toBe(1);
  });

  it('are not remembered when read while they were destroyed', async () => {
    const [wasRead, noteRead] = signal();
    const [mayGoOn, goOn] = signal();
    const slow: KeyVault = {
      ...vault,
      async read(familyId) {
        const wrapped = await vault.read(familyId);
        noteRead();
        await mayGoOn;
        return wrapped;
      },
    };
    await aProcess().ensure('fam_a');
    const keys = familyKeys({ ring, vault: slow });
    const finding = keys.find('fam_a');
    await wasRead;
    await keys.destroy('fam_a');
    goOn();
    expect(await finding).toBeNull();
    expect(await keys.find('fam_a')).toBeNull();
  });

  it('are read again when a rotation overwrote them under the reader', async () => {
    await aProcess().ensure('fam_a');
    const torn: KeyVault = {
      ...vault,
      read: async (familyId) => {
        const wrapped = await vault.read(familyId);
        return reads === 1 && wrapped ? wrapped.replace(/[^.]{8}$/, 'AAAAAAAA') : wrapped;
      },
    };
    reads = 0;
    expect(await familyKeys({ ring, vault: torn }).find('fam_a')).not.toBeNull();
    expect(reads).toBe(2);
  });

  it('that are damaged or wrapped by a key no longer in the ring are a fault, not a family without a key', async () => {
    await aProcess().ensure('fam_a');
    const elsewhere = familyKeys({ ring: newRing(), vault });
    await expect(elsewhere.find('fam_a')).rejects.toThrow(SealedTextError);
    await expect(elsewhere.ensure('fam_a')).rejects.toThrow(SealedTextError);
    expect(await aProcess().find('fam_a')).not.toBeNull();
  });

  it('are remembered up to a number, the least used forgotten first', async () => {
    const memory = new Map<string, string>();
    // Without a disk: ten thousand files would be written otherwise.
    const quick = familyKeys({
      ring,
      vault: {
        ...vault,
        read: async (familyId) => {
          reads += 1;
          return memory.get(familyId) ?? null;
        },
        create: async (familyId, wrapped) => {
          memory.set(familyId, wrapped);
          return wrapped;
        },
      },
    });
    await quick.ensure('fam_first');
    await quick.ensure('fam_second');
    for (let index = 0; index < 9_998; index += 1) await quick.ensure(`fam_${index}`);
    await quick.find('fam_first');
    await quick.ensure('fam_one_more');
    reads = 0;
    await quick.find('fam_first');
    expect(reads).toBe(0);
    await quick.find('fam_second');
    expect(reads).toBe(1);
  });
});

import { randomBytes } from 'node:crypto';
import { deskModel } from '@nearcare/bff/features/desk/desk.model';
import { membershipsService } from '@nearcare/bff/features/desk/memberships.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { type KeyRing, readKeyRing } from '@nearcare/bff/keys/key-ring';
import { rotateKeys } from '@nearcare/bff/keys/rotate-keys';
import { expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { deskHolder, staffOf } from '../support/desk-holder.js';
import { addCentre } from '../support/factories.js';

const test = ownTestApp();

/** Memberships as a process with this ring alone has them. */
function withRing(ring: KeyRing) {
  const { app, clock, config } = test;
  const model = deskModel(app.store.useDb(app.store.name)).memberships;
  const keys = familyKeys({ ring, vault: folderVault(config.keysDir) });
  const service = membershipsService({ model, keys, codeSecret: config.phoneIndexSecret, clock });
  return { model, service };
}

it('a rotation of the ring takes the desks along: names and second factors open with the new key alone', async () => {
  const { membershipId, secret } = await deskHolder(test, staffOf((await addCentre(test.app.store))._id));
  const { ring: fresh } = readKeyRing(`fresh:${randomBytes(32).toString('base64')}`);
  if (!fresh) throw new Error('no ring');
  const read = async () => {
    const { model, service } = withRing(fresh);
    const membership = (await model.listAll()).find(({ _id }) => _id === membershipId);
    return membership && service.open(membership);
  };
  await expect(read()).rejects.toThrow(/KEY_RING has no key/);
  await rotateKeys([fresh[0], ...test.config.keyRing], folderVault(test.config.keysDir));
  expect(await read()).toEqual({ name: '王老师', secret });
});

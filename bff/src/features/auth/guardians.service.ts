import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { DeskErasure } from '../desk/desk.public.js';
import type { AuthModel } from './auth.model.js';
import type { Guardians } from './auth.public.js';
import { type EndedSessions, rememberEndedMs } from './ended-sessions.js';
import type { GuardianDoc } from './guardians.model.js';

/** A move is tried again when the number was sealed at the same moment; that happens once in a guardian's life. */
const maxTries = 5;

type Deps = {
  model: AuthModel;
  keys: FamilyKeys;
  ended: EndedSessions;
  /** A guardian who is erased leaves the desks too. */
  desks: Pick<DeskErasure, 'eraseGuardian'>;
  clock: Clock;
};

/** Guardians as the other features see them. */
export function guardiansPublic({ model, keys, ended, desks, clock }: Deps): Guardians {
  async function listGuardiansInFull(familyId: string) {
    const [guardians, key] = await Promise.all([model.listOfFamily(familyId), keys.find(familyId)]);
    return guardians.map((guardian) => {
      const phone = openPhone(guardian, key);
      return { id: guardian._id, phone, phoneTail: phone && phone.slice(-4), joinedAt: guardian.joinedAt };
    });
  }

  /** What only the family's key opens, sealed for another family; null where there is nothing. */
  async function resealed(kept: GuardianDoc, key: FamilyKey | null, to: string) {
    const [phone, openid] = [openPhone(kept, key), openOpenid(kept, key)];
    if (!phone && !openid) return { sealedPhone: null, sealedOpenid: null };
    const toKey = await keys.ensure(to);
    return {
      sealedPhone: phone && toKey.seal(phonePlace(kept._id), phone),
      sealedOpenid: openid && toKey.seal(openidPlace(kept._id), openid),
    };
  }

  return {
    listGuardiansInFull,

    async findAddress(familyId, guardianId) {
      const [guardian, key] = await Promise.all([model.findGuardian(guardianId), keys.find(familyId)]);
      if (guardian?.familyId !== familyId) return null;
      return { phone: openPhone(guardian, key), openid: openOpenid(guardian, key) };
    },

    listGuardians: async (familyId) =>
      (await listGuardiansInFull(familyId)).map(({ id, phoneTail, joinedAt }) => ({
        id,
        phoneTail,
        joinedAt,
      })),

    findFamily: async (guardianId) => (await model.findGuardian(guardianId))?.familyId ?? null,

    async moveGuardian(guardianId, from, to) {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const kept = await model.findGuardian(guardianId);
        if (kept?.familyId !== from) return false;
        const sealed = await resealed(kept, await keys.find(from), to);
        const now = clock.now();
        if (await model.move(kept, to, sealed, now)) {
          ended.noteMoved(guardianId, to, now);
          return true;
        }
      }
      throw new DomainError('retry');
    },

    async listDevices(guardianId) {
      const sessions = await model.listLive(guardianId, clock.now());
      return sessions.map(({ client, signedInAt, rotatedAt }) => ({
        client,
        signedInAt,
        lastUsedAt: rotatedAt,
      }));
    },

    async eraseGuardian(guardianId) {
      const now = clock.now();
      const kept = await model.findGuardian(guardianId);
      if (kept?.phoneIndex) await model.forgetPhone(kept.phoneIndex);
      await model.forgetWechatLogins(guardianId);
      // The guardian first, then its sessions: a sign-in on the way looks for the guardian after it has opened one.
      await model.removeGuardian(guardianId);
      const keepUntil = new Date(now.getTime() + rememberEndedMs);
      for (const id of await model.endAll(guardianId, now, keepUntil)) ended.noteEnded(id);
      await model.forgetGuardian(guardianId);
      await desks.eraseGuardian(guardianId);
    },
  };
}

/** Where a guardian's number lives, for the seal. */
export function phonePlace(guardianId: string): string {
  return `guardians/${guardianId}/phone`;
}

/** Where a guardian's WeChat account lives, for the seal. */
export function openidPlace(guardianId: string): string {
  return `guardians/${guardianId}/openid`;
}

/** null also when the key is gone: then so is the number. */
function openPhone({ _id, sealedPhone }: GuardianDoc, key: FamilyKey | null): string | null {
  return sealedPhone && key ? key.open(phonePlace(_id), sealedPhone) : null;
}

function openOpenid({ _id, sealedOpenid }: GuardianDoc, key: FamilyKey | null): string | null {
  return sealedOpenid && key ? key.open(openidPlace(_id), sealedOpenid) : null;
}

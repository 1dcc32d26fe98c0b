import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { newId } from '../../lib/ids.js';
import type { AuthModel } from './auth.model.js';
import type { Guardians, SpareFamily } from './auth.public.js';
import type { BlindIndex } from './blind-index.js';
import type { GuardianDoc } from './guardians.model.js';
import { openidPlace, phonePlace } from './guardians.service.js';
import { joinIdentities } from './identities.rules.js';

/** Each further try means that somebody signed in with the same account or number at the same moment. */
const maxTries = 8;

type Deps = {
  model: AuthModel;
  guardians: Guardians;
  keys: FamilyKeys;
  index: BlindIndex;
  spareFamily: SpareFamily;
  endAll: (guardianId: string) => Promise<void>;
  clock: Clock;
};

/** Finds the guardian whom a proof (of a phone, of a WeChat account) belongs to, or makes it with a family of its own. */
export function identitiesService(deps: Deps) {
  const { model, guardians, keys, index, spareFamily, endAll, clock } = deps;

  /** @param phone normalised, proved by a code sent to it */
  async function byPhone(phone: string): Promise<GuardianDoc> {
    const phoneIndex = index('phone', phone);
    const guardian = await settled(
      async () => (await model.findBy({ phoneIndex })) ?? (await make({ phoneIndex })),
    );
    await keepPhone(guardian, phoneIndex, phone);
    return guardian;
  }

  async function byOpenid(openid: string): Promise<GuardianDoc> {
    const wechatIndex = index('wechat', openid);
    const guardian = await settled(
      async () => (await model.findBy({ wechatIndex })) ?? (await make({ wechatIndex })),
    );
    await keepOpenid(guardian, wechatIndex, openid);
    return guardian;
  }

  /**
   * Joins an account and the number shared with it; the rule is joinIdentities.
   * @throws DomainError phone_has_other_wechat, family_not_empty
   */
  async function byOpenidAndPhone(openid: string, phone: string): Promise<GuardianDoc> {
    const identity = { phoneIndex: index('phone', phone), wechatIndex: index('wechat', openid) };
    const { phoneIndex, wechatIndex } = identity;
    const guardian = await settled(async () => {
      const [ofPhone, ofWechat] = await Promise.all([
        model.findBy({ phoneIndex }),
        model.findBy({ wechatIndex }),
      ]);
      const joining = joinIdentities(ofPhone, ofWechat);
      switch (joining.do) {
        case 'refuse':
          throw new DomainError('phone_has_other_wechat');
        case 'use':
          return joining.guardian;
        case 'make':
          return make(identity);
        // Once it is written the next look finds one guardian with both.
        case 'addWechat':
          await model.addWechat(joining.guardian._id, wechatIndex);
          return null;
        case 'setPhone':
          await model.setPhone(joining.guardian, phoneIndex);
          return null;
        case 'mergeInto':
          await dropSpare(joining.spare, joining.guardian);
          return null;
      }
    });
    await keepPhone(guardian, phoneIndex, phone);
    await keepOpenid(guardian, wechatIndex, openid);
    return guardian;
  }

  /**
   * Erases the second guardian of one person, and its family unless they share it. Whatever that family holds must
   * not be lost: then neither is touched. Its sessions end before the family is looked at for the last time; only what
   * the same person, on another device, puts into it within the two seconds that other processes may take to hear of
   * that, would go with it.
   */
  async function dropSpare(spare: GuardianDoc, kept: GuardianDoc): Promise<void> {
    const sharesFamily = spare.familyId === kept.familyId;
    if (!sharesFamily) {
      await requireSpare(spare);
      await endAll(spare._id);
      await requireSpare(spare);
    }
    await guardians.eraseGuardian(spare._id);
    // Last, and only once nobody is in it: a guardian of a family without a key could not sign in again.
    const isLeft = (await guardians.listGuardians(spare.familyId)).length === 0;
    if (isLeft) await spareFamily.erase(spare.familyId);
  }

  async function requireSpare({ _id, familyId }: GuardianDoc): Promise<void> {
    const others = (await guardians.listGuardians(familyId)).filter(({ id }) => id !== _id);
    if (others.length > 0 || !(await spareFamily.isEmpty(familyId)))
      throw new DomainError('family_not_empty');
  }

  /** Null when another sign-in made it first. */
  async function make(
    identity: Pick<GuardianDoc, 'phoneIndex' | 'wechatIndex'>,
  ): Promise<GuardianDoc | null> {
    const guardian: GuardianDoc = {
      // Neither id says anything of the number, and an erased guardian who comes again is a new one.
      _id: newId('g'),
      familyId: newId('f'),
      ...identity,
      sealedPhone: null,
      sealedOpenid: null,
      joinedAt: clock.now(),
      movedAt: null,
    };
    return (await model.addGuardian(guardian)) ? guardian : null;
  }

  /** After the guardian, so that of two first sign-ins only the one that made it asks for a key; healed at the next. */
  async function keepPhone({ _id, familyId }: GuardianDoc, phoneIndex: string, phone: string): Promise<void> {
    const kept = await model.findGuardian(_id);
    if (!kept || kept.sealedPhone) return;
    const key = await keys.ensure(familyId);
    await model.setSealedPhone(_id, familyId, phoneIndex, key.seal(phonePlace(_id), phone));
  }

  /** Messages are addressed to it. Kept as the number is; who signed in before it was kept, from the next time on. */
  async function keepOpenid(
    { _id, familyId }: GuardianDoc,
    wechatIndex: string,
    openid: string,
  ): Promise<void> {
    const kept = await model.findGuardian(_id);
    if (!kept || kept.sealedOpenid) return;
    const key = await keys.ensure(familyId);
    await model.setSealedOpenid(_id, familyId, wechatIndex, key.seal(openidPlace(_id), openid));
  }

  return { byPhone, byOpenid, byOpenidAndPhone };
}

/** Looks again until one look settles it. @throws DomainError retry */
async function settled<T>(look: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const found = await look();
    if (found !== null) return found;
  }
  throw new DomainError('retry');
}

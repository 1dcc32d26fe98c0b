import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { normalisePhone } from '../../regions/phone.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { FamiliesModel } from './families.model.js';
import type { PickupDoc, PickupFacts } from './pickups.model.js';
import { openJson, sealJson } from './sealed-json.js';

const maxPickups = 8;

type Deps = {
  model: Pick<FamiliesModel, 'pickups' | 'pickupCodes'>;
  keys: FamilyKeys;
  consents: ConsentCheck;
  clock: Clock;
};

type Pickup = Reply<'addPickup'>;

/** Adults who may collect the children. */
export function pickupsService({ model, keys, consents, clock }: Deps) {
  const { pickups, pickupCodes } = model;

  /**
   * @throws DomainError phone_invalid, consent_required, too_many_pickups, idempotency_key_reused;
   * not_found when whom this key named was removed since
   */
  async function addPickup(familyId: string, body: Body<'addPickup'>, key: string): Promise<Pickup> {
    const phone = normalisePhone(body.phone);
    if (!phone) throw new DomainError('phone_invalid');
    const _id = derivedId('pk', familyId, 'addPickup', key);
    const familyKey = await keys.ensure(familyId);
    const facts: PickupFacts = { name: body.name, phone };
    const bodyPrint = familyKey.fingerprint({ ...facts, relation: body.relation });
    const repeated = (kept: PickupDoc): Pickup => {
      if (kept.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
      if (kept.removedAt) throw new DomainError('not_found');
      return toPickup(kept, factsOfPickup(kept, familyKey));
    };
    const before = await pickups.find(familyId, _id);
    if (before) return repeated(before);

    await consents.require(familyId, 'pickups');
    if ((await pickups.count(familyId)) >= maxPickups) throw tooMany();
    const pickup: PickupDoc = {
      _id,
      familyId,
      relation: body.relation,
      sealed: sealJson(familyKey, placeOf(_id), facts),
      bodyPrint,
      addedAt: clock.now(),
      removedAt: null,
    };
    if (!(await pickups.insert(pickup))) {
      const twin = await pickups.find(familyId, _id);
      if (!twin) throw new DomainError('retry');
      return repeated(twin);
    }
    // Another one came at the same moment: rather neither than one too many.
    if ((await pickups.count(familyId)) > maxPickups) {
      await pickups.takeBack(familyId, _id);
      throw tooMany();
    }
    return toPickup(pickup, facts);
  }

  /** Asked again, the same answer. @throws DomainError not_found */
  async function removePickup(familyId: string, id: string): Promise<Reply<'removePickup'>> {
    if (!(await pickups.find(familyId, id))) throw new DomainError('not_found');
    await pickups.remove(familyId, id, clock.now());
    await pickupCodes.revoke(familyId, { pickupId: id }, clock.now());
    return {};
  }

  return { addPickup, removePickup };
}

/** The adult opened. @throws Error when removed, which the caller must have asked before */
export function factsOfPickup(pickup: PickupDoc, key: FamilyKey): PickupFacts {
  if (pickup.sealed === null) throw new Error('a removed pick-up was asked for');
  return openJson<PickupFacts>(key, placeOf(pickup._id), pickup.sealed);
}

export function toPickup({ _id, relation, addedAt }: PickupDoc, { name, phone }: PickupFacts): Pickup {
  return { id: _id, name, relation, phoneTail: phone.slice(-4), addedAt: addedAt.toISOString() };
}

const placeOf = (id: string): string => `pickups/${id}`;
const tooMany = (): DomainError => new DomainError('too_many_pickups', { n: maxPickups });

import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { homeToday } from '../../regions/home-zone.js';
import type { FamilyBookings } from '../bookings/bookings.public.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { Files } from '../files/files.public.js';
import type { ChildDoc, ChildFacts } from './children.model.js';
import { maxChildren, refuseBirth } from './children.rules.js';
import type { FamiliesModel } from './families.model.js';
import type { GuidedChildren } from './families.public.js';
import { eraseFeeReductions } from './fee-reductions.service.js';
import { openJson, sealJson } from './sealed-json.js';

export type ChildrenDeps = {
  model: Pick<FamiliesModel, 'children' | 'pickupCodes' | 'feeReductions'>;
  keys: FamilyKeys;
  consents: ConsentCheck;
  bookings: FamilyBookings;
  guided: GuidedChildren;
  files: Files;
  clock: Clock;
};

type Child = Reply<'addChild'>;

export function childrenService({ model, keys, consents, bookings, guided, files, clock }: ChildrenDeps) {
  const { children, pickupCodes } = model;

  /**
   * @throws DomainError consent_required, child_not_born, child_too_old, too_many_children, idempotency_key_reused;
   * not_found when this key's child was removed since
   */
  async function addChild(familyId: string, body: Body<'addChild'>, key: string): Promise<Child> {
    const _id = derivedId('ch', familyId, 'addChild', key);
    const familyKey = await keys.ensure(familyId);
    const bodyPrint = familyKey.fingerprint(body);
    const repeated = (kept: ChildDoc): Child => {
      if (kept.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
      if (kept.removedAt) throw new DomainError('not_found');
      return toChild(kept, factsOf(kept, familyKey), homeToday(clock));
    };
    const before = await children.find(familyId, _id);
    if (before) return repeated(before);

    await consents.require(familyId, 'childProfile');
    checkBirth(body.birthOn);
    if ((await children.count(familyId)) >= maxChildren) throw tooMany();
    const child: ChildDoc = {
      _id,
      familyId,
      sealed: sealJson(familyKey, placeOf(_id), body),
      bodyPrint,
      addedAt: clock.now(),
      removedAt: null,
      clearedAt: null,
    };
    if (!(await children.insert(child))) {
      const twin = await children.find(familyId, _id);
      if (!twin) throw new DomainError('retry');
      return repeated(twin);
    }
    // Another child came at the same moment: rather neither than one too many.
    if ((await children.count(familyId)) > maxChildren) {
      await children.takeBack(familyId, _id);
      throw tooMany();
    }
    return toChild(child, body, homeToday(clock));
  }

  /** @throws DomainError not_found, consent_required, child_not_born, child_too_old */
  async function updateChild(familyId: string, id: string, body: Body<'updateChild'>): Promise<Child> {
    const child = await children.find(familyId, id);
    if (!child || child.removedAt) throw new DomainError('not_found');
    await consents.require(familyId, 'childProfile');
    const familyKey = await keys.ensure(familyId);
    // Who has grown too old for care since can still be called by the right name (PIPL art. 46).
    if (body.birthOn !== factsOf(child, familyKey).birthOn) checkBirth(body.birthOn);
    if (!(await children.reseal(familyId, id, sealJson(familyKey, placeOf(id), body))))
      throw new DomainError('not_found');
    return toChild(child, body, homeToday(clock));
  }

  /**
   * Erases the child at once, then ends what hangs on it. Asked again, the same answer.
   * @throws DomainError not_found; retry when a booking could not be cancelled yet
   */
  async function removeChild(familyId: string, id: string): Promise<Reply<'removeChild'>> {
    const child = await children.find(familyId, id);
    if (!child) throw new DomainError('not_found');
    // Erased before its bookings are cancelled: from here on nobody can book for it any more.
    await children.remove(familyId, id, clock.now());
    await endAllOf(familyId, id);
    return {};
  }

  async function endAllOf(familyId: string, childId: string): Promise<void> {
    await pickupCodes.revoke(familyId, { childId }, clock.now());
    await eraseFeeReductions({ model, files }, familyId, childId);
    await bookings.cancelUpcoming(familyId, childId);
    await guided.forgetChildren(familyId, childId);
    await children.markCleared(familyId, childId, clock.now());
  }

  /** Ends what a crash left standing of removed children. */
  async function clearRemoved(familyId: string): Promise<void> {
    for (const { _id } of await children.listUncleared(familyId)) await endAllOf(familyId, _id);
  }

  function checkBirth(birthOn: string): void {
    const refusal = refuseBirth(birthOn, homeToday(clock));
    if (refusal) throw new DomainError(refusal.code, refusal.facts);
  }

  return { addChild, updateChild, removeChild, clearRemoved };
}

/** The child opened. @throws Error when it was removed, which the caller must have asked before */
export function factsOf(child: ChildDoc, key: FamilyKey): ChildFacts {
  if (child.sealed === null) throw new Error('a removed child was asked for');
  return openJson<ChildFacts>(key, placeOf(child._id), child.sealed);
}

export function toChild({ _id, addedAt }: ChildDoc, facts: ChildFacts, today: string): Child {
  return {
    id: _id,
    nickname: facts.nickname,
    birthOn: facts.birthOn,
    ...(facts.sex ? { sex: facts.sex } : {}),
    ageMonths: ageInMonths(facts.birthOn, today),
    addedAt: addedAt.toISOString(),
  };
}

const placeOf = (id: string): string => `children/${id}`;
const tooMany = (): DomainError => new DomainError('too_many_children', { n: maxChildren });

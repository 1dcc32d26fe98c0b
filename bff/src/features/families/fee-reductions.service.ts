import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { FamiliesModel } from './families.model.js';
import type { FeeReductionDoc, FeeReductionFacts } from './fee-reductions.model.js';
import type { OneTimeCodes } from './one-time-codes.js';
import { openJson, sealJson } from './sealed-json.js';

type Deps = {
  model: Pick<FamiliesModel, 'children' | 'feeReductions'>;
  keys: FamilyKeys;
  consents: ConsentCheck;
  codes: OneTimeCodes;
  clock: Clock;
};

type FeeReduction = Reply<'requestFeeReduction'>;

/** Requests for a lower fee (烈士子女、困境儿童、多孩家庭), seen by the own family only until a desk decides. */
export function feeReductionsService({ model, keys, consents, codes, clock }: Deps) {
  const { children, feeReductions } = model;

  /** @throws DomainError not_found, consent_required, fee_reduction_already_requested, idempotency_key_reused */
  async function requestFeeReduction(
    familyId: string,
    body: Body<'requestFeeReduction'>,
    key: string,
  ): Promise<FeeReduction> {
    const { childId, kind, note = null } = body;
    const _id = derivedId('fr', familyId, 'requestFeeReduction', key);
    const familyKey = await keys.ensure(familyId);
    const bodyPrint = familyKey.fingerprint({ childId, kind, note });
    const repeated = (kept: FeeReductionDoc): FeeReduction => {
      if (kept.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
      return toFeeReduction(kept, factsOfReduction(kept, familyKey));
    };
    const before = await feeReductions.find(familyId, _id);
    if (before) return repeated(before);

    await requireChild(familyId, childId);
    await consents.require(familyId, 'feeReduction');
    const facts: FeeReductionFacts = { kind, note };
    const reduction: FeeReductionDoc = {
      _id,
      familyId,
      childId,
      sealed: sealJson(familyKey, placeOf(_id), facts),
      bodyPrint,
      state: 'requested',
      openMark: codes.mark('open fee reduction', childId, kind),
      requestedAt: clock.now(),
    };
    if (!(await feeReductions.insert(reduction))) {
      const twin = await feeReductions.find(familyId, _id);
      if (!twin) throw new DomainError('fee_reduction_already_requested');
      return repeated(twin);
    }
    // A removal that goes on at this moment erases what it sees; what came after it is erased here.
    await requireChild(familyId, childId).catch(async (error: unknown) => {
      await feeReductions.eraseOfChild(familyId, childId);
      throw error;
    });
    return toFeeReduction(reduction, facts);
  }

  async function requireChild(familyId: string, childId: string): Promise<void> {
    const child = await children.find(familyId, childId);
    if (!child || child.removedAt) throw new DomainError('not_found');
  }

  return { requestFeeReduction };
}

export function factsOfReduction(reduction: FeeReductionDoc, key: FamilyKey): FeeReductionFacts {
  return openJson<FeeReductionFacts>(key, placeOf(reduction._id), reduction.sealed);
}

/** No desk decides yet, so every request is open. */
export function toFeeReduction(
  { _id, childId, state, requestedAt }: FeeReductionDoc,
  { kind }: FeeReductionFacts,
): FeeReduction {
  return {
    id: _id,
    childId,
    kind,
    state,
    reason: null,
    districtName: null,
    proofs: 0,
    answerBy: null,
    requestedAt: requestedAt.toISOString(),
    decidedAt: null,
  };
}

const placeOf = (id: string): string => `feeReductions/${id}`;

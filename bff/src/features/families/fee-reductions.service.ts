import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { getRegion } from '../../regions/regions.js';
import { deadline } from '../../regions/working-days.js';
import type { Districts } from '../centres/centres.public.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { Files } from '../files/files.public.js';
import type { FamiliesModel } from './families.model.js';
import type { FeeReductionDoc, FeeReductionFacts } from './fee-reductions.model.js';
import type { OneTimeCodes } from './one-time-codes.js';
import { openJson, sealJson } from './sealed-json.js';

type Deps = {
  model: Pick<FamiliesModel, 'children' | 'feeReductions'>;
  keys: FamilyKeys;
  consents: ConsentCheck;
  districts: Districts;
  files: Files;
  codes: OneTimeCodes;
  clock: Clock;
};

type FeeReduction = Reply<'requestFeeReduction'>;
/** What is sealed of a request and of its answer, opened. */
type OpenedFacts = FeeReductionFacts & { reason: string | null };

/** Requests for a lower fee (烈士子女、困境儿童、多孩家庭), seen by the own family and the officers of one district. */
export function feeReductionsService(deps: Deps) {
  const { model, keys, consents, districts, files, codes, clock } = deps;
  const { children, feeReductions } = model;

  /**
   * @throws DomainError not_found, consent_required, place_unknown, file_unknown, fee_reduction_already_requested,
   *   idempotency_key_reused
   */
  async function requestFeeReduction(
    familyId: string,
    body: Body<'requestFeeReduction'>,
    key: string,
  ): Promise<FeeReduction> {
    const { childId, kind, districtCode, note = null, proofFileIds = [] } = body;
    const _id = derivedId('fr', familyId, 'requestFeeReduction', key);
    const familyKey = await keys.ensure(familyId);
    const bodyPrint = familyKey.fingerprint({ childId, kind, districtCode, note, proofFileIds });
    const attachProofs = () => files.attach(familyId, proofFileIds, 'feeReductionProof', ownerOf(_id));
    const repeated = async (kept: FeeReductionDoc): Promise<FeeReduction> => {
      if (kept.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
      // Whatever became of the request that came first, the files are its own now.
      await attachProofs();
      return toFeeReduction(kept, factsOfReduction(kept, familyKey));
    };
    const before = await feeReductions.find(familyId, _id);
    if (before) return repeated(before);

    await requireChild(familyId, childId);
    await consents.require(familyId, 'feeReduction');
    const district = await districts.findDistrict(districtCode);
    if (!district) throw new DomainError('place_unknown');
    const requestedAt = clock.now();
    const region = getRegion(district.regionCode);
    const facts: FeeReductionFacts = { kind, note };
    const reduction: FeeReductionDoc = {
      _id,
      familyId,
      childId,
      sealed: sealJson(familyKey, placeOf(_id), facts),
      bodyPrint,
      districtCode,
      districtName: district.name,
      proofs: proofFileIds.length,
      state: 'requested',
      openMark: codes.mark('open fee reduction', childId, kind),
      requestedAt,
      answerBy: deadline(region, requestedAt, { workdays: region.feeReductionAnswerWorkdays }).at,
      sealedReason: null,
      decidedAt: null,
      decidedBy: null,
    };
    if (!(await feeReductions.insert(reduction))) {
      const twin = await feeReductions.find(familyId, _id);
      if (!twin) throw new DomainError('fee_reduction_already_requested');
      return repeated(twin);
    }
    // After the request, so that no file is ever tied to one that was refused; without its proofs it is none.
    await attachProofs().catch(async (error: unknown) => {
      await feeReductions.erase(familyId, _id);
      throw error;
    });
    // A removal that goes on at this moment erases what it sees; what came after it is erased here.
    await requireChild(familyId, childId).catch(async (error: unknown) => {
      await eraseFeeReductions(deps, familyId, childId);
      throw error;
    });
    return toFeeReduction(reduction, { ...facts, reason: null });
  }

  async function requireChild(familyId: string, childId: string): Promise<void> {
    const child = await children.find(familyId, childId);
    if (!child || child.removedAt) throw new DomainError('not_found');
  }

  return { requestFeeReduction };
}

/** Erases the requests of a family or of one child: the proofs first, since only the request knows of them. */
export async function eraseFeeReductions(
  { model, files }: { model: Pick<FamiliesModel, 'feeReductions'>; files: Files },
  familyId: string,
  childId?: string,
): Promise<void> {
  for (const { _id } of await model.feeReductions.list(familyId, childId)) {
    await files.eraseOf(familyId, ownerOf(_id));
    await model.feeReductions.erase(familyId, _id);
  }
}

export function factsOfReduction(reduction: FeeReductionDoc, key: FamilyKey): OpenedFacts {
  const { _id, sealed, sealedReason } = reduction;
  return {
    ...openJson<FeeReductionFacts>(key, placeOf(_id), sealed),
    reason: sealedReason && key.open(reasonPlace(_id), sealedReason),
  };
}

export function toFeeReduction(reduction: FeeReductionDoc, { kind, reason }: OpenedFacts): FeeReduction {
  const { _id, childId, state, districtName, proofs, requestedAt, answerBy, decidedAt } = reduction;
  return {
    id: _id,
    ...{ childId, kind, state, reason },
    districtName: districtName ?? null,
    proofs: proofs ?? 0,
    requestedAt: requestedAt.toISOString(),
    answerBy: answerBy?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

/** Whose the proofs of a request are. */
export const ownerOf = (id: string): string => `feeReductions/${id}`;
export const reasonPlace = (id: string): string => `feeReductions/${id}/reason`;
const placeOf = (id: string): string => `feeReductions/${id}`;

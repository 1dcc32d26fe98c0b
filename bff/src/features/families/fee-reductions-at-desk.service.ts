import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { OfficerDesk } from '../../plugins/session.js';
import { homeToday } from '../../regions/home-zone.js';
import type { AccessKind, AccessLog } from '../desk/desk.public.js';
import type { Files } from '../files/files.public.js';
import type { ChildFacts } from './children.model.js';
import { factsOf } from './children.service.js';
import type { FamiliesModel } from './families.model.js';
import type { FeeReductionsAtDesk } from './families.public.js';
import type { FamilyNews } from './family-news.js';
import type { FeeReductionDoc } from './fee-reductions.model.js';
import { factsOfReduction, ownerOf, reasonPlace, toFeeReduction } from './fee-reductions.service.js';

type Deps = {
  model: Pick<FamiliesModel, 'children' | 'feeReductions'>;
  keys: FamilyKeys;
  files: Files;
  accesses: AccessLog;
  news: FamilyNews;
  clock: Clock;
};

type Shown = Reply<'deskGetFeeReduction'>;
type Opened = { reduction: FeeReductionDoc; key: FamilyKey; child: ChildFacts };

/** What officers do with the requests of families in their own district; others are not there for them. */
export function feeReductionsAtDesk({ model, keys, files, accesses, news, clock }: Deps) {
  const { children, feeReductions } = model;

  /** @throws DomainError not_found */
  async function deskGetFeeReduction(desk: OfficerDesk, id: string): Promise<Shown> {
    const opened = await open(desk, id);
    await note(desk, opened, 'feeReduction');
    return toShown(opened);
  }

  /** @throws DomainError not_found: the request, or such a file of it */
  async function deskGetProofLink(
    desk: OfficerDesk,
    id: string,
    fileId: string,
  ): Promise<Reply<'deskGetProofLink'>> {
    const opened = await open(desk, id);
    const { familyId } = opened.reduction;
    const link = await files.linkTo(familyId, ownerOf(id), fileId);
    await note(desk, opened, 'proof');
    return link;
  }

  /**
   * Decides once. The same decision of the same officer again gets the same answer, for that may have been lost.
   * @throws DomainError not_found, own_family (who decides must not gain by it), reason_required, already_decided
   */
  async function deskDecideFeeReduction(
    desk: OfficerDesk,
    id: string,
    body: Body<'deskDecideFeeReduction'>,
  ): Promise<Shown> {
    const { decision } = body;
    const reason = body.reason ?? null;
    const { key, reduction } = await open(desk, id);
    if (reduction.familyId === desk.familyId) throw new DomainError('own_family');
    if (decision === 'refused' && reason === null) throw new DomainError('reason_required');
    await feeReductions.decide(desk.districtCode, id, {
      state: decision,
      sealedReason: reason && key.seal(reasonPlace(id), reason),
      decidedAt: clock.now(),
      decidedBy: desk.membershipId,
    });
    const opened = await open(desk, id);
    const { state, decidedBy } = opened.reduction;
    const isMine = state === decision && decidedBy === desk.membershipId;
    if (!isMine || factsOfReduction(opened.reduction, opened.key).reason !== reason)
      throw new DomainError('already_decided');
    await news.reductions.tell(opened.reduction);
    await note(desk, opened, 'feeReduction');
    return toShown(opened);
  }

  async function open(desk: OfficerDesk, id: string): Promise<Opened> {
    const reduction = await feeReductions.findInDistrict(desk.districtCode, id);
    if (!reduction) throw new DomainError('not_found');
    const { familyId, childId } = reduction;
    const [child, key] = await Promise.all([children.find(familyId, childId), keys.find(familyId)]);
    if (!child || child.removedAt || !key) throw new DomainError('not_found');
    return { reduction, key, child: factsOf(child, key) };
  }

  function note(desk: OfficerDesk, { reduction }: Opened, what: AccessKind): Promise<void> {
    const { familyId, childId } = reduction;
    return accesses.note(desk, [{ familyId, childId, what }]);
  }

  async function toShown({ reduction, key, child }: Opened): Promise<Shown> {
    const facts = factsOfReduction(reduction, key);
    const { answerBy, ...shown } = toFeeReduction(reduction, facts);
    return {
      ...shown,
      answerBy: answerBy ?? shown.requestedAt,
      note: facts.note,
      childNickname: child.nickname,
      childAgeMonths: ageInMonths(child.birthOn, homeToday(clock)),
      proofs: await files.listOf(reduction.familyId, ownerOf(reduction._id)),
    };
  }

  return { deskGetFeeReduction, deskGetProofLink, deskDecideFeeReduction };
}

/** What waits for the officers of a district, without anything of whom it is about. */
export function feeReductionsWaiting({
  feeReductions,
}: Pick<FamiliesModel, 'feeReductions'>): FeeReductionsAtDesk {
  return {
    async listOpen(districtCode) {
      return (await feeReductions.listOpen(districtCode)).map(({ _id, requestedAt, answerBy }) => ({
        id: _id,
        requestedAt,
        answerBy: answerBy ?? requestedAt,
      }));
    },
  };
}

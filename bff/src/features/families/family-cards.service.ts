import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { isSameText } from '../../lib/same-text.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { FamiliesModel } from './families.model.js';
import type { FamilyByCard } from './families.public.js';
import type { FamilyCardDoc } from './family-cards.model.js';
import type { OneTimeCodes } from './one-time-codes.js';

const maxCards = 3;

type Deps = {
  model: Pick<FamiliesModel, 'cards'>;
  keys: FamilyKeys;
  consents: ConsentCheck;
  codes: OneTimeCodes;
  clock: Clock;
};

type Issued = Reply<'createFamilyCard'>;

/** Printed cards by which grandparents without a phone of their own are known at a desk. */
export function familyCardsService({ model: { cards }, keys, consents, codes, clock }: Deps) {
  /**
   * @throws DomainError consent_required, too_many_cards; not_found when the card of this key was revoked since;
   *   session_expired when the family is no more
   */
  async function createFamilyCard(familyId: string, key: string): Promise<Issued> {
    const _id = derivedId('fc', familyId, 'createFamilyCard', key);
    const repeated = (kept: FamilyCardDoc): Issued => {
      if (kept.revokedAt) throw new DomainError('not_found');
      return toIssued(kept);
    };
    const before = await cards.find(familyId, _id);
    if (before) return repeated(before);

    await keys.ensure(familyId);
    await consents.require(familyId, 'childProfile');
    if ((await cards.count(familyId)) >= maxCards) throw tooMany();
    const card: FamilyCardDoc = {
      ...{ _id, familyId, issuedAt: clock.now() },
      lastUsedAt: null,
      revokedAt: null,
    };
    if (!(await cards.insert(card))) {
      const twin = await cards.find(familyId, _id);
      if (!twin) throw new DomainError('retry');
      return repeated(twin);
    }
    // Another one came at the same moment: rather neither than one too many.
    if ((await cards.count(familyId)) > maxCards) {
      await cards.takeBack(familyId, _id);
      throw tooMany();
    }
    return toIssued(card);
  }

  /** Asked again, the same answer. @throws DomainError not_found */
  async function revokeFamilyCard(familyId: string, id: string): Promise<Reply<'revokeFamilyCard'>> {
    if (!(await cards.find(familyId, id))) throw new DomainError('not_found');
    await cards.revoke(familyId, id, clock.now());
    return {};
  }

  function toIssued(card: FamilyCardDoc): Issued {
    const { _id } = card;
    return { ...toFamilyCard(card), qrText: `nearcare:card:${_id}:${codes.cardSecret(_id)}` };
  }

  return { createFamilyCard, revokeFamilyCard };
}

/** The family whose card a desk is shown. */
export function familyByCard({
  model: { cards },
  codes,
  clock,
}: Pick<Deps, 'model' | 'codes' | 'clock'>): FamilyByCard {
  return {
    async findFamily(cardText) {
      const [, id, secret] = /^nearcare:card:(fc_[0-9a-z]{4,40}):([\w-]{20,40})$/.exec(cardText.trim()) ?? [];
      if (!id || !secret || !isSameText(secret, codes.cardSecret(id))) return null;
      return (await cards.use(id, clock.now()))?.familyId ?? null;
    },
  };
}

export function toFamilyCard({
  _id,
  issuedAt,
  lastUsedAt,
}: FamilyCardDoc): Reply<'getMyFamily'>['cards'][number] {
  return { id: _id, issuedAt: issuedAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}

const tooMany = (): DomainError => new DomainError('too_many_cards', { n: maxCards });

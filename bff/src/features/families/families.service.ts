import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { homeToday } from '../../regions/home-zone.js';
import type { Guardians } from '../auth/auth.public.js';
import type { Files } from '../files/files.public.js';
import type { ChildDoc } from './children.model.js';
import { type childrenService, factsOf, toChild } from './children.service.js';
import type { FamiliesModel } from './families.model.js';
import type { Families, KnownChild } from './families.public.js';
import { toFamilyCard } from './family-cards.service.js';
import { eraseFeeReductions, factsOfReduction, toFeeReduction } from './fee-reductions.service.js';
import type { invitationsService } from './invitations.service.js';
import type { Joining } from './joining.service.js';
import type { pickupCodesService } from './pickup-codes.service.js';
import { factsOfPickup, toPickup } from './pickups.service.js';

type Deps = {
  model: FamiliesModel;
  guardians: Guardians;
  keys: FamilyKeys;
  children: ReturnType<typeof childrenService>;
  invitations: ReturnType<typeof invitationsService>;
  pickupCodes: ReturnType<typeof pickupCodesService>;
  joining: Joining;
  clock: Clock;
};

/** The whole family for its own guardians. */
export function familiesService(deps: Deps) {
  const { model, guardians, keys, children, invitations, pickupCodes, joining, clock } = deps;

  /** @throws DomainError session_expired when this guardian is not (any more) in the family that its token names */
  async function getMyFamily(familyId: string, guardianId: string): Promise<Reply<'getMyFamily'>> {
    await mend(familyId);
    const all = await guardians.listGuardians(familyId);
    const me = all.find(({ id }) => id === guardianId);
    if (!me) throw new DomainError('session_expired');
    const [opened, openInvitations, codes] = await Promise.all([
      openFamily(model, await keys.find(familyId), familyId),
      invitations.listOpen(familyId),
      pickupCodes.listCodes(familyId),
    ]);
    const today = homeToday(clock);
    return {
      id: familyId,
      phoneTail: me.phoneTail,
      guardians: all.map(({ id, phoneTail, joinedAt }) => ({
        id,
        isMe: id === guardianId,
        phoneTail,
        joinedAt: joinedAt.toISOString(),
      })),
      children: opened.children.map(({ doc, facts }) => toChild(doc, facts, today)),
      invitations: openInvitations,
      pickups: opened.pickups.map(({ doc, facts }) => toPickup(doc, facts)),
      pickupCodes: codes,
      feeReductions: opened.feeReductions.map(({ doc, facts }) => toFeeReduction(doc, facts)),
      cards: opened.cards.map(toFamilyCard),
    };
  }

  /** Carries on what a crash interrupted; what can't be done now is tried when the family is looked at again. */
  async function mend(familyId: string): Promise<void> {
    try {
      await joining.settle(familyId);
      await children.clearRemoved(familyId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  return { getMyFamily };
}

/** The narrow view that other features get. */
export function familiesPublic(deps: {
  model: FamiliesModel;
  keys: FamilyKeys;
  files: Files;
  clock: Clock;
}): Families {
  const { model, keys, clock } = deps;
  const toKnown = (child: ChildDoc, key: FamilyKey): KnownChild => {
    const { nickname, birthOn } = factsOf(child, key);
    return { id: child._id, nickname, birthOn };
  };

  async function eraseChildren(familyId: string): Promise<void> {
    await model.children.eraseAll(familyId);
    await model.pickupCodes.eraseAll(familyId);
    await eraseFeeReductions(deps, familyId);
    await model.cards.eraseAll(familyId);
  }
  async function erasePickups(familyId: string): Promise<void> {
    await model.pickups.eraseAll(familyId);
    await model.pickupCodes.eraseAll(familyId);
  }

  return {
    async findChild(familyId, childId) {
      const [child, key] = await Promise.all([model.children.find(familyId, childId), keys.find(familyId)]);
      return child && key && !child.removedAt ? toKnown(child, key) : null;
    },
    async listChildren(familyId) {
      const [docs, key] = await Promise.all([model.children.list(familyId), keys.find(familyId)]);
      return key ? docs.map((child) => toKnown(child, key)) : [];
    },
    listFamilies: (after, limit) => model.children.listFamilies(after, limit),
    async listGranted(familyId, childId, districtCode) {
      const [docs, key] = await Promise.all([
        model.feeReductions.list(familyId, childId),
        keys.find(familyId),
      ]);
      if (!key) return [];
      return docs
        .filter((one) => one.state === 'granted' && one.districtCode === districtCode)
        .map((one) => factsOfReduction(one, key).kind);
    },
    async exportFamily(familyId) {
      const opened = await openFamily(model, await keys.find(familyId), familyId);
      const today = homeToday(clock);
      return {
        children: opened.children.map(({ doc, facts }) => toChild(doc, facts, today)),
        pickups: opened.pickups.map(({ doc, facts }) => ({ ...toPickup(doc, facts), phone: facts.phone })),
        feeReductions: opened.feeReductions.map(({ doc, facts }) => ({
          ...toFeeReduction(doc, facts),
          note: facts.note,
        })),
        cards: opened.cards.map(toFamilyCard),
      };
    },
    eraseChildren,
    erasePickups,
    eraseFeeReductions: (familyId) => eraseFeeReductions(deps, familyId),
    forgetGuardian: (familyId, guardianId) => model.circles.forgetGuardian(familyId, guardianId),
    async eraseFamily(familyId) {
      // The invitations first: nobody shall come into a family that ends.
      await model.circles.erase(familyId);
      await eraseChildren(familyId);
      await erasePickups(familyId);
    },
  };
}

/** What the family told, opened; nothing when its key is gone, because then nothing can be opened. */
async function openFamily(model: FamiliesModel, key: FamilyKey | null, familyId: string) {
  if (!key) return { children: [], pickups: [], feeReductions: [], cards: [] };
  const [children, pickups, feeReductions, cards] = await Promise.all([
    model.children.list(familyId),
    model.pickups.list(familyId),
    model.feeReductions.list(familyId),
    model.cards.list(familyId),
  ]);
  return {
    children: children.map((doc) => ({ doc, facts: factsOf(doc, key) })),
    pickups: pickups.map((doc) => ({ doc, facts: factsOfPickup(doc, key) })),
    feeReductions: feeReductions.map((doc) => ({ doc, facts: factsOfReduction(doc, key) })),
    cards,
  };
}

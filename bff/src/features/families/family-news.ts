import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Notices } from '../notices/notices.public.js';
import { type News, untoldNews } from '../notices/untold.public.js';
import { factsOf } from './children.service.js';
import type { FamiliesModel } from './families.model.js';
import type { FeeReductionDoc } from './fee-reductions.model.js';
import type { PickupCodeDoc } from './pickup-codes.model.js';
import { factsOfPickup } from './pickups.service.js';

type Deps = {
  model: Pick<FamiliesModel, 'children' | 'pickups' | 'pickupCodes' | 'feeReductions'>;
  keys: FamilyKeys;
  notices: Notices;
};

export type FamilyNews = { codes: News<PickupCodeDoc>; reductions: News<FeeReductionDoc> };

/** Tells families what desks did with their codes and their requests. */
export function familyNews({ model, keys, notices }: Deps): FamilyNews {
  const { children, pickups, pickupCodes, feeReductions } = model;

  async function tellUse({ _id, ...code }: PickupCodeDoc): Promise<void> {
    const { familyId, childId, pickupId, usedAt, usedPlaceName } = code;
    const [childNickname, pickupName] = await Promise.all([
      nicknameOf(familyId, childId),
      nameOfPickup(familyId, pickupId),
    ]);
    if (childNickname === null || !usedAt) return;
    await notices.tell({
      kind: 'pickupCodeUsed',
      ...{ key: `pickupCodes/${_id}/used`, familyId, at: usedAt },
      // Removed from the list a moment after: that somebody collected has to be told all the same.
      facts: { centreName: usedPlaceName ?? '', childNickname, pickupName: pickupName ?? '接送人' },
    });
  }

  async function tellDecision({ _id, familyId, childId, state, decidedAt }: FeeReductionDoc): Promise<void> {
    const childNickname = await nicknameOf(familyId, childId);
    if (childNickname === null || !decidedAt) return;
    await notices.tell({
      kind: 'feeReductionDecided',
      ...{ key: `feeReductions/${_id}/decided`, familyId, at: decidedAt },
      facts: { feeReductionId: _id, childNickname, isGranted: state === 'granted' },
    });
  }

  /** null: the child was removed, and with it all that was to be heard of it. */
  async function nicknameOf(familyId: string, childId: string): Promise<string | null> {
    const [child, key] = await Promise.all([children.find(familyId, childId), keys.find(familyId)]);
    return child && !child.removedAt && key ? factsOf(child, key).nickname : null;
  }

  async function nameOfPickup(familyId: string, pickupId: string): Promise<string | null> {
    const [pickup, key] = await Promise.all([pickups.find(familyId, pickupId), keys.find(familyId)]);
    return pickup && !pickup.removedAt && key ? factsOfPickup(pickup, key).name : null;
  }

  return {
    codes: untoldNews({
      listUntold: pickupCodes.listUntold,
      tellAbout: tellUse,
      markTold: ({ _id }) => pickupCodes.markTold(_id),
    }),
    reductions: untoldNews({
      listUntold: feeReductions.listUntold,
      tellAbout: tellDecision,
      markTold: ({ _id }) => feeReductions.markTold(_id),
    }),
  };
}

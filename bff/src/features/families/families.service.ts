import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths, firstMonthTooOld } from '@nearcare/shared/rules/age';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId, fingerprint } from '../../lib/ids.js';
import { civilNow } from '../../lib/zone.js';
import type { Guardians } from '../auth/auth.public.js';
import type { ChildDoc, FamiliesModel } from './families.model.js';
import type { Children, KnownChild } from './families.public.js';

const maxChildren = 8;
/** A family has no region of its own; its children’s ages are shown by the calendar of the product’s home. */
const homeZone = 'Asia/Shanghai';

export function familiesService(deps: { model: FamiliesModel; guardians: Guardians; clock: Clock }) {
  const { model, guardians, clock } = deps;
  const today = () => civilNow(homeZone, clock.now()).date;

  async function getMyFamily(familyId: string, guardianId: string): Promise<Reply<'getMyFamily'>> {
    const [all, children] = await Promise.all([
      guardians.listGuardians(familyId),
      model.listChildren(familyId),
    ]);
    const me = all.find(({ id }) => id === guardianId);
    if (!me) throw new DomainError('not_found');
    return {
      id: familyId,
      phoneTail: me.phoneTail,
      guardians: all.map((one) => ({
        ...one,
        isMe: one.id === guardianId,
        joinedAt: one.joinedAt.toISOString(),
      })),
      invitations: [],
      pickups: [],
      pickupCodes: [],
      feeReductions: [],
      children: children.map((child) => toChild(child, today())),
    };
  }

  /** @throws DomainError child_not_born, child_too_old, too_many_children, idempotency_key_reused */
  async function addChild(familyId: string, body: Body<'addChild'>, key: string): Promise<Reply<'addChild'>> {
    const now = clock.now();
    if (body.birthOn > today()) throw new DomainError('child_not_born');
    const months = ageInMonths(body.birthOn, today());
    if (months >= firstMonthTooOld)
      throw new DomainError('child_too_old', { n: months, m: firstMonthTooOld });
    const _id = derivedId('ch', familyId, 'addChild', key);
    const isRepeat = await model.findChild(familyId, _id);
    if (!isRepeat && (await model.countChildren(familyId)) >= maxChildren)
      throw new DomainError('too_many_children', { n: maxChildren });
    const bodyPrint = fingerprint(body);
    const kept = await model.addChild({ _id, familyId, ...body, addedAt: now, bodyPrint });
    if (kept.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
    return toChild(kept, today());
  }

  return { getMyFamily, addChild };
}

/** The narrow view that other features get. */
export function familiesPublic(model: FamiliesModel): Children {
  const toKnown = ({ _id, nickname, birthOn }: ChildDoc): KnownChild => ({ id: _id, nickname, birthOn });
  return {
    findChild: async (familyId, childId) => {
      const child = await model.findChild(familyId, childId);
      return child && toKnown(child);
    },
    listChildren: async (familyId) => (await model.listChildren(familyId)).map(toKnown),
  };
}

function toChild(child: ChildDoc, today: string): Reply<'addChild'> {
  return {
    id: child._id,
    nickname: child.nickname,
    birthOn: child.birthOn,
    ...(child.sex ? { sex: child.sex } : {}),
    ageMonths: ageInMonths(child.birthOn, today),
    addedAt: child.addedAt.toISOString(),
  };
}

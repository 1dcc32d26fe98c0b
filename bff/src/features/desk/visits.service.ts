import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId, newId } from '../../lib/ids.js';
import type { StaffDesk } from '../../plugins/session.js';
import { homeToday } from '../../regions/home-zone.js';
import type { FamilyByPhone } from '../auth/auth.public.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { Children, FamilyByCard } from '../families/families.public.js';
import type { AccessLog, DeskVisits } from './desk.public.js';
import type { VisitsModel } from './visits.model.js';

/** As long as a talk at the desk lasts. */
const visitMinutes = 20;

export type VisitsDeps = {
  model: VisitsModel;
  familyByPhone: FamilyByPhone;
  familyByCard: FamilyByCard;
  children: Children;
  consents: ConsentCheck;
  accesses: AccessLog;
  clock: Clock;
};

/** Families that have shown this very desk who they are. */
export function deskVisits({ model, clock }: Pick<VisitsDeps, 'model' | 'clock'>): DeskVisits {
  return {
    async findFamily({ membershipId, sessionId }, deskVisitId) {
      const visit = await model.find(deskVisitId);
      const isMine = visit?.membershipId === membershipId && visit.sessionId === sessionId;
      return isMine && visit.expiresAt > clock.now() ? visit.familyId : null;
    },
  };
}

/** Families that show a desk who they are: by the code just sent to their phone, or by their printed card. */
export function visitsService(deps: VisitsDeps) {
  const { model, familyByPhone, familyByCard, children, consents, accesses, clock } = deps;

  /**
   * Nothing is told of a number before its code was right.
   * @throws DomainError input_invalid, phone_invalid, code_wrong, code_expired, card_invalid; family_unknown: no
   *   guardian, no child, or no consent to keep one; idempotency_key_reused
   */
  async function deskIdentifyFamily(
    desk: StaffDesk,
    body: Body<'deskIdentifyFamily'>,
    key: string,
  ): Promise<Reply<'deskIdentifyFamily'>> {
    const familyId = await familyOf(body, key && `${desk.sessionId}:${key}`);
    const known = familyId && (await hasConsent(familyId)) ? await children.listChildren(familyId) : [];
    if (!familyId || known.length === 0) throw new DomainError('family_unknown');
    const visit = {
      _id: key ? derivedId('dv', desk.membershipId, desk.sessionId, key) : newId('dv'),
      membershipId: desk.membershipId,
      sessionId: desk.sessionId,
      familyId,
      expiresAt: new Date(clock.now().getTime() + visitMinutes * 60_000),
    };
    const kept = (await model.insert(visit)) ? visit : await model.find(visit._id);
    if (kept?.familyId !== familyId) throw new DomainError('idempotency_key_reused');
    await accesses.note(
      desk,
      known.map(({ id }) => ({ familyId, childId: id, what: 'identified' })),
    );
    const today = homeToday(clock);
    return {
      deskVisitId: kept._id,
      expiresAt: kept.expiresAt.toISOString(),
      children: known.map(({ id, nickname, birthOn }) => ({
        ...{ id, nickname },
        ageMonths: ageInMonths(birthOn, today),
      })),
    };
  }

  async function familyOf(body: Body<'deskIdentifyFamily'>, key: string): Promise<string | null> {
    const { phone, code, cardText } = body;
    if (cardText !== undefined && phone === undefined && code === undefined) {
      const familyId = await familyByCard.findFamily(cardText);
      if (!familyId) throw new DomainError('card_invalid');
      return familyId;
    }
    if (phone === undefined || code === undefined || cardText !== undefined)
      throw new DomainError('input_invalid', { n: 1 }, [{ path: '/', message: '手机号加验证码，或者卡片' }]);
    return familyByPhone.proveFamily({ phone, code, key });
  }

  async function hasConsent(familyId: string): Promise<boolean> {
    try {
      await consents.require(familyId, 'childProfile');
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'consent_required') return false;
      throw error;
    }
  }

  return { deskIdentifyFamily };
}

import type { Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { FamilyKeys } from '../../keys/family-keys.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { endOfHomeDay, homeToday } from '../../regions/home-zone.js';
import type { CircleDoc } from './invitations.model.js';
import {
  accept,
  type Circle,
  type Invitation,
  invitationHours,
  invite,
  isOpen,
  maxGuardians,
  revoke,
} from './invitations.rules.js';
import { type Joining, type JoiningDeps, maxTries } from './joining.service.js';
import type { OneTimeCodes } from './one-time-codes.js';

const maxAttemptsPerDay = 10;

type Deps = JoiningDeps & { joining: Joining; keys: FamilyKeys; codes: OneTimeCodes };

/** The second guardian: invited by a code that works once. */
export function invitationsService({ circles, guardians, spareFamily, joining, keys, codes, clock }: Deps) {
  /** Invitations that somebody could still accept. */
  async function listOpen(familyId: string): Promise<Reply<'getMyFamily'>['invitations']> {
    const circle = await circles.find(familyId);
    const open = circle?.invitations.filter((one) => isOpen(one, clock.now())) ?? [];
    return open.map(toInvitation);
  }

  /** @throws DomainError family_is_full, too_many_invitations, retry; session_expired when the family is no more */
  async function inviteGuardian(familyId: string, key: string): Promise<Reply<'inviteGuardian'>> {
    const id = derivedId('inv', familyId, 'inviteGuardian', key);
    const code = codes.invitationCode(id);
    await keys.ensure(familyId);
    const invitedAt = clock.now();
    const fresh: Invitation = {
      id,
      codeIndex: codes.invitationIndex(code),
      invitedAt,
      expiresAt: new Date(invitedAt.getTime() + invitationHours * 3_600_000),
      endedAs: null,
    };
    for (let tries = 0; tries < maxTries; tries += 1) {
      const circle = await settledCircle(familyId);
      const kept = circle?.invitations.find((one) => one.id === id);
      if (kept) return toIssued(kept, code);
      if ((await guardians.listGuardians(familyId)).length >= maxGuardians)
        throw new DomainError('family_is_full');
      const next = invite(circle ?? { invitations: [], join: null }, fresh, invitedAt);
      if (!next) throw new DomainError('too_many_invitations');
      if (await circles.swap(familyId, circle, next)) return toIssued(fresh, code);
    }
    throw new DomainError('retry');
  }

  /** @throws DomainError not_found (also when it was accepted: nothing can be taken back then), retry */
  async function revokeInvitation(familyId: string, id: string): Promise<Reply<'revokeInvitation'>> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const circle = await circles.find(familyId);
      const next: Circle | null = circle && revoke(circle, id);
      if (!next) throw new DomainError('not_found');
      if (next === circle || (await circles.swap(familyId, circle, next))) return {};
    }
    throw new DomainError('retry');
  }

  /**
   * One answer for a code that never was, is over, was taken back, or was used by somebody else.
   * @throws DomainError invitation_expired, family_is_full, family_not_empty, rate_limited, retry
   */
  async function acceptInvitation(
    who: { familyId: string; guardianId: string },
    code: string,
  ): Promise<Reply<'acceptInvitation'>> {
    await takeAttempt(who.guardianId);
    const codeIndex = codes.invitationIndex(code);
    for (let tries = 0; tries < maxTries; tries += 1) {
      const circle = await circles.findByCode(codeIndex);
      if (!circle) throw new DomainError('invitation_expired');
      const decision = accept(
        circle,
        { codeIndex, guardianId: who.guardianId, from: who.familyId },
        clock.now(),
      );
      if (decision.kind === 'refused') throw new DomainError('invitation_expired');
      if (decision.kind === 'busy') await joining.settle(circle._id);
      if (decision.kind === 'repeated') return finish(circle._id, who.guardianId);
      if (decision.kind === 'decided') {
        await refuseJoining(circle, who);
        if (await circles.swap(circle._id, circle, decision.circle))
          return finish(circle._id, who.guardianId);
      }
    }
    throw new DomainError('retry');
  }

  /** What can be said before anything is decided, and leaves the invitation as it is. */
  async function refuseJoining(circle: CircleDoc, who: { familyId: string }): Promise<void> {
    // One's own invitation is for somebody else.
    if (circle._id === who.familyId) throw new DomainError('invitation_expired');
    // Counted while `rev` stands still: whoever came in between changes it, and the swap fails.
    if ((await guardians.listGuardians(circle._id)).length >= maxGuardians)
      throw new DomainError('family_is_full');
    if (!(await spareFamily.isEmpty(who.familyId))) throw new DomainError('family_not_empty');
    if (!(await keys.find(circle._id))) throw new DomainError('invitation_expired');
  }

  async function finish(familyId: string, guardianId: string): Promise<Reply<'acceptInvitation'>> {
    const outcome = await joining.settle(familyId);
    if (outcome === 'family_not_empty') throw new DomainError('family_not_empty');
    // null: a twin has settled it; who is in the family then tells how.
    if (await joining.isIn(familyId, guardianId)) return { familyId };
    throw new DomainError('invitation_expired');
  }

  async function takeAttempt(guardianId: string): Promise<void> {
    const day = homeToday(clock);
    const forgetAt = endOfHomeDay(addDays(day, 1));
    if (await circles.takeAttempt(guardianId, day, maxAttemptsPerDay, forgetAt)) return;
    const seconds = Math.ceil((endOfHomeDay(day).getTime() - clock.now().getTime()) / 1000);
    throw new DomainError('rate_limited', { n: seconds });
  }

  async function settledCircle(familyId: string): Promise<CircleDoc | null> {
    await joining.settle(familyId);
    return circles.find(familyId);
  }

  function toIssued(invitation: Invitation, code: string): Reply<'inviteGuardian'> {
    const leftMs = invitation.expiresAt.getTime() - clock.now().getTime();
    return { ...toInvitation(invitation), code, expiresInSeconds: Math.max(0, Math.floor(leftMs / 1000)) };
  }

  return { listOpen, inviteGuardian, revokeInvitation, acceptInvitation };
}

function toInvitation({ id, invitedAt, expiresAt }: Invitation): Reply<'getMyFamily'>['invitations'][number] {
  return { id, invitedAt: invitedAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

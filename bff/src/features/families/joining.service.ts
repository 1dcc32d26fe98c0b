import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { Guardians, SpareFamily } from '../auth/auth.public.js';
import type { Notices } from '../notices/notices.public.js';
import type { CircleDoc, CirclesModel } from './invitations.model.js';
import { dropped, settled } from './invitations.rules.js';

export type JoiningDeps = {
  circles: CirclesModel;
  guardians: Guardians;
  spareFamily: SpareFamily;
  notices: Notices;
  clock: Clock;
};

/** How a decision to join came out. */
export type JoinOutcome = 'joined' | 'family_not_empty' | 'invitation_expired';

export const maxTries = 50;

export type Joining = ReturnType<typeof joiningService>;

/**
 * Carries out what a family's document has decided: the guardian moves, and the family it leaves ends. Whoever meets
 * a decision that a crash left unfinished carries it on: each step may be repeated, and by two at once.
 */
export function joiningService({ circles, guardians, spareFamily, notices, clock }: JoiningDeps) {
  /** Leaves no decision standing that is not carried out. @returns how it came out; null when there was none. */
  async function settle(familyId: string): Promise<JoinOutcome | null> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const circle = await circles.find(familyId);
      if (!circle?.join || circle.join.doneAt) return null;
      const outcome = await carryOut(familyId, circle.join);
      // Told before it is settled: a crash in between has it told again, which tells nobody twice.
      if (outcome === 'joined') await tellJoined(familyId, circle.join.guardianId);
      const next = outcome === 'joined' ? settled(circle, clock.now()) : dropped(circle);
      if (await circles.swap(familyId, circle, next)) return outcome;
    }
    throw new DomainError('retry');
  }

  function tellJoined(familyId: string, guardianId: string): Promise<void> {
    const key = `guardians/${guardianId}/joined`;
    return notices.tell({ kind: 'guardianJoined', key, familyId, at: clock.now(), facts: {} });
  }

  async function carryOut(to: string, join: NonNullable<CircleDoc['join']>): Promise<JoinOutcome> {
    const { guardianId, from } = join;
    if (!(await isIn(to, guardianId))) {
      if (!(await spareFamily.isEmpty(from))) return 'family_not_empty';
      const isMoved = await guardians.moveGuardian(guardianId, from, to);
      // Moved by a twin of this request, or to elsewhere, or erased.
      if (!isMoved && !(await isIn(to, guardianId))) return 'invitation_expired';
    }
    return endLeft(from, guardianId, to);
  }

  /** Erases the family that was left, unless somebody still is in it. */
  async function endLeft(from: string, guardianId: string, to: string): Promise<JoinOutcome> {
    if ((await guardians.listGuardians(from)).length > 0) return 'joined';
    if (!(await spareFamily.isEmpty(from))) {
      // Another of the guardian's devices put something in just before the move: nothing of it may be lost.
      await guardians.moveGuardian(guardianId, to, from);
      return 'family_not_empty';
    }
    if (await closeIfLeft(from)) await spareFamily.erase(from);
    return 'joined';
  }

  /** True when nobody is in the family and, since its invitations are gone, nobody can come into it any more. */
  async function closeIfLeft(familyId: string): Promise<boolean> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const circle = await circles.find(familyId);
      if (circle?.join && !circle.join.doneAt) return false;
      if ((await guardians.listGuardians(familyId)).length > 0) return false;
      if (!circle || (await circles.removeAt(familyId, circle.rev))) return true;
    }
    throw new DomainError('retry');
  }

  async function isIn(familyId: string, guardianId: string): Promise<boolean> {
    return (await guardians.listGuardians(familyId)).some(({ id }) => id === guardianId);
  }

  return { settle, isIn };
}

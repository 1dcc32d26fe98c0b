import type { Body, Reply } from '@nearcare/shared/contract/types';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId, newId } from '../../lib/ids.js';
import { keptFaults } from '../../lib/kept-faults.js';
import type { Session } from '../../plugins/session.js';
import { endOfHomeDay, homeToday } from '../../regions/home-zone.js';
import type { Guardians } from '../auth/auth.public.js';
import { proofUntil } from '../consents/consents.public.js';
import type { MembershipsOfGuardian } from '../desk/desk.public.js';
import type { FamilyKeepers } from '../families/families.public.js';
import type { DeletionDoc, DeletionsModel } from './deletions.model.js';
import { type DeletionScope, deletionEffect, scopeFor } from './privacy.rules.js';

export type DeletionsDeps = FamilyKeepers & {
  model: DeletionsModel;
  guardians: Guardians;
  memberships: MembershipsOfGuardian;
};

type Who = Pick<Session, 'familyId' | 'guardianId'>;
type Receipt = Reply<'getDeletionReceipt'>;
/** Both ids are there until the deletion is closed. */
type OpenDeletion = DeletionDoc & { familyId: string; guardianId: string };
type Step = (deletion: OpenDeletion) => Promise<void>;

/** A request that was under way may still write: everything is gone over once more after this. */
const lastWriterMs = 120_000;
/** The texts promise seconds: what the job has left lying for so long needs an operator. */
const overdueMs = 10 * 60_000;
const pageSize = 100;

/** Deleting an account: asked for in one insert, carried out step by step by the job, proven by a receipt. */
export function deletionsService(deps: DeletionsDeps) {
  const { model, guardians, memberships, families, bookings, guided, savedCentres, files, desks } = deps;
  const { complaints, lessons, live, consents, notices, keys, clock } = deps;

  const steps: Readonly<Record<DeletionScope, readonly Step[]>> = {
    guardian: [eraseGuardian],
    family: [
      // No consent, no new data: from here on the family can only get smaller.
      ({ familyId, forgetAt }) => consents.closeLog(familyId, forgetAt),
      ({ familyId }) => bookings.cancelUpcoming(familyId),
      ({ familyId }) => bookings.eraseFamily(familyId),
      ({ familyId }) => guided.eraseFamily(familyId),
      ({ familyId }) => complaints.cutFamily(familyId),
      ({ familyId }) => lessons.eraseFamily(familyId),
      ({ familyId }) => live.eraseFamily(familyId),
      ({ familyId }) => savedCentres.eraseFamily(familyId),
      ({ familyId }) => files.eraseHolder(familyId),
      ({ familyId }) => desks.eraseFamily(familyId),
      ({ familyId }) => families.eraseFamily(familyId),
      ({ familyId }) => notices.eraseFamily(familyId),
      eraseGuardian,
      moveOthersOut,
      ({ familyId }) => keys.destroy(familyId),
    ],
  };

  async function eraseGuardian({ familyId, guardianId }: OpenDeletion): Promise<void> {
    await guardians.eraseGuardian(guardianId);
    await families.forgetGuardian(familyId, guardianId);
    await complaints.forgetGuardian(familyId, guardianId);
    await lessons.forgetGuardian(familyId, guardianId);
    await notices.forgetGuardian(familyId, guardianId);
  }

  /** Who accepted an invitation at the very end did not ask to be deleted: they go on in a family of their own. */
  async function moveOthersOut({ familyId }: OpenDeletion): Promise<void> {
    for (const { id } of await guardians.listGuardians(familyId))
      await guardians.moveGuardian(id, familyId, newId('f'));
  }

  /** @throws DomainError session_expired */
  async function previewDeletion(who: Who): Promise<Reply<'previewDeletion'>> {
    const scope = await possibleScope(who);
    const upcomingBookings = await countUpcoming(who.familyId, scope);
    const effect = deletionEffect(scope, today(), await hadDesk(who));
    return { receiptId: receiptId(who), scope, ...effect, upcomingBookings };
  }

  /** @throws DomainError deletion_scope_changed, session_expired */
  async function deleteMyAccount(who: Who, { scope }: Body<'deleteMyAccount'>): Promise<Receipt> {
    const asked = await model.find(receiptId(who));
    if (asked) return toReceipt(asked);
    if ((await possibleScope(who)) !== scope) throw new DomainError('deletion_scope_changed');
    const now = clock.now();
    const deletion: DeletionDoc = {
      _id: receiptId(who),
      ...who,
      scope,
      hadDesk: await hadDesk(who),
      step: 0,
      upcomingBookings: await countUpcoming(who.familyId, scope),
      requestedAt: now,
      requestedOn: today(),
      doneAt: null,
      isOpen: true,
      dueAt: now,
      forgetAt: endOfHomeDay(proofUntil(today())),
    };
    await model.add(deletion);
    return getDeletionReceipt(deletion._id);
  }

  /** @throws DomainError not_found */
  async function getDeletionReceipt(id: string): Promise<Receipt> {
    const deletion = await model.find(id);
    if (!deletion) throw new DomainError('not_found');
    return toReceipt(deletion);
  }

  /**
   * One run of the job; safe in several processes at once, and after a kill at any step.
   * @returns how many deletions it looked at
   */
  async function run(): Promise<number> {
    const faults = keptFaults();
    const due = await model.listDue(clock.now(), pageSize);
    for (const { _id } of due) await faults.attempt(carryOut(_id), undefined);
    faults.rethrow();
    return due.length;
  }

  /** Deletions that wait although they should be done: zero while all is well. */
  const countOverdue = (): Promise<number> =>
    model.countDueBefore(new Date(clock.now().getTime() - overdueMs));

  /** Does what is left of one deletion, reading it afresh before each step: others may be at it too. */
  async function carryOut(id: string): Promise<void> {
    for (;;) {
      const deletion = await model.find(id);
      if (!deletion || !isUnfinished(deletion) || deletion.dueAt > clock.now()) return;
      if (deletion.doneAt) return goOverAgain(deletion);
      const step = steps[deletion.scope][deletion.step];
      if (step) {
        await step(deletion);
        await model.advance(deletion);
      } else if (await isOrphaning(deletion)) await model.widen(deletion);
      else await model.finish(deletion, clock.now(), new Date(clock.now().getTime() + lastWriterMs));
    }
  }

  /** What a request wrote that was under way meanwhile goes too; then the receipt forgets whose it is. */
  async function goOverAgain(deletion: OpenDeletion): Promise<void> {
    for (const step of steps[deletion.scope]) await step(deletion);
    if (await isOrphaning(deletion)) for (const step of steps.family) await step(deletion);
    await model.close(deletion._id);
  }

  /** Both guardians may leave at once, each believing that the other stays. */
  async function isOrphaning({ scope, familyId }: OpenDeletion): Promise<boolean> {
    return scope === 'guardian' && (await guardians.listGuardians(familyId)).length === 0;
  }

  /** A token outlives by some moments its guardian's leaving. */
  async function possibleScope({ familyId, guardianId }: Who): Promise<DeletionScope> {
    const members = await guardians.listGuardians(familyId);
    if (!members.some(({ id }) => id === guardianId)) throw new DomainError('session_expired');
    return scopeFor(members.length);
  }

  async function countUpcoming(familyId: string, scope: DeletionScope): Promise<number> {
    return scope === 'family' ? bookings.countUpcoming(familyId) : 0;
  }

  const hadDesk = async ({ guardianId }: Who): Promise<boolean> =>
    (await memberships.listForExport(guardianId)).length > 0;

  const today = () => homeToday(clock);

  return { previewDeletion, deleteMyAccount, getDeletionReceipt, run, countOverdue };
}

/** Known before the deletion is asked for: whoever loses its answer, and by it the session, can still look it up. */
function receiptId({ familyId, guardianId }: Who): string {
  return derivedId('d', familyId, guardianId, 'deleteMyAccount');
}

function isUnfinished(deletion: DeletionDoc): deletion is OpenDeletion {
  return deletion.isOpen && deletion.familyId !== null && deletion.guardianId !== null;
}

function toReceipt(deletion: DeletionDoc): Receipt {
  const { _id: id, scope, hadDesk, requestedOn, upcomingBookings, requestedAt, doneAt } = deletion;
  return {
    id,
    scope,
    ...deletionEffect(scope, requestedOn, hadDesk),
    upcomingBookings,
    state: doneAt ? 'done' : 'requested',
    requestedAt: requestedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  };
}

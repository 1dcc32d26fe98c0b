import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { endOfHomeDay, homeToday } from '../../regions/home-zone.js';
import type { FamiliesModel } from './families.model.js';
import type { OneTimeCodes } from './one-time-codes.js';
import type { PickupCodeDoc } from './pickup-codes.model.js';
import { refuseCodeDay, stateOfCode } from './pickup-codes.rules.js';

type Deps = {
  model: Pick<FamiliesModel, 'children' | 'pickups' | 'pickupCodes'>;
  codes: OneTimeCodes;
  clock: Clock;
};

type Shown = Reply<'revokePickupCode'>;
type Issued = Reply<'createPickupCode'>;

/** One-time codes with which an adult collects a child. */
export function pickupCodesService({ model, codes, clock }: Deps) {
  const { children, pickups, pickupCodes } = model;

  /**
   * A new code ends the one that this adult had for the same child and day.
   * @throws DomainError not_found, date_in_past, date_too_far, idempotency_key_reused
   */
  async function createPickupCode(
    familyId: string,
    pickupId: string,
    body: Body<'createPickupCode'>,
    key: string,
  ): Promise<Issued> {
    const { childId, on } = body;
    const _id = derivedId('pc', familyId, 'createPickupCode', key);
    const repeated = (kept: PickupCodeDoc): Issued => {
      if (kept.pickupId !== pickupId || kept.childId !== childId || kept.on !== on)
        throw new DomainError('idempotency_key_reused');
      return toIssued(kept);
    };
    const before = await pickupCodes.find(familyId, _id);
    if (before) return repeated(before);

    await requireBoth(familyId, pickupId, childId);
    const refusal = refuseCodeDay(on, homeToday(clock));
    if (refusal) throw new DomainError(refusal.code, refusal.facts);
    const now = clock.now();
    await pickupCodes.revoke(familyId, { pickupId, childId, on }, now);
    const code: PickupCodeDoc = {
      _id,
      familyId,
      pickupId,
      childId,
      on,
      issuedAt: now,
      expiresAt: endOfHomeDay(on),
      revokedAt: null,
      tries: 0,
      usedAt: null,
      usedBy: null,
      usedMark: null,
    };
    if (!(await pickupCodes.insert(code))) {
      const twin = await pickupCodes.find(familyId, _id);
      if (!twin) throw new DomainError('retry');
      return repeated(twin);
    }
    // Whoever is removed now sees this code and ends it; who was removed just before did not.
    await requireBoth(familyId, pickupId, childId).catch(async (error: unknown) => {
      await pickupCodes.revoke(familyId, { _id }, clock.now());
      throw error;
    });
    return toIssued(code);
  }

  async function requireBoth(familyId: string, pickupId: string, childId: string): Promise<void> {
    const [pickup, child] = await Promise.all([
      pickups.find(familyId, pickupId),
      children.find(familyId, childId),
    ]);
    if (!pickup || pickup.removedAt || !child || child.removedAt) throw new DomainError('not_found');
  }

  /** Asked again, the same answer; a code whose day is over stays what it was. @throws DomainError not_found */
  async function revokePickupCode(familyId: string, id: string): Promise<Shown> {
    await pickupCodes.revoke(familyId, { _id: id }, clock.now());
    const code = await pickupCodes.find(familyId, id);
    if (!code) throw new DomainError('not_found');
    return toShown(code);
  }

  /** Codes of today and later, without their digits. */
  async function listCodes(familyId: string): Promise<Shown[]> {
    return (await pickupCodes.listFrom(familyId, homeToday(clock))).map(toShown);
  }

  function toShown(code: PickupCodeDoc): Shown {
    return {
      id: code._id,
      pickupId: code.pickupId,
      childId: code.childId,
      on: code.on,
      state: stateOfCode(code, clock.now()),
      expiresAt: code.expiresAt.toISOString(),
    };
  }

  function toIssued(code: PickupCodeDoc): Issued {
    const digits = codes.pickupDigits(code._id);
    return { ...toShown(code), code: digits, qrText: `nearcare:pickup:${code._id}:${digits}` };
  }

  return { createPickupCode, revokePickupCode, listCodes };
}

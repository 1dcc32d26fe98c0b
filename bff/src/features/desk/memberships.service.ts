import { createHmac, randomBytes } from 'node:crypto';
import type { Body, Reply } from '@nearcare/shared/contract/types';
import { addMonths } from '@nearcare/shared/rules/civil-date';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { newId } from '../../lib/ids.js';
import { plainCode, spokenCode } from '../../lib/spoken-code.js';
import type { Session } from '../../plugins/session.js';
import { endOfHomeDay, homeToday } from '../../regions/home-zone.js';
import type { Attempts } from './attempts.js';
import type { DeskPlace, MembershipDoc, MembershipsModel } from './memberships.model.js';
import { newTotpSecret, otpauthUri } from './totp.js';

const invitationHours = 72;
/** 13 characters of 5 bits. */
const codeBytes = 13;
/** As long as records of handling are kept (PIPL art. 56): who had access when. */
const proofMonths = 36;

export type MembershipsDeps = {
  model: MembershipsModel;
  keys: FamilyKeys;
  /** Keys the hash by which an invitation is found. */
  codeSecret: string;
  clock: Clock;
};

export type Memberships = ReturnType<typeof membershipsService>;

/** Places at desks: given by an invitation from the terminal, taken by whoever holds it, ended from the terminal. */
export function membershipsService({ model, keys, codeSecret, clock }: MembershipsDeps) {
  const codeIndexOf = (code: string): string =>
    createHmac('sha256', codeSecret)
      .update(`desk invitation:${plainCode(code)}`)
      .digest('base64url');

  /** The code is told here and nowhere else; it works once and for 72 hours. */
  async function invite(place: DeskPlace, name: string) {
    const id = newId('m');
    const code = spokenCode(randomBytes(codeBytes));
    const key = await keys.ensure(id);
    const invitedAt = clock.now();
    const codeExpiresAt = new Date(invitedAt.getTime() + invitationHours * 3_600_000);
    await model.add({
      _id: id,
      ...place,
      sealedName: key.seal(namePlace(id), name),
      codeIndex: codeIndexOf(code),
      invitedAt,
      codeExpiresAt,
      guardianId: null,
      joinedAt: null,
      sealedSecret: null,
      confirmedAt: null,
      lastStep: 0,
      endedAt: null,
      forgetAt: null,
    });
    return { id, code, expiresAt: codeExpiresAt };
  }

  /**
   * Asked again by the same guardian, the same membership: with a new secret until a code of one was right, without
   * any afterwards.
   * @throws DomainError rate_limited; invitation_expired: never was, is over, or is somebody else's
   */
  async function joinDesk(
    { guardianId }: Session,
    { invitationCode }: Body<'joinDesk'>,
    attempts: Attempts,
  ): Promise<Reply<'joinDesk'>> {
    await attempts.take('join', guardianId);
    const now = clock.now();
    const codeIndex = codeIndexOf(invitationCode);
    await model.take(codeIndex, guardianId, now);
    const kept = await model.findByCode(codeIndex);
    if (!kept || kept.guardianId !== guardianId || kept.endedAt || kept.codeExpiresAt <= now)
      throw new DomainError('invitation_expired');
    const { _id, role, placeName } = kept;
    const secret = newTotpSecret();
    const sealed = (await keys.ensure(_id)).seal(secretPlace(_id), secret);
    const isShown = await model.setSecret(_id, guardianId, sealed);
    return {
      membershipId: _id,
      role,
      placeName,
      secret: isShown ? secret : null,
      otpauthUri: isShown ? otpauthUri(secret, placeName) : null,
    };
  }

  /** What is sealed in a membership; null when its key is gone. */
  async function open({ _id, sealedName, sealedSecret }: MembershipDoc) {
    const key = await keys.find(_id);
    if (!key || sealedName === null) return null;
    return {
      name: key.open(namePlace(_id), sealedName),
      secret: sealedSecret && key.open(secretPlace(_id), sealedSecret),
    };
  }

  /** At once, on all devices. False when there is none that lasts. */
  const end = (id: string): Promise<boolean> =>
    model.end(id, clock.now(), endOfHomeDay(addMonths(homeToday(clock), proofMonths)));

  /** With its account a person's memberships end, and nothing tells their name any more. Safe to repeat. */
  async function eraseGuardian(guardianId: string): Promise<void> {
    for (const { _id } of await model.listOfGuardian(guardianId)) {
      await end(_id);
      await keys.destroy(_id);
      await model.forgetGuardian(_id);
    }
  }

  async function listForExport(guardianId: string): Promise<Reply<'exportMyData'>['memberships']> {
    const mine = await model.listOfGuardian(guardianId);
    return Promise.all(
      mine.map(async (membership) => ({
        role: membership.role,
        placeName: membership.placeName,
        name: (await open(membership))?.name ?? null,
        joinedAt: (membership.joinedAt ?? membership.invitedAt).toISOString(),
        endedAt: membership.endedAt?.toISOString() ?? null,
      })),
    );
  }

  /** For the operator, with names. */
  async function listAll() {
    const now = clock.now();
    return Promise.all(
      (await model.listAll()).map(async (membership) => ({
        id: membership._id,
        role: membership.role,
        placeId: membership.centreId ?? membership.districtCode,
        placeName: membership.placeName,
        name: (await open(membership))?.name ?? null,
        state: stateOf(membership, now),
        invitedAt: membership.invitedAt,
      })),
    );
  }

  /** Officers who can open the desk of this district, or one above it. */
  async function listOfficers(code: string) {
    const prefixes = Array.from(code, (_, index) => code.slice(0, index + 1));
    const members = await model.listAtDesk({ districtCode: { $in: prefixes } });
    const above = members.filter(({ level = 0, districtCode }) => level > 0 || districtCode === code);
    const opened = await Promise.all(
      above.map(async (member) => {
        const { guardianId, level = 0 } = member;
        return { guardianId, level, name: (await open(member))?.name ?? '' };
      }),
    );
    return opened;
  }

  async function listStaff(centreId: string) {
    const opened = await Promise.all(
      (await model.listAtDesk({ centreId })).map(async (member) => {
        const membership = await open(member);
        return membership ? [{ guardianId: member.guardianId, name: membership.name }] : [];
      }),
    );
    return opened.flat();
  }

  return {
    ...{ invite, joinDesk, open, end, eraseGuardian, listForExport, listAll },
    ...{ listOfficers, listStaff },
  };
}

function stateOf({ endedAt, confirmedAt, guardianId, codeExpiresAt }: MembershipDoc, now: Date) {
  if (endedAt) return 'ended';
  if (confirmedAt) return 'active';
  if (guardianId) return 'joined';
  return now < codeExpiresAt ? 'invited' : 'expired';
}

const namePlace = (id: string): string => `memberships/${id}/name`;
const secretPlace = (id: string): string => `memberships/${id}/secret`;

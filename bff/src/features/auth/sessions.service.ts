import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { newId } from '../../lib/ids.js';
import type { Session } from '../../plugins/session.js';
import type { AuthModel } from './auth.model.js';
import type { Client } from './client.js';
import { type EndedSessions, rememberEndedMs } from './ended-sessions.js';
import type { GuardianDoc } from './guardians.model.js';
import type { RefreshTokens } from './refresh-token.js';
import type { SessionDoc } from './sessions.model.js';

const sessionDays = 60;
/** A refresh whose answer was lost comes again with the old token: within this time that is no theft. */
const lostAnswerSeconds = 30;

type Deps = {
  model: AuthModel;
  keys: FamilyKeys;
  ended: EndedSessions;
  tokens: RefreshTokens;
  clock: Clock;
};
export type IssuedSession = { session: Session; refreshToken: string };

/** Sessions: one for each sign-in, going on from refresh token to refresh token until it ends. */
export function sessionsService({ model, keys, ended, tokens, clock }: Deps) {
  /** Null when the guardian was erased meanwhile: then there is nobody to sign in. */
  async function openSession(
    guardian: GuardianDoc,
    client: Client,
    device: string | null,
  ): Promise<IssuedSession | null> {
    const now = clock.now();
    const sessionId = newId('s');
    await model.addSession({
      _id: sessionId,
      guardianId: guardian._id,
      client,
      ...(await sealDevice(sessionId, guardian.familyId, device)),
      generation: 0,
      signedInAt: now,
      rotatedAt: now,
      endedAt: null,
      expiresAt: sessionEnd(now),
    });
    // Asked again now that the session stands: an erasure ends all that stand, and a move goes by the guardian.
    const kept = await model.findGuardian(guardian._id);
    if (kept) return issue(sessionId, kept, 0);
    await end(sessionId);
    return null;
  }

  /**
   * Trades a refresh token for the next one. A token that was traded before means two holders, and nobody can say
   * which of them is the thief: the session ends, and with it every token grown from its sign-in. The last traded one
   * gets the same answer again for half a minute, since its answer may have been lost.
   * @throws DomainError session_expired
   */
  async function refreshSession(token: string, device: string | null): Promise<IssuedSession> {
    const now = clock.now();
    const read = tokens.read(token);
    const kept = read && (await model.findSession(read.sessionId));
    if (!kept || kept.endedAt || kept.expiresAt <= now) throw new DomainError('session_expired');
    const { _id: id, generation } = kept;
    const isLostAnswer = read.generation === generation - 1 && after(kept.rotatedAt, lostAnswerSeconds) > now;
    const guardian = await model.findGuardian(kept.guardianId);
    if (!guardian || (read.generation !== generation && !isLostAnswer)) {
      await end(id);
      throw new DomainError('session_expired');
    }
    if (isLostAnswer) return issue(id, guardian, generation);
    const isRotated = await model.rotate(id, generation, {
      ...(await sealDevice(id, guardian.familyId, device)),
      generation: generation + 1,
      rotatedAt: now,
      expiresAt: sessionEnd(now),
    });
    // Another refresh of the same session was first: ask again, now as a lost answer.
    return isRotated ? issue(id, guardian, generation + 1) : refreshSession(token, device);
  }

  /** Whose token this is, if its session lives: also the one traded last, whose answer may have been lost. */
  async function findByToken(token: string): Promise<SessionDoc | null> {
    const read = tokens.read(token);
    const kept = read && (await model.findSession(read.sessionId));
    return kept && !kept.endedAt && read.generation >= kept.generation - 1 ? kept : null;
  }

  async function listSessions({ guardianId, sessionId }: Session): Promise<Reply<'listSessions'>> {
    const guardian = await model.findGuardian(guardianId);
    if (!guardian) throw new DomainError('session_expired');
    const [sessions, key] = await Promise.all([
      model.listLive(guardianId, clock.now()),
      keys.find(guardian.familyId),
    ]);
    return {
      items: sessions.map(({ _id, client, sealedDevice, sealedFor, signedInAt, rotatedAt }) => ({
        id: _id,
        client,
        // Sealed for a family that was left: unreadable here until the device comes again.
        device:
          sealedDevice && sealedFor === guardian.familyId && key ? key.open(place(_id), sealedDevice) : null,
        isThis: _id === sessionId,
        signedInAt: signedInAt.toISOString(),
        lastUsedAt: rotatedAt.toISOString(),
      })),
    };
  }

  /** Ends one of one's own sessions; asked again, the same answer. @throws DomainError not_found */
  async function endSession(guardianId: string, sessionId: string): Promise<void> {
    const kept = await model.findSession(sessionId);
    if (kept?.guardianId !== guardianId) throw new DomainError('not_found');
    await end(sessionId);
  }

  async function endAll(guardianId: string): Promise<void> {
    const now = clock.now();
    for (const id of await model.endAll(guardianId, now, rememberedUntil(now))) ended.noteEnded(id);
  }

  async function end(sessionId: string): Promise<void> {
    const now = clock.now();
    await model.endSession(sessionId, now, rememberedUntil(now));
    ended.noteEnded(sessionId);
  }

  function issue(sessionId: string, guardian: GuardianDoc, generation: number): IssuedSession {
    const { _id: guardianId, familyId } = guardian;
    return {
      session: { sessionId, guardianId, familyId },
      refreshToken: tokens.make(sessionId, generation),
    };
  }

  async function sealDevice(sessionId: string, familyId: string, device: string | null) {
    if (device === null) return { sealedDevice: null, sealedFor: null };
    const key = await keys.ensure(familyId);
    return { sealedDevice: key.seal(place(sessionId), device), sealedFor: familyId };
  }

  return { openSession, refreshSession, findByToken, listSessions, endSession, endAll, end };
}

export type SessionsService = ReturnType<typeof sessionsService>;

function place(sessionId: string): string {
  return `sessions/${sessionId}/device`;
}

function sessionEnd(from: Date): Date {
  return after(from, sessionDays * 86_400);
}

function rememberedUntil(from: Date): Date {
  return new Date(from.getTime() + rememberEndedMs);
}

function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}

import { keptFresh } from '../../lib/kept-fresh.js';
import type { Session } from '../../plugins/session.js';
import type { GuardiansModel } from './guardians.model.js';
import type { SessionsModel } from './sessions.model.js';

/** Longer than any access token lives, so that what is forgotten here can open nothing any more. */
export const rememberEndedMs = 20 * 60_000;
/** A write may be so much longer on its way than lists allow for: here it would leave a door open. */
const slowWriteMs = 60_000;

export type EndedSessions = ReturnType<typeof endedSessions>;

/**
 * Which access tokens no longer count though they have not run out: those of ended sessions (signed out, reused,
 * erased) and those that name a family their guardian has left. Asking the store at every request would cost each one
 * a read; instead each process remembers the few that ended in the last twenty minutes. What this process ends counts
 * at once, what another one ends within two seconds (`keptFresh`). While the store can’t be read nobody is let in.
 */
export function endedSessions(model: SessionsModel & GuardiansModel, now: () => Date) {
  // When each was noted, by this process's own unbroken time: clocks may be set back.
  const ended = new Map<string, number>();
  const moved = new Map<string, { familyId: string; movedAt: Date; notedAt: number }>();
  let firstLook: Promise<void> | null = null;
  const fresh = keptFresh((since) => look(new Date(since.getTime() - slowWriteMs)), now);

  async function look(since: Date): Promise<void> {
    const [endings, moves] = await Promise.all([model.listEndedSince(since), model.listMovedSince(since)]);
    for (const { _id } of endings) noteEnded(_id);
    for (const { _id, familyId, movedAt } of moves) if (movedAt) noteMoved(_id, familyId, movedAt);
    const oldest = performance.now() - rememberEndedMs;
    for (const [id, notedAt] of ended) if (notedAt < oldest) ended.delete(id);
    for (const [id, { notedAt }] of moved) if (notedAt < oldest) moved.delete(id);
  }

  function noteEnded(sessionId: string): void {
    if (!ended.has(sessionId)) ended.set(sessionId, performance.now());
  }

  function noteMoved(guardianId: string, familyId: string, movedAt: Date): void {
    const known = moved.get(guardianId);
    if (!known || known.movedAt < movedAt || known.familyId !== familyId)
      moved.set(guardianId, { familyId, movedAt, notedAt: performance.now() });
  }

  return {
    noteEnded,
    noteMoved,
    /** @throws when what is remembered is too old and the store does not answer */
    async isLive({ sessionId, guardianId, familyId }: Session): Promise<boolean> {
      // A process that has just started knows of nothing that ended before.
      firstLook ??= look(new Date(now().getTime() - rememberEndedMs));
      await firstLook.catch((error: unknown) => {
        firstLook = null;
        throw error;
      });
      await fresh();
      return !ended.has(sessionId) && (moved.get(guardianId)?.familyId ?? familyId) === familyId;
    },
  };
}

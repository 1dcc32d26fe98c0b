import type { Clock } from '../../lib/clock.js';
import type { DeskSession, Session } from '../../plugins/session.js';
import type { MembershipDoc, MembershipsModel } from './memberships.model.js';
import type { Memberships } from './memberships.service.js';
import type { OpenDeskDoc, OpenDesksModel } from './open-desks.model.js';
import { isStillOpen } from './open-desks.rules.js';

/** Using a desk is written down once a minute at most. */
const touchEveryMs = 60_000;

type Deps = { desks: OpenDesksModel; model: MembershipsModel; memberships: Memberships; clock: Clock };
export type Opened = { doc: OpenDeskDoc; membership: MembershipDoc; desk: DeskSession };
export type DeskFinder = ReturnType<typeof deskFinder>;

/** Desks open on devices: tied to a session and a membership, and nothing is remembered of either. */
export function deskFinder({ desks, model, memberships, clock }: Deps) {
  /** Asked at every desk request: what ended a moment ago, on whatever process, opens nothing. */
  async function findDesk(session: Session): Promise<DeskSession | null> {
    const found = await look(session);
    if (!found) return null;
    const now = clock.now();
    if (now.getTime() - found.doc.lastUsedAt.getTime() >= touchEveryMs)
      await desks.touch(session.sessionId, now);
    return found.desk;
  }

  /** The same without counting as use. */
  async function look({ sessionId, guardianId, familyId }: Session): Promise<Opened | null> {
    const doc = await desks.find(sessionId);
    if (!doc || doc.guardianId !== guardianId || !isStillOpen(doc, clock.now())) return null;
    const membership = await model.findLive(doc.membershipId, guardianId);
    const opened = membership && (await memberships.open(membership));
    if (!membership || !opened) return null;
    const who = { membershipId: membership._id, sessionId, familyId, name: opened.name };
    return { doc, membership, desk: deskOf(membership, who) };
  }

  const lookAtDesk = async (session: Session): Promise<DeskSession | null> =>
    (await look(session))?.desk ?? null;

  return { findDesk, look, lookAtDesk };
}

function deskOf(
  { placeName, ...membership }: MembershipDoc,
  who: Pick<DeskSession, 'membershipId' | 'sessionId' | 'familyId' | 'name'>,
): DeskSession {
  return membership.role === 'staff'
    ? { ...who, placeName, role: 'staff', centreId: membership.centreId }
    : {
        ...{ ...who, placeName, role: 'officer', districtCode: membership.districtCode },
        level: membership.level ?? 0,
      };
}

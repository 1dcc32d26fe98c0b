/** An invitation of a family. Its code is not stored, only the keyed index by which an entered code finds it. */
export type Invitation = {
  id: string;
  codeIndex: string;
  invitedAt: Date;
  expiresAt: Date;
  endedAs: 'accepted' | 'revoked' | null;
};

/** The decision that a guardian joins. It stands from `decidedAt`; `doneAt` says that it is carried out in full. */
export type Join = {
  invitationId: string;
  guardianId: string;
  /** The family that this guardian leaves. */
  from: string;
  decidedAt: Date;
  doneAt: Date | null;
};

/** What one compare-and-set of a family decides about: who is invited and who is joining. */
export type Circle = { readonly invitations: readonly Invitation[]; readonly join: Join | null };

/** Whoever has custody: two at most. */
export const maxGuardians = 2;
export const invitationHours = 48;
const maxOpen = 3;
/** Open or not, within what is remembered: a family means few invitations. */
const maxRemembered = 20;
/** An ended invitation is remembered for a while, so that a late retry does not bring its code to life again. */
const rememberMs = 24 * 3_600_000;

export function isOpen({ endedAs, expiresAt }: Invitation, now: Date): boolean {
  return endedAs === null && now < expiresAt;
}

/** Somebody is just joining by it. Should that come to nothing, it is open again: so it counts as open till then. */
function isBeingUsed({ join }: Circle, { id }: Invitation): boolean {
  return join !== null && join.doneAt === null && join.invitationId === id;
}

/** The circle with this invitation in it; null when there are too many. The same id again changes nothing. */
export function invite(circle: Circle, invitation: Invitation, now: Date): Circle | null {
  if (circle.invitations.some(({ id }) => id === invitation.id)) return circle;
  const kept = circle.invitations.filter(({ expiresAt }) => now.getTime() < expiresAt.getTime() + rememberMs);
  const openOrMayReopen = kept.filter((one) => isOpen(one, now) || isBeingUsed(circle, one));
  if (kept.length >= maxRemembered || openOrMayReopen.length >= maxOpen) return null;
  return { ...circle, invitations: [...kept, invitation] };
}

/** The circle without that invitation; null when there is no such, or somebody has accepted it. */
export function revoke(circle: Circle, id: string): Circle | null {
  const found = circle.invitations.find((one) => one.id === id);
  if (!found || found.endedAs === 'accepted') return null;
  if (found.endedAs === 'revoked') return circle;
  return { ...circle, invitations: ended(circle, (one) => one === found, 'revoked') };
}

export type Acceptance =
  | { kind: 'decided'; circle: Circle }
  /** This guardian accepted this very invitation before. */
  | { kind: 'repeated' }
  /** Somebody else is just joining: that must be carried out first. */
  | { kind: 'busy' }
  | { kind: 'refused' };

/** Decides that a guardian joins: the invitation is used up, and no other one is of use any more. */
export function accept(
  circle: Circle,
  by: { codeIndex: string; guardianId: string; from: string },
  now: Date,
): Acceptance {
  const found = circle.invitations.find(({ codeIndex }) => codeIndex === by.codeIndex);
  if (!found) return { kind: 'refused' };
  const { join } = circle;
  if (join && join.invitationId === found.id)
    return { kind: join.guardianId === by.guardianId ? 'repeated' : 'refused' };
  if (!isOpen(found, now)) return { kind: 'refused' };
  if (join && !join.doneAt) return { kind: 'busy' };
  const others = ended(circle, (one) => one !== found && isOpen(one, now), 'revoked');
  return {
    kind: 'decided',
    circle: {
      invitations: ended({ ...circle, invitations: others }, (one) => one.id === found.id, 'accepted'),
      join: {
        invitationId: found.id,
        guardianId: by.guardianId,
        from: by.from,
        decidedAt: now,
        doneAt: null,
      },
    },
  };
}

/** The decision carried out in full. */
export function settled(circle: Circle, at: Date): Circle {
  return { ...circle, join: circle.join && { ...circle.join, doneAt: at } };
}

/** The decision taken back because it could not be carried out: nobody has used the invitation then. */
export function dropped(circle: Circle): Circle {
  const invitations = circle.invitations.map((one) =>
    one.id === circle.join?.invitationId ? { ...one, endedAs: null } : one,
  );
  return { invitations, join: null };
}

function ended(circle: Circle, isMeant: (one: Invitation) => boolean, endedAs: 'accepted' | 'revoked') {
  return circle.invitations.map((one) => (isMeant(one) ? { ...one, endedAs } : one));
}

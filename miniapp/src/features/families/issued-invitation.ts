import type { Reply } from '@nearcare/shared/contract/types';
import { create } from 'zustand';
import { useSession } from '../../api/session';

type Issued = Reply<'inviteGuardian'>;

/**
 * The code of the invitation made last, in memory only: the server shows it once, and a phone that lies around should
 * not keep what opens a family.
 */
const useIssued = create<{ familyId: string | null; invitation: Issued | null }>(() => ({
  familyId: null,
  invitation: null,
}));

export function rememberInvitation(invitation: Issued | null): void {
  useIssued.setState({ familyId: useSession.getState().familyId, invitation });
}

/** The code of this invitation, where it was made since the app was opened. */
export function useInvitationCode(invitationId: string | undefined): Issued | null {
  const { familyId, invitation } = useIssued();
  const isMine = useSession((session) => session.familyId === familyId && session.status === 'signedIn');
  return isMine && invitation !== null && invitation.id === invitationId ? invitation : null;
}

import type { Reply } from '@nearcare/shared/contract/types';
import { create } from 'zustand';
import { useSession } from '../../api/session';

type Issued = Reply<'createFamilyCard'>;

/** The card made last, in memory only: whoever has its QR can have a centre book for this family. */
const useIssued = create<{ familyId: string | null; card: Issued | null }>(() => ({
  familyId: null,
  card: null,
}));

export function rememberCard(card: Issued | null): void {
  useIssued.setState({ familyId: useSession.getState().familyId, card });
}

/** The card that this phone made since the app was opened. */
export function useIssuedCard(): Issued | null {
  const { familyId, card } = useIssued();
  const isMine = useSession((session) => session.familyId === familyId && session.status === 'signedIn');
  return isMine ? card : null;
}

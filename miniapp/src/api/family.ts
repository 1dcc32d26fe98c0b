import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { readStored, writeStored } from '../platform/storage';
import { call } from './client';
import { useLastAnswer } from './last-answers';
import { useSession } from './session';

export type Child = Reply<'addChild'>;

export const myFamilyKey = ['family'] as const;

/** My family once signed in; the one kept on the phone while there is no network. */
export function useMyFamily() {
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const query = useQuery({
    queryKey: myFamilyKey,
    queryFn: () => call('getMyFamily', {}),
    enabled: isSignedIn,
  });
  const kept = useLastAnswer('mine.family', query.data);
  return { ...query, family: isSignedIn ? (query.data ?? kept?.answer ?? null) : null };
}

const chosenKey = 'chosen-child';

const useChosenChildId = create<{ childId: string | null }>(() => ({
  childId: readStored<string>(chosenKey),
}));

export function chooseChild(childId: string): void {
  writeStored(chosenKey, childId);
  useChosenChildId.setState({ childId });
}

/** The child that the screens speak about: the one chosen, else the only or first one; null without a child. */
export function useChosenChild(): Child | null {
  const { family } = useMyFamily();
  const { childId } = useChosenChildId();
  const children = family?.children ?? [];
  return children.find((child) => child.id === childId) ?? children[0] ?? null;
}

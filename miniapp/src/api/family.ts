import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { readStored, writeStored } from '../platform/storage';
import { call } from './client';
import { useLastAnswer } from './last-answers';
import { queryClient } from './query-client';
import { mineKey, useSession } from './session';

export type Family = Reply<'getMyFamily'>;
export type Child = Reply<'addChild'>;
export type Guardian = Family['guardians'][number];
export type Pickup = Reply<'addPickup'>;
export type PickupCode = Reply<'revokePickupCode'>;
export type FeeReduction = Reply<'requestFeeReduction'>;
export type FamilyCard = Family['cards'][number];

const familyKey = (familyId: string | null) => [mineKey, 'family', familyId] as const;

const askFamily = () => call('getMyFamily', {});

/** My family now, not older than a minute. Rejects with ApiError. */
export function fetchMyFamily(): Promise<Family> {
  return queryClient.fetchQuery({
    queryKey: familyKey(useSession.getState().familyId),
    queryFn: askFamily,
    staleTime: 60_000,
  });
}

/** After a change: asks again wherever the family is shown. */
export function refreshMyFamily(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: [mineKey, 'family'] });
}

/** My family once signed in; the one kept on the phone while there is no network. */
export function useMyFamily() {
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const familyId = useSession((session) => session.familyId);
  const query = useQuery({
    queryKey: familyKey(familyId),
    queryFn: askFamily,
    enabled: isSignedIn,
  });
  const kept = useLastAnswer('mine.family', query.data);
  // What is kept may still be in this component’s memory after another family signed in.
  const isMine = familyId === null || kept?.answer.id === familyId;
  const keptFamily = isMine ? (kept?.answer ?? null) : null;
  const isKept = query.data === undefined && keptFamily !== null && !query.isFetching;
  return {
    ...query,
    family: isSignedIn ? (query.data ?? keptFamily) : null,
    /** Since when, while what is shown is only what this phone kept. */
    keptAtMs: isKept ? (kept?.keptAtMs ?? null) : null,
  };
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

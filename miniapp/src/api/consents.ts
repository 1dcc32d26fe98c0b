import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { forgetMyAnswers } from './last-answers';
import { queryClient } from './query-client';
import { mineKey, useSession } from './session';

type Consents = Reply<'listConsents'>;
export type Consent = Consents['items'][number];
export type Purpose = Consent['purpose'];

const consentsKey = (familyId: string | null) => [mineKey, 'consents', familyId] as const;

/** What the family agreed to, asked anew each time it is shown: another guardian may have changed it. */
export function useConsents() {
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const familyId = useSession((session) => session.familyId);
  const query = useQuery({
    queryKey: consentsKey(familyId),
    queryFn: () => call('listConsents', {}),
    enabled: isSignedIn,
    staleTime: 0,
  });
  return { ...query, consents: isSignedIn ? (query.data?.items ?? null) : null };
}

const remember = (answer: Consents) =>
  queryClient.setQueryData(consentsKey(useSession.getState().familyId), answer);

/** After a refusal that speaks of a consent: looks again at where they stand, so that the form asks anew. */
export function recheckConsents(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: [mineKey, 'consents'] });
}

/** Agrees to the text that was shown. Rejects with ApiError, `consent_version_old` when another is in force by now. */
export async function giveConsent({ purpose, version }: Pick<Consent, 'purpose' | 'version'>): Promise<void> {
  remember(await call('giveConsent', { body: { purpose, version } }));
}

/**
 * Takes a consent back. What the server erased for it must not stay readable here either, so everything this phone kept
 * of the family goes, and what is on screen is asked for anew.
 */
export async function withdrawConsent(purpose: Purpose): Promise<void> {
  remember(await call('withdrawConsent', { body: { purpose } }));
  forgetMyAnswers();
  await queryClient.invalidateQueries();
}

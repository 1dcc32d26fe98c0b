import type { Reply } from '@nearcare/shared/contract/types';

type State = Reply<'listConsents'>['items'][number]['state'];
type Decision = { readonly decision: 'given' | 'withdrawn'; readonly version: string };

/** Where a purpose stands by its latest decision. Agreeing to an older text is no consent to the one in force. */
export function stateOf(latest: Decision | null, versionInForce: string): State {
  if (!latest) return 'notAsked';
  if (latest.decision === 'withdrawn') return 'withdrawn';
  return latest.version === versionInForce ? 'given' : 'outdated';
}

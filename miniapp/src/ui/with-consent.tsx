import type { ReactNode } from 'react';
import { type Purpose, useConsents } from '../api/consents';
import { ConsentQuestion } from './consent-question';

/**
 * Shows its content once the consent stands and asks for it in the content's place until then: nothing is collected
 * before. Once shown, the content stays while the consent is looked at again, so that nothing filled in is lost.
 */
export function WithConsent(props: { purpose: Purpose; onRefused: () => void; children: ReactNode }) {
  const { consents } = useConsents();
  const isGiven = consents?.some(({ purpose, state }) => purpose === props.purpose && state === 'given');
  if (isGiven) return <>{props.children}</>;
  return <ConsentQuestion purpose={props.purpose} onGiven={() => undefined} onRefused={props.onRefused} />;
}

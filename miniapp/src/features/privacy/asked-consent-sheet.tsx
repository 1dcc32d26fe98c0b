import { useAskedConsent } from '../../api/asked-consent';
import { useIsPageShown } from '../../platform/page';
import { ConsentSheet } from './consent-sheet';

/** The consent that a form waits for, over the page in view; the form goes on by itself with the answer. */
export function AskedConsentSheet() {
  const asked = useAskedConsent((state) => state.asked);
  const isShown = useIsPageShown();
  if (asked === null || !isShown) return null;
  return (
    <ConsentSheet
      key={asked.purpose}
      purpose={asked.purpose}
      onGiven={() => asked.settle(true)}
      onRefused={() => asked.settle(false)}
    />
  );
}

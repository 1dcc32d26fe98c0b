import type { Purpose } from '../../api/consents';
import { ConsentQuestion } from '../../ui/consent-question';
import { Sheet } from '../../ui/sheet';

/**
 * Asks for one consent over the same screen; put away counts as refused. Shown while it is mounted, so a page renders it
 * into PageShell's `overlay` when a step needs it and goes on with that step in `onGiven`.
 */
export function ConsentSheet(props: { purpose: Purpose; onGiven: () => void; onRefused: () => void }) {
  return (
    <Sheet title="要你先同意一项" isOpen onClose={props.onRefused}>
      <ConsentQuestion {...props} />
    </Sheet>
  );
}

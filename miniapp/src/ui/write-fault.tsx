import { errorLine } from '../api/error-messages';
import type { ApiError, Facts } from '../api/problem';
import { Notice } from './notice';

/** Why a write did not happen, beside the button that asked for it. `facts`: what the screen knows, as in describeError. */
export function WriteFault({ error, facts }: { error: ApiError | null; facts?: Facts }) {
  if (error === null) return null;
  return (
    <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
      {errorLine(error, facts)}
    </Notice>
  );
}

import { errorLine } from '../../api/error-messages';
import type { ApiError, Facts } from '../../api/problem';
import { Notice } from '../../ui/notice';

/** What went wrong with the last press, above the button that would try again. */
export function FaultNotice({ error, more = {} }: { error: ApiError | null; more?: Facts }) {
  if (error === null) return null;
  return (
    <Notice tone="apricot" icon="warning" role="alert" className="nc-above-12">
      {errorLine(error, more)}
    </Notice>
  );
}

import type { NextStep } from '../api/error-messages';
import { asApiError } from '../api/problem';
import { describeReadFailure } from '../api/read-failure';
import { openSeam } from './pictures/state-pictures';
import { Refusal } from './refusal';

/** In the place of what could not be read: why, and the ways on that this screen knows. */
export function ReadFailure(props: { error: unknown; steps: Partial<Record<NextStep, () => void>> }) {
  return (
    <Refusal picture={openSeam()} {...describeReadFailure(asApiError(props.error))} steps={props.steps} />
  );
}

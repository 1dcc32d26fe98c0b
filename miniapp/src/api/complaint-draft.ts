import { removeStored } from '../platform/storage';

/** Where this phone keeps a complaint that is being written or waits to be sent. */
export const complaintDraftKey = 'complaint-draft';

let forgetShown: (() => void) | null = null;

/** For the part that shows the draft, if it was opened: what it holds goes too. */
export function whenDraftForgotten(run: () => void): void {
  forgetShown = run;
}

/** Whoever takes up the phone next must not find what this parent wrote. */
export function forgetComplaintDraft(): void {
  removeStored(complaintDraftKey);
  forgetShown?.();
}

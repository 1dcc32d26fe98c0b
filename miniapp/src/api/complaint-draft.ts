import { readStored, removeStored } from '../platform/storage';

/** Where this phone keeps complaints that are being written, wait to be sent, or whose receipts were not put away. */
export const complaintDraftKey = 'complaint-draft';

/** As much of what is kept there as others than the form need to know. */
type Kept = {
  pieces?: readonly {
    isWaiting: boolean;
    draft: { trackingCode: string | null };
    filed: { trackingCode: string | null } | null;
  }[];
};

const keptPieces = () => readStored<Kept>(complaintDraftKey)?.pieces ?? [];

export const hasWaitingComplaint = (): boolean => keptPieces().some(({ isWaiting }) => isWaiting);

/**
 * What would be lost with it: how many are being written, how many wait to be sent, and how many anonymous ones can be
 * reached by a code that is nowhere else.
 */
export function countKept(): { written: number; waiting: number; codes: number } {
  const pieces = keptPieces();
  const count = (isIt: (piece: (typeof pieces)[number]) => boolean) => pieces.filter(isIt).length;
  return {
    written: count(({ isWaiting, filed }) => !isWaiting && filed === null),
    waiting: count(({ isWaiting }) => isWaiting),
    codes: count(({ filed }) => filed !== null && filed.trackingCode !== null),
  };
}

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

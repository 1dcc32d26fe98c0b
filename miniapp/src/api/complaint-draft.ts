import { readStored, removeStored } from '../platform/storage';

/** Where this phone keeps complaints that are being written, wait to be sent, or whose receipts were not put away. */
export const complaintDraftKey = 'complaint-draft';

/** And where it keeps which files of theirs were still on their way when they were handed in. */
export const lateFilesKey = 'complaint-late';

/** As much of what is kept there as others than the form need to know. */
type Kept = {
  pieces?: readonly {
    isWaiting: boolean;
    draft: { trackingCode: string | null };
    filed: { trackingCode: string | null } | null;
  }[];
};

const keptPieces = () => readStored<Kept>(complaintDraftKey)?.pieces ?? [];

const lateComplaints = () => readStored<readonly unknown[]>(lateFilesKey)?.length ?? 0;

/** A complaint, or files of one. */
export const hasWaitingComplaint = (): boolean =>
  keptPieces().some(({ isWaiting }) => isWaiting) || lateComplaints() > 0;

/**
 * What would be lost with it: how many are being written, how many wait to be sent, of how many files are still on
 * their way, and how many anonymous ones can be reached by a code that is nowhere else.
 */
export function countKept(): { written: number; waiting: number; late: number; codes: number } {
  const pieces = keptPieces();
  const count = (isIt: (piece: (typeof pieces)[number]) => boolean) => pieces.filter(isIt).length;
  return {
    written: count(({ isWaiting, filed }) => !isWaiting && filed === null),
    waiting: count(({ isWaiting }) => isWaiting),
    late: lateComplaints(),
    codes: count(({ filed }) => filed !== null && filed.trackingCode !== null),
  };
}

const forgetShown: (() => void)[] = [];

/** For the parts that show them, if they were opened: what they hold goes too. */
export function whenDraftForgotten(run: () => void): void {
  forgetShown.push(run);
}

/** Whoever takes up the phone next must not find what this parent wrote, nor its files. */
export function forgetComplaintDraft(): void {
  if (lateComplaints() > 0)
    void import('../platform/kept-files').then(
      ({ dropKeptBut }) => dropKeptBut([]),
      () => undefined,
    );
  removeStored(complaintDraftKey);
  removeStored(lateFilesKey);
  for (const forget of forgetShown) forget();
}

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

/** A complaint, or files of one. */
export const hasWaitingComplaint = (): boolean =>
  readStored(lateFilesKey) !== null || keptPieces().some(({ isWaiting }) => isWaiting);

/**
 * What would be lost with it: how many are being written, how many wait to be sent themselves or with files of theirs, and
 * how many anonymous ones can be reached by a code that is nowhere else.
 */
export function countKept(): { written: number; waiting: number; codes: number } {
  const pieces = keptPieces();
  const late = readStored<readonly { complaint: unknown }[]>(lateFilesKey) ?? [];
  const count = (isIt: (piece: (typeof pieces)[number]) => boolean) => pieces.filter(isIt).length;
  return {
    written: count(({ isWaiting, filed }) => !isWaiting && filed === null),
    waiting: count(({ isWaiting }) => isWaiting) + late.filter(({ complaint }) => complaint).length,
    codes: count(({ filed }) => filed !== null && filed.trackingCode !== null),
  };
}

const forgetShown: (() => void)[] = [];

/** For the parts that hold them: what those hold goes too. Where files are late they are there from the start on. */
export function whenDraftForgotten(run: () => void): void {
  forgetShown.push(run);
}

/** Whoever takes up the phone next must not find what this parent wrote, nor its files. */
export function forgetComplaintDraft(): void {
  removeStored(complaintDraftKey);
  removeStored(lateFilesKey);
  for (const forget of forgetShown) forget();
}

import type { FileKind } from '../../platform/pick-file';

/** With one filing or addition; the service refuses more. */
export const mostEvidence = 9;

/** A PDF may say who made it, so an anonymous author is not asked for one. */
export function evidenceKinds(trackingCode: string | null): readonly FileKind[] {
  return trackingCode === null ? ['photo', 'video', 'audio', 'pdf'] : ['photo', 'video', 'audio'];
}

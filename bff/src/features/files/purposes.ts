import type { Purpose } from '../consents/consents.public.js';
import type { FilePurpose, FileType } from './files.public.js';

type Limits = {
  /** Agreed to before a file is taken; null: what a guardian tells an authority needs no leave. */
  readonly consent: Purpose | null;
  readonly types: readonly FileType[];
  /** Of what is sent, and of what is kept. */
  readonly maxBytes: number;
  /** The bytes as they were sent are kept beside the copy that is shown. */
  readonly isEvidence: boolean;
  /** Sealed with a key of the file's own: no family's, so an account that goes takes nothing of it along. */
  readonly hasOwnKey: boolean;
};

export const megabyte = 1_000_000;

const shown: readonly FileType[] = [
  ...(['image/jpeg', 'image/png', 'image/webp', 'video/mp4', 'audio/mp4', 'audio/mpeg'] as const),
];

export const purposeLimits: Readonly<Record<FilePurpose, Limits>> = {
  feeReductionProof: {
    consent: 'feeReduction',
    types: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
    maxBytes: 20 * megabyte,
    isEvidence: false,
    hasOwnKey: false,
  },
  complaintEvidence: {
    ...{ consent: null, maxBytes: 50 * megabyte, isEvidence: true, hasOwnKey: true },
    types: [...shown, 'application/pdf'],
  },
  // A PDF may name who made it, and is kept and shown as it was sent.
  anonymousEvidence: {
    ...{ consent: null, maxBytes: 50 * megabyte, isEvidence: true, hasOwnKey: true },
    types: shown,
  },
  // One file at a time is in memory whole while it is looked at; what is longer goes to an address outside.
  classMedia: {
    ...{ consent: null, maxBytes: 50 * megabyte, isEvidence: false, hasOwnKey: true },
    types: ['video/mp4', 'audio/mp4', 'audio/mpeg', 'audio/wav'],
  },
};
export const evidencePurposes = ['complaintEvidence', 'anonymousEvidence'] as const;

/** Files of one holder that nothing uses yet. */
export const maxUnattached = 12;
/** So long may a file wait for being used, from its first byte on. */
export const unattachedMs = 24 * 3_600_000;

/** Largest chunk: what a broken connection costs. */
export const chunkBytes = 256 * 1024;
/** Smallest one but for the last: a file must not become a thousand pieces and more. */
export const minChunkBytes = 16 * 1024;

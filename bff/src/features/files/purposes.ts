import type { Purpose } from '../consents/consents.public.js';
import type { FilePurpose, FileType } from './files.public.js';

type Limits = {
  /** Agreed to before a file is taken. */
  readonly consent: Purpose;
  readonly types: readonly FileType[];
  /** Of what is sent, and of what is kept. */
  readonly maxBytes: number;
};

export const megabyte = 1_000_000;

export const purposeLimits: Readonly<Record<FilePurpose, Limits>> = {
  feeReductionProof: {
    consent: 'feeReduction',
    types: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
    maxBytes: 20 * megabyte,
  },
};

/** Files of one family that nothing uses yet. */
export const maxUnattached = 12;
/** So long may a file wait for being used, from its first byte on. */
export const unattachedMs = 24 * 3_600_000;

/** Largest chunk: what a broken connection costs. */
export const chunkBytes = 256 * 1024;
/** Smallest one but for the last: a file must not become a thousand pieces and more. */
export const minChunkBytes = 16 * 1024;

import pLimit from 'p-limit';
import { DomainError } from '../../../lib/domain-error.js';
import type { FileType } from '../files.public.js';
import { checkPdf, isPdf } from './check-pdf.js';
import { cleanMedia } from './clean-media.js';

export type CleanFile = {
  readonly type: FileType;
  readonly bytes: Buffer;
  /** When it was taken, by the clock of the camera. */
  readonly takenAt?: Date;
};

/** More than so many waiting would wait longer than a phone does. */
const maxWaiting = 20;

/** The work of one file at a time, of reading it whole too: however many are handed in, one is in memory. */
export function oneAtATime() {
  const limit = pLimit(1);
  /** @throws DomainError retry when too many wait already */
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount >= maxWaiting) throw new DomainError('retry');
    return limit(work);
  };
}

/**
 * What of these bytes is kept, and as which type. The content decides, not what the phone said.
 * @throws DomainError file_type_refused, file_damaged, file_too_large
 */
export async function cleanFile(
  bytes: Buffer,
  { types, maxBytes }: { types: readonly FileType[]; maxBytes: number },
): Promise<CleanFile> {
  const clean = isPdf(bytes) ? await asPdf(bytes) : (cleanMedia(bytes) ?? (await asPicture(bytes)));
  if (!clean || !types.includes(clean.type)) throw new DomainError('file_type_refused');
  if (clean.bytes.length > maxBytes) throw new DomainError('file_too_large', { n: maxBytes / 1_000_000 });
  return clean;
}

async function asPdf(bytes: Buffer): Promise<CleanFile> {
  await checkPdf(bytes);
  return { type: 'application/pdf', bytes };
}

async function asPicture(bytes: Buffer): Promise<CleanFile | null> {
  // Loaded for the first picture: the library that draws takes its time and some MB, and the service starts without it.
  const { drawImage } = await import('./draw-image.js');
  return drawImage(bytes);
}

import readExif from 'exif-reader';
import sharp, { type Sharp } from 'sharp';
import { DomainError } from '../../../lib/domain-error.js';
import { homeInstant } from '../../../regions/home-zone.js';
import type { FileType } from '../files.public.js';
import type { CleanFile } from './clean-file.js';

/** More than any phone's usual photograph; some larger ones are for posters, and bombs. */
const maxPixels = 50_000_000;
/** Enough to read small print on a page; a larger picture is drawn smaller. */
const maxSide = 4096;
const timeoutSeconds = 20;

// Whatever libvips can read beside these three (SVG, GIF, HEIF, TIFF …) can't be reached, nor can files and addresses.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
// Nothing of one family's picture stays in memory for the next; one thread, since pictures are drawn one at a time.
sharp.cache(false);
sharp.concurrency(1);

const drawn: Readonly<Record<string, { type: FileType; draw: (image: Sharp) => Sharp }>> = {
  jpeg: { type: 'image/jpeg', draw: (image) => image.jpeg({ quality: 85 }) },
  png: { type: 'image/png', draw: (image) => image.png({ compressionLevel: 7 }) },
  webp: { type: 'image/webp', draw: (image) => image.webp({ quality: 85 }) },
};

/**
 * A picture drawn anew from its pixels, upright: nothing else of the file survives (EXIF with its position, profiles,
 * comments, further frames, whatever was appended). null: the bytes are no picture of a kind that is taken.
 * @throws DomainError file_damaged, file_too_large (too many pixels)
 */
export async function drawImage(bytes: Uint8Array): Promise<CleanFile | null> {
  try {
    const { format, exif } = await sharp(bytes, { limitInputPixels: maxPixels }).metadata();
    const kind = drawn[format ?? ''];
    if (!kind) return null;
    const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true })
      .timeout({ seconds: timeoutSeconds })
      .autoOrient()
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true });
    const takenAt = takenAtOf(exif);
    return { type: kind.type, bytes: await kind.draw(image).toBuffer(), ...(takenAt ? { takenAt } : {}) };
  } catch (error) {
    const { message } = error as Error;
    if (/unsupported image format|Input Buffer is empty/.test(message)) return null;
    if (/exceeds pixel limit/.test(message)) throw new DomainError('file_too_large');
    throw new DomainError('file_damaged');
  }
}

/** What the camera's clock showed, in the zone that it names or else at home. Whatever can't be read says nothing. */
function takenAtOf(exif: Buffer | undefined): Date | null {
  if (!exif) return null;
  try {
    const { DateTimeOriginal: shown, OffsetTimeOriginal: offset } = readExif(exif).Photo ?? {};
    if (!shown || Number.isNaN(shown.getTime())) return null;
    const [date = '', time = ''] = shown.toISOString().split('T');
    if (typeof offset === 'string' && /^[+-]\d\d:\d\d$/.test(offset))
      return new Date(`${date}T${time.slice(0, 8)}${offset}`);
    return homeInstant(date, time.slice(0, 5));
  } catch {
    return null;
  }
}

import { createHash } from 'node:crypto';
import type { Reply } from '@nearcare/shared/contract/types';
import sharp from 'sharp';
import type { Answer, Parent } from './parent.js';

type FileType = NonNullable<Reply<'getUpload'>['file']>['type'];
type Sent = { type?: FileType; trackingCode?: string; key?: string; chunk?: number };
type Taken = Answer<'startEvidence'> | Answer<'uploadEvidenceChunk'> | Answer<'completeEvidence'>;

/** Hands in a file for a complaint, by a token or by a code. Answers the first refusal, or what completing answers. */
export async function sendEvidence(by: Parent, content: Buffer, sent: Sent = {}): Promise<Taken> {
  const { type = 'image/jpeg', chunk = 256 * 1024, key, trackingCode } = sent;
  const as = trackingCode === undefined ? {} : { trackingCode };
  const started = await by.call('startEvidence', {
    ...as,
    body: { type, bytes: content.length },
    ...(key ? { key } : {}),
  });
  if (started.status !== 201) return started;
  const params = { fileId: started.body.id };
  for (let offset = 0; offset < content.length; offset += chunk) {
    const body = content.subarray(offset, offset + chunk);
    const taken = await by.call('uploadEvidenceChunk', { ...as, params, query: { offset }, body });
    if (taken.status !== 200) return taken;
  }
  return by.call('completeEvidence', { ...as, params });
}

/** A photograph that names its phone, its maker and the place, and says when it was taken, in China. */
export async function tellingPhotograph(mark: string): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 48, channels: 3, background: { r: 200, g: 80, b: 40 } } })
    .jpeg()
    .withMetadata({
      exif: {
        IFD0: { Make: mark, Artist: mark },
        IFD2: { DateTimeOriginal: '2026:11:20 12:30:00', OffsetTimeOriginal: '+08:00' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 25/1 12/1', GPSLongitudeRef: 'E' },
      },
    })
    .toBuffer();
}

const box = (kind: string, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(kind, 4, 'latin1');
  return Buffer.concat([head, content]);
};

/** The frame of a film: boxes as a phone writes them, with a place and a device beside the tracks. No decoder plays it. */
export function tellingFilm(mark: string, { handler = 'vide', brand = 'isom' } = {}): Buffer {
  const header = Buffer.alloc(100);
  // 20 November 2026, 04:30 UTC, in seconds from 1904.
  header.writeUInt32BE(Date.UTC(2026, 10, 20, 4, 30) / 1000 + 2_082_844_800, 4);
  const says = Buffer.concat([Buffer.alloc(8), Buffer.from(handler, 'latin1'), Buffer.alloc(13)]);
  const track = box(
    'trak',
    box('tkhd', Buffer.alloc(84)),
    box('udta', Buffer.from(mark)),
    box('mdia', box('hdlr', says)),
  );
  const place = box('udta', box('\u00a9xyz', Buffer.from(`+31.4200+121.0000/${mark}`)));
  return Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\0\0`, 'latin1')),
    box('moov', box('mvhd', header), track, place, box('meta', Buffer.from(mark))),
    box('uuid', Buffer.from(mark)),
    box('mdat', Buffer.alloc(500, 7)),
  ]);
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

import { DomainError } from '../../../lib/domain-error.js';
import type { CleanFile } from './clean-file.js';
import { cleanWav } from './clean-wav.js';

type Box = { kind: string; at: number; from: number; to: number };

/** Boxes of an MP4 that play it, by where they stand (ISO/IEC 14496-12); all others are emptied. */
const kept: Readonly<Record<string, readonly string[]>> = {
  file: ['ftyp', 'styp', 'sidx', 'moov', 'moof', 'mdat', 'mfra'],
  moov: ['mvhd', 'trak', 'mvex', 'iods'],
  trak: ['tkhd', 'edts', 'mdia', 'tref', 'tapt'],
  moof: ['mfhd', 'traf'],
  traf: ['tfhd', 'tfdt', 'trun', 'sbgp', 'sgpd', 'saiz', 'saio'],
};
/** Seconds from 1904, where an MP4 counts from, to 1970. */
const mp4Epoch = 2_082_844_800;

/**
 * Moving pictures and sound without what they say beside: place, device, titles. In an MP4 that is overwritten by zeros
 * where it stands, so that nothing moves; of an MP3 the tags before and behind are left off, of a WAV all but its samples. null: none of them.
 * @throws DomainError file_damaged (cut short), file_type_refused (a track that is neither picture nor sound)
 */
export function cleanMedia(bytes: Buffer): CleanFile | null {
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return cleanMp4(Buffer.from(bytes));
  const wav = cleanWav(bytes);
  return wav ? { type: 'audio/wav', bytes: wav } : cleanMp3(bytes);
}

function cleanMp4(copy: Buffer): CleanFile | null {
  emptyOthers(copy, { kind: 'file', at: 0, from: 0, to: copy.length });
  const moov = find(copy, { from: 0, to: copy.length }, 'moov');
  const header = moov && find(copy, moov, 'mvhd');
  if (!moov || !header) return null;
  const handlers = [...boxesIn(copy, moov)]
    .filter(({ kind }) => kind === 'trak')
    .map((track) => handlerOf(copy, track));
  // Tracks of another kind may say where the phone was at each moment.
  if (handlers.some((handler) => handler !== 'vide' && handler !== 'soun'))
    throw new DomainError('file_type_refused');
  if (handlers.length === 0) return null;
  const takenAt = createdAt(copy, header);
  const type = handlers.includes('vide') ? 'video/mp4' : 'audio/mp4';
  return { type, bytes: copy, ...(takenAt ? { takenAt } : {}) };
}

function emptyOthers(bytes: Buffer, box: Box): void {
  const names = kept[box.kind];
  if (!names) return;
  for (const inner of boxesIn(bytes, box)) {
    if (names.includes(inner.kind)) {
      emptyOthers(bytes, inner);
      continue;
    }
    bytes.write('free', inner.at + 4, 'latin1');
    bytes.fill(0, inner.from, inner.to);
  }
}

function* boxesIn(bytes: Buffer, { from, to }: Pick<Box, 'from' | 'to'>): Generator<Box> {
  for (let at = from; at < to; ) {
    if (to - at < 8) throw new DomainError('file_damaged');
    const short = bytes.readUInt32BE(at);
    const head = short === 1 ? 16 : 8;
    if (to - at < head) throw new DomainError('file_damaged');
    const long = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    const size = short === 0 ? to - at : long;
    if (size < head || size > to - at) throw new DomainError('file_damaged');
    yield { kind: bytes.toString('latin1', at + 4, at + 8), at, from: at + head, to: at + size };
    at += size;
  }
}

function find(bytes: Buffer, within: Pick<Box, 'from' | 'to'>, kind: string): Box | null {
  for (const box of boxesIn(bytes, within)) if (box.kind === kind) return box;
  return null;
}

function handlerOf(bytes: Buffer, track: Box): string | null {
  const media = find(bytes, track, 'mdia');
  const handler = media && find(bytes, media, 'hdlr');
  return handler && handler.to - handler.from >= 12
    ? bytes.toString('latin1', handler.from + 8, handler.from + 12)
    : null;
}

function createdAt(bytes: Buffer, { from, to }: Box): Date | null {
  if (to - from < 12) return null;
  const seconds = bytes[from] === 1 ? Number(bytes.readBigUInt64BE(from + 4)) : bytes.readUInt32BE(from + 4);
  return seconds > mp4Epoch ? new Date((seconds - mp4Epoch) * 1000) : null;
}

function cleanMp3(bytes: Buffer): CleanFile | null {
  const start = endOfId3(bytes);
  const frame = frameBytes(bytes, start);
  // One frame may be chance, two behind each other are none.
  if (frame === null || frameBytes(bytes, start + frame) === null) return null;
  return { type: 'audio/mpeg', bytes: bytes.subarray(start, startOfTail(bytes)) };
}

/** Where the tag at the front ends, whose size is written in four bytes of seven bits. */
function endOfId3(bytes: Buffer): number {
  if (bytes.length < 10 || bytes.toString('latin1', 0, 3) !== 'ID3') return 0;
  return 10 + [6, 7, 8, 9].reduce((size, at) => size * 128 + ((bytes[at] ?? 0) & 127), 0);
}

/** Where the tags at the back begin: ID3v1 in the last 128 bytes, APE before it. */
function startOfTail(bytes: Buffer): number {
  const isTagged =
    bytes.length > 128 && bytes.toString('latin1', bytes.length - 128, bytes.length - 125) === 'TAG';
  const end = isTagged ? bytes.length - 128 : bytes.length;
  const ape = bytes.indexOf('APETAGEX', Math.max(0, end - 65_536), 'latin1');
  return ape < 0 ? end : Math.min(ape, end);
}

/** kbit/s of layer III by index, of MPEG 1 and of MPEG 2 and 2.5. */
const rates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const rates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const samples1 = [44_100, 48_000, 32_000];

/** Length of the frame of layer III that starts there; null where none does. */
function frameBytes(bytes: Buffer, at: number): number | null {
  if (at + 4 > bytes.length) return null;
  const header = bytes.readUInt32BE(at);
  const version = (header >>> 19) & 3;
  const isLayer3 = ((header >>> 17) & 3) === 1;
  if (header >>> 21 !== 0x7ff || version === 1 || !isLayer3) return null;
  const rate = (version === 3 ? rates1 : rates2)[(header >>> 12) & 15];
  const sample = samples1[(header >>> 10) & 3];
  if (!rate || !sample) return null;
  const hertz = version === 3 ? sample : version === 2 ? sample / 2 : sample / 4;
  const padding = (header >>> 9) & 1;
  return Math.floor(((version === 3 ? 144_000 : 72_000) * rate) / hertz) + padding;
}

import { createInflate } from 'node:zlib';
import { DomainError } from '../../../lib/domain-error.js';

/** Unpacked bytes of one file that are looked through: a long letter scanned in colour has some hundred megabytes. */
const maxUnpacked = 400_000_000;
const deadlineMs = 15_000;
/** A hundred pages have some thousand. */
const maxStreams = 50_000;
/** Looked through at once; other requests get their turn in between. */
const sliceBytes = 1024 * 1024;
/** Longer than any pattern here is. */
const overlap = 128;

/**
 * What makes a reader do something, hides a file, or keeps us from looking. Each name is long enough not to occur by
 * chance in packed bytes. An `OpenAction` that only says where to open (a list) is what every office program writes.
 */
const refusedNames = [
  ...['JavaScript', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'FileAttachment', 'Filespec', 'RichMedia'],
  ...['SubmitForm', 'ImportData', 'GoToE', 'Rendition', 'Encrypt'],
];
const refused = new RegExp(
  `/(?:${refusedNames.map(spelt).join('|')})(?![^\\s\\0()<>[\\]{}/%])|/${spelt('OpenAction')}(?!\\s*\\[)|<script`,
);
/** What a browser or a server could take the same bytes for. */
const otherLanguages = /<html|<svg|<\?php|<!doctype|<iframe/i;

/** A PDF name as a pattern: each letter may stand as #xx. */
function spelt(name: string): string {
  return [...name]
    .map((letter) => {
      const hex = letter.charCodeAt(0).toString(16);
      return `(?:${letter}|#${hex.replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`)})`;
    })
    .join('');
}

/** Whether the bytes say they are a PDF: from the very first one on, so that they are nothing else before. */
export function isPdf(bytes: Buffer): boolean {
  return /^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8));
}

/**
 * Lets a PDF pass that is whole and only shows pages. It is kept as it was sent: drawing it anew would lose its text.
 * @throws DomainError file_damaged (cut short, something appended), file_type_refused (it does or hides something)
 */
export async function checkPdf(bytes: Buffer): Promise<void> {
  if (!hasTrailer(bytes)) throw new DomainError('file_damaged');
  if (holdsArchive(bytes)) throw new DomainError('file_type_refused');
  for (let from = 0; from < bytes.length; from += sliceBytes) {
    const text = bytes.toString('latin1', from, from + sliceBytes + overlap);
    if (otherLanguages.test(text)) throw new DomainError('file_type_refused');
    refuseNames(text);
    await new Promise(setImmediate);
  }
  await checkPackedStreams(bytes);
}

function refuseNames(text: string): void {
  if (refused.test(text)) throw new DomainError('file_type_refused');
}

/** The end says where the table of objects is, the table is there, and nothing comes after. */
function hasTrailer(bytes: Buffer): boolean {
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 1024));
  const table = Number(/startxref\s+(\d{1,10})\s+%%EOF[\s\0]*$/.exec(tail)?.[1] ?? bytes.length);
  return /^\s*(xref|\d+\s+\d+\s+obj)/.test(bytes.toString('latin1', table, table + 40));
}

/** A ZIP archive is found from its end: a mark, and a comment that may reach to the end of the file. */
function holdsArchive(bytes: Buffer): boolean {
  const mark = 'PK\x05\x06';
  let at = bytes.indexOf(mark, Math.max(0, bytes.length - 66_000), 'latin1');
  while (at >= 0 && at + 22 <= bytes.length) {
    if (at + 22 + bytes.readUInt16LE(at + 20) <= bytes.length) return true;
    at = bytes.indexOf(mark, at + 1, 'latin1');
  }
  return false;
}

/**
 * Objects may stand in packed streams. Which ones do is not asked of the dictionaries, where a comment or a string can
 * hide a key: everything that unpacks is looked through. Objects in a stream that does not unpack are refused.
 */
async function checkPackedStreams(bytes: Buffer): Promise<void> {
  const startedAt = performance.now();
  let unpacked = 0;
  for (const { start, end, holdsObjects } of streamsOf(bytes)) {
    const isWhole = isZlib(bytes, start) && (await lookThrough(bytes.subarray(start, end), take));
    if (!isWhole && holdsObjects) throw new DomainError('file_type_refused');
  }

  function take(length: number): void {
    unpacked += length;
    if (unpacked > maxUnpacked || performance.now() - startedAt > deadlineMs)
      throw new DomainError('file_type_refused');
  }
}

/** Unpacks the bytes slice by slice and looks for names in them. false: they don't unpack to their end. */
async function lookThrough(packed: Buffer, take: (length: number) => void): Promise<boolean> {
  const inflater = createInflate({ chunkSize: sliceBytes });
  inflater.end(packed);
  let before = '';
  try {
    for await (const part of inflater as AsyncIterable<Buffer>) {
      take(part.length);
      const text = before + part.toString('latin1');
      refuseNames(text);
      before = text.slice(-overlap);
    }
    return true;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    return false;
  }
}

type Stream = { start: number; end: number; holdsObjects: boolean };

/** Every place where a stream may start, up to the next end of one. Goes through the bytes once. */
function* streamsOf(bytes: Buffer): Generator<Stream> {
  let behind = 0;
  let end = -1;
  let holdsObjects = false;
  for (let count = 0; ; count += 1) {
    const at = bytes.indexOf('stream', behind, 'latin1');
    if (at < 0) return;
    if (count > maxStreams) throw new DomainError('file_type_refused');
    holdsObjects ||= objectStream.test(bytes.toString('latin1', behind, at));
    behind = at + 'stream'.length;
    if (bytes.toString('latin1', at - 3, at) === 'end') {
      holdsObjects = false;
      continue;
    }
    const start = behind + (bytes[behind] === 13 ? 2 : 1);
    if (end < start) end = bytes.indexOf('endstream', start, 'latin1');
    if (end < 0) end = bytes.length;
    yield { start, end, holdsObjects };
  }
}
const objectStream = new RegExp(`/${spelt('ObjStm')}`);

function isZlib(bytes: Buffer, at: number): boolean {
  return at + 2 < bytes.length && ((bytes[at] ?? 0) & 15) === 8 && bytes.readUInt16BE(at) % 31 === 0;
}

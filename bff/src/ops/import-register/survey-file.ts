import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { ImportError } from './import-error.js';

/** What a file is, found out by reading it once before anything of it is used. */
export type Survey = {
  file: string;
  bytes: number;
  /** SHA-256 of the whole file: tells whether a snapshot is being read once more. */
  hash: string;
  format: 'csv' | 'jsonArray' | 'jsonLines';
  /** By the bytes themselves; a mapping that names one knows better. */
  encoding: Encoding;
};
export type Encoding = 'utf8' | 'gbk';

/** @throws ImportError when the file can't be read or holds nothing */
export async function surveyFile(file: string): Promise<Survey> {
  const hash = createHash('sha256');
  const characters = characterCounter();
  let bytes = 0;
  let first = '';
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      characters.count(chunk);
      bytes += chunk.length;
      first ||= firstCharacter(chunk);
    }
  } catch (error) {
    throw new ImportError(`${file} can't be read: ${(error as Error).message}`);
  }
  if (first === '') throw new ImportError(`${file} is empty`);
  const format = first === '[' ? 'jsonArray' : first === '{' ? 'jsonLines' : 'csv';
  return { file, bytes, hash: hash.digest('base64url'), format, encoding: characters.encoding() };
}

function firstCharacter(chunk: Buffer): string {
  return chunk
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
    .slice(0, 1);
}

/**
 * Counts what is a character of several bytes in UTF-8 and what can't be one. In GBK nearly every character can't; a
 * UTF-8 file with some broken places has many that are for each that is not.
 */
function characterCounter() {
  let whole = 0;
  let broken = 0;
  let following = 0;

  function count(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte < 0x80 && following === 0) continue;
      if (following > 0 && (byte & 0xc0) === 0x80) {
        following -= 1;
        if (following === 0) whole += 1;
        continue;
      }
      if (following > 0) broken += 1;
      following =
        byte < 0x80 ? 0 : byte >= 0xc2 && byte <= 0xf4 ? (byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3) : 0;
      if (byte >= 0x80 && following === 0) broken += 1;
    }
  }

  return { count, encoding: (): Encoding => (broken * 10 > whole ? 'gbk' : 'utf8') };
}

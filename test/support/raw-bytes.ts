import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes by where they were found: a file's path, the name of an output. */
export type Haystack = ReadonlyMap<string, Buffer>;

/** Every file below a folder, byte by byte: what a store has freed but not written over is still in it. */
export async function readTree(folder: string): Promise<Haystack> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file)] as const)));
}

/**
 * Looks for texts in all the ways in which they might lie around, plain hashes among them: a number of eleven digits is
 * found again from its hash in minutes. Answers `file: what (how)` for each hit.
 */
export function findPlain(haystack: Haystack, texts: Readonly<Record<string, string>>): string[] {
  const found: string[] = [];
  for (const [what, text] of Object.entries(texts))
    for (const [how, bytes] of spellings(text))
      for (const [where, hay] of haystack) if (hay.includes(bytes)) found.push(`${where}: ${what} (${how})`);
  return found;
}

/** For texts too short to be looked for alone: as a value in JSON, and as a string or a key's value in BSON. */
export function findShort(haystack: Haystack, texts: Readonly<Record<string, string>>): string[] {
  const found: string[] = [];
  for (const [what, text] of Object.entries(texts)) {
    const bson = Buffer.concat([Buffer.alloc(4), Buffer.from(text), Buffer.alloc(1)]);
    bson.writeInt32LE(Buffer.byteLength(text) + 1);
    for (const [where, hay] of haystack)
      for (const [how, bytes] of [
        ['BSON', bson] as const,
        ['JSON', Buffer.from(JSON.stringify(text))] as const,
      ])
        if (hay.includes(bytes)) found.push(`${where}: ${what} (${how})`);
  }
  return found;
}

function spellings(text: string): [string, Buffer][] {
  const utf16 = Buffer.from(text, 'utf16le');
  const escaped = [...text].map((char) =>
    char > '~' ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char,
  );
  const hashes = ['sha256', 'sha1', 'md5'].flatMap((name): [string, Buffer][] => {
    const digest = createHash(name).update(text).digest();
    const written = (['hex', 'base64', 'base64url'] as const).map((encoding) => digest.toString(encoding));
    return [digest, ...written].map((form) => [`its ${name}`, Buffer.from(form as string)]);
  });
  return [
    ['UTF-8', Buffer.from(text)],
    ['UTF-16', utf16],
    ['UTF-16, big end first', Buffer.from(utf16).swap16()],
    ['escaped', Buffer.from(escaped.join(''))],
    ['in an address', Buffer.from(encodeURIComponent(text))],
    ['hex', Buffer.from(Buffer.from(text).toString('hex'))],
    ...base64Inside(text).map((part): [string, Buffer] => ['base64', Buffer.from(part)]),
    ...hashes,
  ];
}

/** The characters that a text always leaves in base64 of something longer, for each of the three ways it can lie. */
function base64Inside(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
    const [first, end] = [Math.ceil((shift * 8) / 6), Math.floor((whole.length * 8) / 6)];
    const encodings = [whole.toString('base64'), whole.toString('base64url')];
    return [...new Set(encodings.map((encoded) => encoded.slice(first, end)))];
  });
}

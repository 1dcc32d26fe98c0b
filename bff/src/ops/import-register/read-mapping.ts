import { readFile } from 'node:fs/promises';
import { Value } from 'typebox/value';
import { ImportError } from './import-error.js';
import { Mapping } from './mapping.js';

/** @throws ImportError naming every fault of the mapping file at once */
export async function readMapping(file: string): Promise<Mapping> {
  const mapping: unknown = await readFile(file, 'utf8').then(JSON.parse, (error: Error) => {
    throw new ImportError(`mapping ${file} can't be read: ${error.message}`);
  });
  return checkMapping(mapping, file);
}

/** @throws ImportError */
export function checkMapping(mapping: unknown, file: string): Mapping {
  if (Value.Check(Mapping, mapping)) {
    const broken = patternsOf(mapping).flatMap(faultOfPattern);
    if (broken.length === 0) return mapping;
    throw new ImportError(`mapping ${file} is not valid:\n${broken.join('\n')}`);
  }
  const faults = [...Value.Errors(Mapping, mapping)].map(
    (fault) => `  ${fault.instancePath}: ${fault.message}`,
  );
  throw new ImportError(`mapping ${file} is not valid:\n${[...new Set(faults)].slice(0, 20).join('\n')}`);
}

function faultOfPattern(pattern: string): string[] {
  try {
    new RegExp(pattern, 'iu');
    return [];
  } catch (error) {
    return [`  ${(error as Error).message}`];
  }
}

/** Every regular expression of the mapping, wherever it stands. */
function patternsOf(mapping: Mapping): string[] {
  return [...texts(mapping)].flatMap(([name, text]) =>
    name === 'pattern' || name === 'strip' || name === 'extract' ? [text] : [],
  );
}

/** Every column that the mapping reads, wherever it is named. */
export function columnsOf(mapping: Mapping): string[] {
  const named = [...texts(mapping)].flatMap(([name, text]) => (/^column$|Column$/.test(name) ? [text] : []));
  return [...new Set([...mapping.key, ...mapping.district.codeColumns, ...named])];
}

/** All texts in it, each with the name it stands under. */
function* texts(part: unknown): Generator<[name: string, text: string]> {
  if (typeof part !== 'object' || part === null) return;
  for (const [name, value] of Object.entries(part)) {
    if (typeof value === 'string') yield [name, value];
    else yield* texts(value);
  }
}

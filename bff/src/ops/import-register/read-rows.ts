import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { ImportError } from './import-error.js';
import type { Mapping } from './mapping.js';
import { readCsv } from './read-csv.js';
import { readJsonArray, readJsonLines } from './read-json.js';
import { columnsOf } from './read-mapping.js';
import type { ReadRow, Source } from './row.js';
import type { Encoding, Survey } from './survey-file.js';

export type Reading = {
  /** Some hundred rows at a time. */
  batches: AsyncIterable<ReadRow[]>;
  /** Bytes read so far. */
  bytesRead(): number;
  /** Columns that the mapping neither reads nor ignores; known once the first batch is given out. */
  newColumns(): string[];
};

/**
 * Streams the rows of a file, its columns compared with the mapping before the first is given out. Memory stays flat
 * however long the file is. While reading, throws ImportError when a column is missing or the file breaks off.
 */
export function readRows(survey: Survey, mapping: Mapping): Reading {
  const bytes = createReadStream(survey.file);
  let newColumns: string[] = [];
  const encoding = mapping.encoding ?? survey.encoding;
  const source: Source = {
    file: survey.file,
    input: decoded(bytes, encoding),
    onColumns(columns: readonly string[]) {
      if (columns.some((column) => column.includes('\uFFFD')))
        throw new ImportError(
          `${survey.file} has column names that are no characters in ${encoding}: the mapping's “encoding” is for saying which it is`,
        );
      newColumns = checkColumns(survey.file, columns, mapping);
    },
  };
  const readers = {
    csv: () => readCsv(source, mapping.delimiter),
    jsonArray: readJsonArray,
    jsonLines: readJsonLines,
  };
  return {
    batches: readers[survey.format](source),
    bytesRead: () => bytes.bytesRead,
    newColumns: () => newColumns,
  };
}

/** Bytes as text; what is no character of the encoding becomes U+FFFD. A byte order mark is left out. */
function decoded(bytes: Readable, encoding: Encoding): Readable {
  const decoder = new TextDecoder(encoding === 'utf8' ? 'utf-8' : 'gb18030');
  return Readable.from(
    (async function* () {
      for await (const chunk of bytes) yield decoder.decode(chunk as Buffer, { stream: true });
      yield decoder.decode();
    })(),
  );
}

/** @returns the columns that are new to the mapping */
function checkColumns(file: string, columns: readonly string[], mapping: Mapping): string[] {
  const read = columnsOf(mapping);
  const optional = new Set(mapping.optionalColumns);
  const missing = read.filter((column) => !columns.includes(column) && !optional.has(column));
  const twice = columns.filter((name, index) => columns.indexOf(name) !== index);
  const known = new Set([...read, ...(mapping.ignoredColumns ?? [])]);
  const added = columns.filter((column) => !known.has(column));
  if (twice.length > 0)
    throw new ImportError(`${file} has columns of one name, nothing was written: ${twice.join(', ')}`);
  if (missing.length === 0) return added;
  const list = (names: readonly string[]) => names.slice(0, 60).join(', ').slice(0, 600);
  throw new ImportError(
    `${file} does not have the columns that the mapping reads, nothing was written\n` +
      `  missing: ${list(missing)}\n  new to the mapping: ${list(added) || 'none'}\n  in the file: ${list(columns)}`,
  );
}

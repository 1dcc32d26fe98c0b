import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { Rejection, Row } from './map-row.js';
import { ImportError } from './mapping.js';

/** A row, with the line of the file on which it begins, or what is wrong with it as text. */
export type ReadRow = { line: number } & ({ row: Row } | { fault: Rejection });

type Parsed = { record: string[]; info: { lines: number } };

/**
 * Streams the rows of a CSV file, the header checked before the first of them is given out. Memory stays flat however
 * long the file is.
 * @throws ImportError when the file can't be read, lacks a column, or stops being CSV
 */
export async function* readRows(
  file: string,
  delimiter: string,
  columns: readonly string[],
): AsyncGenerator<ReadRow> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // A quote that never closes would swallow the rest of the file.
    max_record_size: 65_536,
  });
  const input = createReadStream(file);
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);

  const columnIndex = new Map<string, number>();
  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const line = lastLine + 1;
      lastLine = info.lines;
      if (columnIndex.size === 0) {
        const header = record.map((name) => name.trim());
        checkHeader(file, header, columns);
        for (const [index, name] of header.entries()) columnIndex.set(name, index);
        continue;
      }
      const fault = faultOf(record, columnIndex.size);
      if (fault) yield { line, fault };
      else yield { line, row: (column) => record[columnIndex.get(column) ?? -1] ?? '' };
    }
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const { message, code } = error as NodeJS.ErrnoException;
    const where = code?.startsWith('CSV_') ? `stops being CSV after line ${lastLine}: ` : "can't be read: ";
    throw new ImportError(`${file} ${where}${message}`);
  } finally {
    input.destroy();
  }
  if (columnIndex.size === 0) throw new ImportError(`${file} is empty`);
}

function faultOf(record: readonly string[], columns: number): Rejection | null {
  if (record.length !== columns)
    return { reason: 'row_malformed', detail: `${record.length} cells, the header has ${columns}` };
  if (record.some((cell) => cell.includes('\uFFFD')))
    return { reason: 'encoding_broken', detail: 'bytes that are not UTF-8' };
  return null;
}

function checkHeader(file: string, header: readonly string[], columns: readonly string[]): void {
  const missing = columns.filter((column) => !header.includes(column));
  const twice = header.filter((name, index) => header.indexOf(name) !== index);
  if (twice.length > 0) throw new ImportError(`${file} has columns of one name: ${twice.join(', ')}`);
  if (missing.length === 0) return;
  throw new ImportError(
    `${file} does not have the columns that the mapping reads, nothing was written\n` +
      `  missing: ${missing.join(', ')}\n  in the file: ${header.slice(0, 60).join(', ').slice(0, 600)}`,
  );
}

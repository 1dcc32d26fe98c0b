import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { Row } from './map-row.js';
import { ImportError } from './mapping.js';

/** A row with the line of the file on which it begins; null where it has another number of cells than the header. */
export type ReadRow = { line: number; row: Row | null; cells: number };

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

  let header: string[] | null = null;
  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const line = lastLine + 1;
      lastLine = info.lines;
      if (!header) {
        header = record.map((name) => name.trim());
        checkHeader(file, header, columns);
        continue;
      }
      const isWhole = record.length === header.length;
      const row = isWhole
        ? Object.fromEntries(header.map((name, index) => [name, record[index] ?? '']))
        : null;
      yield { line, row, cells: record.length };
    }
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const { message, code } = error as NodeJS.ErrnoException;
    const where = code?.startsWith('CSV_') ? `stops being CSV after line ${lastLine}: ` : "can't be read: ";
    throw new ImportError(`${file} ${where}${message}`);
  } finally {
    input.destroy();
  }
  if (!header) throw new ImportError(`${file} is empty`);
}

function checkHeader(file: string, header: readonly string[], columns: readonly string[]): void {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length === 0) return;
  throw new ImportError(
    `${file} does not have the columns that the mapping reads, nothing was written\n` +
      `  missing: ${missing.join(', ')}\n  in the file: ${header.slice(0, 60).join(', ').slice(0, 600)}`,
  );
}

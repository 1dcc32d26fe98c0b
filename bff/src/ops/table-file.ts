import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Connection } from 'mongoose';
import { readConfig } from '../config.js';
import { openStore } from '../plugins/store.js';
import { explainFailure } from './explain-failure.js';

/** The file is not what the command reads; nothing of it may be taken. */
export class TableFileError extends Error {}
export type RejectedLine = { line: number; reason: string };
/** A row by its columns; null: it has another number of cells. */
export type TableRow<C extends string> = { line: number; row: Record<C, string> | null };

/**
 * The rows of a small CSV file in UTF-8, with the line on which each ends.
 * @throws TableFileError for another header, what is not CSV, or not UTF-8
 */
export function readTable<C extends string>(text: string, columns: readonly C[]): TableRow<C>[] {
  const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
  let parsed: { record: string[]; info: { lines: number } }[];
  try {
    // Its types don't know that `info` changes what comes out.
    parsed = parse(text, options) as unknown as typeof parsed;
  } catch (error) {
    throw new TableFileError(`not CSV: ${(error as Error).message}`);
  }
  const [header, ...rows] = parsed;
  if (header?.record.join() !== columns.join())
    throw new TableFileError(`the first line must be: ${columns.join()}`);
  return rows.map(({ record, info }) => ({
    line: info.lines,
    row:
      record.length === columns.length
        ? (Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])) as Record<
            C,
            string
          >)
        : null,
  }));
}

export function isCivilDate(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

type Counts = { added: number; changed: number; unchanged: number; rejected: readonly RejectedLine[] };

/** How many rejected rows are shown. */
const shownRejects = 50;

/** An import as the operator sees it: what happened on stdout, what to do about a failure on stderr. */
export async function importTableCommand(
  what: string,
  file: string,
  importInto: (connection: Connection, text: string) => Promise<Counts>,
): Promise<0 | 1> {
  try {
    const text = await readFile(file, 'utf8').catch((error: Error) => {
      throw new TableFileError(`can't be read: ${error.message}`);
    });
    const { connection, close } = await openStore(readConfig(process.env));
    try {
      report(what, await importInto(connection, text));
    } finally {
      await close();
    }
    return 0;
  } catch (error) {
    console.error(error instanceof TableFileError ? `${file}: ${error.message}` : explainFailure(error));
    return 1;
  }
}

function report(what: string, { added, changed, unchanged, rejected }: Counts): void {
  const counts = `added ${added}, changed ${changed}, unchanged ${unchanged}, rejected ${rejected.length}`;
  console.log(`${what} ${added + changed + unchanged + rejected.length}: ${counts}`);
  for (const { line, reason } of rejected.slice(0, shownRejects)) console.log(`  line ${line}: ${reason}`);
  if (rejected.length > shownRejects) console.log(`  … and ${rejected.length - shownRejects} more`);
}

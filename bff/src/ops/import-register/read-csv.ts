import { parse } from 'csv-parse';
import { ImportError } from './import-error.js';
import { brokenBytes, type ReadRow, rowsAtOnce, type Source } from './row.js';

type Parsed = { record: string[]; info: { lines: number } };
type Delimiter = ';' | ',' | '\t';

/** @throws ImportError when the file stops being CSV */
export async function* readCsv(
  { file, input, onColumns }: Source,
  given: Delimiter | undefined,
): AsyncGenerator<ReadRow[]> {
  const head = await firstText(input);
  const parser = parse({
    delimiter: given ?? delimiterOf(head),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // A quote that never closes would swallow the rest of the file.
    max_record_size: 65_536,
  });
  input.on('error', (error) => parser.destroy(error));
  parser.write(head);
  input.pipe(parser);

  let columnIndex: Map<string, number> | null = null;
  let lastLine = 0;
  let batch: ReadRow[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const line = lastLine + 1;
      lastLine = info.lines;
      if (!columnIndex) {
        const columns = record.map((name) => name.trim());
        onColumns(columns);
        columnIndex = new Map(columns.map((name, index) => [name, index]));
        continue;
      }
      batch.push(toRow(line, record, columnIndex));
      if (batch.length < rowsAtOnce) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('CSV_')) throw error;
    throw new ImportError(`${file} stops being CSV after line ${lastLine}: ${message}`);
  } finally {
    input.destroy();
  }
}

function toRow(line: number, record: readonly string[], columnIndex: ReadonlyMap<string, number>): ReadRow {
  if (record.length !== columnIndex.size) {
    const detail = `${record.length} cells, the header has ${columnIndex.size}`;
    return { line, row: null, fault: { reason: 'row_malformed', detail } };
  }
  const row = (column: string) => record[columnIndex.get(column) ?? -1] ?? '';
  const isBroken = record.some((cell) => cell.includes('\uFFFD'));
  return { line, row, fault: isBroken ? brokenBytes : null };
}

/** The first piece of a stream; the rest stays in it. Empty where there is none. */
async function firstText(input: Source['input']): Promise<string> {
  for await (const text of input.iterator({ destroyOnReturn: false })) return text as string;
  return '';
}

/** Of the signs that separate cells, the one that the header has most of. */
function delimiterOf(head: string): Delimiter {
  const header = (/^.*/.exec(head)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string) => header.split(sign).length;
  return ([';', ',', '\t'] as const).reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

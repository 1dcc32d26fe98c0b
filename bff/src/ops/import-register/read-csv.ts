import { recordCutter } from './cut-records.js';
import { brokenBytes, type ReadRow, rowsAtOnce, type Source } from './row.js';

type Delimiter = ';' | ',' | '\t';

/** @throws ImportError when the file stops being CSV */
export async function* readCsv(
  { file, input, onColumns }: Source,
  given: Delimiter | undefined,
): AsyncGenerator<ReadRow[]> {
  let cutter: ReturnType<typeof recordCutter> | null = null;
  let columnIndex: Map<string, number> | null = null;
  let batch: ReadRow[] = [];
  for await (const text of pieces(input)) {
    cutter ??= recordCutter(file, given ?? delimiterOf(text), lineEndOf(text));
    for (const { line, cells } of cutter.take(text)) {
      if (!columnIndex) {
        const columns = cells.map((name) => name.trim());
        onColumns(columns);
        columnIndex = new Map(columns.map((name, index) => [name, index]));
        continue;
      }
      batch.push(toRow(line, cells, columnIndex));
      if (batch.length < rowsAtOnce) continue;
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

/** The text piece by piece; null at its end. */
async function* pieces(input: Source['input']): AsyncGenerator<string | null> {
  for await (const text of input) yield text as string;
  yield null;
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

/** Of the signs that separate cells, the one that the header has most of. */
function delimiterOf(head: string | null): Delimiter {
  const header = (/^.*/.exec(head ?? '')?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string) => header.split(sign).length;
  return ([';', ',', '\t'] as const).reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

const lineEndOf = (head: string | null): string => /\r\n|\n|\r/.exec(head ?? '')?.[0] ?? '\n';

import { createInterface } from 'node:readline';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { ImportError } from './import-error.js';
import { brokenBytes, type ReadRow, rowsAtOnce, type Source } from './row.js';

/**
 * Entries have no header, and one may leave out what it has nothing to say of. So the columns are those of as many
 * entries, the first ones, before any is given out.
 */
const entriesForColumns = 1_000;

type Entry = { line: number; value: unknown };
type Cells = ReadonlyMap<string, string>;

/** One array of entries. @throws ImportError when the file stops being JSON */
export async function* readJsonArray(source: Source): AsyncGenerator<ReadRow[]> {
  const { file, input } = source;
  const parser = input.pipe(streamArray.withParserAsStream());
  input.on('error', (error) => parser.destroy(error));
  let count = 0;
  async function* entries(): AsyncGenerator<Entry> {
    for await (const { value } of parser as AsyncIterable<{ value: unknown }>) {
      count += 1;
      yield { line: count, value };
    }
  }
  try {
    yield* toBatches(entries(), source);
  } catch (error) {
    if (error instanceof ImportError || !/JSON|Parser|array/i.test((error as Error).message)) throw error;
    throw new ImportError(`${file} stops being JSON after entry ${count}: ${(error as Error).message}`);
  } finally {
    input.destroy();
  }
}

/** An entry on each line; a line that is no JSON is a broken row and nothing more. */
export async function* readJsonLines(source: Source): AsyncGenerator<ReadRow[]> {
  async function* entries(): AsyncGenerator<Entry> {
    let line = 0;
    for await (const text of createInterface({ input: source.input, crlfDelay: Infinity })) {
      line += 1;
      if (text.trim() !== '') yield { line, value: parsed(text) };
    }
  }
  try {
    yield* toBatches(entries(), source);
  } finally {
    source.input.destroy();
  }
}

const unparsable = Symbol('no JSON');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return unparsable;
  }
}

async function* toBatches(entries: AsyncIterable<Entry>, { onColumns }: Source): AsyncGenerator<ReadRow[]> {
  let batch: ReadRow[] = [];
  let columns: Set<string> | null = new Set();
  for await (const { line, value } of entries) {
    const cells = cellsOf(value);
    for (const column of cells?.keys() ?? []) columns?.add(column);
    batch.push(toRow(line, value, cells));
    if (batch.length < (columns ? entriesForColumns : rowsAtOnce)) continue;
    if (columns) onColumns([...columns]);
    columns = null;
    yield batch;
    batch = [];
  }
  if (columns) onColumns([...columns]);
  yield batch;
}

function toRow(line: number, value: unknown, cells: Cells | null): ReadRow {
  if (!cells) {
    const detail = value === unparsable ? 'no JSON' : 'the entry is not an object';
    return { line, row: null, fault: { reason: 'row_malformed', detail } };
  }
  const isBroken = [...cells.values()].some((cell) => cell.includes('\uFFFD'));
  return { line, row: (column) => cells.get(column) ?? '', fault: isBroken ? brokenBytes : null };
}

/** An entry's fields as cells: `{ place: { lat: 31.8 } }` has a column `place.lat`, a list of words is one cell. */
function cellsOf(value: unknown): Cells | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const cells = new Map<string, string>();
  const add = (prefix: string, fields: object): void => {
    for (const [name, field] of Object.entries(fields)) {
      if (Array.isArray(field)) cells.set(prefix + name, field.filter(isPlain).join(', '));
      else if (typeof field === 'object' && field !== null) add(`${prefix}${name}.`, field);
      else cells.set(prefix + name, field === null ? '' : String(field));
    }
  };
  add('', value);
  return cells;
}

const isPlain = (item: unknown): boolean => typeof item === 'string' || typeof item === 'number';

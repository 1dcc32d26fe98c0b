import { parse } from 'csv-parse/sync';
import { ImportError } from './import-error.js';

/** `line`: on which it begins, the first is 1. */
export type CsvRecord = { line: number; cells: string[] };

/** A quote that never closes would swallow the rest of the file. */
const longestRecord = 65_536;

/**
 * Cuts the text of a CSV file into records, piece by piece. A line without a quote is a record, and its cells stand
 * between the delimiters: nearly all of a register is such, and a parser that looks at every sign takes several times
 * as long. Lines with quotes go to the parser, so many together that their quotes come in pairs. Empty lines are none.
 */
export function recordCutter(file: string, delimiter: string, lineEnd: string) {
  let line = 0;
  /** Behind the last line end. */
  let rest = '';
  /** A record of which a quote is open at the end of its last line. */
  let open: { text: string; line: number } | null = null;

  /** @param text null at the end of the file. @throws ImportError when the file stops being CSV */
  function take(text: string | null): CsvRecord[] {
    const lines = text === null ? [rest] : (rest + text).split(lineEnd);
    rest = text === null ? '' : (lines.pop() ?? '');
    const records: CsvRecord[] = [];
    for (const one of lines) {
      line += 1;
      const record = takeLine(one);
      if (record) records.push(record);
    }
    if (rest.length > longestRecord) throw broken(line, `a line of more than ${longestRecord} signs`);
    if (text === null && open) throw broken(open.line - 1, 'a quote does not close');
    return records;
  }

  function takeLine(text: string): CsvRecord | null {
    if (!open && text === '') return null;
    if (!open && !text.includes('"')) return { line, cells: text.split(delimiter) };
    const begun = open ? { text: open.text + lineEnd + text, line: open.line } : { text, line };
    const isClosed = (text.split('"').length % 2 === 1) === !open;
    open = isClosed ? null : begun;
    if (begun.text.length > longestRecord)
      throw broken(begun.line - 1, `a record of more than ${longestRecord} signs`);
    return isClosed ? { line: begun.line, cells: parsed(begun) } : null;
  }

  function parsed({ text, line: begun }: { text: string; line: number }): string[] {
    try {
      const [cells = []] = parse(text, { delimiter, record_delimiter: lineEnd, relax_column_count: true });
      return cells;
    } catch (error) {
      throw broken(begun - 1, (error as Error).message);
    }
  }

  const broken = (lastLine: number, why: string) =>
    new ImportError(`${file} stops being CSV after line ${lastLine}: ${why}`);

  return { take };
}

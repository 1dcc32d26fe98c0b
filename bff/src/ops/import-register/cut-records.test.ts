import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, recordCutter } from './cut-records.js';
import { ImportError } from './import-error.js';

const plain = 'a;b;c\n1;2;3\n;;\n4;five cells;6;7;8\n';
const quoted = 'a;b\n"x;y";"he said ""hm"""\n"";z\n"托\n育";1\n\n2;"3"\n';
const texts = [
  plain,
  quoted,
  plain.replaceAll('\n', '\r\n'),
  quoted.replaceAll('\n', '\r\n'),
  plain.replaceAll('\n', '\r'),
  '\n\nfirst;after two empty lines\n \n\nlast;without an end',
  '"one, over\n\nfour\nlines";1\nand;2\n"and the last\n";3',
];

function cut(pieces: readonly string[], lineEnd: string): CsvRecord[] {
  const { take } = recordCutter('file.csv', ';', lineEnd);
  return [...pieces, null].flatMap((piece) => take(piece));
}

/** What the parser alone makes of the whole text. */
function parsedWhole(text: string, lineEnd: string): string[][] {
  const options = { delimiter: ';', record_delimiter: lineEnd, relax_column_count: true };
  return parse(text, { ...options, skip_empty_lines: true });
}

describe('cutting a file into records', () => {
  it.each(texts)('finds those of the parser, wherever the file is cut into pieces: %j', (text) => {
    const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '';
    const expected = cut([text], lineEnd);
    expect(expected.map(({ cells }) => cells)).toEqual(parsedWhole(text, lineEnd));
    expect(cut([...text], lineEnd)).toEqual(expected);
    for (let at = 1; at < text.length; at += 1)
      expect(cut([text.slice(0, at), text.slice(at)], lineEnd)).toEqual(expected);
  });

  it('tells the line on which each begins', () => {
    const lines = cut(['a;b\n\n"c\nd\n";e\nf;g\n\n"h";i'], '\n').map(({ line }) => line);
    expect(lines).toEqual([1, 3, 6, 8]);
  });

  it.each([
    ['a quote that never closes', 'a;b\n1;2\n3;"4\n5;6\n', 2],
    ['a quote inside a cell', 'a;b\n1;2"3"\n', 1],
    ['something behind a closed quote', 'a;b\n1;2\n\n"3"x;4\n', 3],
    ['a quoted record without an end in sight', `a;b\n1;"${'x\n'.repeat(40_000)}"\n`, 1],
    ['a line without an end in sight', `a;b\n1;${'x'.repeat(70_000)}`, 1],
  ])('stops at %s, and says behind which line', (_, text, line) => {
    expect(() => cut([text], '\n')).toThrow(ImportError);
    expect(() => cut([text], '\n')).toThrow(`stops being CSV after line ${line}:`);
  });
});

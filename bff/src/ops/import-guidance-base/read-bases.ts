import type { GuidanceBase } from '../../features/guidance/coverage/bases.model.js';
import { isCivilDate, readTable, TableFileError } from '../table-file.js';

/** The header, in this order; docs/guidance.md says what each column holds. */
export const baseColumns = ['districtCode', 'year', 'families', 'newborns', 'source', 'asOf'] as const;
type Row = Record<(typeof baseColumns)[number], string>;
export type ReadBase = Omit<GuidanceBase, '_id' | 'final'>;

/** More families with a child under three than any district has. */
const mostFamilies = 5_000_000;

/**
 * The figures that coverage is counted against. One line that can't be true makes the whole file one that can't be
 * trusted.
 * @param today civil day, YYYY-MM-DD
 * @throws TableFileError naming the first such line
 */
export function readBases(text: string, today: string): ReadBase[] {
  const bases = new Map<string, ReadBase>();
  for (const { line, row } of readTable(text, baseColumns)) {
    const base = row ? readBase(row, today) : 'as many cells as the header';
    if (typeof base === 'string') throw new TableFileError(`line ${line} needs ${base}; nothing was taken`);
    const key = `${base.districtCode}:${base.year}`;
    if (bases.has(key))
      throw new TableFileError(
        `line ${line} needs a district and year that no line before has; nothing was taken`,
      );
    bases.set(key, base);
  }
  return [...bases.values()];
}

/** The base, or in words what the row needs to be one. */
function readBase(row: Row, today: string): ReadBase | string {
  const { districtCode, source, asOf } = row;
  if (Object.values(row).some((cell) => cell.includes('\uFFFD'))) return 'to be UTF-8';
  if (districtCode === '' || districtCode.length > 20) return 'districtCode, at most 20 characters';
  if (source === '' || source.length > 120) return 'source, at most 120 characters';
  if (!isCivilDate(asOf) || asOf > today) return 'asOf as YYYY-MM-DD, today at the latest';
  const [year, families, newborns] = [row.year, row.families, row.newborns].map(wholeNumber);
  if (!year || year < 2000 || year > Number(today.slice(0, 4))) return 'a year from 2000 to this one';
  if (!families || families > mostFamilies) return `families, a whole number from 1 to ${mostFamilies}`;
  if (newborns == null || newborns > families) return 'newborns, a whole number, not more than families';
  return { districtCode, year, families, newborns, source, asOf, isDemo: false };
}

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;

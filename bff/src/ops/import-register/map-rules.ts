import type { OwnCareRules, ReductionRule } from '../../features/centres/centres.public.js';
import { readHalfHour, readWhole } from './cells.js';
import { yesNoOf } from './map-facts.js';
import type { Mapping } from './mapping.js';
import type { Row } from './row.js';

type Given = NonNullable<Mapping['reductions']>[number]['percentOff'] | { constant: unknown } | MappedCell;
type MappedCell = { column: string; as: 'halfHour' } | { column: string; yes: string[]; no: string[] };
type Reader = (row: Row, notes: string[]) => unknown;

/**
 * What of the region's care rules is otherwise at a centre. A cell that says nothing, or nothing that can be used, leaves
 * the region's rule; the latter is noted.
 */
export function careRulesReader(
  mapped: Mapping['careRules'],
): (row: Row, notes: string[]) => { careRules?: OwnCareRules } {
  const parts = Object.entries(mapped ?? {}).map(([part, rules]) => ({
    part,
    rules: Object.entries(rules).map(([name, given]) => ({ name, read: ruleReader(name, given as Given) })),
  }));
  return (row, notes) => {
    const read = parts.map(({ part, rules }) => [
      part,
      Object.fromEntries(
        rules.map((rule) => [rule.name, rule.read(row, notes)]).filter(([, value]) => value !== null),
      ),
    ]);
    const said = read.filter(([, rules]) => Object.keys(rules as object).length > 0);
    // The mapping's schema has the very names and kinds of these rules.
    return said.length === 0 ? {} : { careRules: Object.fromEntries(said) as OwnCareRules };
  };
}

/** Percents between 1 and 100; nothing else is a reduction. */
export function reductionsReader(
  mapped: Mapping['reductions'],
): (row: Row, notes: string[]) => { reductions?: ReductionRule[] } {
  const rules = (mapped ?? []).map(({ kind, percentOff }) => ({
    kind,
    read: ruleReader('percentOff', percentOff),
  }));
  return (row, notes) => {
    const reductions = rules.flatMap(({ kind, read }): ReductionRule[] => {
      const percentOff = read(row, notes);
      return typeof percentOff === 'number' && percentOff > 0 ? [{ kind, percentOff }] : [];
    });
    return reductions.length === 0 ? {} : { reductions };
  };
}

function ruleReader(name: string, given: Given): Reader {
  if ('constant' in given) return () => given.constant;
  if ('yes' in given) return yesNoOf(given);
  const { column } = given;
  const read = 'as' in given ? readHalfHour : (cell: string) => readWhole(cell, given.units);
  return (row, notes) => {
    const cell = row(column);
    const value = read(cell);
    if (cell.trim() === '' || (value !== null && isUsable(name, value))) return value;
    notes.push(`${column} not usable as ${name}: the region's rule holds`);
    return null;
  };
}

/** Lengths of stays are whole half hours, as rosters count; percents are at most all. */
function isUsable(name: string, value: string | number): boolean {
  if (typeof value === 'string') return true;
  if (name === 'minMinutes' || name === 'maxMinutes') return value > 0 && value % 30 === 0;
  return name !== 'percentOff' || value <= 100;
}

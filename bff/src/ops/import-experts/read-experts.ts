import type { ExpertDoc, Topic } from '../../features/experts/experts.model.js';
import { derivedId } from '../../lib/ids.js';
import { type RejectedLine, readTable } from '../table-file.js';

/** The header, in this order; docs/guidance.md says what each column holds. */
export const expertColumns = [
  ...(['key', 'name', 'title', 'employerKind', 'employer', 'fields'] as const),
  ...(['languages', 'districtCode', 'introduction', 'status'] as const),
];
type Row = Record<(typeof expertColumns)[number], string>;
/** An expert whose district is yet to be looked up. */
export type ReadExpert = Omit<ExpertDoc, 'districtName' | 'regionCode'>;

const topics: readonly Topic[] = [
  ...(['nutrition', 'sleep', 'habits', 'motor'] as const),
  ...(['language', 'cognition', 'social'] as const),
];
const employerKinds: readonly ExpertDoc['employer']['kind'][] = [
  ...(['hospital', 'university', 'society', 'centre', 'government', 'other'] as const),
];

/** Reads the rows of a file, each whole or not at all. @throws TableFileError for another header, or what is not CSV */
export function readExperts(text: string): {
  experts: { line: number; expert: ReadExpert }[];
  rejected: RejectedLine[];
} {
  const experts = new Map<string, { line: number; expert: ReadExpert }>();
  const rejected: RejectedLine[] = [];
  for (const { line, row } of readTable(text, expertColumns)) {
    const expert = row ? readExpert(row) : 'as many cells as the header';
    if (typeof expert === 'string') rejected.push({ line, reason: `needs ${expert}` });
    else if (experts.has(expert._id)) rejected.push({ line, reason: 'needs a key that no line before has' });
    else experts.set(expert._id, { line, expert });
  }
  return { experts: [...experts.values()], rejected };
}

/** The expert, or in words what the row needs to be one. */
function readExpert(row: Row): ReadExpert | string {
  const { key, name, title, employer, districtCode, introduction, status } = row;
  if (Object.values(row).some((cell) => cell.includes('\uFFFD'))) return 'to be UTF-8';
  const texts = { key, name, title, employer, districtCode };
  for (const [column, text] of Object.entries(texts))
    if (text === '' || text.length > 60) return `${column}, at most 60 characters`;
  if (introduction.length > 500) return 'introduction, at most 500 characters';
  const kind = employerKinds.find((one) => one === row.employerKind);
  if (!kind) return `employerKind out of ${employerKinds.join(', ')}`;
  const named = listOf(row.fields);
  const fields = topics.filter((topic) => named.includes(topic));
  if (fields.length === 0 || fields.length < named.length) return `fields out of ${topics.join(', ')}`;
  const languages = listOf(row.languages);
  if (languages.length === 0 || languages.some((one) => one.length > 20)) return 'languages, like 普通话';
  if (status !== 'active' && status !== 'left') return 'status, active or left';
  return {
    _id: derivedId('ex', districtCode, key),
    ...{ name, title, employer: { kind, name: employer }, fields, languages, districtCode },
    ...{ introduction: introduction || null, isDemo: false, isActive: status === 'active' },
  };
}

/** `a; b`, each once. */
function listOf(cell: string): string[] {
  const parts = cell.split(';').map((one) => one.trim());
  return [...new Set(parts.filter(Boolean))];
}

import { type Doc, fieldOf, isArrayIndex, isDocument, setField } from './documents.js';
import { badValue, StoreError } from './errors.js';
import type { Filter } from './matcher.js';

/** Returned by a change to take the field away. */
export const REMOVED = Symbol('removed');

export interface PathContext {
  filter: Filter;
  doc: Doc;
  arrayFilters: Map<string, Filter>;
}

/** A document like `node` with the value at the path changed; everything beside the path is shared. */
export function changeAt(
  node: unknown,
  parts: string[],
  change: (value: unknown) => unknown,
  create: boolean,
  at = 0,
): unknown {
  if (at === parts.length) return change(node);
  const part = parts[at] as string;
  if (Array.isArray(node)) {
    if (!isArrayIndex(part)) return refuse();
    const position = Number(part);
    if (position > node.length + 100_000)
      throw badValue(`position ${part} is too far beyond the end of an array`);
    const next = changeAt(node[position], parts, change, create, at + 1);
    if (next === node[position] || (next === REMOVED && position >= node.length)) return node;
    const copy = [...node];
    while (copy.length < position) copy.push(null);
    copy[position] = next === REMOVED ? null : next;
    return copy;
  }
  if (node !== undefined && !isDocument(node)) return refuse();
  if (node === undefined && !create) return undefined;
  const before = node === undefined ? undefined : fieldOf(node, part);
  const next = changeAt(before, parts, change, create, at + 1);
  if (next === before) return node;
  const copy: Doc = { ...node };
  if (next !== REMOVED) setField(copy, part, next);
  else delete copy[part];
  return copy;

  function refuse(): unknown {
    if (!create) return node;
    throw new StoreError(
      28,
      `Cannot create field '${part}' in element {${parts[at - 1] ?? ''}: ${JSON.stringify(node)}}`,
    );
  }
}

/** Replaces `$`, `$[]` and `$[name]` in an update path by the positions they stand for in this document. */
export function concretePaths(path: string, context: PathContext): string[][] {
  if (!path.includes('$')) return [path.split('.')];
  let paths: { parts: string[]; node: unknown }[] = [{ parts: [], node: context.doc }];
  for (const part of path.split('.')) {
    paths = paths.flatMap(({ parts, node }) =>
      positions(part, parts, node, context).map((name) => ({
        parts: [...parts, name],
        node: Array.isArray(node) ? node[Number(name)] : isDocument(node) ? fieldOf(node, name) : undefined,
      })),
    );
  }
  return paths.map(({ parts }) => parts);
}

function positions(
  part: string,
  before: string[],
  node: unknown,
  { filter, doc, arrayFilters }: PathContext,
): string[] {
  if (!part.startsWith('$')) return [part];
  const shown = before.join('.');
  if (part !== '$' && !(part.startsWith('$[') && part.endsWith(']')))
    throw new StoreError(52, `'${part}' is not valid in an update path`);
  if (!Array.isArray(node))
    throw badValue(`The path '${shown}' must exist and hold an array to apply '${part}'`);
  if (part === '$') {
    // the element that satisfies the query by itself
    const position = node.findIndex((item) =>
      filter.matches(changeAt(doc, before, () => [item], true) as Doc),
    );
    if (position < 0) throw badValue('The positional operator did not find the match needed from the query.');
    return [String(position)];
  }
  const name = part.slice(2, -1);
  const wanted = arrayFilters.get(name);
  if (name !== '' && !wanted)
    throw badValue(`No array filter found for identifier '${name}' in path '${shown}.${part}'`);
  return node.flatMap((item, i) => (!wanted || wanted.matches({ [name]: item }) ? [String(i)] : []));
}

import { type Doc, isDocument, setField, toNumber } from './documents.js';
import { badValue, outOfScope, StoreError } from './errors.js';
import { elementTest, isTruthy } from './matcher.js';
import { RANK, rankOf } from './order.js';

type Change = (value: unknown) => unknown;
/** What happens to each named field: itself included or excluded, a change of its value, or a tree one level down. */
type Tree = Map<string, boolean | Change | Tree>;

export type Projection = (doc: Doc) => Doc;

/** Inclusion, exclusion, `$slice` and `$elemMatch`. Undefined for an empty projection. */
export function compileProjection(spec: unknown): Projection | undefined {
  if (spec === undefined || spec === null) return undefined;
  if (!isDocument(spec)) throw badValue('a projection must be a document');
  const names = Object.keys(spec);
  if (names.length === 0) return undefined;
  const tree: Tree = new Map();
  let including: boolean | undefined;
  for (const path of names) {
    const rule = readRule(path, spec[path]);
    if (typeof rule === 'boolean' && path !== '_id') {
      if (including !== undefined && including !== rule)
        throw new StoreError(
          31254,
          `Cannot do ${rule ? 'inclusion' : 'exclusion'} on field ${path} in ${including ? 'inclusion' : 'exclusion'} projection`,
        );
      including = rule;
    } else if (isDocument(spec[path]) && '$elemMatch' in (spec[path] as Doc)) including ??= true;
    plant(tree, path, rule);
  }
  const mode = including ?? tree.get('_id') === true;
  if (mode && !tree.has('_id')) tree.set('_id', true);
  return (doc) => project(doc, tree, mode);
}

/** Whether a `$project` only includes and excludes, so that it needs no expression. */
export function isPlainProjection(spec: Doc): boolean {
  return Object.values(spec).every((value) => typeof value === 'boolean' || rankOf(value) === RANK.number);
}

/** The top-level fields that an inclusion of whole paths needs; undefined for any other projection. */
export function includedFields(spec: unknown): Set<string> | undefined {
  if (!isDocument(spec) || !isPlainProjection(spec)) return undefined;
  const names = Object.keys(spec).filter((name) => name !== '_id');
  if (names.length === 0 || !names.every((name) => isTruthy(spec[name]))) return undefined;
  return new Set(['_id', ...names.map((name) => name.split('.')[0] as string)]);
}

function readRule(path: string, rule: unknown): boolean | Change {
  if (path.split('.').some((part) => part.startsWith('$')))
    throw outOfScope(`the positional projection '${path}'`);
  if (typeof rule === 'boolean' || rankOf(rule) === RANK.number) return isTruthy(rule);
  if (!isDocument(rule)) throw outOfScope(`a computed projection of '${path}'`);
  if ('$slice' in rule) return slice(rule.$slice);
  if ('$elemMatch' in rule) {
    const test = elementTest(rule.$elemMatch);
    return (value) => {
      const found = Array.isArray(value) ? value.find((item) => test(item)) : undefined;
      return found === undefined ? undefined : [found];
    };
  }
  throw outOfScope(`the projection ${Object.keys(rule)[0]} of '${path}'`);
}

function slice(operand: unknown): Change {
  const [skip, count] = Array.isArray(operand)
    ? [toNumber(operand[0], '$slice'), toNumber(operand[1], '$slice')]
    : [undefined, toNumber(operand, '$slice')];
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (skip === undefined) return count >= 0 ? value.slice(0, count) : value.slice(count);
    const from = skip >= 0 ? skip : Math.max(0, value.length + skip);
    return value.slice(from, from + count);
  };
}

function plant(tree: Tree, path: string, rule: boolean | Change): void {
  const parts = path.split('.');
  const last = parts.pop() as string;
  let node = tree;
  for (const part of parts) {
    const next = node.get(part) ?? new Map();
    if (!(next instanceof Map)) throw new StoreError(31249, `Path collision at ${path}`);
    node.set(part, next);
    node = next;
  }
  if (node.has(last)) throw new StoreError(31250, `Path collision at ${path}`);
  node.set(last, rule);
}

function project(doc: Doc, tree: Tree, including: boolean): Doc {
  const result: Doc = {};
  for (const name of Object.keys(doc)) {
    const value = doc[name];
    const rule = tree.get(name);
    let kept: unknown;
    if (rule === undefined) kept = including ? undefined : value;
    else if (rule instanceof Map) kept = projectInside(value, rule, including);
    else if (typeof rule === 'function') kept = rule(value);
    else kept = rule ? value : undefined;
    if (kept !== undefined) setField(result, name, kept);
  }
  return result;
}

function projectInside(value: unknown, tree: Tree, including: boolean): unknown {
  if (Array.isArray(value))
    return value.map((item) => projectInside(item, tree, including)).filter((item) => item !== undefined);
  if (isDocument(value)) return project(value, tree, including);
  return including ? undefined : value;
}

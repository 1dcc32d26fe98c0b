import { type Doc, isDocument, pickFields, setField, topField } from './documents.js';
import { badValue, outOfScope, StoreError } from './errors.js';
import { isTruthy } from './matcher.js';
import { numericOf } from './order.js';

/** Named fields, each as a whole or by fields inside it. */
type Tree = Map<string, true | Tree>;

export interface Projection {
  apply(doc: Doc): Doc;
  /** Top-level fields that are enough for it, of an inclusion. */
  fields: Set<string> | undefined;
  /** Cuts the fields out of the bytes, where they are included as a whole. */
  cut: ((raw: Buffer) => Buffer) | undefined;
}

/** Inclusion or exclusion of paths. Undefined for an empty projection. @throws StoreError 115 for any other */
export function compileProjection(sent: unknown): Projection | undefined {
  const spec = sent ?? {};
  if (!isDocument(spec)) throw badValue('a projection must be a document');
  const rules = Object.entries(spec).map(([path, rule]) => {
    if (path.includes('$')) throw outOfScope(`the positional projection '${path}'`);
    if (typeof rule !== 'boolean' && numericOf(rule) === undefined)
      throw outOfScope(`the projection ${JSON.stringify(rule)} of '${path}'`);
    return { path, isIncluded: isTruthy(rule) };
  });
  if (rules.length === 0) return undefined;
  const others = rules.filter(({ path }) => path !== '_id');
  const including = (others[0] ?? rules[0])?.isIncluded === true;
  if (others.some(({ isIncluded }) => isIncluded !== including))
    throw new StoreError(31254, 'Cannot mix inclusion and exclusion in a projection');
  const hasId = rules.find(({ path }) => path === '_id')?.isIncluded ?? true;
  const tree: Tree = new Map();
  for (const { path } of others) plant(tree, path);
  if (hasId === including) tree.set('_id', true);
  const fields = including ? new Set([...tree.keys()].map(topField)) : undefined;
  const isWhole = [...tree.values()].every((rule) => rule === true);
  const cut = fields && isWhole ? (raw: Buffer) => pickFields(raw, fields) : undefined;
  return { apply: (doc) => project(doc, tree, including), fields, cut };
}

function plant(tree: Tree, path: string): void {
  const parts = path.split('.');
  const last = parts.pop() as string;
  let node = tree;
  for (const part of parts) {
    const next = node.get(part) ?? new Map();
    if (next === true) throw new StoreError(31249, `Path collision at ${path}`);
    node.set(part, next);
    node = next;
  }
  if (node.has(last)) throw new StoreError(31250, `Path collision at ${path}`);
  node.set(last, true);
}

function project(doc: Doc, tree: Tree, including: boolean): Doc {
  const result: Doc = {};
  for (const [name, value] of Object.entries(doc)) {
    const rule = tree.get(name);
    const isKept = rule === undefined ? !including : including;
    const kept = rule instanceof Map ? projectInside(value, rule, including) : isKept ? value : undefined;
    if (kept !== undefined) setField(result, name, kept);
  }
  return result;
}

function projectInside(value: unknown, tree: Tree, including: boolean): unknown {
  if (isDocument(value)) return project(value, tree, including);
  if (!Array.isArray(value)) return including ? undefined : value;
  return value.map((item) => projectInside(item, tree, including)).filter((item) => item !== undefined);
}

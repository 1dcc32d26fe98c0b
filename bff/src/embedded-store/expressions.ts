import mingo from 'mingo';
import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import type { Options } from 'mingo/types';
import { type Doc, isDocument, setField, simplify } from './documents.js';
import { failedToParse, outOfScope, StoreError } from './errors.js';
import { compareValues, encodeValue, numericOf } from './order.js';

/** mingo orders and equates values its own way ({x, y} equals {y, x}; dates before numbers); these follow BSON. */
function comparison(accept: (order: number) => unknown) {
  return (obj: unknown, args: unknown, options: Options) => {
    if (!Array.isArray(args) || args.length !== 2)
      throw failedToParse('a comparison takes exactly 2 arguments');
    const [a, b] = args.map((arg) => evalExpr(obj, arg, options));
    // in an expression, unlike in a query, missing is below null
    if (a === undefined || b === undefined) return accept(Number(a !== undefined) - Number(b !== undefined));
    return accept(Math.sign(compareValues(a, b)));
  };
}

const bsonComparisons = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: comparison((order) => order),
};

const { $function: _function, ...safeExpressions } = expression as unknown as Record<`$${string}`, never>;
const { $accumulator: _accumulator, ...safeAccumulators } = accumulator as unknown as Record<
  `$${string}`,
  never
>;

const context = Context.from(
  Context.init({ expression: bsonComparisons as never }),
  Context.init({ expression: safeExpressions, accumulator: safeAccumulators, pipeline: pipeline as never }),
);

const options = {
  context,
  scriptEnabled: false,
  processingMode: ProcessingMode.CLONE_OFF,
  useStrictMode: true,
};

function named<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw failedToParse(`expression: ${(error as Error).message}`);
  }
}

/** Top-level fields an expression may read; undefined for all of them. */
function fieldsRead(expr: unknown, found = new Set<string>()): Set<string> | undefined {
  if (typeof expr === 'string') {
    if (/^\$\$(ROOT|CURRENT)/.test(expr)) return undefined;
    if (/^\$[^$]/.test(expr)) found.add(expr.slice(1).split('.')[0] as string);
  } else if (typeof expr === 'object' && expr !== null) {
    for (const inner of Object.values(expr)) if (!fieldsRead(inner, found)) return undefined;
  }
  return found;
}

/** The document as mingo may have it: what the expression does not read goes through as it is. */
function simplified(doc: Doc, read: Set<string> | undefined): Doc {
  if (!read) return simplify(doc) as Doc;
  const copy = { ...doc };
  for (const name of read) if (Object.hasOwn(doc, name)) setField(copy, name, simplify(doc[name]));
  return copy;
}

/** The value of an aggregation expression for one document. */
export function evaluateExpression(expr: unknown, doc: Doc): unknown {
  return named(() => evalExpr(simplified(doc, fieldsRead(expr)), simplify(expr), options as never));
}

/** The stages mingo computes; the others are ours, or outside the scope. */
const MINGO_STAGES = new Set([
  '$addFields',
  '$set',
  '$unset',
  '$project',
  '$unwind',
  '$replaceRoot',
  '$replaceWith',
  '$bucket',
  '$sortByCount',
  '$redact',
]);

/** Stages that keep documents one by one, and the paths they do not compute. */
const PASSING_STAGES = new Set(['$addFields', '$set', '$unset', '$project', '$redact']);

/**
 * Runs one computing stage. What it computes comes out as JS numbers: Int32 where whole and small, else Double.
 * What it only passes on, document by document, keeps its exact type.
 */
export function runStage(stage: Doc, docs: Doc[]): Doc[] {
  const name = Object.keys(stage)[0] as string;
  const spec = simplify(stage[name]);
  const read = fieldsRead(spec);
  const inputs = docs.map((doc) => simplified(doc, read));
  if (name === '$group') return named(() => group(spec as Doc, inputs));
  if (!MINGO_STAGES.has(name)) throw outOfScope(`the aggregation stage ${name}`);
  const outputs = named(() => new mingo.Aggregator([{ [name]: spec }], options as never).run<Doc>(inputs));
  if (!PASSING_STAGES.has(name) || outputs.length !== docs.length) return outputs;
  return outputs.map((output, i) => graft(docs[i], output) as Doc);
}

/** What mingo only passed on keeps the exact type it had. */
export function graft(before: unknown, after: unknown): unknown {
  const same = numericOf(before);
  if (typeof after === 'number' && typeof same === 'number' && same === after) return before;
  if (Array.isArray(after))
    return after.map((item, i) => graft(Array.isArray(before) ? before[i] : undefined, item));
  if (!isDocument(after)) return after;
  const copy: Doc = {};
  for (const name of Object.keys(after)) {
    setField(
      copy,
      name,
      graft(isDocument(before) && Object.hasOwn(before, name) ? before[name] : undefined, after[name]),
    );
  }
  return copy;
}

/** Groups by BSON equality; mingo then accumulates each group by itself. */
function group(spec: Doc, docs: Doc[]): Doc[] {
  if (!isDocument(spec) || !('_id' in spec))
    throw new StoreError(15955, 'a group specification must include an _id');
  const groups = new Map<string, { id: unknown; members: Doc[] }>();
  for (const doc of docs) {
    const id = evalExpr(doc, spec._id, options as never) ?? null;
    const key = encodeValue(id).toString('latin1');
    const found = groups.get(key);
    if (found) found.members.push(doc);
    else groups.set(key, { id, members: [doc] });
  }
  const aggregator = new mingo.Aggregator([{ $group: { ...spec, _id: null } }], options as never);
  return [...groups.values()].map(({ id, members }) => ({ ...aggregator.run<Doc>(members)[0], _id: id }));
}

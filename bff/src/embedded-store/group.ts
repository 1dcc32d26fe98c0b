import mingo from 'mingo';
import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import { $avg, $first, $last, $push, $sum } from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import { $group } from 'mingo/operators/pipeline';
import type { Options } from 'mingo/types';
import { type Doc, isDocument, simplify, topField } from './documents.js';
import { failedToParse, outOfScope, StoreError } from './errors.js';
import { compareValues, encodeValue } from './order.js';

/** mingo orders and equates values its own way ({x, y} equals {y, x}; dates before numbers); these follow BSON. */
const comparison = (accept: (order: number) => boolean) => (doc: unknown, args: unknown, given: Options) => {
  if (!Array.isArray(args) || args.length !== 2) throw failedToParse('a comparison takes two arguments');
  const [a, b] = args.map((arg) => evalExpr(doc, arg, given));
  // in an expression, unlike in a query, missing is below null
  const ofMissing = Number(a !== undefined) - Number(b !== undefined);
  return accept(ofMissing || compareValues(a, b));
};
const extreme = (sign: 1 | -1) => (docs: unknown[], expr: unknown, given: Options) =>
  $push(docs, expr, given)
    .filter((value) => value !== null)
    .reduce<unknown>(
      (best, value) => (best === null || sign * compareValues(value, best) > 0 ? value : best),
      null,
    );

const { $add, $and, $arrayElemAt, $cond, $divide, $ifNull, $multiply, $not, $or, $size, $subtract } =
  expressions;
const operators = {
  pipeline: { $group },
  accumulator: { $sum, $avg, $first, $last, $push, $min: extreme(-1), $max: extreme(1) },
  expression: {
    ...{ $add, $and, $arrayElemAt, $cond, $divide, $ifNull, $multiply, $not, $or, $size, $subtract },
    $eq: comparison((order) => order === 0),
    $ne: comparison((order) => order !== 0),
    $gt: comparison((order) => order > 0),
    $gte: comparison((order) => order >= 0),
    $lt: comparison((order) => order < 0),
    $lte: comparison((order) => order <= 0),
  },
};
const options = {
  context: Context.init(operators as never),
  scriptEnabled: false,
  processingMode: ProcessingMode.CLONE_OFF,
  useStrictMode: true,
} as never;

/** The operators and the paths of fields that an expression is made of. */
function* partsOf(expr: unknown): Generator<string> {
  if (typeof expr === 'string' && expr.startsWith('$')) yield expr;
  if (typeof expr !== 'object' || expr === null) return;
  for (const [name, inner] of Object.entries(expr)) {
    if (name.startsWith('$')) yield `${name}:`;
    yield* partsOf(inner);
  }
}

/** Groups by BSON equality; mingo accumulates each group. What it computes comes out as JS numbers. */
export interface Group {
  /** Top-level fields it reads. */
  fields: Set<string>;
  run(docs: Iterable<Doc>): Doc[];
}

/** @throws StoreError 115 naming an operator that is not among those above */
export function compileGroup(sent: unknown): Group {
  const spec = simplify(sent);
  if (!isDocument(spec) || !('_id' in spec))
    throw new StoreError(15955, 'a group specification must include an _id');
  const { _id, ...accumulators } = spec;
  const inner = Object.values(accumulators).map((accumulator) => {
    const [[name, expr] = ['', null], ...more] = Object.entries(accumulator ?? {});
    if (!(name in operators.accumulator) || more.length > 0) throw outOfScope(`'${name}' as accumulator`);
    return expr;
  });
  const parts = [...partsOf([_id, ...inner])];
  const other = parts.find((part) =>
    part.endsWith(':') ? !(part.slice(0, -1) in operators.expression) : part[1] === '$',
  );
  if (other) throw outOfScope(`${other.replace(':', '')} in an expression`);
  const aggregator = new mingo.Aggregator([{ $group: { ...accumulators, _id: null } }], options);
  return {
    fields: new Set(parts.filter((part) => !part.endsWith(':')).map((path) => topField(path.slice(1)))),
    run: (docs) => {
      const groups = new Map<string, { id: unknown; members: Doc[] }>();
      for (const doc of docs) {
        const member = simplify(doc) as Doc;
        const id = named(() => evalExpr(member, _id, options) ?? null);
        const key = encodeValue(id).toString('latin1');
        const group = groups.get(key) ?? { id, members: [] };
        group.members.push(member);
        groups.set(key, group);
      }
      return Array.from(groups.values(), ({ id, members }) => {
        const [accumulated] = named(() => aggregator.run<Doc>(members));
        return { ...accumulated, _id: id };
      });
    },
  };
}

function named<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof StoreError ? error : failedToParse(`expression: ${(error as Error).message}`);
  }
}

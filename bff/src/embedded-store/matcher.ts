import { BSONRegExp } from 'bson';
import { type Doc, isDocument, someAt, toNumber } from './documents.js';
import { badValue, outOfScope } from './errors.js';
import { evaluateExpression } from './expressions.js';
import { geoPredicate } from './geo.js';
import { bsonTypeOf, compareValues, isMaxKey, isMinKey, rankOf } from './order.js';

export type Matcher = (doc: Doc) => boolean;
type Test = (value: unknown) => boolean;

/** One condition on one path: what the planner reads, and what the matcher is made of. */
export interface Condition {
  path: string;
  operator: string;
  operand: unknown;
}

export interface Filter {
  matches: Matcher;
  /** Conditions that every match fulfils (top level and inside `$and`), for choosing an index. */
  conditions: Condition[];
  /** Conditions of the branches of a top-level `$or`, when there is one. */
  branches: Filter[][];
  near: Condition | undefined;
  isEmpty: boolean;
  /** Top-level fields the filter looks at; undefined when that may be any. */
  fields: Set<string> | undefined;
  /** One condition on one path and nothing else. */
  isSingle: boolean;
}

/** Reads a query once. @throws StoreError 2 for what is malformed, 115 for what is out of scope */
export function compileFilter(query: Doc): Filter {
  const filter: Filter = {
    matches: () => true,
    conditions: [],
    branches: [],
    near: undefined,
    fields: new Set(),
    isEmpty: true,
    isSingle: false,
  };
  const matchers: Matcher[] = [];
  for (const key of Object.keys(query)) {
    const operand = query[key];
    if (!key.startsWith('$')) matchers.push(...compilePath(key, operand, filter));
    else matchers.push(compileLogical(key, operand, filter));
  }
  filter.matches = every(matchers);
  filter.isEmpty = matchers.length === 0;
  filter.isSingle = matchers.length === 1 && filter.conditions.length === 1;
  return filter;
}

function every(matchers: Matcher[]): Matcher {
  if (matchers.length === 1) return matchers[0] as Matcher;
  return (doc) => {
    for (const matches of matchers) if (!matches(doc)) return false;
    return true;
  };
}

function compileLogical(key: string, operand: unknown, filter: Filter): Matcher {
  if (key === '$comment') return () => true;
  if (key === '$expr') filter.fields = undefined;
  if (key === '$expr') return (doc) => evaluateExpression(operand, doc) === true;
  if (key !== '$and' && key !== '$or' && key !== '$nor') {
    if (['$where', '$text', '$jsonSchema', '$sampleRate'].includes(key)) throw outOfScope(key);
    throw badValue(`unknown top level operator: ${key}`);
  }
  if (!Array.isArray(operand) || operand.length === 0) throw badValue(`${key} must be a nonempty array`);
  const parts = operand.map((part) => {
    if (!isDocument(part)) throw badValue(`${key} entries need to be full objects`);
    return compileFilter(part);
  });
  for (const part of parts) {
    if (!part.fields) filter.fields = undefined;
    for (const field of part.fields ?? []) filter.fields?.add(field);
  }
  if (key === '$and') {
    for (const part of parts) {
      filter.conditions.push(...part.conditions);
      filter.branches.push(...part.branches);
      filter.near ??= part.near;
    }
    return every(parts.map((part) => part.matches));
  }
  if (parts.some((part) => part.near)) throw badValue('geo $near must be top-level expr');
  if (key === '$or') {
    filter.branches.push(parts);
    return (doc) => parts.some((part) => part.matches(doc));
  }
  return (doc) => !parts.some((part) => part.matches(doc));
}

function compilePath(path: string, operand: unknown, filter: Filter): Matcher[] {
  const parts = path.split('.');
  filter.fields?.add(parts[0] as string);
  if (!isOperatorDocument(operand)) {
    filter.conditions.push({ path, operator: isRegex(operand) ? '$regex' : '$eq', operand });
    return [atPath(parts, equalityTest(operand))];
  }
  return Object.keys(operand).flatMap((operator) => {
    const value = operand[operator];
    if (operator === '$options' && '$regex' in operand) return [];
    if (operator === '$maxDistance' || operator === '$minDistance') return [];
    filter.conditions.push({ path, operator, operand: value });
    if (operator === '$near' || operator === '$nearSphere') {
      filter.near = { path, operator, operand };
      return [];
    }
    return [compileOperator(parts, operator, value, operand)];
  });
}

function isOperatorDocument(value: unknown): value is Doc {
  if (!isDocument(value)) return false;
  const names = Object.keys(value);
  const operators = names.filter((name) => name.startsWith('$') && !['$ref', '$id', '$db'].includes(name));
  if (operators.length === 0) return false;
  if (operators.length < names.length)
    throw badValue(`unknown operator: ${names.find((name) => !name.startsWith('$'))}`);
  return true;
}

const atPath =
  (parts: string[], test: Test): Matcher =>
  (doc) =>
    someAt(doc, parts, 0, true, test);
const not =
  (matcher: Matcher): Matcher =>
  (doc) =>
    !matcher(doc);

function compileOperator(parts: string[], operator: string, operand: unknown, siblings: Doc): Matcher {
  switch (operator) {
    case '$eq':
      return atPath(parts, exactTest(operand));
    case '$ne':
      if (isRegex(operand)) throw badValue("Can't have regex as arg to $ne.");
      return not(atPath(parts, exactTest(operand)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return atPath(parts, rangeTest(operator, operand));
    case '$in':
      return atPath(parts, membershipTest('$in', operand));
    case '$nin':
      return not(atPath(parts, membershipTest('$nin', operand)));
    case '$exists': {
      const exists: Matcher = (doc) => someAt(doc, parts, 0, true, (value) => value !== undefined);
      return isTruthy(operand) ? exists : not(exists);
    }
    case '$type':
      return atPath(parts, typeTest(operand));
    case '$regex':
      return atPath(parts, regexTest(operand, siblings.$options));
    case '$mod': {
      if (!Array.isArray(operand) || operand.length !== 2)
        throw badValue('malformed mod, needs two elements');
      const [divisor, remainder] = operand.map((item) => Math.trunc(toNumber(item, '$mod'))) as [
        number,
        number,
      ];
      if (divisor === 0) throw badValue('divisor cannot be 0');
      return atPath(
        parts,
        (value) => rankOf(value) === 5 && Math.trunc(toNumber(value, '$mod')) % divisor === remainder,
      );
    }
    case '$not': {
      if (isRegex(operand)) return not(atPath(parts, regexTest(operand, undefined)));
      if (!isOperatorDocument(operand)) throw badValue('$not needs a regex or a document');
      const inner = Object.keys(operand)
        .filter((name) => name !== '$options')
        .map((name) => compileOperator(parts, name, operand[name], operand));
      return not(every(inner));
    }
    case '$all':
      return compileAll(parts, operand);
    case '$size': {
      const size = toNumber(operand, '$size');
      if (!Number.isInteger(size) || size < 0)
        throw badValue('$size must be a whole number that is not negative');
      return (doc) => someAt(doc, parts, 0, false, (value) => Array.isArray(value) && value.length === size);
    }
    case '$elemMatch':
      return compileElemMatch(parts, operand);
    case '$geoWithin':
    case '$geoIntersects': {
      const test = geoPredicate(operator, operand);
      return (doc) => someAt(doc, parts, 0, false, test);
    }
    default:
      if (/^\$(bits(All|Any)(Set|Clear)|jsonSchema|within|comment|rand)$/.test(operator))
        throw outOfScope(operator);
      throw badValue(`unknown operator: ${operator}`);
  }
}

function compileAll(parts: string[], operand: unknown): Matcher {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  if (operand.length === 0) return () => false;
  return every(
    operand.map((item) =>
      isDocument(item) && '$elemMatch' in item
        ? compileElemMatch(parts, item.$elemMatch)
        : atPath(parts, equalityTest(item)),
    ),
  );
}

function compileElemMatch(parts: string[], operand: unknown): Matcher {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object');
  const logical = Object.keys(operand).some((name) => ['$and', '$or', '$nor'].includes(name));
  const { matches } = logical ? compileFilter(operand) : { matches: elementTest(operand) };
  const test: Test = (value) => (!logical || isDocument(value)) && matches(value as Doc);
  return (doc) => someAt(doc, parts, 0, false, (value) => Array.isArray(value) && value.some(test));
}

/** The test of `$pull`: operators on the element itself, a query on its fields, or equality. */
export function elementTest(operand: unknown): Test {
  if (!isDocument(operand)) return equalityTest(operand);
  if (isOperatorDocument(operand)) {
    const matchers = Object.keys(operand)
      .filter((name) => name !== '$options')
      .map((name) => compileOperator([], name, operand[name], operand));
    return (value) => matchers.every((matches) => matches(value as Doc));
  }
  const { matches } = compileFilter(operand);
  return (value) => isDocument(value) && matches(value);
}

const isRegex = (value: unknown): value is RegExp | BSONRegExp =>
  value instanceof RegExp || value instanceof BSONRegExp;

export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return rankOf(value) !== 5 || bsonTypeOf(value) === 'Decimal128' || toNumber(value, 'flag') !== 0;
}

const equalityTest = (operand: unknown): Test =>
  isRegex(operand) ? regexTest(operand, undefined) : exactTest(operand);
const exactTest = (operand: unknown): Test => {
  const bytes = bsonTypeOf(operand) === 'ObjectId' ? (operand as { id: Uint8Array }).id : undefined;
  if (bytes)
    return (value) =>
      bsonTypeOf(value) === 'ObjectId' && Buffer.compare((value as { id: Uint8Array }).id, bytes) === 0;
  return (value) => compareValues(value, operand) === 0;
};

/** Only values of the operand's own kind compare, except with MinKey and MaxKey; NaN is neither above nor below. */
function rangeTest(operator: string, operand: unknown): Test {
  if (isRegex(operand)) throw badValue(`Can't have RegEx as arg to predicate over field`);
  const accepts: Record<string, (order: number) => boolean> = {
    $gt: (order) => order > 0,
    $gte: (order) => order >= 0,
    $lt: (order) => order < 0,
    $lte: (order) => order <= 0,
  };
  const accept = accepts[operator] as (order: number) => boolean;
  const rank = rankOf(operand);
  const anyKind = isMinKey(operand) || isMaxKey(operand);
  const isNaNOperand = rank === 5 && Number.isNaN(Number(operand));
  return (value) => {
    if (anyKind) return value !== undefined && accept(compareValues(value, operand));
    if (rankOf(value) !== rank) return false;
    if (rank === 5 && isNaNOperand !== Number.isNaN(Number(value))) return false;
    return accept(compareValues(value, operand));
  };
}

function membershipTest(operator: string, operand: unknown): Test {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`);
  const tests = operand.map((item) => {
    if (isDocument(item) && Object.keys(item).some((name) => name.startsWith('$'))) {
      throw badValue(`cannot nest $ under ${operator}`);
    }
    return equalityTest(item);
  });
  return (value) => tests.some((test) => test(value));
}

function regexTest(operand: unknown, options: unknown): Test {
  const pattern = isRegex(operand) ? (operand instanceof RegExp ? operand.source : operand.pattern) : operand;
  if (typeof pattern !== 'string') throw badValue('$regex has to be a string');
  const own = isRegex(operand) ? (operand instanceof RegExp ? operand.flags : operand.options) : '';
  const flags = typeof options === 'string' ? options : own;
  if (/[^imsu]/.test(flags)) throw outOfScope(`the regular expression option in '${flags}'`);
  // PCRE syntax that means something else, or nothing, in JavaScript; an escaped sign is only itself
  const unescaped = pattern.replace(/\\([^AGZzQEKRhHX])/gs, '_');
  if (/\(\?[imsx#>(P|&+-]|\\|\[\[:|[*+?}]\+/.test(unescaped))
    throw outOfScope(`the regular expression /${pattern}/`);
  let regex: RegExp;
  try {
    regex = new RegExp(pattern, [...new Set(`${flags}`)].join(''));
  } catch (error) {
    throw badValue(`Regular expression is invalid: ${(error as Error).message}`);
  }
  return (value) => {
    if (typeof value === 'string') return regex.test(value);
    return isRegex(value) && compareValues(value, new BSONRegExp(pattern, flags)) === 0;
  };
}

const TYPE_ALIASES: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  symbol: 14,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

const CLASS_TYPES: Record<string, number> = {
  Double: 1,
  Int32: 16,
  Long: 18,
  Decimal128: 19,
  ObjectId: 7,
  Binary: 5,
  Timestamp: 17,
  BSONRegExp: 11,
  BSONSymbol: 14,
  Code: 13,
  MinKey: -1,
  MaxKey: 127,
};

/** BSON's number for the type of a value read with `decode`; undefined when the value is missing. */
function typeNumber(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 10;
  if (typeof value === 'string') return 2;
  if (typeof value === 'boolean') return 8;
  if (Array.isArray(value)) return 4;
  if (value instanceof Date) return 9;
  return CLASS_TYPES[bsonTypeOf(value) ?? ''] ?? 3;
}

function typeTest(operand: unknown): Test {
  const wanted = new Set(
    (Array.isArray(operand) ? operand : [operand]).flatMap((item) => {
      if (item === 'number') return [1, 16, 18, 19];
      const type = typeof item === 'string' ? TYPE_ALIASES[item] : toNumber(item, '$type');
      if (type === undefined || !Object.values(TYPE_ALIASES).includes(type))
        throw badValue(`Unknown type name alias: ${item}`);
      return [type];
    }),
  );
  return (value) => {
    const type = typeNumber(value);
    return type !== undefined && wanted.has(type);
  };
}

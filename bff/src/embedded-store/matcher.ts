import type { BSONRegExp } from 'bson';
import { type Doc, isDocument, someAt, topField } from './documents.js';
import { badValue, outOfScope } from './errors.js';
import { bsonTypeOf, compareValues, isSame, numericOf, RANK, rankOf } from './order.js';

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
  /** Top-level fields the filter looks at. */
  fields: Set<string>;
  /** How many matchers it is made of, conditions or not. */
  size: number;
}

const LOGICAL = ['$and', '$or', '$nor'];
const OTHERS =
  /^\$(expr|where|text|jsonSchema|comment|sampleRate|rand|near|nearSphere|within|geoWithin|geoIntersects|mod|type|not|all|size|bits\w+)$/;

function unknown(operator: string): Error {
  return OTHERS.test(operator) ? outOfScope(operator) : badValue(`unknown operator: ${operator}`);
}

/** Reads a query once. @throws StoreError 2 for what is malformed, 115 for what is out of scope */
export function compileFilter(query: Doc): Filter {
  const filter: Filter = { matches: () => true, conditions: [], fields: new Set(), size: 0 };
  const matchers = Object.entries(query).flatMap(([key, operand]) =>
    key.startsWith('$') ? [compileLogical(key, operand, filter)] : compilePath(key, operand, filter),
  );
  return { ...filter, matches: every(matchers), size: matchers.length };
}

function every(matchers: Matcher[]): Matcher {
  const [first] = matchers;
  return first && matchers.length === 1 ? first : (doc) => matchers.every((matches) => matches(doc));
}

function compileLogical(key: string, operand: unknown, filter: Filter): Matcher {
  if (!LOGICAL.includes(key)) throw unknown(key);
  if (!Array.isArray(operand) || operand.length === 0) throw badValue(`${key} must be a nonempty array`);
  const parts = operand.map((part) => {
    if (!isDocument(part)) throw badValue(`${key} entries need to be full objects`);
    return compileFilter(part);
  });
  for (const part of parts) for (const field of part.fields) filter.fields.add(field);
  if (key === '$and') {
    filter.conditions.push(...parts.flatMap((part) => part.conditions));
    return every(parts.map((part) => part.matches));
  }
  return (doc) => parts.some((part) => part.matches(doc)) === (key === '$or');
}

function compilePath(path: string, operand: unknown, filter: Filter): Matcher[] {
  const parts = path.split('.');
  filter.fields.add(topField(path));
  const isOperators = isOperatorDocument(operand);
  if (!isOperators) filter.conditions.push({ path, operator: isRegex(operand) ? '$regex' : '$eq', operand });
  if (!isOperators) return [atPath(parts, equalityTest(operand))];
  for (const [operator, value] of Object.entries(operand))
    filter.conditions.push({ path, operator, operand: value });
  return compileOperators(parts, operand);
}

function isOperatorDocument(value: unknown): value is Doc {
  if (!isDocument(value)) return false;
  const names = Object.keys(value);
  const plain = names.find((name) => !name.startsWith('$'));
  if (names.length === 0 || !names[0]?.startsWith('$')) return false;
  if (plain !== undefined) throw badValue(`unknown operator: ${plain}`);
  return true;
}

const atPath =
  (parts: string[], test: Test): Matcher =>
  (doc) =>
    someAt(doc, parts, true, test);

const not =
  (matcher: Matcher): Matcher =>
  (doc) =>
    !matcher(doc);

function compileOperators(parts: string[], operators: Doc): Matcher[] {
  return Object.keys(operators).flatMap((operator) =>
    operator === '$options' && '$regex' in operators
      ? []
      : [compileOperator(parts, operator, operators[operator], operators)],
  );
}

function compileOperator(parts: string[], operator: string, operand: unknown, siblings: Doc): Matcher {
  switch (operator) {
    case '$eq':
      return atPath(parts, exactTest(operand));
    case '$ne':
      return not(atPath(parts, exactTest(operand)));
    case '$gt':
      return atPath(
        parts,
        rangeTest(operand, (order) => order > 0),
      );
    case '$gte':
      return atPath(
        parts,
        rangeTest(operand, (order) => order >= 0),
      );
    case '$lt':
      return atPath(
        parts,
        rangeTest(operand, (order) => order < 0),
      );
    case '$lte':
      return atPath(
        parts,
        rangeTest(operand, (order) => order <= 0),
      );
    case '$in':
      return atPath(parts, membershipTest('$in', operand));
    case '$nin':
      return not(atPath(parts, membershipTest('$nin', operand)));
    case '$exists': {
      const exists = atPath(parts, (value) => value !== undefined);
      return isTruthy(operand) ? exists : not(exists);
    }
    case '$regex':
      return atPath(parts, regexTest(operand, siblings.$options));
    case '$elemMatch': {
      if (!isDocument(operand)) throw badValue('$elemMatch needs an Object');
      const test = elementTest(operand);
      return (doc) => someAt(doc, parts, false, (value) => Array.isArray(value) && value.some(test));
    }
    default:
      throw unknown(operator);
  }
}

/** The test of `$elemMatch` and `$pull`: operators on the element itself, a query on its fields, or equality. */
export function elementTest(operand: unknown): Test {
  if (!isDocument(operand)) return equalityTest(operand);
  if (isOperatorDocument(operand) && !LOGICAL.some((name) => name in operand)) {
    const matches = every(compileOperators([], operand));
    return (value) => matches(value as Doc);
  }
  const { matches } = compileFilter(operand);
  return (value) => isDocument(value) && matches(value);
}

const isRegex = (value: unknown): value is BSONRegExp => bsonTypeOf(value) === 'BSONRegExp';

export function isTruthy(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && numericOf(value) !== 0;
}

const equalityTest = (operand: unknown): Test => (isRegex(operand) ? regexTest(operand) : exactTest(operand));

function exactTest(operand: unknown): Test {
  // refused at once, not only where a document has something to compare
  rankOf(operand);
  return (value) => isSame(value, operand);
}

/** Only values of the operand's own kind compare; NaN is neither above nor below another number. */
function rangeTest(operand: unknown, accept: (order: number) => boolean): Test {
  const rank = rankOf(operand);
  const isNaNOperand = rank === RANK.number && Number.isNaN(Number(operand));
  return (value) => {
    if (rankOf(value) !== rank) return false;
    if (rank === RANK.number && isNaNOperand !== Number.isNaN(Number(value))) return false;
    return accept(compareValues(value, operand));
  };
}

function membershipTest(operator: string, operand: unknown): Test {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`);
  if (operand.some(isOperatorDocument)) throw badValue(`cannot nest $ under ${operator}`);
  const tests = operand.map(equalityTest);
  return (value) => tests.some((test) => test(value));
}

function regexTest(operand: unknown, options?: unknown): Test {
  const { pattern, options: own } = isRegex(operand) ? operand : { pattern: operand, options: '' };
  if (typeof pattern !== 'string') throw badValue('$regex has to be a string');
  const flags = typeof options === 'string' ? options : own;
  if (/[^ims]/.test(flags)) throw outOfScope(`the regular expression option in '${flags}'`);
  // PCRE syntax that means something else, or nothing, in JavaScript; an escaped sign is only itself
  const unescaped = pattern.replace(/\\([^AGZzQEKRhHX])/gs, '_');
  if (/\(\?[imsx#>(P|&+-]|\\|\[\[:|[*+?}]\+/.test(unescaped))
    throw outOfScope(`the regular expression /${pattern}/`);
  try {
    const regex = new RegExp(pattern, flags);
    return (value) => typeof value === 'string' && regex.test(value);
  } catch (error) {
    throw badValue(`Regular expression is invalid: ${(error as Error).message}`);
  }
}

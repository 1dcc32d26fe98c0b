import { Double, Int32, Long, ObjectId } from 'bson';
import { type Doc, fieldOf, isArrayIndex, isDocument, setField, topField } from './documents.js';
import { badValue, failedToParse, outOfScope, StoreError } from './errors.js';
import { elementTest, type Filter } from './matcher.js';
import { bsonTypeOf, compareValues, isSame, numericOf, RANK, rankOf } from './order.js';

interface Update {
  /** Needs of a document the fields to `read`, or all where that is not known; never changes it in place. */
  apply: (before: Doc, inserting: boolean) => Doc;
  /** Top-level fields that decide what it does, `_id` aside: not those that it sets as a whole. */
  read: ReadonlySet<string> | undefined;
  /** Top-level fields that may differ; undefined when any may. */
  touched: ReadonlySet<string> | undefined;
}

/** What an operator does to the value of one field, which is undefined where it is missing. */
type Change = (value: unknown) => unknown;
const REMOVED = Symbol('removed');

export const isReplacement = (update: unknown) =>
  isDocument(update) && !Object.keys(update).some((name) => name.startsWith('$'));

/** Reads an update (operators or replacement) once. */
export function compileUpdate(update: unknown): Update {
  if (Array.isArray(update)) throw outOfScope('an update by a pipeline');
  if (!isDocument(update)) throw failedToParse('an update must be a document');
  if (isReplacement(update))
    return { apply: (before) => withId(update, before._id), read: undefined, touched: undefined };
  const changes = Object.entries(update).flatMap(([operator, fields]) => {
    if (!isDocument(fields)) throw failedToParse(`${operator} needs a document of fields`);
    return Object.entries(fields).map(([path, operand]) => {
      const parts = path.split('.');
      if (path.includes('$')) throw outOfScope(`the update path '${path}'`);
      if (parts.includes('')) throw new StoreError(56, `The update path '${path}' has an empty field name`);
      return { path, parts, operator, change: changeOf(operator, path, operand) };
    });
  });
  const paths = changes.map(({ path }) => path);
  for (const [at, path] of paths.entries())
    if (paths.some((other) => other.startsWith(`${path}.`)) || paths.indexOf(path) !== at)
      throw new StoreError(40, `Updating the path '${path}' would create a conflict at '${path}'`);
  const touched = new Set(paths.map(topField));
  const apply = (before: Doc, inserting: boolean) => {
    let after: unknown = before;
    for (const { parts, operator, change } of changes)
      if (operator !== '$setOnInsert' || inserting)
        after = changeAt(after, parts, change, operator !== '$unset' && operator !== '$pull');
    if (!inserting && touched.has('_id')) withId(after as Doc, before._id);
    return after as Doc;
  };
  const read = changes.filter(({ operator, parts }) => operator !== '$set' || parts.length > 1);
  return { apply, read: new Set(read.map(({ path }) => topField(path))), touched };
}

function changeOf(operator: string, path: string, operand: unknown): Change {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return () => operand;
    case '$unset':
      return () => REMOVED;
    case '$inc':
      return (value) => add(path, value, operand);
    case '$min':
      return (value) => (value === undefined || compareValues(operand, value) < 0 ? operand : value);
    case '$max':
      return (value) => (value === undefined || compareValues(operand, value) > 0 ? operand : value);
    case '$push': {
      const added = eachOf(operator, operand);
      return onArray(path, (items) => [...items, ...added]);
    }
    case '$addToSet': {
      const added = eachOf(operator, operand);
      return onArray(path, (items) =>
        added.reduce<unknown[]>(
          (set, item) => (set.some((other) => isSame(other, item)) ? set : [...set, item]),
          items,
        ),
      );
    }
    case '$pull': {
      const test = elementTest(operand);
      const pull = onArray(path, (items) => items.filter((item) => !test(item)));
      return (value) => (value === undefined ? undefined : pull(value));
    }
    default:
      if (/^\$(mul|rename|bit|currentDate|pop|pullAll)$/.test(operator)) throw outOfScope(operator);
      throw failedToParse(`Unknown modifier: ${operator}. Expected a valid update modifier`);
  }
}

function onArray(path: string, change: (items: unknown[]) => unknown[]): Change {
  return (value = []) => {
    if (!Array.isArray(value)) throw badValue(`The field '${path}' must be an array`);
    return change(value);
  };
}

function eachOf(operator: string, operand: unknown): unknown[] {
  if (!isDocument(operand) || !('$each' in operand)) return [operand];
  const other = Object.keys(operand).find((name) => name !== '$each');
  if (other) throw outOfScope(`${other} in ${operator}`);
  if (!Array.isArray(operand.$each)) throw badValue('The argument to $each must be an array');
  return operand.$each;
}

/** Int32 grows to Long when it must, Long never to Double; any Double makes the result a Double. */
function add(path: string, value: unknown, operand: unknown): unknown {
  for (const part of value === undefined ? [operand] : [operand, value])
    if (rankOf(part) !== RANK.number) throw new StoreError(14, `Cannot $inc what is no number at '${path}'`);
  if (value === undefined) return operand;
  const [a, b] = [numericOf(value), numericOf(operand)] as [number, number];
  if (value instanceof Double || operand instanceof Double) return new Double(Number(a) + Number(b));
  const sum = BigInt(a) + BigInt(b);
  if (BigInt.asIntN(64, sum) !== sum) throw badValue(`$inc on '${path}' leaves the range of a Long`);
  const isLong = value instanceof Long || operand instanceof Long || BigInt.asIntN(32, sum) !== sum;
  return isLong ? Long.fromBigInt(sum) : new Int32(Number(sum));
}

/** A document like `node` with the value at the path changed; everything beside the path is shared. */
export function changeAt(node: unknown, parts: string[], change: Change, create: boolean, at = 0): unknown {
  if (at === parts.length) return change(node);
  const part = parts[at] as string;
  if (node === undefined && !create) return undefined;
  if (Array.isArray(node) && isArrayIndex(part)) {
    const position = Number(part);
    const next = changeAt(node[position], parts, change, create, at + 1);
    if (next === node[position] || (next === REMOVED && position >= node.length)) return node;
    const copy = [...node];
    while (copy.length < position) copy.push(null);
    copy[position] = next === REMOVED ? null : next;
    return copy;
  }
  if (node !== undefined && !isDocument(node)) {
    if (!create) return node;
    const shown = `{${parts[at - 1] ?? ''}: ${JSON.stringify(node)}}`;
    throw new StoreError(28, `Cannot create field '${part}' in element ${shown}`);
  }
  const before = fieldOf(node, part);
  const next = changeAt(before, parts, change, create, at + 1);
  if (next === before) return node;
  const copy: Doc = { ...node };
  if (next === REMOVED) delete copy[part];
  else setField(copy, part, next);
  return copy;
}

/** The `_id` it had stays, in front. @throws StoreError 66 when the update says another */
function withId(doc: Doc, id: unknown): Doc {
  const { _id = id, ...rest } = doc;
  if (id !== undefined && !isSame(_id, id))
    throw new StoreError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  return id === undefined ? doc : { _id: id, ...rest };
}

/** The document an upsert starts from: what the filter says by equality. */
export function seedOf(filter: Filter): Doc {
  let seed: unknown = {};
  for (const { path, operator, operand } of filter.conditions)
    if (operator === '$eq') seed = changeAt(seed, path.split('.'), () => operand, true);
  return seed as Doc;
}

/** A document ready to be inserted: an `_id`, in front. */
export function withFreshId(doc: Doc): Doc {
  const { _id, ...rest } = doc;
  const id = _id === undefined ? new ObjectId() : _id;
  checkId(id);
  return { _id: id, ...rest };
}

export function checkId(id: unknown): void {
  if (Array.isArray(id) || bsonTypeOf(id) === 'BSONRegExp')
    throw new StoreError(53, "The '_id' value cannot be an array or a regular expression");
}

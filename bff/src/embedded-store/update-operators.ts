import { Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import { type Doc, isDocument, toNumber } from './documents.js';
import { badValue, failedToParse, outOfScope, StoreError } from './errors.js';
import { elementTest, isTruthy } from './matcher.js';
import { compareValues, numericOf } from './order.js';
import { readSort, sortKey } from './query.js';
import { REMOVED } from './update-paths.js';

type Change = (value: unknown) => unknown;

/** What an operator does to the value of one field, which is undefined where it is missing. */
export function fieldChange(operator: string, path: string, operand: unknown): Change {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return () => operand;
    case '$unset':
      return () => REMOVED;
    case '$inc':
    case '$mul':
      return arithmetic(operator, path, operand);
    case '$min':
      return (value) => (value === undefined || compareValues(operand, value) < 0 ? operand : value);
    case '$max':
      return (value) => (value === undefined || compareValues(operand, value) > 0 ? operand : value);
    case '$currentDate':
      return currentDate(operand);
    case '$push':
      return push(path, operand);
    case '$addToSet':
      return addToSet(path, operand);
    case '$pull': {
      const test = elementTest(operand);
      return onArray(path, (items) => items.filter((item) => !test(item)));
    }
    case '$pullAll':
      if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument');
      return onArray(path, (items) =>
        items.filter((item) => !operand.some((other) => compareValues(item, other) === 0)),
      );
    case '$pop': {
      const end = toNumber(operand, '$pop');
      if (end !== 1 && end !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${end}`);
      return onArray(path, (items) => (end === 1 ? items.slice(0, -1) : items.slice(1)));
    }
    case '$bit':
      throw outOfScope(operator);
    default:
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update`,
      );
  }
}

function onArray(path: string, change: (items: unknown[]) => unknown[]): Change {
  return (value) => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw badValue(`The field '${path}' must be an array`);
    const next = change(value);
    return next.length === value.length ? value : next;
  };
}

function modifiers(operand: unknown, known: string[]): Doc | undefined {
  if (!isDocument(operand) || !('$each' in operand)) return undefined;
  const unknown = Object.keys(operand).find((name) => !known.includes(name));
  if (unknown) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  if (!Array.isArray(operand.$each)) throw badValue('The argument to $each must be an array');
  return operand;
}

function push(path: string, operand: unknown): Change {
  const options = modifiers(operand, ['$each', '$position', '$slice', '$sort']);
  const added = options ? (options.$each as unknown[]) : [operand];
  const position = options?.$position === undefined ? undefined : toNumber(options.$position, '$position');
  const slice = options?.$slice === undefined ? undefined : toNumber(options.$slice, '$slice');
  const order = options?.$sort === undefined ? undefined : elementOrder(options.$sort);
  return (value) => {
    if (value !== undefined && !Array.isArray(value)) throw badValue(`The field '${path}' must be an array`);
    let items = [...((value as unknown[] | undefined) ?? [])];
    items.splice(position ?? items.length, 0, ...added);
    if (order) items = items.sort(order);
    if (slice !== undefined) items = slice >= 0 ? items.slice(0, slice) : items.slice(slice);
    return items;
  };
}

function elementOrder(sort: unknown): (a: unknown, b: unknown) => number {
  if (!isDocument(sort)) {
    const direction = toNumber(sort, '$sort');
    return (a, b) => compareValues(a, b) * direction;
  }
  const keyOf = sortKey(readSort(sort));
  return (a, b) => Buffer.compare(keyOf(isDocument(a) ? a : {}), keyOf(isDocument(b) ? b : {}));
}

function addToSet(path: string, operand: unknown): Change {
  const options = modifiers(operand, ['$each']);
  const added = options ? (options.$each as unknown[]) : [operand];
  return (value) => {
    if (value !== undefined && !Array.isArray(value))
      throw badValue(`Cannot apply $addToSet to the non-array field '${path}'`);
    const items = (value as unknown[] | undefined) ?? [];
    const next = [...items];
    for (const item of added) if (!next.some((other) => compareValues(other, item) === 0)) next.push(item);
    return next.length === items.length && value !== undefined ? value : next;
  };
}

function currentDate(operand: unknown): Change {
  const type = isDocument(operand) ? operand.$type : 'date';
  if (!isDocument(operand) && !isTruthy(operand)) throw badValue('$currentDate needs true or a $type');
  if (type !== 'date' && type !== 'timestamp')
    throw badValue("The '$type' of $currentDate must be 'date' or 'timestamp'");
  return () => (type === 'date' ? new Date() : new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 }));
}

/** Int32 grows to Long when it must, Long never to Double; any Double makes the result a Double. */
function arithmetic(operator: string, path: string, operand: unknown): Change {
  if (operand instanceof Decimal128) throw outOfScope(`${operator} with Decimal128`);
  if (numericOf(operand) === undefined)
    throw new StoreError(
      14,
      `Cannot ${operator} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
    );
  return (value) => {
    if (value === undefined) {
      if (operator === '$inc') return operand;
      return operand instanceof Double ? new Double(0) : operand instanceof Long ? Long.ZERO : new Int32(0);
    }
    if (value instanceof Decimal128) throw outOfScope(`${operator} on Decimal128`);
    if (numericOf(value) === undefined)
      throw new StoreError(14, `Cannot apply ${operator} to a value of non-numeric type at '${path}'`);
    if (value instanceof Double || operand instanceof Double) {
      const [a, b] = [Number(value), Number(operand)];
      return new Double(operator === '$inc' ? a + b : a * b);
    }
    const [a, b] = [
      BigInt(numericOf(value) as number | bigint),
      BigInt(numericOf(operand) as number | bigint),
    ];
    const result = operator === '$inc' ? a + b : a * b;
    if (BigInt.asIntN(64, result) !== result)
      throw badValue(`${operator} on '${path}' leaves the range of a Long`);
    const small =
      BigInt.asIntN(32, result) === result && !(value instanceof Long) && !(operand instanceof Long);
    return small ? new Int32(Number(result)) : Long.fromBigInt(result);
  };
}

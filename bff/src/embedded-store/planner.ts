import type { Collection } from './collection.js';
import { type Index, type IndexField, prefixOf, type Range, wholeRange } from './collection-index.js';
import { type Condition, compileFilter, type Filter } from './matcher.js';
import { bsonTypeOf, encodeValue, isSame, RANK, rankOf } from './order.js';

export interface Plan {
  stage: 'COLLSCAN' | 'IXSCAN' | 'IDHACK';
  index: Index;
  ranges: Range[];
  reverse: boolean;
  /** The documents come in the order asked for. */
  sorted: boolean;
  score: number;
}

/** Values of one field between two encodings; equal ends are one point. */
interface Interval {
  low: { bytes: Buffer; included: boolean };
  high: { bytes: Buffer; included: boolean };
}

/** Beyond them reading everything is likely to be cheaper; not so for ids, which are looked up without opening a range. */
const MAX_RANGES = 1000;
const RANGES = ['$gt', '$gte', '$lt', '$lte'];

/** Chooses how to find what a filter matches. Whatever is chosen, every candidate is matched again. */
export function choosePlan(collection: Collection, filter: Filter, sort: IndexField[]): Plan {
  const { primary, indexes } = collection;
  const byId = planIndex(primary, filter.conditions, sort);
  // One document at most: no index finds it sooner.
  if (byId.stage === 'IDHACK' && byId.ranges.length === 1) return byId;
  const plans = indexes
    .filter((index) => !index.isGeo && isImplied(index.partial, filter.conditions))
    .map((index) => planIndex(index, filter.conditions, sort));
  const best = plans.reduce((a, b) => (b.score > a.score ? b : a), byId);
  if (best.score > 0) return best;
  const ranges = [wholeRange(primary.id)];
  return { ...best, stage: 'COLLSCAN', index: primary, ranges, reverse: false, sorted: sort.length === 0 };
}

/** Fields from the left that are bound to values, then one that is bound to a range; then the order of the rest. */
function planIndex(index: Index, conditions: Condition[], sort: IndexField[]): Plan {
  let prefixes = [prefixOf(index.id)];
  let ranges: Range[] | undefined;
  let score = 0;
  let single = 0;
  for (const [at, field] of index.fields.entries()) {
    const bounds = boundsOf(
      conditions.filter(({ path }) => path === field.path),
      index.isMultikey,
    );
    if (!bounds) break;
    if (!index.isPrimary && prefixes.length * bounds.intervals.length > MAX_RANGES) break;
    const { intervals, isRange } = bounds;
    score += isRange ? 4 : intervals.length === 1 ? 10 : 8;
    if (isRange) {
      ranges = prefixes.flatMap((prefix) => intervals.map((interval) => toRange(prefix, interval, field)));
      break;
    }
    prefixes = prefixes.flatMap((prefix) =>
      intervals.map(({ low }) => Buffer.concat([prefix, asStored(low.bytes, field)])),
    );
    if (intervals.length === 1 && single === at) single += 1;
  }
  const isBound = prefixes.length !== 1 || single > 0;
  const stage = index.isPrimary && isBound ? 'IDHACK' : 'IXSCAN';
  if (isBound && index.isUnique && !ranges) score += index.isPrimary ? 100 : 1;
  ranges ??= prefixes.map((from) => ({ from, to: Buffer.concat([from, Buffer.of(0xff)]) }));
  ranges.sort((a, b) => Buffer.compare(a.from, b.from));
  const direction = index.isMultikey ? undefined : directionOf(index.fields.slice(single), sort);
  if (direction) score += 5;
  const sorted = sort.length === 0 || direction !== undefined;
  return { stage, index, ranges, reverse: direction === 'reverse', sorted, score };
}

/** Whether reading an index one way or the other gives the order asked for. */
function directionOf(fields: IndexField[], sort: IndexField[]): 'forward' | 'reverse' | undefined {
  if (sort.length === 0) return undefined;
  const isReverse = sort[0]?.descending !== fields[0]?.descending;
  const fits = sort.every(
    ({ path, descending }, i) =>
      fields[i]?.path === path && (fields[i].descending !== descending) === isReverse,
  );
  return fits ? (isReverse ? 'reverse' : 'forward') : undefined;
}

function boundsOf(
  conditions: Condition[],
  isMultikey: boolean,
): { intervals: Interval[]; isRange: boolean } | undefined {
  for (const { operator, operand } of conditions) {
    const values = operator === '$eq' ? [operand] : operator === '$in' ? (operand as unknown[]) : undefined;
    const keys = values && boundsAt(values);
    if (!keys) continue;
    const unique =
      keys.length > 1 ? new Map(keys.map((key) => [key.toString('latin1'), key])).values() : keys;
    const points = Array.from(unique, (bytes) => ({ bytes, included: true }));
    return { intervals: points.map((point) => ({ low: point, high: point })), isRange: false };
  }
  let range: (Interval & { rank: number }) | undefined;
  for (const { operator, operand } of conditions) {
    const bytes = RANGES.includes(operator) ? boundAt(operand) : undefined;
    if (!bytes) continue;
    const rank = rankOf(operand);
    // a whole kind lies between its neighbours in rank: a value may itself begin with 0xff, asStored or inverted, so
    // the rank and 0xff would not be above all of its kind
    range ??= {
      rank,
      low: { bytes: Buffer.of(rank - 1), included: false },
      high: { bytes: Buffer.of(rank + 1), included: false },
    };
    if (range.rank !== rank) continue;
    const end = { bytes, included: operator.endsWith('e') };
    range = { ...range, [operator.startsWith('$g') ? 'low' : 'high']: end };
    // two bounds may be met by two elements of an array, so only one may narrow the scan
    if (isMultikey) break;
  }
  return range && { intervals: [range], isRange: true };
}

/** Each value as bytes; undefined where one of them bounds nothing. */
function boundsAt(values: readonly unknown[]): Buffer[] | undefined {
  const keys: Buffer[] = [];
  for (const value of values) {
    const key = boundAt(value);
    if (!key) return undefined;
    keys.push(key);
  }
  return keys;
}

function boundAt(value: unknown): Buffer | undefined {
  if (Array.isArray(value) || bsonTypeOf(value) === 'BSONRegExp') return undefined;
  const bytes = encodeValue(value);
  return bytes.length < 1500 ? bytes : undefined;
}

/** As an index holds it: upside down where the field descends. */
const asStored = (bytes: Buffer, { descending }: IndexField): Uint8Array =>
  descending ? bytes.map((byte) => byte ^ 0xff) : bytes;

function toRange(prefix: Buffer, { low, high }: Interval, field: IndexField): Range {
  const end = (bytes: Buffer, above: boolean) =>
    Buffer.concat([prefix, asStored(bytes, field), above ? Buffer.of(0xff) : Buffer.alloc(0)]);
  const [first, last] = field.descending ? [high, low] : [low, high];
  return { from: end(first.bytes, !first.included), to: end(last.bytes, last.included) };
}

/** Whether every document that meets the conditions also meets an index's filter. */
function isImplied(partial: Filter | undefined, conditions: Condition[]): boolean {
  return !partial?.conditions.some(
    (needed) => !conditions.some((given) => given.path === needed.path && implies(given, needed)),
  );
}

function implies({ operator, operand }: Condition, needed: Condition): boolean {
  if (operator === needed.operator && operator !== '$regex' && isSame(operand, needed.operand)) return true;
  if (operator === '$eq' && boundAt(operand) && rankOf(operand) !== RANK.null)
    return compileFilter({ value: { [needed.operator]: needed.operand } }).matches({ value: operand });
  return needed.operator === '$exists' && RANGES.includes(operator) && rankOf(operand) !== RANK.null;
}

import type { Collection } from './collection.js';
import { type Doc, isDocument, setField } from './documents.js';
import { badValue, StoreError } from './errors.js';
import { type Near, type Region, readNear, readRegion } from './geo.js';
import { coverBox } from './geo-cells.js';
import type { Index, IndexField } from './index-definition.js';
import { type Range, wholeRange } from './keys.js';
import { type Condition, compileFilter, type Filter } from './matcher.js';
import { encodeValue, isMaxKey, isMinKey, KeyWriter, RANK, rankOf } from './order.js';

export interface SortField {
  path: string;
  descending: boolean;
}

export interface Plan {
  stage: 'COLLSCAN' | 'IXSCAN' | 'IDHACK' | 'OR' | 'GEO_NEAR_2DSPHERE';
  /** Undefined: the tree of documents, in the order of `_id`. */
  index?: Index;
  ranges: Range[];
  reverse: boolean;
  /** The documents come in the order asked for. */
  sorted: boolean;
  /** One document may come more than once. */
  repeats: boolean;
  region?: Region;
  near?: Near;
  branches?: Plan[];
}

/** Values of one field between two encodings; equal ends that are both included are one point. */
interface Interval {
  low: { bytes: Buffer; included: boolean };
  high: { bytes: Buffer; included: boolean };
  point: boolean;
  holdsNull: boolean;
}

const MAX_RANGES = 1000;
const ID_FIELD: IndexField = { path: '_id', parts: ['_id'], descending: false };
const NO_ARRAYS: ReadonlySet<string> = new Set();

/** Chooses how to find what a filter matches. Whatever is chosen, every candidate is matched again. */
export function choosePlan(collection: Collection, filter: Filter, sort: SortField[], hint?: unknown): Plan {
  if (filter.near) return nearPlan(collection, filter.near, hint);
  const conditions = filter.conditions.flatMap(flatten);
  const hinted = hint === undefined ? undefined : findHinted(collection, hint);
  const plans: { plan: Plan; score: number }[] = [];
  const scan: Plan = {
    stage: 'COLLSCAN',
    ranges: [wholeRange(collection.id)],
    reverse: false,
    sorted: sort.length === 0,
    repeats: false,
  };
  if (hinted === 'natural') return scan;
  if (hinted === undefined || hinted === '_id_') {
    const byId = planIndex(undefined, [ID_FIELD], NO_ARRAYS, collection.id, conditions, sort);
    if (byId) plans.push(byId);
    if (hinted) return byId?.plan ?? scan;
  }
  for (const index of collection.indexes) {
    if (hinted && hinted !== index) continue;
    if (index.partial && !isImplied(index.partial, conditions)) continue;
    const found = index.isGeo
      ? planRegion(index, conditions, sort)
      : planIndex(index, index.fields, index.arrayFields, index.id, conditions, sort);
    if (found) plans.push(found);
    else if (hinted && !index.isGeo && !index.sparse) {
      return {
        ...scan,
        stage: 'IXSCAN',
        index,
        ranges: [wholeRange(index.id)],
        repeats: index.arrayFields.size > 0,
      };
    }
  }
  plans.sort((a, b) => b.score - a.score);
  if (plans[0]) return plans[0].plan;
  if (hinted) throw badValue('the hinted index cannot answer this query');
  return planBranches(collection, filter, scan) ?? scan;
}

/** A top-level `$or` whose every branch has an index of its own. */
function planBranches(collection: Collection, filter: Filter, scan: Plan): Plan | undefined {
  for (const parts of filter.branches) {
    const branches = parts.map((part) => choosePlan(collection, part, []));
    if (branches.every((plan) => plan.stage !== 'COLLSCAN'))
      return { ...scan, stage: 'OR', branches, ranges: [], repeats: true };
  }
  return undefined;
}

function nearPlan(collection: Collection, condition: Condition, hint: unknown): Plan {
  const near = readNear(condition.path, condition.operator, condition.operand);
  if (hint !== undefined) throw badValue('a hint with $near');
  return geoNearPlan(collection, near);
}

/** @throws StoreError 291 when no 2dsphere index covers the path */
export function geoNearPlan(collection: Collection | undefined, near: Near): Plan {
  const index = collection?.indexes.find(
    (candidate) => candidate.isGeo && !candidate.partial && candidate.fields[0]?.path === near.path,
  );
  if (!index) throw new StoreError(291, `unable to find index for $geoNear query on '${near.path}'`);
  return {
    stage: 'GEO_NEAR_2DSPHERE',
    index,
    ranges: [],
    reverse: false,
    sorted: true,
    repeats: false,
    near,
  };
}

function findHinted(collection: Collection, hint: unknown): Index | '_id_' | 'natural' {
  const name = typeof hint === 'string' ? hint : undefined;
  const pattern = isDocument(hint) ? encodeValue(hint) : undefined;
  if (isDocument(hint) && '$natural' in hint && Number(hint.$natural) === 1) return 'natural';
  if (name === '_id_' || pattern?.equals(encodeValue({ _id: 1 }))) return '_id_';
  const index = collection.indexes.find(
    (candidate) => candidate.name === name || pattern?.equals(encodeValue(candidate.pattern)),
  );
  if (!index) throw badValue('hint provided does not correspond to an existing index');
  return index;
}

/** `$elemMatch` seen as conditions on the paths inside it: true of some element, so good for one bound. */
function flatten(condition: Condition): Condition[] {
  if (condition.operator !== '$elemMatch' || !isDocument(condition.operand)) return [condition];
  const first = Object.keys(condition.operand)[0];
  if (first?.startsWith('$'))
    return Object.entries(condition.operand).map(([operator, operand]) => ({
      ...condition,
      operator,
      operand,
    }));
  return compileFilter(condition.operand).conditions.flatMap((inner) =>
    flatten({ ...inner, path: `${condition.path}.${inner.path}` }),
  );
}

function planIndex(
  index: Index | undefined,
  fields: IndexField[],
  arrayFields: ReadonlySet<string>,
  id: number,
  conditions: Condition[],
  sort: SortField[],
): { plan: Plan; score: number } | undefined {
  let prefixes = [new KeyWriter().u32(id).take()];
  let ranges: Range[] | undefined;
  let score = 0;
  let notNull = false;
  let arrayBound = false;
  const points = new Map<string, number>();
  for (const field of fields) {
    const isArray = arrayFields.has(field.path);
    // each bound on an array may be met by another element, so only one may narrow the scan
    if (isArray && arrayBound) break;
    const intervals = intervalsOf(
      conditions.filter((condition) => condition.path === field.path),
      isArray,
    );
    if (!intervals || prefixes.length * intervals.length > MAX_RANGES) break;
    arrayBound ||= isArray;
    notNull ||= intervals.every((interval) => !interval.holdsNull);
    const next = prefixes.flatMap((prefix) =>
      intervals.map((interval) => toRange(prefix, interval, field.descending)),
    );
    if (!intervals.every((interval) => interval.point)) {
      ranges = next;
      score += 4;
      break;
    }
    points.set(field.path, intervals.length);
    prefixes = next.map((range) => range.from);
    score += intervals.length === 1 ? 10 : 8;
  }
  ranges ??= prefixes.map((prefix) => ({ from: prefix, to: Buffer.concat([prefix, Buffer.of(0xff)]) }));
  if (index?.sparse && !notNull) return undefined;
  const direction = sort.length > 0 ? directionFor(fields, arrayFields, sort, points) : undefined;
  if (sort.length > 0 && direction !== undefined) score += 5;
  if (score === 0) return undefined;
  if (index?.unique && points.size === fields.length) score += 1;
  if (!index && points.size > 0) score += 100;
  ranges.sort((a, b) => Buffer.compare(a.from, b.from));
  const plan: Plan = {
    stage: index ? 'IXSCAN' : points.size > 0 ? 'IDHACK' : 'IXSCAN',
    ...(index && { index }),
    ranges,
    reverse: direction === 'reverse',
    sorted: sort.length === 0 || direction !== undefined,
    repeats: arrayFields.size > 0,
  };
  return { plan, score };
}

/** Whether reading the index one way or the other gives the order asked for. */
function directionFor(
  fields: IndexField[],
  arrayFields: ReadonlySet<string>,
  sort: SortField[],
  points: ReadonlyMap<string, number>,
): 'forward' | 'reverse' | undefined {
  const constant = (path: string) => points.get(path) === 1;
  const wanted = sort.filter((field) => !constant(field.path) || arrayFields.has(field.path));
  let direction: 'forward' | 'reverse' | undefined;
  let at = 0;
  for (const field of fields) {
    const next = wanted[at];
    if (!next) break;
    if (next.path !== field.path) {
      if (constant(field.path)) continue;
      return undefined;
    }
    if (arrayFields.has(field.path)) return undefined;
    const needed = next.descending === field.descending ? 'forward' : 'reverse';
    if (direction && direction !== needed) return undefined;
    direction = needed;
    at++;
  }
  return at === wanted.length ? (direction ?? 'forward') : undefined;
}

function intervalsOf(conditions: Condition[], isArray: boolean): Interval[] | undefined {
  for (const { operator, operand } of conditions) {
    const values =
      operator === '$eq' ? [operand] : operator === '$in' && Array.isArray(operand) ? operand : undefined;
    if (!values?.every(isBoundable)) continue;
    const unique = new Map(values.map((value) => [encodeValue(value).toString('latin1'), value]));
    return [...unique.values()].map((value) => {
      const end = { bytes: encodeValue(value), included: true };
      return { low: end, high: end, point: true, holdsNull: rankOf(value) === RANK.null };
    });
  }
  let range: (Interval & { rank: number }) | undefined;
  for (const { operator, operand } of conditions) {
    if (!['$gt', '$gte', '$lt', '$lte'].includes(operator) || !isBoundable(operand)) continue;
    const rank = rankOf(operand);
    // a whole kind lies between its neighbours in rank: a value may itself begin with 0xff, upright or inverted, so
    // the rank and 0xff would not be above all of its kind
    const bottom = { bytes: Buffer.of(rank - 1), included: false };
    const top = { bytes: Buffer.of(rank + 1), included: false };
    const end = { bytes: encodeValue(operand), included: operator === '$gte' || operator === '$lte' };
    range ??= { rank, low: bottom, high: top, point: false, holdsNull: rank === RANK.null };
    if (range.rank !== rank) continue;
    if (operator.startsWith('$gt')) range = { ...range, low: end };
    else range = { ...range, high: end };
    if (isArray) break;
  }
  return range && [range];
}

function isBoundable(value: unknown): boolean {
  const rank = rankOf(value);
  if (rank === RANK.array || rank === RANK.regex || isMinKey(value) || isMaxKey(value)) return false;
  return encodeValue(value).length < 1500;
}

function toRange(prefix: Buffer, { low, high }: Interval, descending: boolean): Range {
  const end = (bytes: Buffer, above: boolean) =>
    Buffer.concat([
      prefix,
      descending ? bytes.map((byte) => byte ^ 0xff) : bytes,
      above ? Buffer.of(0xff) : Buffer.alloc(0),
    ]);
  const [first, last] = descending ? [high, low] : [low, high];
  return { from: end(first.bytes, !first.included), to: end(last.bytes, last.included) };
}

function planRegion(
  index: Index,
  conditions: Condition[],
  sort: SortField[],
): { plan: Plan; score: number } | undefined {
  const path = index.fields[0]?.path;
  const condition = conditions.find(
    (item) => item.path === path && ['$geoWithin', '$geoIntersects'].includes(item.operator),
  );
  if (!condition) return undefined;
  const region = readRegion(condition.operator, condition.operand);
  const ranges = coverBox(region.box).map(([from, to]) => ({
    from: index.cellKey(from),
    to: index.cellKey(to),
  }));
  const plan: Plan = {
    stage: 'IXSCAN',
    index,
    ranges,
    reverse: false,
    sorted: sort.length === 0,
    repeats: false,
    region,
  };
  return { plan, score: 9 };
}

/** Whether every document that meets the conditions also meets a partial index's filter. */
function isImplied(partial: Filter, conditions: Condition[]): boolean {
  if (partial.branches.length > 0) return false;
  return partial.conditions.every((needed) => {
    const { matches } = compileFilter({ [needed.path]: { [needed.operator]: needed.operand } });
    return conditions.some(({ path, operator, operand }) => {
      if (path !== needed.path) return false;
      if (operator === needed.operator && encodeValue(operand).equals(encodeValue(needed.operand)))
        return true;
      const values =
        operator === '$eq' ? [operand] : operator === '$in' && Array.isArray(operand) ? operand : [];
      if (values.length > 0) return values.every((value) => isBoundable(value) && matches(nest(path, value)));
      const above = operator === '$gt' || operator === '$gte' || operator === '$lt' || operator === '$lte';
      return needed.operator === '$exists' && above && rankOf(operand) !== RANK.null;
    });
  });
}

function nest(path: string, value: unknown): Doc {
  return path.split('.').reduceRight<unknown>((inner, part) => {
    const doc: Doc = {};
    setField(doc, part, inner);
    return doc;
  }, value) as Doc;
}

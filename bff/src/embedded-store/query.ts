import type { Transaction } from 'lmdb';
import type { Collection } from './collection.js';
import {
  encodeKeys,
  type Index,
  type IndexField,
  prefixOf,
  type Range,
  toFields,
} from './collection-index.js';
import { type Doc, decodeFields, isDocument, topField } from './documents.js';
import { badValue, outOfScope, StoreError } from './errors.js';
import { coverCircle, distanceMetres, type Position, pointIn } from './geo.js';
import type { Filter } from './matcher.js';
import { choosePlan, type Plan } from './planner.js';
import type { Storage } from './storage.js';

export interface Found {
  key: Buffer;
  raw: Buffer;
  /** From the point of a `$geoNear`. */
  metres?: number;
}

/** Documents around a point, nearest first. */
export interface Near {
  index: Index;
  centre: Position;
  minMetres: number;
  maxMetres: number;
}

export interface Query {
  filter: Filter;
  sort: IndexField[];
  skip: number;
  /** 0: no limit. */
  limit: number;
  near?: Near;
  /** Reads this snapshot; inside a write transaction it is left out. */
  transaction?: Transaction;
  /** Milliseconds since the epoch after which the query gives up. */
  deadline?: number | undefined;
}

/** The documents of a query, in order, read as they are asked for. */
export function* runQuery(storage: Storage, collection: Collection, query: Query): Generator<Found> {
  const { filter, sort, near } = query;
  const plan = near ? undefined : choosePlan(collection, filter, sort);
  const source = plan
    ? candidates(storage, collection, plan, query.transaction)
    : nearest(storage, collection, near as Near, query.transaction);
  // what lies under a key that the filter asks for and nothing else need not be read to be known
  const isDecided = plan?.stage === 'IDHACK' && filter.size === 1 && filter.conditions.length === 1;
  const matching = isDecided || filter.size === 0 ? source : matches(source, query);
  const ordered = !plan || plan.sorted ? matching : sortFound(collection, matching, query);
  const end = query.limit > 0 ? query.skip + query.limit : Number.POSITIVE_INFINITY;
  let at = 0;
  for (const found of ordered) {
    if (at++ >= query.skip) yield found;
    if (at === end) return;
  }
}

function* matches(source: Iterable<Found>, { filter, deadline }: Query): Generator<Found> {
  let count = 0;
  for (const found of source) {
    if (deadline !== undefined && (++count & 255) === 0 && Date.now() > deadline)
      throw new StoreError(50, 'operation exceeded time limit');
    if (filter.matches(decodeFields(found.raw, filter.fields))) yield found;
  }
}

function* candidates(
  storage: Storage,
  collection: Collection,
  { index, ranges, reverse, stage }: Plan,
  transaction?: Transaction,
): Generator<Found> {
  if (stage === 'IDHACK') return yield* byKeys(storage, reverse ? ranges.toReversed() : ranges, transaction);
  const seen = new Set<string>();
  for (const range of reverse ? ranges.toReversed() : ranges) {
    for (const { key, value } of storage.entries(index, range, reverse, transaction)) {
      if (index.isPrimary) yield { key, raw: value };
      else {
        const name = index.isMultikey ? value.toString('latin1') : '';
        if (!seen.has(name)) yield { key: value, raw: collection.get(value, transaction) };
        if (index.isMultikey) seen.add(name);
      }
    }
  }
}

/** Ranges that hold one key of a document each: to look a key up costs a fraction of what opening a range does. */
function* byKeys(storage: Storage, ranges: Range[], transaction?: Transaction): Generator<Found> {
  for (const { from: key } of ranges) {
    const raw = storage.documents.get(key, transaction && { transaction });
    if (raw) yield { key, raw };
  }
}

const FIRST_RING_METRES = 1000;

/** In circles that double: what lies between the last one and this is complete, so it can be sorted and given out. */
function* nearest(
  storage: Storage,
  collection: Collection,
  { index, centre, minMetres, maxMetres }: Near,
  transaction?: Transaction,
): Generator<Found> {
  const prefix = prefixOf(index.id);
  let inner = -1;
  for (let radius = FIRST_RING_METRES; inner < maxMetres; radius *= 2) {
    const outer = Math.min(maxMetres, radius);
    const ring: { metres: number; key: Buffer }[] = [];
    for (const [from, to] of coverCircle(centre, outer)) {
      const range = { from: Buffer.concat([prefix, from]), to: Buffer.concat([prefix, to]) };
      for (const { key, value } of storage.entries(index, range, false, transaction)) {
        const metres = distanceMetres(centre, pointIn(key));
        if (metres > inner && metres <= outer && metres >= minMetres) ring.push({ metres, key: value });
      }
    }
    ring.sort((a, b) => a.metres - b.metres);
    for (const { metres, key } of ring) yield { key, raw: collection.get(key, transaction), metres };
    inner = outer;
  }
}

/** Sorts by the same bytes an index would hold. Keeps keys, not documents; no more of them than the limit needs. */
function* sortFound(collection: Collection, source: Iterable<Found>, query: Query): Generator<Found> {
  const wanted = query.limit > 0 ? query.skip + query.limit : Number.POSITIVE_INFINITY;
  const order = sortKey(query.sort);
  const fields = new Set(query.sort.map(({ path }) => topField(path)));
  let rows: { order: Buffer; key: Buffer }[] = [];
  const compare = (a: (typeof rows)[0], b: (typeof rows)[0]) =>
    Buffer.compare(a.order, b.order) || Buffer.compare(a.key, b.key);
  for (const { key, raw } of source) {
    rows.push({ order: order(decodeFields(raw, fields)), key });
    if (rows.length >= wanted * 2 + 1000) rows = rows.sort(compare).slice(0, wanted);
  }
  for (const { key } of rows.sort(compare)) yield { key, raw: collection.get(key, query.transaction) };
}

/** The least key a document has under the order: of an array, the element that comes first. */
export function sortKey(sort: IndexField[]): (doc: Doc) => Buffer {
  return (doc) => {
    const keys = encodeKeys(doc, sort).keys.map(({ bytes }) => bytes);
    return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
  };
}

export function readSort(sent: unknown): IndexField[] {
  if (sent === undefined || sent === null) return [];
  if (!isDocument(sent)) throw badValue('a sort must be a document');
  for (const [path, direction] of Object.entries(sent)) {
    if (path === '$natural' || isDocument(direction))
      throw outOfScope(`a sort by '${path}' that is no field`);
    if (Math.abs(Number(direction)) !== 1)
      throw badValue('$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  }
  return toFields(sent);
}

import type { Transaction } from 'lmdb';
import type { Collection } from './collection.js';
import { type Doc, keyTuples, toNumber } from './documents.js';
import { badValue, outOfScope, StoreError } from './errors.js';
import { circleBox, distanceMetres } from './geo.js';
import { coverBox } from './geo-cells.js';
import { readGeoEntry } from './index-definition.js';
import type { Filter } from './matcher.js';
import { KeyWriter } from './order.js';
import { choosePlan, type Plan, type SortField } from './planner.js';
import { decodeFields } from './raw-fields.js';
import type { Storage } from './storage.js';

export interface Found {
  key: Buffer;
  raw: Buffer;
  distanceMetres?: number;
}

export interface Query {
  filter: Filter;
  sort: SortField[];
  skip: number;
  /** 0: no limit. */
  limit: number;
  hint?: unknown;
  plan?: Plan;
  /** Reads this snapshot; inside a write transaction it is left out. */
  transaction?: Transaction;
  /** Milliseconds since the epoch after which the query gives up. */
  deadline?: number | undefined;
}

/** The documents of a query, in order, read as they are asked for. */
export function* runQuery(storage: Storage, collection: Collection, query: Query): Generator<Found> {
  const plan = query.plan ?? choosePlan(collection, query.filter, query.sort, query.hint);
  const matching = matches(candidates(storage, collection, plan, query.transaction), query, plan);
  const ordered =
    plan.sorted && !(plan.near && query.sort.length > 0) ? matching : sortFound(collection, matching, query);
  let left = query.limit > 0 ? query.limit : Number.POSITIVE_INFINITY;
  let skip = query.skip;
  if (left === 0) return;
  for (const found of ordered) {
    if (skip > 0) {
      skip--;
      continue;
    }
    yield found;
    if (--left === 0) return;
  }
}

function* matches(source: Iterable<Found>, { filter, deadline }: Query, plan: Plan): Generator<Found> {
  const [condition] = filter.conditions;
  const decidedByKey = plan.stage === 'IDHACK' && filter.isSingle && condition?.operator === '$eq';
  let count = 0;
  for (const found of source) {
    if (deadline !== undefined && (++count & 255) === 0 && Date.now() > deadline) {
      throw new StoreError(50, 'operation exceeded time limit');
    }
    if (decidedByKey || filter.isEmpty) yield found;
    else {
      if (filter.matches(decodeFields(found.raw, filter.fields))) yield found;
    }
  }
}

export function* candidates(
  storage: Storage,
  collection: Collection,
  plan: Plan,
  transaction?: Transaction,
): Generator<Found> {
  if (plan.near) yield* nearest(storage, collection, plan, transaction);
  const seen = plan.repeats ? new Set<string>() : undefined;
  const isNew = (key: Buffer) => {
    const name = key.toString('latin1');
    return !seen || (!seen.has(name) && seen.add(name));
  };
  for (const branch of plan.branches ?? []) {
    for (const found of candidates(storage, collection, branch, transaction))
      if (isNew(found.key)) yield found;
  }
  const tree = plan.index ? storage.index : storage.documents;
  for (const range of plan.reverse ? plan.ranges.toReversed() : plan.ranges) {
    for (const { key, value } of storage.entries(tree, range, plan.reverse, transaction)) {
      if (!plan.index) {
        yield { key, raw: value };
        continue;
      }
      let docKey = value;
      if (plan.index.isGeo) {
        const entry = readGeoEntry(value);
        if (!plan.region?.contains(entry.point)) continue;
        docKey = entry.docKey;
      }
      if (isNew(docKey)) yield { key: docKey, raw: fetch(collection, docKey, transaction) };
    }
  }
}

function fetch(collection: Collection, key: Buffer, transaction?: Transaction): Buffer {
  const raw = collection.get(key, transaction);
  if (!raw) throw new Error(`${collection.namespace}: an index names a document that is not there`);
  return raw;
}

const FIRST_RING_METRES = 1000;

/** In circles that double: what lies between the last one and this is complete, so it can be sorted and given out. */
function* nearest(
  storage: Storage,
  collection: Collection,
  plan: Plan,
  transaction?: Transaction,
): Generator<Found> {
  const { near, index } = plan;
  if (!near || !index) return;
  const { centre, minMetres, maxMetres } = near;
  let inner = -1;
  let radius = Math.min(maxMetres, Math.max(FIRST_RING_METRES, minMetres));
  for (;;) {
    const ring: { distance: number; docKey: Buffer }[] = [];
    for (const [from, to] of coverBox(circleBox(centre, radius))) {
      const range = { from: index.cellKey(from), to: index.cellKey(to) };
      for (const { value } of storage.entries(storage.index, range, false, transaction)) {
        const { point, docKey } = readGeoEntry(value);
        const distance = distanceMetres(centre, point);
        if (distance > inner && distance <= radius && distance >= minMetres) ring.push({ distance, docKey });
      }
    }
    ring.sort((a, b) => a.distance - b.distance);
    for (const { distance, docKey } of ring) {
      yield { key: docKey, raw: fetch(collection, docKey, transaction), distanceMetres: distance };
    }
    if (radius >= maxMetres) return;
    inner = radius;
    radius = Math.min(maxMetres, radius * 2);
  }
}

/** Sorts by the same bytes an index would hold. Keeps keys, not documents; no more of them than the limit needs. */
function* sortFound(collection: Collection, source: Iterable<Found>, query: Query): Generator<Found> {
  const wanted = query.limit > 0 ? query.skip + query.limit : Number.POSITIVE_INFINITY;
  const order = sortKey(query.sort);
  const fields = new Set(query.sort.map((field) => field.path.split('.')[0] as string));
  let rows: { sortKey: Buffer; key: Buffer; distanceMetres?: number | undefined }[] = [];
  const compare = (a: { sortKey: Buffer; key: Buffer }, b: { sortKey: Buffer; key: Buffer }) =>
    Buffer.compare(a.sortKey, b.sortKey) || Buffer.compare(a.key, b.key);
  for (const { key, raw, distanceMetres } of source) {
    rows.push({ sortKey: order(decodeFields(raw, fields)), key, distanceMetres });
    if (rows.length >= wanted * 2 + 1000) rows = rows.sort(compare).slice(0, wanted);
  }
  for (const { key, distanceMetres } of rows.sort(compare)) {
    yield {
      key,
      raw: fetch(collection, key, query.transaction),
      ...(distanceMetres !== undefined && { distanceMetres }),
    };
  }
}

/** The least key a document has under the order: of an array, the element that comes first. */
export function sortKey(sort: SortField[]): (doc: Doc) => Buffer {
  const paths = sort.map((field) => field.path.split('.'));
  return (doc) => {
    const keys = keyTuples(doc, paths).tuples.map((tuple) => {
      const writer = new KeyWriter();
      tuple.forEach((value, i) => {
        const start = writer.length;
        writer.value(value);
        if (sort[i]?.descending) writer.invert(start);
      });
      return writer.take();
    });
    return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
  };
}

export function readSort(sent: unknown): SortField[] {
  if (sent === undefined || sent === null) return [];
  return Object.entries(sent as Doc).map(([path, direction]) => {
    if (path === '$natural') throw outOfScope("sort by '$natural'");
    if (typeof direction === 'object' && direction !== null && '$meta' in direction)
      throw outOfScope('sort by $meta');
    const number = toNumber(direction, 'a sort direction');
    if (number !== 1 && number !== -1)
      throw badValue('$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    return { path, descending: number < 0 };
  });
}

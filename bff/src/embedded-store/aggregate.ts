import { Double } from 'bson';
import type { Transaction } from 'lmdb';
import type { Collection } from './collection.js';
import { type Doc, encode, isDocument, someAt, toNumber } from './documents.js';
import { badValue, failedToParse, outOfScope, StoreError } from './errors.js';
import { runStage } from './expressions.js';
import { readGeoNearPoint, readLimits } from './geo.js';
import { compileFilter } from './matcher.js';
import { RANK, rankOf } from './order.js';
import { choosePlan, geoNearPlan, type Plan } from './planner.js';
import { compileProjection, includedFields, isPlainProjection } from './projection.js';
import { type Query, readSort, runQuery, sortKey } from './query.js';
import { decodeFields } from './raw-fields.js';
import type { Storage } from './storage.js';
import { changeAt } from './update-paths.js';

export interface PipelineSource {
  storage: Storage;
  database: string;
  transaction: Transaction;
  deadline?: number | undefined;
  hint?: unknown;
}

type Stage = [name: string, spec: unknown];

/** A pipeline split into what the store reads by itself and the stages that then run over documents. */
interface Prepared {
  query: Query;
  geo?: { distanceField: string; unit: number; multiplier: number; includeLocs: string | undefined };
  rest: Stage[];
}

export function runPipeline(
  source: PipelineSource,
  collection: Collection | undefined,
  pipeline: unknown,
): Iterable<Uint8Array> {
  const stages = readStages(pipeline);
  const prepared = prepare(source, collection, stages);
  return encodeAll(
    runStages(source, read(source, collection, prepared), prepared.rest),
    prepared.rest.length === 0 && !prepared.geo,
  );

  function* encodeAll(docs: Iterable<Doc>, asStored: boolean): Generator<Uint8Array> {
    if (asStored)
      for (const found of collection ? runQuery(source.storage, collection, prepared.query) : [])
        yield found.raw;
    else for (const doc of docs) yield encode(doc);
  }
}

/** The plan of the part of a pipeline that reads the collection. */
export function explainPipeline(source: PipelineSource, collection: Collection, pipeline: unknown): Plan {
  const { query } = prepare(source, collection, readStages(pipeline));
  return query.plan ?? choosePlan(collection, query.filter, query.sort, query.hint);
}

function readStages(pipeline: unknown): Stage[] {
  if (!Array.isArray(pipeline)) throw new StoreError(14, "'pipeline' must be an array");
  return pipeline.map((stage) => {
    const names = isDocument(stage) ? Object.keys(stage) : [];
    if (names.length !== 1)
      throw new StoreError(40323, 'A pipeline stage specification object must contain exactly one field.');
    return [names[0] as string, (stage as Doc)[names[0] as string]];
  });
}

/** Takes leading `$geoNear`, `$match`, `$sort`, `$skip`, `$limit` in this order into one query that may use an index. */
function prepare(source: PipelineSource, collection: Collection | undefined, stages: Stage[]): Prepared {
  const rest = [...stages];
  const next = (name: string) => (rest[0]?.[0] === name ? (rest.shift() as Stage)[1] : undefined);
  const filters: Doc[] = [];
  const geoNear = next('$geoNear');
  const prepared: Prepared = {
    query: {
      filter: compileFilter({}),
      sort: [],
      skip: 0,
      limit: 0,
      transaction: source.transaction,
      deadline: source.deadline,
      hint: source.hint,
    },
    rest,
  };
  if (geoNear !== undefined) {
    const { plan, geo, query } = readGeoNear(collection, geoNear);
    prepared.query.plan = plan;
    prepared.geo = geo;
    filters.push(query);
  }
  // Behind a $geoNear a $match may ask for the distance, which no stored document has: it runs as a stage.
  if (geoNear === undefined)
    for (let match = next('$match'); match !== undefined; match = next('$match'))
      filters.push(matchSpec(match));
  prepared.query.filter = compileFilter(
    filters.length === 1 ? (filters[0] as Doc) : filters.length > 1 ? { $and: filters } : {},
  );
  if (prepared.query.filter.near) throw badValue('$near is not allowed inside a $match; use $geoNear');
  if (!geoNear) prepared.query.sort = readSort(next('$sort'));
  const skip = next('$skip');
  if (skip !== undefined) prepared.query.skip = whole(skip, '$skip', 0);
  const limit = next('$limit');
  if (limit !== undefined) prepared.query.limit = whole(limit, '$limit', 1);
  return prepared;
}

function matchSpec(spec: unknown): Doc {
  if (!isDocument(spec)) throw new StoreError(15959, 'the match filter must be an expression in an object');
  return spec;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw failedToParse(`'${name}' must be a string`);
  return value;
}

function whole(value: unknown, name: string, least: number): number {
  const number = toNumber(value, name);
  if (!Number.isInteger(number) || number < least)
    throw new StoreError(15958, `the ${name} must be a whole number from ${least}`);
  return number;
}

const GEO_NEAR_OPTIONS = [
  'near',
  'distanceField',
  'spherical',
  'key',
  'maxDistance',
  'minDistance',
  'query',
  'includeLocs',
  'distanceMultiplier',
];

function readGeoNear(collection: Collection | undefined, spec: unknown) {
  if (!isDocument(spec)) throw failedToParse('$geoNear needs a document');
  const unknown = Object.keys(spec).find((name) => !GEO_NEAR_OPTIONS.includes(name));
  if (unknown) throw outOfScope(`the $geoNear option '${unknown}'`);
  const indexes = collection?.indexes.filter((index) => index.isGeo) ?? [];
  if (spec.key === undefined && indexes.length > 1)
    throw failedToParse("$geoNear needs a 'key' when there is more than one 2dsphere index");
  const path = spec.key === undefined ? (indexes[0]?.fields[0]?.path ?? '') : textOf(spec.key, 'key');
  const { centre, unit } = readGeoNearPoint(spec.near);
  if (unit !== 1 && spec.spherical !== true)
    throw outOfScope('$geoNear with a legacy pair and without spherical: true');
  const near = { path, centre, ...readLimits(spec.minDistance, spec.maxDistance, unit), spherical: true };
  const geo = {
    distanceField: typeof spec.distanceField === 'string' ? spec.distanceField : '',
    unit,
    multiplier:
      spec.distanceMultiplier === undefined ? 1 : toNumber(spec.distanceMultiplier, 'distanceMultiplier'),
    includeLocs: spec.includeLocs === undefined ? undefined : textOf(spec.includeLocs, 'includeLocs'),
  };
  return { plan: geoNearPlan(collection, near), geo, query: matchSpec(spec.query ?? {}) };
}

function* read(
  { storage }: PipelineSource,
  collection: Collection | undefined,
  { query, geo, rest }: Prepared,
): Generator<Doc> {
  if (!collection) return;
  const [next] = rest;
  const fields = next?.[0] === '$project' && !geo?.includeLocs ? includedFields(next[1]) : undefined;
  for (const found of runQuery(storage, collection, query)) {
    let doc = decodeFields(found.raw, fields);
    if (geo) {
      const distance = new Double(((found.distanceMetres ?? 0) / geo.unit) * geo.multiplier);
      if (geo.distanceField) doc = changeAt(doc, geo.distanceField.split('.'), () => distance, true) as Doc;
      if (geo.includeLocs) {
        const path = query.plan?.near?.path.split('.') ?? [];
        let location: unknown;
        someAt(doc, path, 0, false, (value) => {
          location = value;
          return true;
        });
        doc = changeAt(doc, geo.includeLocs.split('.'), () => location, true) as Doc;
      }
    }
    yield doc;
  }
}

function runStages(source: PipelineSource, docs: Iterable<Doc>, stages: Stage[]): Iterable<Doc> {
  return stages.reduce((input, [name, spec]) => runOne(source, input, name, spec), docs);
}

function runOne(source: PipelineSource, docs: Iterable<Doc>, name: string, spec: unknown): Iterable<Doc> {
  switch (name) {
    case '$match': {
      const filter = compileFilter(matchSpec(spec));
      if (filter.near) throw badValue('$near is not allowed inside a $match');
      return filterDocs(docs, filter.matches);
    }
    case '$limit':
      return limitDocs(docs, whole(spec, name, 1));
    case '$skip':
      return skipDocs(docs, whole(spec, name, 0));
    case '$sort': {
      const order = sortKey(readSort(spec));
      const rows = Array.from(docs, (doc) => ({ doc, key: order(doc) }));
      return rows.sort((a, b) => Buffer.compare(a.key, b.key)).map((row) => row.doc);
    }
    case '$count':
      if (typeof spec !== 'string' || spec === '' || spec.includes('.') || spec.startsWith('$'))
        throw new StoreError(40156, 'the count field must be a plain name');
      return countDocs(docs, (count) => (count > 0 ? [{ [spec]: count }] : []));
    case '$group':
      if (isDocument(spec) && isPlainCount(spec)) {
        const field = Object.keys(spec).find((key) => key !== '_id') as string;
        return countDocs(docs, (count) => (count > 0 ? [{ _id: spec._id, [field]: count }] : []));
      }
      return runStage({ $group: spec }, [...docs]);
    case '$project':
      if (isDocument(spec) && isPlainProjection(spec)) {
        const project = compileProjection(spec);
        if (!project) throw new StoreError(51272, 'projection specification must have at least one field');
        return mapDocs(docs, (doc) => [project(doc)]);
      }
      return mapDocs(docs, (doc) => runStage({ [name]: spec }, [doc]));
    case '$addFields':
    case '$set':
    case '$unset':
    case '$replaceRoot':
    case '$replaceWith':
    case '$unwind':
    case '$redact':
      return mapDocs(docs, (doc) => runStage({ [name]: spec }, [doc]));
    case '$facet':
      return facet(source, [...docs], spec);
    case '$lookup':
      return mapDocs(docs, lookup(source, spec));
    case '$unionWith':
      return union(source, docs, spec);
    case '$sample':
      return sample([...docs], toNumber((spec as Doc).size, '$sample size'));
    case '$geoNear':
      throw new StoreError(40602, '$geoNear is only valid as the first stage in a pipeline');
    default:
      return runStage({ [name]: spec }, [...docs]);
  }
}

function* filterDocs(docs: Iterable<Doc>, matches: (doc: Doc) => boolean): Generator<Doc> {
  for (const doc of docs) if (matches(doc)) yield doc;
}

function* limitDocs(docs: Iterable<Doc>, limit: number): Generator<Doc> {
  let left = limit;
  for (const doc of docs) {
    yield doc;
    if (--left === 0) return;
  }
}

function* skipDocs(docs: Iterable<Doc>, skip: number): Generator<Doc> {
  let left = skip;
  for (const doc of docs) if (left-- <= 0) yield doc;
}

function* mapDocs(docs: Iterable<Doc>, map: (doc: Doc) => Doc[]): Generator<Doc> {
  for (const doc of docs) yield* map(doc);
}

function* countDocs(docs: Iterable<Doc>, answer: (count: number) => Doc[]): Generator<Doc> {
  let count = 0;
  for (const _doc of docs) count++;
  yield* answer(count);
}

/** `{_id: <constant>, n: {$sum: 1}}`: what drivers send for countDocuments. */
export function isPlainCount(spec: Doc): boolean {
  const fields = Object.keys(spec).filter((key) => key !== '_id');
  const sum = fields.length === 1 ? spec[fields[0] as string] : undefined;
  const constant = spec._id === null || rankOf(spec._id) === RANK.number;
  return (
    constant &&
    '_id' in spec &&
    isDocument(sum) &&
    Object.keys(sum).length === 1 &&
    rankOf(sum.$sum) === RANK.number &&
    Number(sum.$sum) === 1
  );
}

function facet(source: PipelineSource, docs: Doc[], spec: unknown): Doc[] {
  if (!isDocument(spec)) throw failedToParse('$facet needs a document of pipelines');
  const entries = Object.entries(spec).map(([name, pipeline]) => [
    name,
    [...runStages(source, docs, readStages(pipeline))],
  ]);
  return [Object.fromEntries(entries)];
}

function lookup(source: PipelineSource, spec: unknown): (doc: Doc) => Doc[] {
  if (!isDocument(spec)) throw failedToParse('$lookup needs a document');
  const { from, localField, foreignField, as, pipeline, ...other } = spec;
  const unknown = Object.keys(other)[0];
  if (unknown) throw outOfScope(`the $lookup option '${unknown}'`);
  if (typeof from !== 'string' || typeof as !== 'string')
    throw failedToParse("$lookup needs 'from' and 'as'");
  const foreign = source.storage.find(`${source.database}.${from}`);
  return (doc) => {
    const match: Doc = {};
    if (typeof localField === 'string' && typeof foreignField === 'string') {
      const values: unknown[] = [];
      someAt(doc, localField.split('.'), 0, true, (value) => {
        if (!Array.isArray(value)) values.push(value ?? null);
        return false;
      });
      match[foreignField] = values.length === 1 ? { $eq: values[0] } : { $in: values };
    }
    const stages = [{ $match: match }, ...((pipeline as Doc[] | undefined) ?? [])];
    const prepared = prepare({ ...source, hint: undefined }, foreign, readStages(stages));
    const found = [...runStages(source, read(source, foreign, prepared), prepared.rest)];
    return [changeAt(doc, as.split('.'), () => found, true) as Doc];
  };
}

function* union(source: PipelineSource, docs: Iterable<Doc>, spec: unknown): Generator<Doc> {
  yield* docs;
  const { coll, pipeline } = typeof spec === 'string' ? { coll: spec, pipeline: [] } : (spec as Doc);
  const other = source.storage.find(`${source.database}.${textOf(coll, 'coll')}`);
  const prepared = prepare({ ...source, hint: undefined }, other, readStages(pipeline ?? []));
  yield* runStages(source, read(source, other, prepared), prepared.rest);
}

function sample(docs: Doc[], size: number): Doc[] {
  for (let i = docs.length - 1; i > 0; i--) {
    const other = Math.floor(Math.random() * (i + 1));
    [docs[i], docs[other]] = [docs[other] as Doc, docs[i] as Doc];
  }
  return docs.slice(0, size);
}

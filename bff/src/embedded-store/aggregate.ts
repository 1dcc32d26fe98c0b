import { Double } from 'bson';
import type { Collection } from './collection.js';
import { type Doc, decodeFields, encode, fieldOf, isDocument, toNumber } from './documents.js';
import { badValue, failedToParse, outOfScope, StoreError } from './errors.js';
import { FARTHEST_METRES, nearPoint } from './geo.js';
import { compileGroup } from './group.js';
import { compileFilter } from './matcher.js';
import { isSame } from './order.js';
import { compileProjection } from './projection.js';
import { type Near, type Query, readSort, runQuery, sortKey } from './query.js';
import type { Storage } from './storage.js';
import { changeAt } from './update.js';

/** Works on documents one by one where it can; `fields` are the top-level ones that it needs, where that is known. */
interface Stage {
  fields?: Set<string> | undefined;
  run(docs: Iterable<Doc>): Iterable<Doc>;
}

/** A pipeline split into one query that may use an index and the stages that then run over documents. */
interface Pipeline {
  query: Query;
  /** Path for the distance of a `$geoNear`. */
  distanceField: string | undefined;
  stages: Stage[];
}

/** Takes a leading `$geoNear`, or `$match`, then `$sort`, `$skip` and `$limit`, in this order, into the query. */
export function compilePipeline(collection: Collection | undefined, sent: unknown): Pipeline {
  if (!Array.isArray(sent)) throw new StoreError(14, "'pipeline' must be an array");
  const rest = sent.map((stage): [name: string, spec: unknown] => {
    const [entry, ...others] = isDocument(stage) ? Object.entries(stage) : [];
    if (!entry || others.length > 0)
      throw new StoreError(40323, 'A pipeline stage must be a document of exactly one field');
    return entry;
  });
  const next = (name: string) => (rest[0]?.[0] === name ? rest.shift()?.[1] : undefined);
  const geoNear = next('$geoNear');
  const geo = geoNear === undefined ? undefined : readGeoNear(collection, geoNear);
  // Behind a $geoNear a $match may ask for the distance, which no stored document has: it runs as a stage.
  const filter = compileFilter(matchSpec(geo ? geo.query : (next('$match') ?? {})));
  const sort = geo ? [] : readSort(next('$sort'));
  const skip = whole(next('$skip') ?? 0, '$skip', 0);
  const limit = next('$limit');
  const query = { filter, sort, skip, limit: limit === undefined ? 0 : whole(limit, '$limit', 1) };
  return {
    query: geo?.near ? { ...query, near: geo.near } : query,
    distanceField: geo?.distanceField,
    stages: rest.map(([name, spec]) => compileStage(name, spec)),
  };
}

/** What a pipeline answers, as bytes; what is passed on as a whole stays the bytes it is on disk. */
export function* runPipeline(
  storage: Storage,
  collection: Collection | undefined,
  { query, distanceField, stages }: Pipeline,
): Generator<Uint8Array> {
  const found = collection ? runQuery(storage, collection, query) : [];
  if (stages.length === 0 && !distanceField) for (const { raw } of found) yield raw;
  else for (const doc of stages.reduce((docs, stage) => stage.run(docs), read())) yield encode(doc);

  function* read(): Iterable<Doc> {
    const path = distanceField?.split('.');
    for (const { raw, metres } of found) {
      const doc = decodeFields(raw, stages[0]?.fields);
      yield path ? (changeAt(doc, path, () => new Double(metres as number), true) as Doc) : doc;
    }
  }
}

function matchSpec(spec: unknown): Doc {
  if (!isDocument(spec)) throw new StoreError(15959, 'the match filter must be an expression in an object');
  return spec;
}

function whole(value: unknown, name: string, least: number): number {
  const number = toNumber(value, name);
  if (Number.isInteger(number) && number >= least) return number;
  throw new StoreError(15958, `the ${name} must be a whole number from ${least}`);
}

const GEO_NEAR = ['near', 'distanceField', 'spherical', 'key', 'minDistance', 'maxDistance', 'query'];

function readGeoNear(collection: Collection | undefined, spec: unknown) {
  if (!isDocument(spec)) throw failedToParse('$geoNear needs a document');
  const other = Object.keys(spec).find((name) => !GEO_NEAR.includes(name));
  if (other) throw outOfScope(`the $geoNear option '${other}'`);
  const { key = '', distanceField, query = {}, minDistance = 0, maxDistance = FARTHEST_METRES } = spec;
  if (typeof key !== 'string' || (distanceField !== undefined && typeof distanceField !== 'string'))
    throw failedToParse('key and distanceField of $geoNear must be paths');
  const indexes = collection?.indexes.filter(
    ({ isGeo, partial, pattern }) => isGeo && !partial && (key === '' || fieldOf(pattern, key)),
  );
  const [index, another] = indexes ?? [];
  if (collection && !index) throw new StoreError(291, `unable to find index for $geoNear on '${key}'`);
  if (another) throw failedToParse("$geoNear needs a 'key' when there is more than one 2dsphere index");
  const limits = {
    centre: nearPoint(spec.near),
    minMetres: toNumber(minDistance, 'minDistance'),
    maxMetres: toNumber(maxDistance, 'maxDistance'),
  };
  if (!(limits.minMetres >= 0 && limits.maxMetres >= 0)) throw badValue('distances must not be negative');
  const near: Near | undefined = index && { index, ...limits };
  return { near, distanceField, query };
}

function compileStage(name: string, spec: unknown): Stage {
  switch (name) {
    case '$match': {
      const { matches } = compileFilter(matchSpec(spec));
      return { run: (docs) => flatMap(docs, (doc) => (matches(doc) ? [doc] : [])) };
    }
    case '$limit': {
      const limit = whole(spec, name, 1);
      return { run: (docs) => first(docs, limit) };
    }
    case '$sort': {
      const order = sortKey(readSort(spec));
      const keyed = (docs: Iterable<Doc>) => Array.from(docs, (doc) => ({ doc, key: order(doc) }));
      return {
        run: (docs) =>
          keyed(docs)
            .sort((a, b) => Buffer.compare(a.key, b.key))
            .map(({ doc }) => doc),
      };
    }
    case '$count':
      if (typeof spec !== 'string' || spec === '' || /[.$]/.test(spec))
        throw new StoreError(40156, 'the count field must be a plain name');
      return counting({}, spec);
    case '$group':
      // what drivers send for countDocuments
      return isSame(spec, { _id: 1, n: { $sum: 1 } }) ? counting({ _id: 1 }, 'n') : compileGroup(spec);
    case '$project': {
      const projection = compileProjection(spec);
      if (!projection) throw new StoreError(51272, 'projection specification must have at least one field');
      return {
        fields: projection.fields,
        run: (docs) => flatMap(docs, (doc) => [projection.apply(doc)]),
      };
    }
    case '$geoNear':
      throw new StoreError(40602, '$geoNear is only valid as the first stage in a pipeline');
    default:
      throw outOfScope(`the aggregation stage ${name}`);
  }
}

function* flatMap(docs: Iterable<Doc>, map: (doc: Doc) => Doc[]): Generator<Doc> {
  for (const doc of docs) yield* map(doc);
}

function* first(docs: Iterable<Doc>, limit: number): Generator<Doc> {
  let count = 0;
  for (const doc of docs) {
    yield doc;
    if (++count === limit) return;
  }
}

/** Counts without reading what it counts; nothing where there is nothing. */
function counting(more: Doc, field: string): Stage {
  return {
    fields: new Set(),
    run: (docs) => {
      let count = 0;
      for (const _doc of docs) count += 1;
      return count > 0 ? [{ ...more, [field]: count }] : [];
    },
  };
}

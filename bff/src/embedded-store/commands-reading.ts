import { Long } from 'bson';
import { compilePipeline, runPipeline } from './aggregate.js';
import {
  type Command,
  checkCommand,
  deadlineOf,
  filterOf,
  type Handler,
  namespaceOf,
  wholeNumber,
} from './command.js';
import { type Doc, decodeFields, encode, isDocument, someAt, topField } from './documents.js';
import { failedToParse, outOfScope, StoreError } from './errors.js';
import { compileFilter, isTruthy } from './matcher.js';
import { encodeValue } from './order.js';
import { choosePlan } from './planner.js';
import { compileProjection } from './projection.js';
import { type Query, readSort, runQuery } from './query.js';

const FIND = ['filter', 'projection', 'sort', 'skip', 'limit', 'batchSize', 'singleBatch'];
/** Ask for nothing that is not so anyway. */
const FIND_HARMLESS = ['noCursorTimeout', 'allowPartialResults', 'allowDiskUse'];

const find: Handler = (command) => {
  checkCommand(command, [...FIND, ...FIND_HARMLESS]);
  const { body, storage, cursors } = command;
  const namespace = namespaceOf(command);
  const collection = storage.find(namespace);
  const query = queryOf(command, body.filter);
  const projection = compileProjection(body.projection);
  const transaction = storage.snapshot();
  const results = function* (): Generator<Uint8Array> {
    for (const { raw } of collection ? runQuery(storage, collection, { ...query, transaction }) : []) {
      if (!projection) yield raw;
      else yield projection.cut?.(raw) ?? encode(projection.apply(decodeFields(raw, projection.fields)));
    }
  };
  return cursors.start(namespace, transaction, results, batchSizeOf(body), isTruthy(body.singleBatch));
};

const batchSizeOf = ({ batchSize }: Doc) =>
  batchSize === undefined ? undefined : wholeNumber(batchSize, 'batchSize');

function queryOf(command: Command, filter: unknown): Query {
  const { sort, skip, limit } = command.body;
  return {
    filter: compileFilter(filterOf(filter)),
    sort: readSort(sort),
    skip: wholeNumber(skip, 'skip'),
    limit: wholeNumber(limit, 'limit'),
    deadline: deadlineOf(command),
  };
}

const getMore: Handler = (command) => {
  checkCommand(command, ['collection', 'batchSize']);
  const { body, cursors } = command;
  return cursors.more(
    cursorId(body.getMore),
    namespaceOf(command, 'collection'),
    batchSizeOf(body) || undefined,
  );
};

const killCursors: Handler = (command) => {
  checkCommand(command, ['cursors']);
  const namespace = namespaceOf(command);
  const ids = Array.isArray(command.body.cursors) ? command.body.cursors : [];
  const killed = ids.filter((id) => command.cursors.kill(cursorId(id), namespace));
  const notFound = ids.filter((id) => !killed.includes(id));
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
};

function cursorId(value: unknown): bigint {
  if (!(value instanceof Long)) throw new StoreError(14, 'a cursor id must be a Long');
  return value.toBigInt();
}

const count: Handler = (command) => {
  checkCommand(command, ['query', 'limit', 'skip']);
  const { storage, body } = command;
  const collection = storage.find(namespaceOf(command));
  const query = queryOf(command, body.query);
  if (!collection) return { n: 0, ok: 1 };
  if (query.filter.size === 0 && query.skip + query.limit === 0) return { n: collection.count(), ok: 1 };
  let n = 0;
  for (const _found of runQuery(storage, collection, query)) n += 1;
  return { n, ok: 1 };
};

const distinct: Handler = (command) => {
  checkCommand(command, ['key', 'query']);
  const { body, storage } = command;
  if (typeof body.key !== 'string') throw new StoreError(14, "'key' must be a string");
  const path = body.key.split('.');
  const fields = new Set([topField(body.key)]);
  const collection = storage.find(namespaceOf(command));
  const values = new Map<string, unknown>();
  for (const { raw } of collection ? runQuery(storage, collection, queryOf(command, body.query)) : [])
    someAt(decodeFields(raw, fields), path, true, (value) => {
      if (value !== undefined && !Array.isArray(value))
        values.set(encodeValue(value).toString('latin1'), value);
      return false;
    });
  return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value), ok: 1 };
};

const aggregate: Handler = (command) => {
  checkCommand(command, ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation']);
  const { body, storage, cursors } = command;
  if (!isDocument(body.cursor)) throw failedToParse("The 'cursor' option is required");
  const namespace = namespaceOf(command);
  const collection = storage.find(namespace);
  const pipeline = compilePipeline(collection, body.pipeline);
  const transaction = storage.snapshot();
  const query = { ...pipeline.query, transaction, deadline: deadlineOf(command) };
  const results = () => runPipeline(storage, collection, { ...pipeline, query });
  return cursors.start(namespace, transaction, results, batchSizeOf(body.cursor));
};

/** Names the plan of a find, a count or an aggregate, without running it. */
const explain: Handler = (command) => {
  checkCommand(command, ['verbosity']);
  const { explain: inner, verbosity } = command.body;
  if (!isDocument(inner)) throw failedToParse("'explain' needs a command");
  if (verbosity !== 'queryPlanner') throw outOfScope(`explain with the verbosity '${String(verbosity)}'`);
  const name = Object.keys(inner)[0] as string;
  if (!['find', 'count', 'aggregate'].includes(name)) throw outOfScope(`explain of '${name}'`);
  const explained = { ...command, name, body: inner };
  const namespace = namespaceOf(explained);
  const collection = command.storage.find(namespace);
  const query =
    name === 'aggregate'
      ? compilePipeline(collection, inner.pipeline).query
      : queryOf(explained, inner.filter ?? inner.query);
  const winningPlan = collection
    ? query.near
      ? fetching({ stage: 'GEO_NEAR_2DSPHERE', indexName: query.near.index.name })
      : describe(choosePlan(collection, query.filter, query.sort))
    : { stage: 'EOF' };
  return { explainVersion: '1', queryPlanner: { namespace, winningPlan, rejectedPlans: [] }, ok: 1 };
};

const fetching = (inputStage: Doc): Doc => ({ stage: 'FETCH', inputStage });

function describe({ stage, index, reverse, sorted }: ReturnType<typeof choosePlan>): Doc {
  const direction = reverse ? 'backward' : 'forward';
  const scan = { stage, indexName: index.name, keyPattern: index.pattern, direction };
  const read = stage === 'COLLSCAN' ? { stage, direction } : stage === 'IDHACK' ? scan : fetching(scan);
  return sorted ? read : { stage: 'SORT', inputStage: read };
}

export const readingCommands: Record<string, Handler> = {
  find,
  getMore,
  killCursors,
  count,
  distinct,
  aggregate,
  explain,
};

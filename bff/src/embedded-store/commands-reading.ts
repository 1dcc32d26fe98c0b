import { Long } from 'bson';
import { explainPipeline, isPlainCount, type PipelineSource, runPipeline } from './aggregate.js';
import type { Collection } from './collection.js';
import {
  type Command,
  checkCommand,
  deadlineOf,
  filterOf,
  type Handler,
  namespaceOf,
  wholeNumber,
} from './command.js';
import { type Doc, encode, isDocument, someAt } from './documents.js';
import { failedToParse, outOfScope, StoreError } from './errors.js';
import { compileFilter, isTruthy } from './matcher.js';
import { encodeValue } from './order.js';
import { choosePlan, type Plan } from './planner.js';
import { compileProjection, includedFields } from './projection.js';
import { candidates, type Query, readSort, runQuery } from './query.js';
import { decodeFields } from './raw-fields.js';

const FIND = [
  'filter',
  'projection',
  'sort',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'hint',
  'noCursorTimeout',
  'allowPartialResults',
  'allowDiskUse',
];

const find: Handler = (command) => {
  checkCommand(command, FIND);
  const { body, storage, cursors } = command;
  const namespace = namespaceOf(command);
  const collection = storage.find(namespace);
  const query = queryOf(command, body.filter);
  const project = compileProjection(body.projection);
  const wanted = includedFields(body.projection);
  const transaction = storage.snapshot();
  const results = function* (): Generator<Uint8Array> {
    if (!collection) return;
    for (const found of runQuery(storage, collection, { ...query, transaction })) {
      yield project ? encode(project(decodeFields(found.raw, wanted))) : found.raw;
    }
  };
  const batchSize = body.batchSize === undefined ? undefined : wholeNumber(body.batchSize, 'batchSize');
  return cursors.start(namespace, transaction, results, batchSize, isTruthy(body.singleBatch));
};

function queryOf(command: Command, filter: unknown): Query {
  const { body } = command;
  return {
    filter: compileFilter(filterOf(filter)),
    sort: readSort(body.sort),
    skip: wholeNumber(body.skip, 'skip'),
    limit: wholeNumber(body.limit, 'limit'),
    hint: body.hint,
    deadline: deadlineOf(command),
  };
}

const getMore: Handler = (command) => {
  checkCommand(command, ['collection', 'batchSize']);
  const { body, cursors } = command;
  const batchSize = body.batchSize === undefined ? undefined : wholeNumber(body.batchSize, 'batchSize');
  return cursors.more(cursorId(body.getMore), namespaceOf(command, 'collection'), batchSize || undefined);
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
  checkCommand(command, ['query', 'limit', 'skip', 'hint', 'fields']);
  const { storage } = command;
  const collection = storage.find(namespaceOf(command));
  const query = queryOf(command, command.body.query);
  if (!collection) return { n: 0, ok: 1 };
  const snapshot = storage.snapshot();
  try {
    return { n: countMatches(command, collection, { ...query, transaction: snapshot }), ok: 1 };
  } finally {
    snapshot.done();
  }
};

function countMatches({ storage }: Command, collection: Collection, query: Query): number {
  if (query.filter.isEmpty && !query.filter.near) {
    const all = Math.max(0, collection.count(query.transaction) - query.skip);
    return query.limit > 0 ? Math.min(all, query.limit) : all;
  }
  let n = 0;
  for (const _found of runQuery(storage, collection, query)) n++;
  return n;
}

const distinct: Handler = (command) => {
  checkCommand(command, ['key', 'query', 'hint']);
  const { body, storage } = command;
  if (typeof body.key !== 'string') throw new StoreError(14, "'key' must be a string");
  const path = body.key.split('.');
  const collection = storage.find(namespaceOf(command));
  const values = new Map<string, unknown>();
  const snapshot = storage.snapshot();
  try {
    const query = { ...queryOf(command, body.query), transaction: snapshot };
    for (const found of collection ? runQuery(storage, collection, query) : []) {
      someAt(decodeFields(found.raw, new Set([path[0] as string])), path, 0, true, (value) => {
        const isExpanded = Array.isArray(value);
        if (value !== undefined && !isExpanded) values.set(encodeValue(value).toString('latin1'), value);
        return false;
      });
    }
  } finally {
    snapshot.done();
  }
  return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value), ok: 1 };
};

const AGGREGATE = ['pipeline', 'cursor', 'hint', 'allowDiskUse', 'bypassDocumentValidation'];

const aggregate: Handler = (command) => {
  checkCommand(command, AGGREGATE);
  const { body, storage, cursors, database } = command;
  if (!isDocument(body.cursor)) throw failedToParse("The 'cursor' option is required");
  if (body.aggregate === 1 || typeof body.aggregate !== 'string')
    throw outOfScope('an aggregate on a whole database');
  const namespace = namespaceOf(command);
  const collection = storage.find(namespace);
  const batchSize =
    body.cursor.batchSize === undefined ? undefined : wholeNumber(body.cursor.batchSize, 'batchSize');
  const deadline = deadlineOf(command);
  const transaction = storage.snapshot();
  const source: PipelineSource = { storage, database, transaction, deadline, hint: body.hint };
  const results = () =>
    countAll(command, collection, source) ?? runPipeline(source, collection, body.pipeline);
  return cursors.start(namespace, transaction, results, batchSize);
};

/** countDocuments({}) from the tree of documents, without reading them. */
function countAll(
  command: Command,
  collection: Collection | undefined,
  { transaction }: PipelineSource,
): Uint8Array[] | undefined {
  const [match, group, ...others] = Array.isArray(command.body.pipeline)
    ? (command.body.pipeline as Doc[])
    : [];
  const isAll = isDocument(match?.$match) && Object.keys(match.$match).length === 0;
  if (!collection || !isAll || !isDocument(group?.$group) || others.length > 0 || !isPlainCount(group.$group))
    return undefined;
  const n = collection.count(transaction);
  const field = Object.keys(group.$group).find((name) => name !== '_id') as string;
  return n > 0 ? [encode({ _id: group.$group._id, [field]: n })] : [];
}

const explain: Handler = (command) => {
  checkCommand(command, ['verbosity']);
  const inner = command.body.explain;
  if (!isDocument(inner)) throw failedToParse("'explain' needs a command");
  const name = Object.keys(inner)[0] as string;
  const innerCommand = { ...command, name, body: inner };
  const namespace = namespaceOf(innerCommand);
  const collection = command.storage.find(namespace);
  const { query, plan } = explainedPlan(innerCommand, collection);
  const reply: Doc = {
    explainVersion: '1',
    queryPlanner: {
      namespace,
      winningPlan: collection ? describePlan(plan as Plan) : { stage: 'EOF' },
      rejectedPlans: [],
    },
  };
  if (command.body.verbosity !== 'queryPlanner' && collection && plan) {
    const snapshot = command.storage.snapshot();
    try {
      let examined = 0;
      for (const _found of candidates(command.storage, collection, plan, snapshot)) examined++;
      const nReturned = [...runQuery(command.storage, collection, { ...query, plan, transaction: snapshot })]
        .length;
      reply.executionStats = {
        executionSuccess: true,
        nReturned,
        totalDocsExamined: examined,
        totalKeysExamined: plan.index ? examined : 0,
      };
    } finally {
      snapshot.done();
    }
  }
  return { ...reply, ok: 1 };
};

function explainedPlan(command: Command, collection: Collection | undefined): { query: Query; plan?: Plan } {
  const { body, name, storage, database } = command;
  if (name === 'aggregate') {
    const query = queryOf({ ...command, body: {} }, {});
    if (!collection) return { query };
    const transaction = storage.snapshot();
    try {
      return {
        query,
        plan: explainPipeline({ storage, database, transaction, hint: body.hint }, collection, body.pipeline),
      };
    } finally {
      transaction.done();
    }
  }
  const [statement] = (body.updates ?? body.deletes ?? []) as Doc[];
  const query = queryOf(command, body.filter ?? body.query ?? statement?.q);
  return collection
    ? { query, plan: choosePlan(collection, query.filter, query.sort, query.hint) }
    : { query };
}

function describePlan(plan: Plan): Doc {
  if (plan.branches)
    return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.branches.map(describePlan) } };
  if (plan.stage === 'COLLSCAN') return { stage: 'COLLSCAN', direction: 'forward' };
  const index = plan.index;
  const scan = {
    stage: plan.stage,
    indexName: index?.name ?? '_id_',
    keyPattern: index?.pattern ?? { _id: 1 },
    direction: plan.reverse ? 'backward' : 'forward',
  };
  if (plan.stage === 'IDHACK') return scan;
  const fetchStage = { stage: 'FETCH', inputStage: scan };
  return plan.sorted ? fetchStage : { stage: 'SORT', inputStage: fetchStage };
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

import type { Collection } from './collection.js';
import {
  type Command,
  checkCommand,
  checkOptions,
  decoded,
  documentsOf,
  filterOf,
  type Handler,
  namespaceOf,
} from './command.js';
import { type Doc, decode, encode, isDocument, MAX_DOCUMENT_BYTES } from './documents.js';
import { badValue, failedToParse, StoreError } from './errors.js';
import { compileFilter, isTruthy } from './matcher.js';
import { compileProjection } from './projection.js';
import { type Found, readSort, runQuery } from './query.js';
import { checkId, compileUpdate, seedOf, withFreshId } from './update.js';

const insert: Handler = (command) => {
  checkCommand(command, ['documents', 'ordered', 'bypassDocumentValidation']);
  const collection = command.storage.findOrCreate(namespaceOf(command));
  const { done, writeErrors } = each(command, 'documents', (sent) => {
    const raw = Buffer.isBuffer(sent) ? sent : encode(sent);
    if (raw.length > MAX_DOCUMENT_BYTES)
      throw new StoreError(10334, `object to insert too large: ${raw.length} bytes`);
    const doc = decode(raw);
    checkId(doc._id);
    // stored as received, unless `_id` has to be made or moved to the front
    if (Object.keys(doc)[0] === '_id') collection.insert(doc, raw);
    else {
      const complete = withFreshId(doc);
      collection.insert(complete, encode(complete));
    }
    return 1;
  });
  return { n: done.length, ...writeErrors, ok: 1 };
};

const UPDATE_STATEMENT = ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint'];

const update: Handler = (command) => {
  checkCommand(command, ['updates', 'ordered', 'bypassDocumentValidation']);
  const namespace = namespaceOf(command);
  const { done, writeErrors } = each(command, 'updates', (sent) => {
    const statement = decoded(sent);
    checkOptions(statement, 'an update', UPDATE_STATEMENT);
    const multi = isTruthy(statement.multi);
    if (multi && isReplacement(statement.u))
      throw failedToParse('multi update is not supported for replacement-style update');
    return change(command, namespace, {
      ...statement,
      filter: statement.q,
      update: statement.u,
      limit: multi ? 0 : 1,
    });
  });
  const upserted = done.flatMap(({ value, index }) =>
    value.upserted === undefined ? [] : [{ index, _id: value.upserted }],
  );
  return {
    n: done.reduce((sum, { value }) => sum + value.matched, 0),
    nModified: done.reduce((sum, { value }) => sum + value.modified, 0),
    ...(upserted.length > 0 && { upserted }),
    ...writeErrors,
    ok: 1,
  };
};

const isReplacement = (update: unknown) =>
  isDocument(update) && !Object.keys(update).some((name) => name.startsWith('$'));

interface Changed {
  matched: number;
  modified: number;
  upserted?: unknown;
  before?: Doc;
  after?: Doc;
}

interface Statement {
  filter?: unknown;
  update?: unknown;
  sort?: unknown;
  upsert?: unknown;
  arrayFilters?: unknown;
  hint?: unknown;
  limit: number;
}

/** Finds first and writes afterwards, so that what is written does not change what is found. */
function change(command: Command, namespace: string, statement: Statement): Changed {
  const filter = compileFilter(filterOf(statement.filter));
  const apply = compileUpdate(statement.update, statement.arrayFilters);
  const existing = command.storage.find(namespace);
  const targets = existing ? collect(command, existing, statement, filter) : [];
  const result: Changed = { matched: targets.length, modified: 0 };
  for (const { key, raw: found } of targets) {
    const collection = existing as Collection;
    // many targets are kept as keys only and read again here
    const raw = targets.length > 1 ? (collection.get(key) as Buffer) : found;
    const before = decode(raw);
    const { after, touched } = apply(before, filter, false);
    result.before = before;
    result.after = after;
    const encoded = encode(after);
    if (encoded.equals(raw)) continue;
    collection.replace(key, before, after, encoded, touched);
    result.modified++;
  }
  if (targets.length > 0 || !isTruthy(statement.upsert)) return result;
  const collection = existing ?? command.storage.findOrCreate(namespace);
  const seed = isReplacement(statement.update) ? idOnly(seedOf(filter)) : seedOf(filter);
  const inserted = withFreshId(apply(seed, filter, true).after);
  collection.insert(inserted, encode(inserted));
  return { matched: 1, modified: 0, upserted: inserted._id, after: inserted };
}

const idOnly = (seed: Doc): Doc => ('_id' in seed ? { _id: seed._id } : {});

function collect(
  command: Command,
  collection: Collection,
  statement: Statement,
  filter: ReturnType<typeof compileFilter>,
): Found[] {
  const query = {
    filter,
    sort: readSort(statement.sort),
    skip: 0,
    limit: statement.limit,
    hint: statement.hint,
  };
  const found: Found[] = [];
  const nothing = Buffer.alloc(0);
  for (const item of runQuery(command.storage, collection, query)) {
    found.push(statement.limit === 1 ? item : { key: item.key, raw: nothing });
  }
  if (statement.limit !== 1 && found.length === 1)
    (found[0] as Found).raw = collection.get((found[0] as Found).key) as Buffer;
  return found;
}

const deleteCommand: Handler = (command) => {
  checkCommand(command, ['deletes', 'ordered']);
  const collection = command.storage.find(namespaceOf(command));
  const { done, writeErrors } = each(command, 'deletes', (sent) => {
    const statement = decoded(sent);
    checkOptions(statement, 'a delete', ['q', 'limit', 'hint']);
    const limit = Number(statement.limit);
    if (limit !== 0 && limit !== 1) throw failedToParse('The limit field in delete objects must be 0 or 1');
    const filter = compileFilter(filterOf(statement.q));
    const targets = collection ? collect(command, collection, { ...statement, limit }, filter) : [];
    for (const { key } of targets) collection?.remove(key, decode(collection.get(key) as Buffer));
    return targets.length;
  });
  return { n: done.reduce((sum, { value }) => sum + value, 0), ...writeErrors, ok: 1 };
};

/** Runs the operations of a write command one by one: all of them, or up to the first that fails when ordered. */
function each<T>(command: Command, name: string, run: (sent: Doc | Buffer) => T) {
  const ordered = command.body.ordered === undefined || isTruthy(command.body.ordered);
  const done: { index: number; value: T }[] = [];
  const errors: Doc[] = [];
  for (const [index, sent] of documentsOf(command, name).entries()) {
    try {
      done.push({ index, value: run(sent) });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      errors.push({ index, code: error.code, ...error.extra, errmsg: error.message });
      if (ordered) break;
    }
  }
  return { done, writeErrors: errors.length > 0 ? { writeErrors: errors } : {} };
}

const FIND_AND_MODIFY = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'upsert',
  'fields',
  'arrayFilters',
  'hint',
  'bypassDocumentValidation',
];

const findAndModify: Handler = (command) => {
  checkCommand(command, FIND_AND_MODIFY);
  const { body } = command;
  const namespace = namespaceOf(command);
  const project = compileProjection(body.fields);
  const shown = (doc: Doc | undefined) => (doc === undefined ? null : project ? project(doc) : doc);
  const statement: Statement = { ...body, filter: body.query, limit: 1 };
  if (isTruthy(body.remove)) {
    if (body.update !== undefined || isTruthy(body.new) || isTruthy(body.upsert))
      throw failedToParse('Cannot specify both an update and remove=true');
    const collection = command.storage.find(namespace);
    const [found] = collection
      ? collect(command, collection, statement, compileFilter(filterOf(body.query)))
      : [];
    const doc = found && decode(found.raw);
    if (found && doc) collection?.remove(found.key, doc);
    return { lastErrorObject: { n: found ? 1 : 0 }, value: shown(doc), ok: 1 };
  }
  if (body.update === undefined) throw badValue('Either an update or remove=true must be specified');
  const result = change(command, namespace, statement);
  const lastErrorObject: Doc = { n: result.matched, updatedExisting: result.before !== undefined };
  if (result.upserted !== undefined) lastErrorObject.upserted = result.upserted;
  return { lastErrorObject, value: shown(isTruthy(body.new) ? result.after : result.before), ok: 1 };
};

export const writingCommands: Record<string, Handler> = {
  insert,
  update,
  delete: deleteCommand,
  findAndModify,
};

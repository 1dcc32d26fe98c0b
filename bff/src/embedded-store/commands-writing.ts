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
import { type Doc, decode, decodeFields, encode, MAX_DOCUMENT_BYTES, spliceFields } from './documents.js';
import { badValue, failedToParse, StoreError } from './errors.js';
import { compileFilter, type Filter, isTruthy } from './matcher.js';
import { compileProjection } from './projection.js';
import { readSort, runQuery } from './query.js';
import { checkId, compileUpdate, isReplacement, seedOf, withFreshId } from './update.js';
import { pickWellFormed } from './well-formed.js';

const BULK = ['ordered', 'bypassDocumentValidation'];

const insert: Handler = (command) => {
  checkCommand(command, ['documents', ...BULK]);
  const collection = command.storage.findOrCreate(namespaceOf(command));
  const { done, writeErrors } = each(command, 'documents', (sent) => {
    const raw = Buffer.isBuffer(sent) ? sent : encode(sent);
    if (raw.length > MAX_DOCUMENT_BYTES)
      throw new StoreError(10334, `object to insert too large: ${raw.length} bytes`);
    // of what is surely whole only the fields in indexes need to be read: most of an insert's time otherwise
    const doc = decode(pickWellFormed(raw, collection.indexedFields()) ?? raw);
    checkId(doc._id);
    // stored as received, unless `_id` has to be made or moved to the front
    if (startsWithId(raw)) collection.insert(doc, raw);
    else {
      const complete = withFreshId(decode(raw));
      collection.insert(complete, encode(complete));
    }
  });
  return { n: done.length, ...writeErrors, ok: 1 };
};

/** Behind the length of the document and the type of its first field stands that field's name. */
const startsWithId = (raw: Buffer): boolean => raw.toString('latin1', 5, 9) === '_id\0';

const update: Handler = (command) => {
  checkCommand(command, ['updates', ...BULK]);
  const namespace = namespaceOf(command);
  const { done, writeErrors } = each(command, 'updates', (sent) => {
    const statement = decoded(sent);
    checkOptions(statement, 'an update', ['q', 'u', 'multi', 'upsert']);
    const { q: filter, u: change, multi, upsert } = statement;
    if (isTruthy(multi) && isReplacement(change))
      throw failedToParse('multi update is not supported for replacement-style update');
    return write(command, namespace, { filter, update: change, upsert, limit: isTruthy(multi) ? 0 : 1 });
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

interface Statement {
  filter?: unknown;
  update?: unknown;
  sort?: unknown;
  upsert?: unknown;
  /** 0: all that match. */
  limit: number;
}

interface Written {
  matched: number;
  modified: number;
  upserted?: unknown;
  /** The document that was found first, and as it is now. */
  before?: Buffer;
  after?: Buffer;
}

/** Finds first and writes afterwards, so that what is written does not change what is found. */
function write(command: Command, namespace: string, statement: Statement): Written {
  const filter = compileFilter(filterOf(statement.filter));
  const { apply, read, touched } = compileUpdate(statement.update);
  const existing = command.storage.find(namespace);
  const targets = existing ? collect(command, existing, statement, filter) : [];
  const written: Written = { matched: targets.length, modified: 0 };
  // of a document of which some fields change only what decides of the change and of its indexes is read
  const indexed = touched && existing?.indexedFields(touched);
  for (const { key, raw: found } of targets) {
    const raw = found ?? (existing as Collection).get(key);
    const before = decodeFields(raw, read, indexed);
    const after = apply(before, false);
    const encoded = touched ? spliceFields(raw, touched, after) : encode(after);
    written.before = raw;
    written.after = encoded;
    if (encoded.equals(raw)) continue;
    existing?.replace(key, before, after, encoded, touched);
    written.modified += 1;
  }
  if (targets.length > 0 || !isTruthy(statement.upsert)) return written;
  const { _id, ...rest } = seedOf(filter);
  const seed = { ...(_id !== undefined && { _id }), ...(isReplacement(statement.update) ? {} : rest) };
  const inserted = withFreshId(apply(seed, true));
  const encoded = encode(inserted);
  const collection = existing ?? command.storage.findOrCreate(namespace);
  collection.insert(inserted, encoded);
  return { matched: 1, modified: 0, upserted: inserted._id, after: encoded };
}

/** So much of what was found is kept until it is written. */
const keptBytes = 4 << 20;

/** Of very many, only the keys: their documents are read again one by one. */
function collect({ storage }: Command, collection: Collection, statement: Statement, filter: Filter) {
  const { sort, limit } = statement;
  const found = runQuery(storage, collection, { filter, sort: readSort(sort), skip: 0, limit });
  let bytes = 0;
  return Array.from(found, ({ key, raw }) => {
    bytes += raw.length;
    return { key, raw: bytes <= keptBytes || limit === 1 ? raw : undefined };
  });
}

const deleteCommand: Handler = (command) => {
  checkCommand(command, ['deletes', ...BULK]);
  const collection = command.storage.find(namespaceOf(command));
  const { done, writeErrors } = each(command, 'deletes', (sent) => {
    const statement = decoded(sent);
    checkOptions(statement, 'a delete', ['q', 'limit']);
    const limit = Number(statement.limit);
    if (limit !== 0 && limit !== 1) throw failedToParse('The limit field in delete objects must be 0 or 1');
    const filter = compileFilter(filterOf(statement.q));
    const targets = collection ? collect(command, collection, { limit }, filter) : [];
    for (const { key } of targets) collection?.remove(key);
    return targets.length;
  });
  return { n: done.reduce((sum, { value }) => sum + value, 0), ...writeErrors, ok: 1 };
};

/** Runs the operations of a write command one by one: all of them, or up to the first that fails when ordered. */
function each<T>(command: Command, name: string, run: (sent: Doc | Buffer) => T) {
  const { ordered = true } = command.body;
  const done: { index: number; value: T }[] = [];
  const errors: Doc[] = [];
  for (const [index, sent] of documentsOf(command, name).entries()) {
    try {
      done.push({ index, value: run(sent) });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      errors.push({ index, code: error.code, ...error.extra, errmsg: error.message });
      if (isTruthy(ordered)) break;
    }
  }
  return { done, writeErrors: errors.length > 0 ? { writeErrors: errors } : {} };
}

const FIND_AND_MODIFY = ['query', 'sort', 'remove', 'update', 'new', 'upsert', 'fields'];

const findAndModify: Handler = (command) => {
  checkCommand(command, [...FIND_AND_MODIFY, 'bypassDocumentValidation']);
  const { query: filter, sort, remove, update: change, new: isNew, upsert, fields } = command.body;
  const namespace = namespaceOf(command);
  const projection = compileProjection(fields);
  const shown = (raw: Buffer | undefined) => {
    const doc = raw ? decode(raw) : null;
    return doc && projection ? projection.apply(doc) : doc;
  };
  if (isTruthy(remove)) {
    const collection = command.storage.find(namespace);
    const compiled = compileFilter(filterOf(filter));
    const [found] = collection ? collect(command, collection, { sort, limit: 1 }, compiled) : [];
    const value = shown(found?.raw);
    if (found) collection?.remove(found.key);
    return { lastErrorObject: { n: found ? 1 : 0 }, value, ok: 1 };
  }
  if (change === undefined) throw badValue('Either an update or remove=true must be specified');
  const written = write(command, namespace, { filter, update: change, sort, upsert, limit: 1 });
  const { matched, upserted, before, after } = written;
  return {
    lastErrorObject: {
      n: matched,
      updatedExisting: before !== undefined,
      ...(upserted !== undefined && { upserted }),
    },
    value: shown(isTruthy(isNew) ? after : before),
    ok: 1,
  };
};

export const writingCommands: Record<string, Handler> = {
  insert,
  update,
  delete: deleteCommand,
  findAndModify,
};

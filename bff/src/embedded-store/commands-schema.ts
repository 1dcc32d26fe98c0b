import type { Collection } from './collection.js';
import { Index, readIndexSpec } from './collection-index.js';
import { type Command, checkCommand, filterOf, type Handler, namespaceOf } from './command.js';
import { type Doc, encode, isDocument, MAX_DOCUMENT_BYTES } from './documents.js';
import { badValue, StoreError } from './errors.js';
import { compileFilter } from './matcher.js';
import { isSame } from './order.js';
import type { Storage } from './storage.js';
import { MAX_MESSAGE_BYTES } from './wire.js';

const create: Handler = (command) => {
  checkCommand(command, []);
  const namespace = namespaceOf(command);
  if (command.storage.find(namespace)) throw new StoreError(48, `Collection ${namespace} already exists.`);
  command.storage.findOrCreate(namespace);
  return { ok: 1 };
};

const drop: Handler = (command) => {
  checkCommand(command, []);
  const collection = command.storage.find(namespaceOf(command));
  if (collection) command.storage.drop(collection);
  return { ok: 1 };
};

const collectionsOf = ({ storage, database }: Command) =>
  storage.list().filter((collection) => collection.database === database);

const dropDatabase: Handler = (command) => {
  checkCommand(command, []);
  for (const collection of collectionsOf(command)) command.storage.drop(collection);
  return { dropped: command.database, ok: 1 };
};

const createIndexes: Handler = (command) => {
  checkCommand(command, ['indexes']);
  const { storage, body } = command;
  const namespace = namespaceOf(command);
  if (!Array.isArray(body.indexes) || !body.indexes.every(isDocument))
    throw badValue('createIndexes needs an array of indexes');
  const createdCollectionAutomatically = !storage.find(namespace);
  const collection = storage.findOrCreate(namespace);
  const numIndexesBefore = collection.indexes.length + 1;
  for (const sent of body.indexes) addIndex(storage, collection, sent);
  const numIndexesAfter = collection.indexes.length + 1;
  return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ok: 1 };
};

function addIndex(storage: Storage, collection: Collection, sent: Doc): void {
  if (isSame(sent.key, { _id: 1 })) return;
  const index = new Index(readIndexSpec(sent, storage.nextId()));
  const other = collection.indexes.find(
    ({ name, pattern }) => name === index.name || isSame(pattern, index.pattern),
  );
  if (!other) return collection.addIndex(index);
  if (!isSame(other.toListing(), index.toListing()))
    throw new StoreError(86, `An index with another specification exists already: ${other.name}`);
}

const dropIndexes: Handler = (command) => {
  checkCommand(command, ['index']);
  const namespace = namespaceOf(command);
  const collection = command.storage.find(namespace);
  if (!collection) throw new StoreError(26, `ns not found ${namespace}`);
  const wanted = command.body.index;
  for (const name of Array.isArray(wanted) ? wanted : [wanted]) {
    const found = collection.indexes.filter(
      (index) => name === '*' || index.name === name || isSame(index.pattern, name),
    );
    if (found.length === 0 && name !== '*')
      throw new StoreError(27, `index not found with name [${String(name)}]`);
    for (const index of found) collection.dropIndex(index);
  }
  return { ok: 1 };
};

const listIndexes: Handler = (command) => {
  checkCommand(command, ['cursor']);
  const namespace = namespaceOf(command);
  const collection = command.storage.find(namespace);
  if (!collection) throw new StoreError(26, `ns does not exist: ${namespace}`);
  const listings = [collection.primary, ...collection.indexes].map((index) => index.toListing());
  return listed(command, `${command.database}.$cmd.listIndexes.${collection.name}`, listings);
};

const listCollections: Handler = (command) => {
  checkCommand(command, ['filter', 'nameOnly', 'authorizedCollections', 'cursor']);
  const { matches } = compileFilter(filterOf(command.body.filter));
  const listings = collectionsOf(command).map(({ name }): Doc => ({ name, type: 'collection', options: {} }));
  return listed(command, `${command.database}.$cmd.listCollections`, listings.filter(matches));
};

function listed({ storage, cursors }: Command, namespace: string, docs: Doc[]): Buffer {
  return cursors.start(namespace, storage.snapshot(), () => docs.map(encode), docs.length + 1);
}

const VERSION = '7.0.0';
const fine: Handler = () => ({ ok: 1 });

/** A standalone: with sessions, without retryable writes and transactions, as a real standalone is. */
const hello: Handler = ({ name, connectionId }) => ({
  ...(name === 'hello' ? { isWritablePrimary: true } : { ismaster: true, helloOk: true }),
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: MAX_MESSAGE_BYTES,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
});

/** What drivers and tools ask at the start, answered harmlessly. */
const sessionCommands: Record<string, Handler> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: fine,
  buildInfo: () => ({ version: VERSION, versionArray: [7, 0, 0, 0], gitVersion: 'embedded-store', ok: 1 }),
  serverStatus: ({ cursors }) => ({
    version: VERSION,
    process: 'embedded-store',
    pid: process.pid,
    metrics: { cursor: { open: { total: cursors.size } } },
    ok: 1,
  }),
  connectionStatus: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }),
  getParameter: () => ({ featureCompatibilityVersion: { version: '7.0' }, ok: 1 }),
  endSessions: fine,
  killAllSessions: fine,
};

export const listingCommands: Record<string, Handler> = { ...sessionCommands, listIndexes, listCollections };
/** Each needs a transaction of its own, because an error undoes it as a whole. */
export const schemaCommands: Record<string, Handler> = {
  create,
  drop,
  dropDatabase,
  createIndexes,
  dropIndexes,
};

import type { Collection } from './collection.js';
import { type Command, checkCommand, filterOf, type Handler, namespaceOf } from './command.js';
import { type Doc, encode, isDocument } from './documents.js';
import { StoreError } from './errors.js';
import { Index, readIndexSpec } from './index-definition.js';
import { compileFilter, isTruthy } from './matcher.js';
import { encodeValue } from './order.js';
import type { Storage } from './storage.js';

const create: Handler = (command) => {
  checkCommand(command, []);
  const namespace = namespaceOf(command);
  if (command.storage.find(namespace)) throw new StoreError(48, `Collection ${namespace} already exists.`);
  command.storage.create(namespace);
  return { ok: 1 };
};

const drop: Handler = (command) => {
  checkCommand(command, []);
  const namespace = namespaceOf(command);
  const collection = command.storage.find(namespace);
  if (!collection) return { ok: 1 };
  command.storage.drop(collection);
  return { nIndexesWas: collection.indexes.length + 1, ns: namespace, ok: 1 };
};

const dropDatabase: Handler = (command) => {
  checkCommand(command, []);
  for (const collection of command.storage.list(command.database)) command.storage.drop(collection);
  return { dropped: command.database, ok: 1 };
};

const createIndexes: Handler = (command) => {
  checkCommand(command, ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions']);
  const { storage, body } = command;
  const namespace = namespaceOf(command);
  if (!Array.isArray(body.indexes) || body.indexes.length === 0)
    throw new StoreError(2, 'Must specify at least one index to create');
  const createdCollectionAutomatically = !storage.find(namespace);
  const collection = storage.findOrCreate(namespace);
  const numIndexesBefore = collection.indexes.length + 1;
  for (const sent of body.indexes as Doc[]) addIndex(storage, collection, sent);
  const numIndexesAfter = collection.indexes.length + 1;
  const note = numIndexesAfter === numIndexesBefore ? { note: 'all indexes already exist' } : {};
  return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ...note, ok: 1 };
};

function addIndex(storage: Storage, collection: Collection, sent: Doc): void {
  if (isDocument(sent.key) && encodeValue(sent.key).equals(encodeValue({ _id: 1 }))) return;
  const index = new Index(readIndexSpec(sent, storage.nextId()));
  const listing = (other: Index) => encodeValue({ ...other.toListing(), name: '' });
  const sameName = collection.indexes.find((other) => other.name === index.name);
  const sameKey = collection.indexes.find((other) =>
    encodeValue(other.pattern).equals(encodeValue(index.pattern)),
  );
  if (sameName && listing(sameName).equals(listing(index))) return;
  if (sameName)
    throw new StoreError(
      86,
      `An existing index has the same name as the requested index ${index.name} but not the same specification`,
    );
  if (sameKey)
    throw new StoreError(
      85,
      `Index already exists with a different name or different options: ${sameKey.name}`,
    );
  if (collection.indexes.length >= 63) throw new StoreError(67, 'add index fails, too many indexes');
  collection.addIndex(index);
}

const dropIndexes: Handler = (command) => {
  checkCommand(command, ['index']);
  const namespace = namespaceOf(command);
  const collection = command.storage.find(namespace);
  if (!collection) throw new StoreError(26, `ns not found ${namespace}`);
  const wanted = command.body.index;
  const nIndexesWas = collection.indexes.length + 1;
  for (const name of Array.isArray(wanted) ? wanted : [wanted]) {
    if (name === '_id_') throw new StoreError(72, 'cannot drop _id index');
    const found = collection.indexes.filter((index) =>
      isDocument(name)
        ? encodeValue(index.pattern).equals(encodeValue(name))
        : name === '*' || index.name === name,
    );
    if (found.length === 0 && name !== '*')
      throw new StoreError(27, `index not found with name [${String(name)}]`);
    for (const index of found) collection.dropIndex(index);
  }
  return { nIndexesWas, ok: 1 };
};

const listIndexes: Handler = (command) => {
  checkCommand(command, ['cursor']);
  const namespace = namespaceOf(command);
  const collection = command.storage.find(namespace);
  if (!collection) throw new StoreError(26, `ns does not exist: ${namespace}`);
  const listings = [
    { v: 2, key: { _id: 1 }, name: '_id_' },
    ...collection.indexes.map((index) => index.toListing()),
  ];
  return cursorOf(command, `${command.database}.$cmd.listIndexes.${collection.name}`, listings);
};

const listCollections: Handler = (command) => {
  checkCommand(command, ['filter', 'nameOnly', 'authorizedCollections', 'cursor']);
  const { matches } = compileFilter(filterOf(command.body.filter));
  const nameOnly = isTruthy(command.body.nameOnly);
  const listings = command.storage.list(command.database).map(({ name }): Doc => {
    const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' };
    return {
      name,
      type: 'collection',
      ...(!nameOnly && { options: {}, info: { readOnly: false }, idIndex }),
    };
  });
  return cursorOf(command, `${command.database}.$cmd.listCollections`, listings.filter(matches));
};

function cursorOf({ storage, cursors }: Command, namespace: string, docs: Doc[]): Buffer {
  return cursors.start(namespace, storage.snapshot(), () => docs.map(encode), docs.length + 1);
}

const listDatabases: Handler = (command) => {
  checkCommand(command, ['filter', 'nameOnly', 'authorizedDatabases']);
  const { matches } = compileFilter(filterOf(command.body.filter));
  const names = [...new Set(command.storage.list().map((collection) => collection.database))];
  const databases = names.map((name): Doc => ({ name, sizeOnDisk: 0, empty: false })).filter(matches);
  return { databases, totalSize: 0, ok: 1 };
};

export const schemaCommands: Record<string, Handler> = {
  create,
  drop,
  dropDatabase,
  createIndexes,
  dropIndexes,
};
export const listingCommands: Record<string, Handler> = { listIndexes, listCollections, listDatabases };

import type { Cursors } from './cursors.js';
import { type Doc, decode, isDocument, toNumber } from './documents.js';
import { badValue, outOfScope, StoreError } from './errors.js';
import type { Storage } from './storage.js';

/** One command on its way: its document, the documents beside it, and what it runs on. */
export interface Command {
  name: string;
  body: Doc;
  sequences: Map<string, Buffer[]>;
  database: string;
  storage: Storage;
  cursors: Cursors;
  connectionId: number;
}

/** A reply document, or the bytes of one. */
export type Reply = Doc | Buffer;
export type Handler = (command: Command) => Reply;

/** Sent with anything and without effect on a store with one copy of the data. */
const EVERYWHERE = [
  'lsid',
  '$db',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'comment',
  'maxTimeMS',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
];
const TRANSACTION = ['txnNumber', 'startTransaction', 'autocommit'];

/** Refuses by name each option that is not in the list. */
export function checkOptions(options: Doc, what: string, known: readonly string[]): void {
  for (const option of Object.keys(options)) {
    if (known.includes(option)) continue;
    if (option === 'collation' && isDocument(options.collation) && options.collation.locale === 'simple')
      continue;
    throw outOfScope(`the option '${option}' of ${what}`);
  }
}

export function checkCommand(command: Command, known: readonly string[]): void {
  const { body } = command;
  if (TRANSACTION.some((option) => option in body)) {
    throw new StoreError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  checkOptions(body, `'${command.name}'`, [command.name, ...EVERYWHERE, ...known]);
  const level = isDocument(body.readConcern) ? body.readConcern.level : undefined;
  if (
    level !== undefined &&
    !(['local', 'available', 'majority', 'linearizable'] as unknown[]).includes(level)
  )
    throw outOfScope(`readConcern ${JSON.stringify(level)}`);
  const w = isDocument(body.writeConcern) ? body.writeConcern.w : undefined;
  if (w !== undefined && w !== 'majority' && !(Number(w) <= 1))
    throw badValue("cannot use 'w' > 1 when a host is not replicated");
}

export function namespaceOf(command: Command, field = command.name): string {
  const name = command.body[field];
  if (
    typeof name !== 'string' ||
    name === '' ||
    name.includes('\0') ||
    name.includes('$') ||
    name.startsWith('.')
  ) {
    throw new StoreError(73, `Invalid collection name: ${String(name)}`);
  }
  const namespace = `${command.database}.${name}`;
  if (Buffer.byteLength(namespace) > 255) throw new StoreError(73, 'Fully qualified namespace is too long');
  return namespace;
}

/** Documents sent as an array in the body or as a section beside it; raw where they came so. */
export function documentsOf(command: Command, name: string): (Doc | Buffer)[] {
  const sent = command.sequences.get(name) ?? command.body[name];
  if (!Array.isArray(sent)) throw new StoreError(9, `'${command.name}' needs '${name}'`);
  if (sent.length === 0 || sent.length > 100_000)
    throw new StoreError(
      16,
      `Write batch sizes must be between 1 and 100000. Got ${sent.length} operations.`,
    );
  return sent as (Doc | Buffer)[];
}

export function decoded(document: Doc | Buffer): Doc {
  return Buffer.isBuffer(document) ? decode(document) : document;
}

export function wholeNumber(value: unknown, what: string): number {
  if (value === undefined || value === null) return 0;
  const number = toNumber(value, what);
  if (!Number.isInteger(number) || number < 0)
    throw badValue(`${what} must be a whole number that is not negative, got ${number}`);
  return number;
}

export function deadlineOf({ body }: Command): number | undefined {
  const limit = wholeNumber(body.maxTimeMS, 'maxTimeMS');
  return limit > 0 ? Date.now() + limit : undefined;
}

export function filterOf(value: unknown): Doc {
  if (value === undefined || value === null) return {};
  if (!isDocument(value)) throw new StoreError(14, 'a filter must be a document');
  return value;
}

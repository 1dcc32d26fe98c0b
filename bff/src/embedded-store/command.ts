import type { Cursors } from './cursors.js';
import { type Doc, decode, isDocument, toNumber } from './documents.js';
import { badValue, failedToParse, outOfScope, StoreError } from './errors.js';
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
  ...[
    'lsid',
    '$db',
    '$clusterTime',
    '$readPreference',
    'readConcern',
    'writeConcern',
    'comment',
    'maxTimeMS',
  ],
  ...['apiVersion', 'apiStrict', 'apiDeprecationErrors'],
];
const TRANSACTION = ['txnNumber', 'startTransaction', 'autocommit'];
const READ_CONCERNS: unknown[] = [undefined, 'local', 'available', 'majority', 'linearizable'];

/** Refuses by name each option that is not in the list. */
export function checkOptions(options: Doc, what: string, known: readonly string[]): void {
  const other = Object.keys(options).find((option) => !known.includes(option));
  if (other) throw outOfScope(`the option '${other}' of ${what}`);
}

export function checkCommand({ name, body }: Command, known: readonly string[]): void {
  if (TRANSACTION.some((option) => option in body))
    throw new StoreError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  checkOptions(body, `'${name}'`, [name, ...EVERYWHERE, ...known]);
  const { level } = (body.readConcern ?? {}) as Doc;
  if (!READ_CONCERNS.includes(level)) throw outOfScope(`readConcern ${JSON.stringify(level)}`);
  const { w = 1 } = (body.writeConcern ?? {}) as Doc;
  if (w !== 'majority' && !(Number(w) <= 1))
    throw badValue("cannot use 'w' > 1 when a host is not replicated");
}

export function namespaceOf({ body, name, database }: Command, field = name): string {
  const collection = body[field];
  if (typeof collection !== 'string' || !/^[^.$\0][^$\0]{0,180}$/.test(collection))
    throw new StoreError(73, `Invalid collection name: ${String(collection)}`);
  return `${database}.${collection}`;
}

/** Documents sent as an array in the body or as a section beside it; raw where they came so. */
export function documentsOf({ name, body, sequences }: Command, field: string): (Doc | Buffer)[] {
  const sent = sequences.get(field) ?? body[field];
  if (!Array.isArray(sent) || sent.length === 0 || sent.length > 100_000)
    throw failedToParse(`'${name}' needs 1 to 100000 '${field}'`);
  return sent as (Doc | Buffer)[];
}

export function decoded(document: Doc | Buffer): Doc {
  return Buffer.isBuffer(document) ? decode(document) : document;
}

export function wholeNumber(value: unknown, what: string): number {
  const number = toNumber(value ?? 0, what);
  if (Number.isInteger(number) && number >= 0) return number;
  throw badValue(`${what} must be a whole number that is not negative, got ${number}`);
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

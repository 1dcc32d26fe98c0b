import { type Doc, fieldOf, isArrayIndex, isDocument, keyTuples, topField } from './documents.js';
import { failedToParse, outOfScope, StoreError } from './errors.js';
import { cellOf, indexedPoint } from './geo.js';
import { compileFilter, type Filter, isTruthy } from './matcher.js';
import { KeyWriter } from './order.js';

/** LMDB throws for keys above 1,978 bytes. */
const MAX_KEY_BYTES = 1978;

export interface IndexSpec {
  name: string;
  id: number;
  key: Doc;
  unique?: true;
  sparse?: true;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
  /** Some document held an array here, once. */
  isMultikey?: boolean;
}

export interface IndexField {
  path: string;
  parts: string[];
  descending: boolean;
}

export interface Range {
  /** First key, included. */
  from: Buffer;
  /** Above the last key, and not among the keys it bounds. */
  to: Buffer;
}

export const prefixOf = (id: number) => new KeyWriter().u32(id).take();
export const wholeRange = (id: number): Range => ({ from: prefixOf(id), to: prefixOf(id + 1) });

/** @throws StoreError 17280 when the key would not fit into an LMDB page */
export function checkedKey(key: Buffer, what: string): Buffer {
  if (key.length <= MAX_KEY_BYTES) return key;
  throw new StoreError(17280, `${what} needs a key of ${key.length} bytes, more than ${MAX_KEY_BYTES}`);
}

export function toFields(key: Doc): IndexField[] {
  return Object.keys(key).map((path) => ({
    path,
    parts: path.split('.'),
    descending: Number(key[path]) < 0,
  }));
}

const NOTHING: Buffer = Buffer.alloc(0);
const writer = new KeyWriter();

/** The keys a document has under some fields, between a prefix and a suffix. */
export function encodeKeys(doc: Doc, fields: IndexField[], prefix = 0, suffix = NOTHING) {
  const { tuples, isArray } = keyTuples(
    doc,
    fields.map((field) => field.parts),
  );
  const keys = tuples.map((tuple) => {
    writer.restart().u32(prefix);
    fields.forEach((field, i) => {
      const start = writer.length;
      writer.value(tuple[i]);
      if (field.descending) writer.invert(start);
    });
    return { bytes: writer.raw(suffix).take(), tuple };
  });
  return { keys, isArray };
}

interface Entry {
  key: Buffer;
  tuple: unknown[];
}

/** An index of a collection; the one on `_id` is the tree of documents itself. */
export class Index {
  readonly name: string;
  readonly id: number;
  readonly pattern: Doc;
  readonly isUnique: boolean;
  readonly isGeo: boolean;
  readonly isPrimary: boolean;
  readonly fields: IndexField[];
  /** What a document must fulfil to be in the index. */
  readonly partial: Filter | undefined;
  readonly expireAfterSeconds: number | undefined;
  isMultikey: boolean;
  /** Top-level fields that decide a document's entries here. */
  readonly topFields: readonly string[];

  constructor(private readonly spec: IndexSpec) {
    this.name = spec.name;
    this.id = Number(spec.id);
    this.pattern = spec.key;
    this.isUnique = spec.unique === true;
    this.isGeo = Object.values(spec.key)[0] === '2dsphere';
    this.isPrimary = spec.name === '_id_';
    this.fields = toFields(spec.key);
    const needed = spec.sparse ? { [this.fields[0]?.path ?? '']: { $exists: true } } : undefined;
    const partial = spec.partialFilterExpression ?? needed;
    this.partial = partial && compileFilter(partial);
    this.expireAfterSeconds =
      spec.expireAfterSeconds === undefined ? undefined : Number(spec.expireAfterSeconds);
    this.isMultikey = spec.isMultikey === true;
    this.topFields = [...Object.keys(spec.key).map(topField), ...(this.partial?.fields ?? [])];
  }

  describe(): Doc {
    return { ...this.spec, isMultikey: this.isMultikey };
  }

  /** As `listIndexes` shows it. */
  toListing(): Doc {
    const { id: _id, isMultikey: _isMultikey, name, key, ...options } = this.spec;
    const version = this.isGeo ? { '2dsphereIndexVersion': 3 } : {};
    return { v: 2, key, name, ...(this.isPrimary ? {} : options), ...version };
  }

  dependsOn(touched: ReadonlySet<string>): boolean {
    return this.topFields.some((field) => touched.has(field));
  }

  /** The entries a document has here, each key once. Unless unique, they end with the key of the document. */
  entries(doc: Doc, docKey: Buffer): Entry[] {
    if (this.partial && !this.partial.matches(doc)) return [];
    const suffix = this.isUnique ? NOTHING : docKey.subarray(4);
    const { keys, isArray } = this.isGeo
      ? this.geoKeys(doc, suffix)
      : encodeKeys(doc, this.fields, this.id, suffix);
    const entries = keys.map(({ bytes, tuple }) => ({
      key: checkedKey(bytes, `the index ${this.name}`),
      tuple,
    }));
    // Only now: of a document that is refused nothing may be remembered that is not saved with it.
    this.isMultikey ||= isArray;
    if (entries.length < 2) return entries;
    return [...new Map(entries.map((entry) => [entry.key.toString('latin1'), entry])).values()];
  }

  private geoKeys(doc: Doc, suffix: Buffer) {
    const value = this.fields[0]?.parts.reduce(fieldOf, doc as unknown);
    const point = indexedPoint(value);
    const keys = point
      ? [{ bytes: writer.restart().u32(this.id).raw(cellOf(point)).raw(suffix).take(), tuple: [value] }]
      : [];
    return { keys, isArray: false };
  }
}

const OPTIONS = ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'];
const HARMLESS = ['v', 'key', 'name', 'background', '2dsphereIndexVersion'];
const PARTIAL_OPERATORS = ['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$exists'];

/** Checks a specification as sent by a client. @throws StoreError 9, 67 or 115 naming what it does not take */
export function readIndexSpec(sent: Doc, id: number): IndexSpec {
  const { name, key, partialFilterExpression: partial } = sent;
  if (typeof name !== 'string' || name === '') throw failedToParse("an index specification needs a 'name'");
  if (!isDocument(key) || Object.keys(key).length === 0)
    throw new StoreError(67, 'index keys cannot be empty');
  const other = Object.keys(sent).find((option) => ![...OPTIONS, ...HARMLESS].includes(option));
  if (other) throw outOfScope(`the index option '${other}'`);
  const kinds = Object.entries(key).map(([path, kind]) => {
    const parts = path.split('.');
    if (parts.includes('')) throw new StoreError(67, `bad index path '${path}'`);
    if (path.includes('$') || parts.some(isArrayIndex)) throw outOfScope(`an index on '${path}'`);
    if (kind === '2dsphere') return kind;
    if (typeof kind === 'string') throw outOfScope(`a '${kind}' index`);
    if (!Number(kind)) throw new StoreError(67, `values in the index key pattern must be 1 or -1`);
    return Number(kind);
  });
  const isCompound = kinds.length > 1;
  if (kinds.includes('2dsphere') && (isCompound || sent.unique))
    throw outOfScope('a 2dsphere index on more than one field, or unique,');
  if (isCompound && isTruthy(sent.sparse)) throw outOfScope('a sparse index on more than one field');
  if (partial && isTruthy(sent.sparse))
    throw new StoreError(67, 'cannot mix partialFilterExpression and sparse');
  if (sent.expireAfterSeconds !== undefined && (isCompound || kinds[0] !== 1))
    throw outOfScope('a TTL index that is not on one ascending field');
  if (partial !== undefined) checkPartial(partial);
  return {
    name,
    id,
    key: Object.fromEntries(Object.keys(key).map((path, i) => [path, kinds[i]])),
    ...(isTruthy(sent.unique) && { unique: true }),
    ...(isTruthy(sent.sparse) && { sparse: true }),
    ...(partial !== undefined && { partialFilterExpression: partial as Doc }),
    ...(sent.expireAfterSeconds !== undefined && { expireAfterSeconds: Number(sent.expireAfterSeconds) }),
  };
}

function checkPartial(sent: unknown): void {
  if (!isDocument(sent)) throw new StoreError(67, 'partialFilterExpression must be a document');
  const { conditions, size } = compileFilter(sent);
  const wrong = conditions.find(
    ({ operator, operand }) =>
      !PARTIAL_OPERATORS.includes(operator) || (operator === '$exists' && !isTruthy(operand)),
  );
  if (wrong) throw outOfScope(`${wrong.operator} in a partialFilterExpression`);
  if (conditions.length < size) throw outOfScope('a logical operator in a partialFilterExpression');
}

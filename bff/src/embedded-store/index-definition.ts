import { type Doc, keyTuples } from './documents.js';
import { StoreError } from './errors.js';
import { indexedPoint, type Position } from './geo.js';
import { CELL_BYTES, cellOf } from './geo-cells.js';
import { checkedKey } from './keys.js';
import { compileFilter, type Filter } from './matcher.js';
import { KeyWriter } from './order.js';

export interface IndexSpec {
  name: string;
  id: number;
  key: Doc;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
  arrayFields?: string[];
}

export interface IndexField {
  path: string;
  parts: string[];
  descending: boolean;
}

interface Entry {
  key: Buffer;
  /** Key of the document; before it, in a 2dsphere index, the point's longitude and latitude as doubles. */
  value: Buffer;
  keyValue(): Doc;
}

export const POINT_BYTES = 16;

export class Index {
  readonly name: string;
  readonly id: number;
  readonly pattern: Doc;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly isGeo: boolean;
  readonly fields: IndexField[];
  readonly partial: Filter | undefined;
  readonly expireAfterSeconds: number | undefined;
  /** Paths that held an array in some document, ever. */
  readonly arrayFields: Set<string>;
  private readonly topFields: string[];

  constructor(private readonly spec: IndexSpec) {
    this.name = spec.name;
    this.id = Number(spec.id);
    this.pattern = spec.key;
    this.unique = spec.unique === true;
    this.isGeo = Object.values(spec.key)[0] === '2dsphere';
    this.sparse = spec.sparse === true;
    this.fields = Object.keys(spec.key).map((path) => ({
      path,
      parts: path.split('.'),
      descending: Number(spec.key[path]) < 0,
    }));
    this.partial = spec.partialFilterExpression && compileFilter(spec.partialFilterExpression);
    this.expireAfterSeconds =
      spec.expireAfterSeconds === undefined ? undefined : Number(spec.expireAfterSeconds);
    this.arrayFields = new Set(spec.arrayFields);
    const paths = [...Object.keys(spec.key), ...topPaths(spec.partialFilterExpression)];
    this.topFields = paths.map((path) => path.split('.')[0] as string);
  }

  describe(): Doc {
    return { ...this.spec, arrayFields: [...this.arrayFields] };
  }

  /** As `listIndexes` shows it. */
  toListing(): Doc {
    const { id: _id, arrayFields: _arrayFields, name, key, ...options } = this.spec;
    return { v: 2, key, name, ...options, ...(this.isGeo && { '2dsphereIndexVersion': 3 }) };
  }

  dependsOn(touched: ReadonlySet<string>): boolean {
    return this.topFields.some((field) => touched.has(field));
  }

  /** The entries a document has here, each key once. */
  entries(doc: Doc, docKey: Buffer): Entry[] {
    if (this.partial && !this.partial.matches(doc)) return [];
    if (this.isGeo) return this.geoEntry(doc, docKey);
    const { tuples, arrays } = keyTuples(
      doc,
      this.fields.map((field) => field.parts),
    );
    this.fields.forEach((field, i) => {
      if (arrays[i]) this.arrayFields.add(field.path);
    });
    if (this.sparse && tuples.every((tuple) => tuple.every((value) => value === undefined))) return [];
    const entries = new Map<string, Entry>();
    for (const tuple of tuples) {
      const writer = new KeyWriter().u32(this.id);
      this.fields.forEach((field, i) => {
        const start = writer.length;
        writer.value(tuple[i]);
        if (field.descending) writer.invert(start);
      });
      if (!this.unique) writer.raw(docKey.subarray(4));
      const key = checkedKey(writer.take(), `the index ${this.name}`);
      const keyValue = () =>
        Object.fromEntries(
          this.fields.map((field, i) => [
            field.path,
            typeof tuple[i] === 'symbol' ? undefined : (tuple[i] ?? null),
          ]),
        );
      entries.set(key.toString('latin1'), { key, value: docKey, keyValue });
    }
    return [...entries.values()];
  }

  private geoEntry(doc: Doc, docKey: Buffer): Entry[] {
    let value: unknown = doc;
    for (const part of (this.fields[0] as IndexField).parts) {
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, part)
          ? (value as Doc)[part]
          : undefined;
    }
    const point = indexedPoint(value);
    if (!point) return [];
    const cell = Buffer.alloc(CELL_BYTES);
    cell.writeUIntBE(cellOf(point), 0, CELL_BYTES);
    const key = new KeyWriter().u32(this.id).raw(cell).raw(docKey.subarray(4)).take();
    const stored = Buffer.alloc(POINT_BYTES + docKey.length);
    stored.writeDoubleBE(point[0], 0);
    stored.writeDoubleBE(point[1], 8);
    docKey.copy(stored, POINT_BYTES);
    return [{ key: checkedKey(key, `the index ${this.name}`), value: stored, keyValue: () => ({}) }];
  }

  cellKey(cell: number): Buffer {
    const bytes = Buffer.alloc(4 + CELL_BYTES);
    bytes.writeUInt32BE(this.id, 0);
    // the range above the last cell of the curve: one more than six bytes hold
    if (cell >= 2 ** 48) return Buffer.concat([bytes.subarray(0, 4), Buffer.alloc(CELL_BYTES + 1, 0xff)]);
    bytes.writeUIntBE(cell, 4, CELL_BYTES);
    return bytes;
  }
}

export function readGeoEntry(value: Buffer): { point: Position; docKey: Buffer } {
  return { point: [value.readDoubleBE(0), value.readDoubleBE(8)], docKey: value.subarray(POINT_BYTES) };
}

function topPaths(filter: Doc | undefined): string[] {
  if (!filter) return [];
  return Object.entries(filter).flatMap(([name, value]) =>
    name.startsWith('$') && Array.isArray(value) ? value.flatMap((part) => topPaths(part as Doc)) : [name],
  );
}

const OPTIONS = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'background',
  'partialFilterExpression',
  'expireAfterSeconds',
  '2dsphereIndexVersion',
];

/** Checks a specification as sent by a client. @throws StoreError 67, 72 or 115 naming what it does not take */
export function readIndexSpec(sent: Doc, id: number): IndexSpec {
  const { name, key } = sent as { name?: unknown; key?: unknown };
  if (typeof name !== 'string' || name === '')
    throw new StoreError(9, "an index specification needs a 'name'");
  if (typeof key !== 'object' || key === null || Object.keys(key).length === 0)
    throw new StoreError(67, 'index keys cannot be empty');
  for (const option of Object.keys(sent)) {
    if (OPTIONS.includes(option)) continue;
    throw new StoreError(115, `the index option '${option}' is outside the scope of the embedded store`);
  }
  const kinds = Object.entries(key).map(([path, kind]) => {
    if (path === '' || path.startsWith('.') || path.endsWith('.') || path.includes('..'))
      throw new StoreError(67, `bad index path '${path}'`);
    if (path.includes('$'))
      throw new StoreError(115, `an index on '${path}' is outside the scope of the embedded store`);
    if (kind === '2dsphere') return kind;
    const direction = Number(kind);
    if (typeof kind === 'string')
      throw new StoreError(115, `a '${kind}' index is outside the scope of the embedded store`);
    if (!direction) throw new StoreError(67, `values in the index key pattern must be 1 or -1`);
    return direction;
  });
  if (kinds.includes('2dsphere') && (kinds.length > 1 || sent.unique)) {
    throw new StoreError(
      115,
      'a 2dsphere index on more than one field, or unique, is outside the scope of the embedded store',
    );
  }
  if (sent.partialFilterExpression && sent.sparse)
    throw new StoreError(67, 'cannot mix partialFilterExpression and sparse');
  const spec: IndexSpec = {
    name,
    id,
    key: Object.fromEntries(Object.keys(key).map((path, i) => [path, kinds[i]])),
  };
  if (isSet(sent.unique)) spec.unique = true;
  if (isSet(sent.sparse)) spec.sparse = true;
  if (sent.partialFilterExpression) spec.partialFilterExpression = sent.partialFilterExpression as Doc;
  if (sent.expireAfterSeconds !== undefined) {
    if (kinds.length > 1)
      throw new StoreError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
    spec.expireAfterSeconds = Number(sent.expireAfterSeconds);
  }
  if (spec.partialFilterExpression) compileFilter(spec.partialFilterExpression);
  return spec;
}

const isSet = (flag: unknown) => flag === true || Number(flag) === 1;

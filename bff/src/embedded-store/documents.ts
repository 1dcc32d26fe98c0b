import { deserialize, onDemand, serialize } from 'bson';
import { outOfScope, StoreError } from './errors.js';
import { bsonTypeOf, EMPTY_ARRAY, numericOf } from './order.js';

export type Doc = Record<string, unknown>;

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Numbers stay Int32, Double and Long objects and binary stays Binary, so that what is written back is what was read. */
const EXACT = { promoteValues: false, promoteBuffers: false, promoteLongs: false, bsonRegExp: true } as const;

export function decode(raw: Uint8Array): Doc {
  try {
    return deserialize(raw, EXACT);
  } catch (error) {
    throw new StoreError(22, `invalid BSON: ${(error as Error).message}`);
  }
}

export function encode(doc: Doc): Buffer {
  const raw = serialize(doc, { ignoreUndefined: true }) as Buffer;
  if (raw.length > MAX_DOCUMENT_BYTES)
    throw new StoreError(17419, `a document of ${raw.length} bytes is above ${MAX_DOCUMENT_BYTES}`);
  return raw;
}

/** The document with some of its top-level fields only, cut out of its bytes without reading the rest. */
export function pickFields(raw: Buffer, names: ReadonlySet<string>): Buffer {
  const parts: Uint8Array[] = [Buffer.alloc(4)];
  for (const [, nameAt, nameLength, at, length] of onDemand.parseToElements(raw)) {
    if (names.has(raw.toString('utf8', nameAt, nameAt + nameLength)))
      parts.push(raw.subarray(nameAt - 1, at + length));
  }
  const picked = Buffer.concat([...parts, Buffer.alloc(1)]);
  picked.writeInt32LE(picked.length, 0);
  return picked;
}

/** Reads a document for a purpose that needs only some top-level fields; all of them where that is not known. */
export function decodeFields(raw: Buffer, names: ReadonlySet<string> | undefined): Doc {
  return decode(names ? pickFields(raw, names) : raw);
}

export function isDocument(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

export function fieldOf(doc: unknown, name: string): unknown {
  return isDocument(doc) && Object.hasOwn(doc, name) ? doc[name] : undefined;
}

/** Own property even where the name is `__proto__`. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name !== '__proto__') doc[name] = value;
  else Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
}

export const topField = (path: string) => path.split('.', 1)[0] as string;

export const isArrayIndex = (part: string | undefined) => /^(0|[1-9]\d{0,5})$/.test(part ?? '');

/**
 * Whether `test` holds for a value at the path, walking through arrays as Mongo's queries do: every document in an
 * array is entered, a numeric part also indexes. Missing is tested as undefined. With `expandLeaf` an array at the end is
 * tested as a whole and by element.
 */
export function someAt(
  node: unknown,
  path: readonly string[],
  expandLeaf: boolean,
  test: (value: unknown) => boolean,
  at = 0,
): boolean {
  if (at === path.length) return test(node) || (expandLeaf && Array.isArray(node) && node.some(test));
  const part = path[at] as string;
  if (!Array.isArray(node)) return someAt(fieldOf(node, part), path, expandLeaf, test, at + 1);
  const indexed = isArrayIndex(part) && Number(part) < node.length;
  if (indexed && someAt(node[Number(part)], path, expandLeaf, test, at + 1)) return true;
  return node.some((item) => isDocument(item) && someAt(item, path, expandLeaf, test, at));
}

/** The value at a path, or those of the elements of the array it meets. */
function valuesAt(node: unknown, path: readonly string[], at = 0): { values: unknown[]; isArray: boolean } {
  if (at === path.length) {
    if (!Array.isArray(node)) return { values: [node], isArray: false };
    return { values: node.length > 0 ? node : [EMPTY_ARRAY], isArray: true };
  }
  const part = path[at] as string;
  if (!Array.isArray(node)) return valuesAt(fieldOf(node, part), path, at + 1);
  if (isArrayIndex(part)) return valuesAt(node[Number(part)], path, at + 1);
  const values = node.flatMap((item) => (isDocument(item) ? valuesAt(item, path, at).values : [undefined]));
  return { values: values.length > 0 ? values : [undefined], isArray: true };
}

/** The keys a document has under some paths together. @throws StoreError 171 where two of them lead into arrays */
export function keyTuples(
  doc: Doc,
  paths: readonly (readonly string[])[],
): { tuples: unknown[][]; isArray: boolean } {
  const fields = paths.map((path) => valuesAt(doc, path));
  const arrays = fields.filter((field) => field.isArray);
  if (arrays.length > 1) {
    const names = paths.map((path) => `[${path.join('.')}]`).join(' ');
    throw new StoreError(171, `cannot index parallel arrays ${names}`);
  }
  const tuples = (arrays[0]?.values ?? [undefined]).map((value) =>
    fields.map((field) => (field.isArray ? value : field.values[0])),
  );
  return { tuples, isArray: arrays.length > 0 };
}

export function toNumber(value: unknown, what: string): number {
  const number = numericOf(value);
  if (number === undefined) throw new StoreError(14, `${what} must be a number`);
  return Number(number);
}

/** For mingo, which knows JS numbers only. What it would compute wrongly is refused. */
export function simplify(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(simplify);
  const number = numericOf(value);
  if (typeof number === 'bigint') throw outOfScope('a Long beyond 2^53 in an expression');
  if (number !== undefined) return number;
  if (bsonTypeOf(value) === 'Decimal128') throw outOfScope('Decimal128 in an expression');
  if (!isDocument(value)) return value;
  const copy: Doc = {};
  for (const [name, item] of Object.entries(value)) setField(copy, name, simplify(item));
  return copy;
}

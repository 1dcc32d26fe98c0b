import { Double, deserialize, Int32, Long, ObjectId, serialize } from 'bson';
import { outOfScope, StoreError } from './errors.js';
import { bsonTypeOf, EMPTY_ARRAY } from './order.js';

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
  if (raw.length > MAX_DOCUMENT_BYTES) {
    throw new StoreError(
      17419,
      `the document would have ${raw.length} bytes, more than ${MAX_DOCUMENT_BYTES}`,
    );
  }
  return raw;
}

export function isDocument(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

export function fieldOf(doc: Doc, name: string): unknown {
  return Object.hasOwn(doc, name) ? doc[name] : undefined;
}

/** Own property even where the name is `__proto__`. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  else doc[name] = value;
}

export const isArrayIndex = (part: string) => /^(0|[1-9]\d{0,8})$/.test(part);

/**
 * Whether `test` holds for a value at the path, walking through arrays as Mongo's queries do: every document in an
 * array is entered, a numeric part also indexes. Missing is tested as undefined. With `expandLeaf` an array at the end is
 * tested as a whole and by element.
 */
export function someAt(
  node: unknown,
  path: readonly string[],
  at: number,
  expandLeaf: boolean,
  test: (value: unknown) => boolean,
): boolean {
  if (at === path.length) return test(node) || (expandLeaf && Array.isArray(node) && node.some(test));
  const part = path[at] as string;
  if (Array.isArray(node)) {
    if (
      isArrayIndex(part) &&
      Number(part) < node.length &&
      someAt(node[Number(part)], path, at + 1, expandLeaf, test)
    ) {
      return true;
    }
    return node.some((item) => isDocument(item) && someAt(item, path, at, expandLeaf, test));
  }
  return someAt(isDocument(node) ? fieldOf(node, part) : undefined, path, at + 1, expandLeaf, test);
}

/** The keys a document has under some paths together: one tuple, or one for each element of the array they share. */
export function keyTuples(
  doc: Doc,
  paths: readonly (readonly string[])[],
): { tuples: unknown[][]; arrays: boolean[] } {
  const arrays = paths.map(() => false);
  const tuples: unknown[][] = [];
  walk(paths.map((path) => ({ node: doc as unknown, path, done: false })));
  return { tuples, arrays };

  function walk(fields: { node: unknown; path: readonly string[]; done: boolean }[]): void {
    let shared: unknown[] | undefined;
    const stopped = fields.map(({ node, path, done }) => {
      if (done) return { node, path, done };
      let at = 0;
      while (at < path.length) {
        const part = path[at] as string;
        if (Array.isArray(node) && !isArrayIndex(part)) break;
        if (Array.isArray(node)) node = node[Number(part)];
        else node = isDocument(node) ? fieldOf(node, part) : undefined;
        at++;
      }
      if (!Array.isArray(node)) return { node, path: [], done: true };
      if (shared && shared !== node) throw new StoreError(171, `cannot index parallel arrays ${pathNames()}`);
      shared = node;
      return { node: node as unknown, path: path.slice(at), done: false };
    });
    if (!shared) {
      tuples.push(stopped.map((field) => field.node));
      return;
    }
    stopped.forEach((field, i) => {
      if (!field.done) arrays[i] = true;
    });
    const items: unknown[] = shared.length > 0 ? shared : [EMPTY_ARRAY];
    for (const item of items) {
      walk(
        stopped.map((field) => {
          if (field.done) return field;
          if (field.path.length === 0) return { node: item, path: [], done: true };
          return isDocument(item)
            ? { node: item, path: field.path, done: false }
            : { node: undefined, path: [], done: true };
        }),
      );
    }
  }

  function pathNames(): string {
    return paths.map((path) => `[${path.join('.')}]`).join(' ');
  }
}

export function toNumber(value: unknown, what: string): number {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long) return value.toNumber();
  throw new StoreError(14, `${what} must be a number`);
}

/** For mingo, which knows JS numbers only. What it would compare wrongly is refused. */
export function simplify(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(simplify);
  switch (bsonTypeOf(value)) {
    case undefined:
      break;
    case 'Int32':
    case 'Double':
      return (value as Int32).value;
    case 'Long': {
      const number = (value as Long).toNumber();
      if (!Number.isSafeInteger(number)) throw outOfScope('a Long beyond 2^53 in an expression');
      return number;
    }
    case 'Decimal128':
      throw outOfScope('Decimal128 in an expression');
    default:
      return value;
  }
  if (!isDocument(value)) return value;
  const copy: Doc = {};
  for (const name of Object.keys(value)) setField(copy, name, simplify(value[name]));
  return copy;
}

export function newId(): ObjectId {
  return new ObjectId();
}

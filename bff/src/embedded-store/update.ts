import { type Doc, isDocument, newId } from './documents.js';
import { badValue, failedToParse, StoreError } from './errors.js';
import { graft, runStage } from './expressions.js';
import { compileFilter, type Filter } from './matcher.js';
import { bsonTypeOf, compareValues } from './order.js';
import { fieldChange } from './update-operators.js';
import { changeAt, concretePaths, type PathContext, REMOVED } from './update-paths.js';

export interface Updated {
  after: Doc;
  /** Top-level fields that may differ; undefined when any may. */
  touched: Set<string> | undefined;
}

type Apply = (before: Doc, filter: Filter, inserting: boolean) => Updated;

/** Reads an update (operators, replacement or pipeline) once. The documents it gets are never changed in place. */
export function compileUpdate(update: unknown, sentArrayFilters: unknown): Apply {
  if (Array.isArray(update)) return pipelineUpdate(update);
  if (!isDocument(update)) throw failedToParse('an update must be a document or a pipeline');
  const names = Object.keys(update);
  if (!names.some((name) => name.startsWith('$'))) {
    if (sentArrayFilters !== undefined) throw failedToParse('arrayFilters need update operators');
    return (before) => ({ after: withId(update, before._id), touched: undefined });
  }
  const arrayFilters = readArrayFilters(sentArrayFilters);
  const changes = names.flatMap((operator) => {
    if (!operator.startsWith('$'))
      throw failedToParse(`Unknown modifier: ${operator}. Expected a valid update modifier`);
    const fields = update[operator];
    if (!isDocument(fields))
      throw failedToParse(`Modifiers operate on fields but we found another type for ${operator}`);
    return Object.keys(fields).flatMap((path) => {
      checkPath(path);
      const operand = fields[path];
      if (operator === '$rename') return renameChanges(path, operand);
      return [
        {
          path,
          operator,
          change: fieldChange(operator, path, operand),
          from: undefined as string | undefined,
        },
      ];
    });
  });
  checkConflicts(changes.map((change) => change.path));
  const touched = new Set(changes.map((change) => change.path.split('.')[0] as string));
  return (before, filter, inserting) => {
    let after = before;
    const context: PathContext = { filter, doc: before, arrayFilters };
    for (const { path, operator, change, from } of changes) {
      if (operator === '$setOnInsert' && !inserting) continue;
      for (const parts of concretePaths(path, context)) {
        const value = from === undefined ? undefined : valueAt(before, from);
        if (from !== undefined && value === undefined) continue;
        const apply = from === undefined ? change : () => value;
        after = changeAt(
          after,
          parts,
          apply,
          operator !== '$unset' && !operator.startsWith('$pull') && operator !== '$pop',
        ) as Doc;
      }
    }
    if (!inserting && compareValues(after._id, before._id) !== 0) throw immutableId();
    return { after, touched };
  };
}

const immutableId = () =>
  new StoreError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");

function checkPath(path: string): void {
  if (path === '' || path.split('.').includes(''))
    throw new StoreError(56, `The update path '${path}' contains an empty field name`);
  if (path.startsWith('$'))
    throw new StoreError(52, `The dollar ($) prefixed field '${path}' is not allowed in an update`);
}

/** Two operators on one path, or on a path and one inside it, have no order. */
function checkConflicts(paths: string[]): void {
  const sorted = [...paths].sort();
  for (const path of sorted) {
    if (
      paths.some((other) => other.startsWith(`${path}.`)) ||
      paths.indexOf(path) !== paths.lastIndexOf(path)
    ) {
      throw new StoreError(40, `Updating the path '${path}' would create a conflict at '${path}'`);
    }
  }
}

function renameChanges(path: string, operand: unknown) {
  if (typeof operand !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${path}`);
  checkPath(operand);
  return [
    { path, operator: '$unset', change: (): unknown => REMOVED, from: undefined },
    { path: operand, operator: '$rename', change: (value: unknown) => value, from: path },
  ];
}

function valueAt(doc: Doc, path: string): unknown {
  let node: unknown = doc;
  for (const part of path.split('.')) {
    if (Array.isArray(node)) throw badValue(`The source field of $rename cannot be in an array: ${path}`);
    node = isDocument(node) && Object.hasOwn(node, part) ? node[part] : undefined;
  }
  return node;
}

function readArrayFilters(sent: unknown): Map<string, Filter> {
  const filters = new Map<string, Filter>();
  for (const filter of (sent as Doc[] | undefined) ?? []) {
    const names = new Set(Object.keys(filter).map((path) => path.split('.')[0] as string));
    const [name] = names;
    if (name === undefined || names.size !== 1 || name.startsWith('$')) {
      throw failedToParse('each array filter must use one name of its own');
    }
    filters.set(name, compileFilter(filter));
  }
  return filters;
}

function withId(replacement: Doc, id: unknown): Doc {
  if ('_id' in replacement && id !== undefined && compareValues(replacement._id, id) !== 0)
    throw immutableId();
  if (id === undefined && !('_id' in replacement)) return replacement;
  const { _id, ...rest } = replacement;
  return { _id: id ?? _id, ...rest };
}

const PIPELINE_STAGES = ['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith'];

function pipelineUpdate(stages: unknown[]): Apply {
  for (const stage of stages) {
    const name = isDocument(stage) ? Object.keys(stage)[0] : undefined;
    if (!name || !PIPELINE_STAGES.includes(name))
      throw new StoreError(72, `${name} is not allowed to be used within an update`);
  }
  return (before) => {
    const [computed] = (stages as Doc[]).reduce<Doc[]>((docs, stage) => runStage(stage, docs), [before]);
    return { after: withId(graft(before, computed as Doc) as Doc, before._id), touched: undefined };
  };
}

/** The document an upsert starts from: what the filter says by equality. */
export function seedOf(filter: Filter): Doc {
  let seed: unknown = {};
  for (const { path, operator, operand } of filter.conditions) {
    const values =
      operator === '$eq'
        ? [operand]
        : (operator === '$in' || operator === '$all') && Array.isArray(operand)
          ? operand
          : [];
    if (values.length !== 1 || bsonTypeOf(values[0]) === 'BSONRegExp') continue;
    if (operator !== '$eq' && isDocument(values[0])) continue;
    seed = changeAt(seed, path.split('.'), () => values[0], true);
  }
  return seed as Doc;
}

/** A document ready to be inserted: an `_id`, in front. */
export function withFreshId(doc: Doc): Doc {
  const { _id, ...rest } = doc;
  const id = _id === undefined ? newId() : _id;
  checkId(id);
  return { _id: id, ...rest };
}

export function checkId(id: unknown): void {
  if (Array.isArray(id)) throw new StoreError(53, "The '_id' value cannot be of type array");
  if (bsonTypeOf(id) === 'BSONRegExp') throw new StoreError(53, "The '_id' value cannot be of type regex");
}

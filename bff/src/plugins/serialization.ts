import fastJson, { type AnySchema } from 'fast-json-stringify';
import fp from 'fastify-plugin';
import { madeWhenAsked } from '../lib/made-when-asked.js';

/**
 * Writes answers by their schemas, with Fastify's own writer. What may be null is told to it by its own word `nullable`
 * instead of `anyOf`, for which it would have Ajv check each value first: a list of cards takes half the time so.
 */
export const serializationPlugin = fp(
  async (app) => {
    app.setSerializerCompiler(({ schema }) => madeWhenAsked(() => writerOf(schema as object)));
  },
  { name: 'serialization' },
);

/** One for each schema, however many services one process builds. */
const writers = new WeakMap<object, ReturnType<typeof fastJson>>();

/** What writes values of this schema, and of them nothing that it does not declare. */
export function writerOf(schema: object): ReturnType<typeof fastJson> {
  const writer = writers.get(schema) ?? fastJson(withNullable(schema) as AnySchema);
  writers.set(schema, writer);
  return writer;
}

/** The same schema, with `nullable` for each choice between one other schema and null. */
function withNullable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withNullable);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { anyOf, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([name, part]) => [name, withNullable(part)]),
  );
  if (!Array.isArray(anyOf)) return { ...rest, ...(anyOf === undefined ? {} : { anyOf }) };
  const [only, ...others] = anyOf.filter((one: { type?: unknown }) => one.type !== 'null') as object[];
  const isNullable = others.length === 0 && anyOf.length === 2;
  return isNullable ? { ...rest, ...only, nullable: true } : { ...rest, anyOf };
}

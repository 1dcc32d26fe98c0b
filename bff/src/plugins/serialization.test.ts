import { nullable, strict } from '@nearcare/shared/schemas/common';
import Fastify from 'fastify';
import { type TSchema, Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { serializationPlugin } from './serialization.js';

const Row = strict({
  text: nullable(Type.String()),
  at: nullable(Type.String({ format: 'date-time' })),
  inner: nullable(strict({ count: nullable(Type.Integer()) })),
  list: Type.Array(nullable(Type.Number())),
});
const full = { text: '栗子 "树"\n', at: '2026-11-24T01:12:00.000Z', inner: { count: 3 }, list: [1.5, null] };

async function written(schema: TSchema, answer: unknown): Promise<{ status: number; body: unknown }> {
  const app = Fastify();
  await app.register(serializationPlugin);
  app.get('/', { schema: { response: { 200: schema } } }, async () => answer);
  const { statusCode, body } = await app.inject('/');
  return { status: statusCode, body: JSON.parse(body) };
}

describe('an answer', () => {
  it('is written with its nulls and with what stands in their place', async () => {
    const empty = { text: null, at: null, inner: null, list: [] };
    for (const row of [full, empty, { ...full, inner: { count: null } }])
      expect(await written(Row, row)).toEqual({ status: 200, body: row });
    expect((await written(nullable(Row), null)).body).toBeNull();
  });

  it('is written by the schema that fits where several could', async () => {
    const Either = strict({
      value: Type.Union([Type.Integer(), strict({ name: Type.String() }), Type.Null()]),
    });
    for (const value of [3, { name: 'a' }, null])
      expect((await written(Either, { value })).body).toEqual({ value });
  });

  it('leaves nothing out that was declared, and never holds what was not', async () => {
    const { text: _, ...partial } = full;
    expect((await written(Row, partial)).status).toBe(500);
    const secret = { ...full, secret: 1, inner: { count: 3, secret: 1 } };
    expect((await written(Row, secret)).body).toEqual(full);
  });
});

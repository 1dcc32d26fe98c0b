import type { Operation } from '@nearcare/shared/operations/operation';
import { operations } from '@nearcare/shared/operations/operations';
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError } from '../lib/domain-error.js';

type Route = Pick<RouteOptions, 'method' | 'url' | 'schema'>;

/**
 * `/api/openapi.json`, printed from the very schemas that check the requests, and `/docs` to read it. Seldom asked for
 * and slow to load, so a service of its own, made at the first question, prints the routes noted here.
 */
export const openapiPlugin = fp(
  async (app) => {
    const routes: Route[] = [];
    app.addHook('onRoute', ({ method, url, schema }) => {
      if (schema?.tags) routes.push({ method, url, schema });
    });
    let made: Promise<FastifyInstance> | null = null;
    const docs = (): Promise<FastifyInstance> => {
      made ??= docsOf(routes).catch((error: unknown) => {
        made = null;
        throw error;
      });
      return made;
    };
    app.decorate('openapi', async () => (await docs()).swagger());
    app.addHook('onClose', async () => (await made)?.close());

    app.get('/api/openapi.json', { schema: { hide: true } }, () => app.openapi());
    for (const url of ['/docs', '/docs/*'])
      app.get(url, { schema: { hide: true } }, async ({ url, headers }, reply) => {
        const answer = await (await docs()).inject({ method: 'GET', url, headers });
        if (answer.statusCode === 404) throw new DomainError('not_found');
        const { connection: _connection, date: _date, ...own } = answer.headers;
        return reply.code(answer.statusCode).headers(own).send(answer.rawPayload);
      });
  },
  { name: 'openapi' },
);

/** A service that knows these routes and answers nothing but what they are. */
async function docsOf(routes: readonly Route[]): Promise<FastifyInstance> {
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ]);
  const docs = Fastify({ exposeHeadRoutes: false });
  // Nothing is checked or written by these schemas, so nothing is compiled.
  docs.setValidatorCompiler(() => () => true);
  docs.setSerializerCompiler(() => JSON.stringify);
  await docs.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '就近托',
        version: '1',
        description: 'Find, book and follow filed childcare for under-threes',
      },
      components: {
        securitySchemes: { family: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
        schemas: { Problem: problemSchema },
      },
    },
    hideUntagged: true,
    transform: ({ schema, url }) => ({ schema: describe(schema as RouteSchema), url }),
  });
  await docs.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  for (const route of routes) docs.route({ ...route, handler: async () => undefined });
  await docs.ready();
  return docs;
}

const problemSchema = {
  type: 'object' as const,
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string' as const },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    detail: { type: 'string' as const, description: 'Chinese, for a parent' },
    code: { type: 'string' as const, description: 'snake_case, stable' },
    requestId: { type: 'string' as const },
    facts: { type: 'object' as const, additionalProperties: true },
    errors: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        properties: { path: { type: 'string' as const }, message: { type: 'string' as const } },
      },
    },
  },
};

type RouteSchema = { operationId?: string; response?: Record<string, unknown> } & Record<string, unknown>;

/** Adds what the tables know and Fastify does not: who may call, which key is needed, which codes come back. */
function describe(schema: RouteSchema): RouteSchema {
  const operation: Operation | undefined = operations[schema.operationId as keyof typeof operations];
  if (!operation) return schema;
  const codes = operation.errors.length > 0 ? operation.errors.join(', ') : 'none of its own';
  return {
    ...schema,
    ...(['family', 'author'].includes(operation.access) ? { security: [{ family: [] }] } : {}),
    ...headersOf(operation),
    ...('isRawBody' in operation
      ? { consumes: ['application/octet-stream'], body: { type: 'string', format: 'binary' } }
      : {}),
    response: {
      ...schema.response,
      default: {
        description: `Problem. Codes of this operation: ${codes}`,
        $ref: '#/components/schemas/Problem',
      },
    },
  };
}

function headersOf(operation: Operation): { headers?: object } {
  const properties = {
    ...(operation.needsKey ? { 'idempotency-key': { type: 'string', pattern: '^[\\w-]{8,80}$' } } : {}),
    ...(operation.access === 'author' ? { 'x-tracking-code': { type: 'string' } } : {}),
  };
  const required = operation.needsKey ? ['idempotency-key'] : [];
  return Object.keys(properties).length === 0 ? {} : { headers: { type: 'object', required, properties } };
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The contract as OpenAPI. */
    openapi(): Promise<object>;
  }
}

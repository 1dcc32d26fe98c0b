import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { operations } from '@nearcare/shared/operations/operations';
import fp from 'fastify-plugin';

/** `/api/openapi.json`, printed from the very schemas that check the requests, and `/docs` to read it. */
export const openapiPlugin = fp(
  async (app) => {
    await app.register(swagger, {
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
    app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  },
  { name: 'openapi' },
);

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
  const operation = operations[schema.operationId as keyof typeof operations];
  if (!operation) return schema;
  const codes = operation.errors.length > 0 ? operation.errors.join(', ') : 'none of its own';
  return {
    ...schema,
    ...(operation.access === 'family' ? { security: [{ family: [] }] } : {}),
    ...('needsKey' in operation
      ? {
          headers: {
            type: 'object',
            required: ['idempotency-key'],
            properties: { 'idempotency-key': { type: 'string' as const, pattern: '^[\\w-]{8,80}$' } },
          },
        }
      : {}),
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

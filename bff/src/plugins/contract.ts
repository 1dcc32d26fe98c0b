import { apiPrefix, type OperationId, routes } from '@nearcare/shared/contract/routes';
import type { Body, Params, Query, Reply } from '@nearcare/shared/contract/types';
import type { Operation } from '@nearcare/shared/operations/operation';
import { operations } from '@nearcare/shared/operations/operations';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../lib/domain-error.js';
import { keepingOf } from './etag.js';
import type { DeskSession, OfficerDesk, Session, StaffDesk } from './session.js';

type Access<Id extends OperationId> = (typeof operations)[Id]['access'];

type DeskOf<A> = A extends 'staff'
  ? StaffDesk
  : A extends 'officer'
    ? OfficerDesk
    : A extends 'desk'
      ? DeskSession
      : null;

export type Call<Id extends OperationId> = {
  params: Params<Id>;
  query: Query<Id>;
  /** The bytes themselves where the contract says `isRawBody`. */
  body: (typeof operations)[Id] extends { isRawBody: true } ? Buffer : Body<Id>;
  /** Who is asking; null only where the contract says `public`. */
  session: Access<Id> extends 'public' ? Session | null : Session;
  /** The desk that acts; null where the contract's access is `public` or `family`. */
  desk: DeskOf<Access<Id>>;
  /** The `Idempotency-Key`; empty where the contract needs none and none was sent. */
  key: string;
  request: FastifyRequest;
  reply: FastifyReply;
};

/** Answers with a value that the contract's schema writes, or with the bytes that it wrote already. */
type Handler<Id extends OperationId> = (call: Call<Id>) => Promise<Reply<Id> | Buffer>;

/** Where they are not everybody's: `bodyLimit` in bytes, `perHour` requests of one address. */
type Limits = { bodyLimit?: number; perHour?: number };

/** Mounts one operation of the contract: path, schemas, access and idempotency key come from the tables. */
export function mount<Id extends OperationId>(
  app: FastifyInstance,
  id: Id,
  handler: Handler<Id>,
  limits: Limits = {},
): void {
  const operation: Operation = operations[id];
  if (operation.isRawBody)
    void app.register(async (scope) => {
      takeBytesOnly(scope);
      addRoute(scope, id, handler, limits);
    });
  else addRoute(app, id, handler, limits);
}

/** Within this scope a body is bytes and nothing else: what comes as another type is refused before it is read. */
function takeBytesOnly(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, bytes, done) =>
    done(null, bytes),
  );
}

function addRoute<Id extends OperationId>(
  app: FastifyInstance,
  id: Id,
  handler: Handler<Id>,
  { perHour, ...limits }: Limits,
): void {
  const { method, path } = routes[id];
  const operation: Operation = operations[id];
  app.route({
    method,
    url: apiPrefix + path,
    ...limits,
    schema: {
      operationId: id,
      tags: [operation.tag],
      summary: operation.summary,
      ...(operation.params ? { params: operation.params } : {}),
      ...(operation.query ? { querystring: operation.query } : {}),
      ...(operation.body ? { body: operation.body } : {}),
      response: { [operation.status]: operation.reply },
    },
    config: {
      operationId: id,
      ...(perHour === undefined ? {} : { rateLimit: { max: perHour, timeWindow: 3_600_000 } }),
    },
    ...(operation.access === 'public' ? {} : { onRequest: requireAccess(operation.access) }),
    onSend: keepingOf(id),
    handler: async (request, reply) => {
      const call = {
        params: request.params,
        query: request.query,
        body: request.body,
        session: await sessionFor(operation, request),
        desk: request.desk,
        key: idempotencyKey(request, operation),
        request,
        reply,
      } as unknown as Call<Id>;
      reply.code(operation.status);
      const answer = await handler(call);
      if (Buffer.isBuffer(answer)) void reply.type('application/json; charset=utf-8');
      return answer;
    },
  });
}

/** Before the body is read: a stranger learns nothing from the faults of a body. */
function requireAccess(access: Exclude<Operation['access'], 'public'>) {
  return async (request: FastifyRequest): Promise<void> => {
    if (access === 'family') await request.requireSession();
    else request.desk = await request.requireDesk(access);
  };
}

/**
 * Public operations that come with whatever token the phone still has and don't go by it: signing in, refreshing and
 * signing out, the documents, and the receipt of the deletion that ended the session.
 */
const withoutSession: readonly string[] = ['auth', 'privacy'];

async function sessionFor({ access, tag }: Operation, request: FastifyRequest): Promise<Session | null> {
  if (access !== 'public') return request.requireSession();
  return withoutSession.includes(tag) ? null : request.findSession();
}

function idempotencyKey(request: FastifyRequest, operation: Operation): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined && !operation.needsKey) return '';
  if (typeof key !== 'string' || !/^[\w-]{8,80}$/.test(key)) throw new DomainError('idempotency_key_missing');
  return key;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operationId?: string;
  }
}

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
  /** Who is asking; null only where the contract says `public`, or `author` and a tracking code came. */
  session: Access<Id> extends 'public' | 'author' ? Session | null : Session;
  /** Where the contract's access is `author`: by which an anonymous one is found, as it was typed. */
  trackingCode: string | null;
  /** The desk that acts; null where the contract's access is none of a desk's. */
  desk: DeskOf<Access<Id>>;
  /** The `Idempotency-Key`; empty where the contract needs none and none was sent. */
  key: string;
  request: FastifyRequest;
  reply: FastifyReply;
};

/** Answers with a value that the contract's schema writes, or with the bytes that it wrote already. */
type Handler<Id extends OperationId> = (call: Call<Id>) => Promise<Reply<Id> | Buffer>;

/**
 * Where they are not everybody's: `bodyLimit` in bytes, `perHour` requests of one address, of which those are not counted
 * that `isExempt` lets through by what they say.
 */
type Limits = { bodyLimit?: number; perHour?: number; isExempt?: (request: FastifyRequest) => boolean };

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
  { perHour, isExempt, ...limits }: Limits,
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
      ...(perHour === undefined ? {} : { rateLimit: rateLimitOf(perHour, isExempt) }),
    },
    ...(operation.access === 'public'
      ? {}
      : { onRequest: requireAccess(operation.access, operation.isGlance) }),
    onSend: keepingOf(id),
    handler: async (request, reply) => {
      const call = {
        params: request.params,
        query: request.query,
        body: request.body,
        session: await sessionFor(operation, request),
        trackingCode: operation.access === 'author' ? trackingCodeOf(request) : null,
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

/** Who may be exempt by what it says is looked at once its body is read and checked. */
function rateLimitOf(perHour: number, isExempt: Limits['isExempt']) {
  const limit = { max: perHour, timeWindow: 3_600_000 };
  return isExempt ? { ...limit, hook: 'preHandler' as const, allowList: isExempt } : limit;
}

/** Before the body is read: a stranger learns nothing from the faults of a body. */
function requireAccess(access: Exclude<Operation['access'], 'public'>, isGlance?: boolean) {
  return async (request: FastifyRequest): Promise<void> => {
    if (access === 'author') await sessionOfAuthor(request);
    else if (access === 'family') await request.requireSession();
    else request.desk = await request.requireDesk(access, isGlance);
  };
}

/**
 * Public operations that come with whatever token the phone still has and don't go by it: signing in, refreshing and
 * signing out, the documents, the receipt of the deletion that ended the session, and anonymous complaints, which must not
 * learn whose phone it is.
 */
const withoutSession: readonly string[] = ['auth', 'privacy', 'anonymousComplaints'];

async function sessionFor({ access, tag }: Operation, request: FastifyRequest): Promise<Session | null> {
  if (access === 'author') return sessionOfAuthor(request);
  if (access !== 'public') return request.requireSession();
  return withoutSession.includes(tag) ? null : request.findSession();
}

/** Who comes with a tracking code is nobody: its token is not looked at, not even whether it is good. */
async function sessionOfAuthor(request: FastifyRequest): Promise<Session | null> {
  return trackingCodeOf(request) === null ? request.requireSession() : null;
}

function trackingCodeOf({ headers }: FastifyRequest): string | null {
  const code = headers['x-tracking-code'];
  return code === undefined ? null : String(code);
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

import { apiPrefix, type OperationId, routes } from '@nearcare/shared/contract/routes';
import type { Body, Params, Query, Reply } from '@nearcare/shared/contract/types';
import type { Operation } from '@nearcare/shared/operations/operation';
import { operations } from '@nearcare/shared/operations/operations';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../lib/domain-error.js';
import { keepingOf } from './etag.js';
import type { Session } from './session.js';

type Access<Id extends OperationId> = (typeof operations)[Id]['access'];

export type Call<Id extends OperationId> = {
  params: Params<Id>;
  query: Query<Id>;
  body: Body<Id>;
  /** Who is asking. Never null where the contract says `family`. */
  session: Access<Id> extends 'family' ? Session : Session | null;
  /** The `Idempotency-Key`; empty where the contract needs none and none was sent. */
  key: string;
  request: FastifyRequest;
  reply: FastifyReply;
};

type Handler<Id extends OperationId> = (call: Call<Id>) => Promise<Reply<Id>>;

/** Mounts one operation of the contract: path, schemas, access and idempotency key come from the tables. */
export function mount<Id extends OperationId>(app: FastifyInstance, id: Id, handler: Handler<Id>): void {
  const { method, path } = routes[id];
  const operation: Operation = operations[id];
  app.route({
    method,
    url: apiPrefix + path,
    schema: {
      operationId: id,
      tags: [operation.tag],
      summary: operation.summary,
      ...(operation.params ? { params: operation.params } : {}),
      ...(operation.query ? { querystring: operation.query } : {}),
      ...(operation.body ? { body: operation.body } : {}),
      response: { [operation.status]: operation.reply },
    },
    config: { operationId: id },
    ...(operation.access === 'family' ? { onRequest: requireSession } : {}),
    onSend: keepingOf(id),
    handler: async (request, reply) => {
      const call = {
        params: request.params,
        query: request.query,
        body: request.body,
        session: await sessionFor(operation, request),
        key: idempotencyKey(request, operation),
        request,
        reply,
      } as Call<Id>;
      reply.code(operation.status);
      return handler(call);
    },
  });
}

/** Before the body is read: a stranger learns nothing from the faults of a body. */
async function requireSession(request: FastifyRequest): Promise<void> {
  await request.requireSession();
}

/**
 * Public operations that come with whatever token the phone still has and don't go by it: signing in, refreshing and
 * signing out, the documents, and the receipt of the deletion that ended the session.
 */
const withoutSession: readonly string[] = ['auth', 'privacy'];

async function sessionFor({ access, tag }: Operation, request: FastifyRequest): Promise<Session | null> {
  if (access === 'family') return request.requireSession();
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

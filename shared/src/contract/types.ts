import type { Static, TSchema } from 'typebox';
import type { operations } from '../operations/operations.js';
import type { ErrorCode } from './errors.js';
import type { OperationId } from './routes.js';

/**
 * The contract as types only: read off the schemas with `import type`, so not one byte of them reaches a phone.
 */
type Operations = typeof operations;
type Part<Id extends OperationId, Name extends string> =
  Operations[Id] extends Record<Name, infer S extends TSchema> ? Static<S> : undefined;

export type Params<Id extends OperationId> = Part<Id, 'params'>;
export type Query<Id extends OperationId> = Part<Id, 'query'>;
export type Body<Id extends OperationId> = Part<Id, 'body'>;
export type Reply<Id extends OperationId> = Part<Id, 'reply'>;

type Given<Key extends string, T> = [T] extends [undefined] ? unknown : { [K in Key]: T };

/** What a caller hands in for one operation: only the parts which that operation has. */
export type CallInput<Id extends OperationId> = Given<'params', Params<Id>> &
  Given<'query', Query<Id>> &
  Given<'body', Body<Id>>;

/** One fault in the input: `path` is a JSON pointer into body or query, `message` a Chinese sentence. */
export type FieldError = { path: string; message: string };

/** RFC 9457 problem. `detail` is for a parent; `facts` fills the sentences of the mini-program ({n}, {date} …). */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId: string;
  errors?: FieldError[];
  facts?: Record<string, string | number>;
};

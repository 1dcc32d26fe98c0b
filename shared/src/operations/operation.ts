import type { TSchema } from 'typebox';
import type { ErrorCode } from '../contract/errors.js';

/**
 * What one operation takes and answers. `access` says who may call it: `public`, or `family` (a signed-in guardian;
 * every object is then looked up within that family). `errors` lists the codes beyond those any route may answer.
 */
export type Operation = {
  readonly tag: string;
  readonly summary: string;
  readonly access: 'public' | 'family';
  readonly status: 200 | 201;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly reply: TSchema;
  /** Needs an `Idempotency-Key` header; the others have one effect by nature. */
  readonly needsKey?: true;
  readonly errors: readonly ErrorCode[];
};

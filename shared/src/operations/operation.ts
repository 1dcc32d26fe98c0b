import type { TSchema } from 'typebox';
import type { ErrorCode } from '../contract/errors.js';

/**
 * What one operation takes and answers. `access` says who may call it: `public`; `family` (a signed-in guardian; every
 * object is then looked up within that family); `staff` or `officer` (who opened a desk of that role on this device by
 * the second factor; every object is then looked up within that centre or district), `desk` either of the two; `author` (who
 * files or filed a complaint: whoever sends its tracking code in `x-tracking-code`, whatever token comes with it, else a
 * signed-in guardian). `errors` lists the codes beyond those any route may answer.
 */
export type Operation = {
  readonly tag: string;
  readonly summary: string;
  readonly access: 'public' | 'family' | 'author' | 'staff' | 'officer' | 'desk';
  readonly status: 200 | 201;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly reply: TSchema;
  /** The body is the bytes themselves (application/octet-stream), read by the feature and not by a schema. */
  readonly isRawBody?: true;
  /** Of a desk: a page that is left open asks it by itself, so it counts as no use and keeps no desk open. */
  readonly isGlance?: true;
  /** Needs an `Idempotency-Key` header; the others have one effect by nature. */
  readonly needsKey?: true;
  readonly errors: readonly ErrorCode[];
};

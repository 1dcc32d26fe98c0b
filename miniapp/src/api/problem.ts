import type { ErrorCode } from '@nearcare/shared/contract/errors';
import type { FieldError, Problem } from '@nearcare/shared/contract/types';

/** Codes of the server, and the two that only a phone can know. */
export type ClientErrorCode = ErrorCode | 'network_unreachable' | 'location_refused';
export type Facts = Record<string, string | number>;

/** A refusal or a failure with its name. `detail` is the server's sentence for a parent, if it gave one. */
export class ApiError extends Error {
  readonly code: ClientErrorCode;
  readonly detail: string | undefined;
  readonly facts: Facts;
  readonly errors: FieldError[];
  readonly requestId: string | undefined;
  readonly status: number;

  constructor(given: {
    code: ClientErrorCode;
    status?: number;
    detail?: string | undefined;
    facts?: Facts | undefined;
    errors?: FieldError[] | undefined;
    requestId?: string | undefined;
  }) {
    super(given.code);
    this.name = 'ApiError';
    this.code = given.code;
    this.status = given.status ?? 0;
    this.detail = given.detail;
    this.facts = given.facts ?? {};
    this.errors = given.errors ?? [];
    this.requestId = given.requestId;
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && typeof (body as { code?: unknown }).code === 'string';

/** Reads an answer that is no success. A proxy's page or an empty body counts as a server error. */
export function errorOf(status: number, body: unknown): ApiError {
  if (isProblem(body)) return new ApiError({ ...body, status });
  return new ApiError({ code: status === 503 ? 'service_unavailable' : 'server_error', status });
}

export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError({ code: 'server_error' });
}

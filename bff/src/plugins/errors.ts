import type { ErrorCode } from '@nearcare/shared/contract/errors';
import type { FieldError, Problem } from '@nearcare/shared/contract/types';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError } from '../lib/domain-error.js';
import { problemText } from '../lib/problems.js';

/** The one place that turns whatever was thrown into an RFC 9457 problem. Nothing inner ever leaves. */
export const errorsPlugin = fp(
  async (app) => {
    app.setErrorHandler(answerProblem);
  },
  { name: 'errors' },
);

/** Answers one error. Also used for what Fastify refuses before any route is known (a malformed address). */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, facts, fields } = asDomainError(error);
  const text = problemText(code, facts);
  if (text.status >= 500 && code !== 'retry') request.log.error({ err: scrubbed(error), code }, 'failed');
  if (typeof facts.n === 'number' && code === 'rate_limited') void reply.header('retry-after', facts.n);
  const problem: Problem = {
    type: `about:blank#${code}`,
    title: text.title,
    status: text.status,
    detail: text.detail,
    code,
    requestId: request.id,
    ...(fields.length > 0 ? { errors: fields } : {}),
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
  };
  return reply
    .code(text.status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem);
}

const frameworkCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body_malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body_malformed',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type_unsupported',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const fault = error as Partial<FastifyError>;
  if (fault.validation) {
    const fields = fault.validation.map(fieldError);
    return new DomainError('input_invalid', { n: fields.length }, fields);
  }
  const known = fault.code ? frameworkCodes[fault.code] : undefined;
  if (known) return new DomainError(known);
  if (isStoreGone(error)) return new DomainError('service_unavailable');
  if (fault.statusCode === 400) return new DomainError('body_malformed');
  if (fault.statusCode === 404) return new DomainError('not_found');
  return new DomainError('server_error');
}

type Fault = NonNullable<FastifyError['validation']>[number];

function fieldError(fault: Fault): FieldError {
  const params = fault.params as { missingProperty?: string; additionalProperty?: string };
  const surplus = params.additionalProperty ?? '';
  // A surplus field is named where that can be a field's name: a form sent wrongly may have a number or a person there.
  const name = params.missingProperty ?? (/^[a-z]\w{0,30}$/i.test(surplus) ? surplus : undefined);
  return {
    path: name ? `${fault.instancePath}/${name}` : fault.instancePath || '/',
    message: wordsFor(fault),
  };
}

function wordsFor({ keyword, params }: Fault): string {
  const limit = String((params as { limit?: number }).limit ?? '');
  switch (keyword) {
    case 'required':
      return '这一项要填';
    case 'additionalProperties':
      return '没有这一项';
    case 'maxLength':
      return `最多 ${limit} 个字`;
    case 'minLength':
      return '不能是空的';
    case 'minimum':
      return `不能小于 ${limit}`;
    case 'maximum':
      return `不能大于 ${limit}`;
    case 'enum':
      return '不在可选的范围里';
    case 'format':
    case 'pattern':
      return '写法不对';
    default:
      return '填得不对';
  }
}

const goneNames = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongooseServerSelectionError',
]);

function isStoreGone(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (goneNames.has(cause.name)) return true;
  return error instanceof Error && /disconnected|before initial connection is complete/.test(error.message);
}

/** A store's error message can quote the document that failed: only its kind and place go to the log. */
function scrubbed(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const stack = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
  const { code } = error as { code?: unknown };
  return { name: error.name, code, stack };
}

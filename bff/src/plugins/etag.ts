import { hash } from 'node:crypto';
import type { OperationId } from '@nearcare/shared/contract/routes';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Public reads that are asked for again at the same address. All others are kept by nobody: those of a family, and those
 * that find centres, whose tag costs much (7 % of the answer's time) and is seldom known: the next question has another
 * place, filter or minute.
 */
const askedAgain: ReadonlySet<OperationId> = new Set([
  ...(['listDistricts', 'getCentre', 'compareCentres', 'getLegalDocument'] as const),
  ...(['listMotherBabyRooms', 'getComplaintStatistics', 'listClasses', 'getClass'] as const),
  'getLessonTranscript',
] as const);

type OnSend = (request: FastifyRequest, reply: FastifyReply, payload: unknown) => Promise<unknown>;

/** How answers of this operation may be kept: with a tag to ask by whether they still hold, or not at all. */
export function keepingOf(id: OperationId): OnSend {
  return askedAgain.has(id) ? tagged : unkept;
}

async function unkept(_request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  void reply.header('cache-control', 'no-store');
  return payload;
}

async function tagged(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode !== 200 || typeof payload !== 'string') return unkept(request, reply, payload);
  const tag = `W/"${hash('sha1', withoutInstant(payload), 'base64url')}"`;
  // An address with a position in it is for the asker's own device and for no cache between.
  const isOfPlace = 'lat' in (request.query as object);
  void reply.header('etag', tag).header('cache-control', isOfPlace ? 'private, no-cache' : 'no-cache');
  if (!isKnown(tag, request.headers['if-none-match'])) return payload;
  void reply.code(304).removeHeader('content-length').removeHeader('content-type');
  return null;
}

/**
 * The answer but for the instant at which it was given, wherever that stands: in `answeredAt`, and as the age of what
 * was counted for it. Else no answer would ever be like the one before. The age of what staff told stays in: parents
 * read it, so such an answer holds for a minute at most.
 */
function withoutInstant(payload: string): string {
  const name = '"answeredAt":"';
  const found = payload.lastIndexOf(name);
  if (found < 0) return payload;
  const start = found + name.length;
  return payload.replaceAll(payload.slice(start, payload.indexOf('"', start)), '');
}

function isKnown(tag: string, known: string | undefined): boolean {
  return known !== undefined && known.split(',').some((one) => one.trim() === tag || one.trim() === '*');
}

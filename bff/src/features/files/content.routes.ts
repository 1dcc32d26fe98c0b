import { Readable } from 'node:stream';
import { apiPrefix } from '@nearcare/shared/contract/routes';
import { Id, oneOf, strict } from '@nearcare/shared/schemas/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import parseRange from 'range-parser';
import { Type } from 'typebox';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Span } from '../../keys/sealed-frames.js';
import { DomainError } from '../../lib/domain-error.js';
import type { FileBytes, Form } from './file-bytes.js';
import type { FileLinks } from './file-links.js';
import type { FilesModel } from './files.model.js';
import type { FileType } from './files.public.js';

type Deps = { model: FilesModel; keys: FamilyKeys; bytes: FileBytes; links: FileLinks };
type Asked = {
  Params: { fileId: string };
  Querystring: { expires: number; signature: string; form: Form };
};

/** Never what the phone called it. */
const names: Readonly<Record<FileType, string>> = {
  'image/jpeg': 'file.jpg',
  'image/png': 'file.png',
  'image/webp': 'file.webp',
  'application/pdf': 'file.pdf',
  'video/mp4': 'file.mp4',
  'audio/mp4': 'file.m4a',
  'audio/mpeg': 'file.mp3',
  'audio/wav': 'file.wav',
};

/**
 * What the file may do where it is opened: nothing. Browsers draw a PDF by a viewer of their own, which `sandbox` leaves
 * blank and which needs its own styles; what a PDF could run or send is refused before it is kept (cleaning/check-pdf.ts).
 */
function policyOf(type: FileType): string {
  const nothing = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
  return type === 'application/pdf'
    ? `${nothing}; style-src 'unsafe-inline'; object-src 'self'`
    : `${nothing}; sandbox`;
}

/**
 * A file's bytes at a signed address: no token, since a picture on a page can't carry one. A wrong signature, one that is
 * over and a file that is gone answer alike. What is answered can't run anything, wherever it is opened.
 */
export function contentRoutes(app: FastifyInstance, { model, keys, bytes, links }: Deps): void {
  app.get<Asked>(
    `${apiPrefix}/files/:fileId/content`,
    {
      schema: { hide: true, params: strict({ fileId: Id }), querystring: contentQuery },
      config: { operationId: 'getFileContent' },
      compress: false,
    },
    async ({ params: { fileId }, query: { expires, signature, form }, headers }, reply) => {
      if (!links.isGood({ fileId, form }, expires, signature)) throw new DomainError('not_found');
      const file = await model.findReady(fileId);
      const key = file && (await keys.find(file.keyId));
      const facts = key && bytes.factsOf(file, key);
      const { kept } = file ?? {};
      if (!file || !facts || !kept) throw new DomainError('not_found');
      // A part is only asked for with If-Range by who has the rest, and we name no version of it.
      const range = headers['if-range'] === undefined ? headers.range : undefined;
      const total = bytes.sizeOf(facts, form);
      const span = answerSpan(reply, total, range);
      if (!span) return reply.code(416).send();
      void reply.headers({
        'content-type': facts.type,
        'content-length': span.to - span.from,
        'content-disposition': `${form === 'copy' ? 'inline' : 'attachment'}; filename="${names[facts.type]}"`,
        'accept-ranges': 'bytes',
        'cache-control': 'private, no-store',
        'content-security-policy': policyOf(facts.type),
        'x-content-type-options': 'nosniff',
      });
      return reply.send(Readable.from(bytes.readKept({ ...file, kept }, key, form, total, span)));
    },
  );
}

const contentQuery = strict({
  expires: Type.Integer({ minimum: 0, maximum: 9_999_999_999 }),
  signature: Type.String({ maxLength: 64 }),
  form: oneOf(['copy', 'original']),
});

/** Status and headers of the part that is asked for; null where the file has no such part. Several parts: the whole. */
function answerSpan(reply: FastifyReply, total: number, range: string | undefined): Span | null {
  const whole = { from: 0, to: total };
  const ranges = range === undefined ? -2 : parseRange(total, range, { combine: true });
  if (ranges === -1) {
    void reply.header('content-range', `bytes */${total}`);
    return null;
  }
  const [only, ...more] = ranges === -2 || ranges.type !== 'bytes' ? [] : ranges;
  if (!only || more.length > 0) return whole;
  void reply.code(206).header('content-range', `bytes ${only.start}-${only.end}/${total}`);
  return { from: only.start, to: only.end + 1 };
}

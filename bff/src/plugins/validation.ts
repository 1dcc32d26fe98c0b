import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fp from 'fastify-plugin';
import { DomainError } from '../lib/domain-error.js';

const options = { useDefaults: true, removeAdditional: false, allErrors: false, strict: false } as const;
/** Outside the plugin, so that a schema is compiled once however many services one process builds. */
const forBodies = new Ajv(options);
const forText = new Ajv({ ...options, coerceTypes: true });
for (const ajv of [forBodies, forText]) addFormats.default(ajv);

/**
 * Reads and checks requests. Unlike Fastify's defaults: unknown fields are refused, not dropped; only what arrives as
 * text (query, path, headers) is coerced; and bytes that are not UTF-8 are refused, not replaced by �.
 */
export const validationPlugin = fp(
  async (app) => {
    app.setValidatorCompiler(({ schema, httpPart }) =>
      (httpPart === 'body' ? forBodies : forText).compile(schema as object),
    );

    const parseJson = app.getDefaultJsonParser('error', 'error');
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    app.removeContentTypeParser(['application/json', 'text/plain']);
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
      let text: string;
      try {
        text = utf8.decode(bytes as Buffer);
      } catch {
        done(new DomainError('body_malformed'));
        return;
      }
      void parseJson(request, text, done);
    });
  },
  { name: 'validation' },
);

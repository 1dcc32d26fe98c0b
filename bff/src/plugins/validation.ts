import { Ajv, type ValidateFunction } from 'ajv';
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
      compiledWhenAsked(httpPart === 'body' ? forBodies : forText, schema as object),
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

/** To compile all schemas at start would take a tenth of it. What is wrong with a request stands in `errors`, as of Ajv's. */
function compiledWhenAsked(ajv: Ajv, schema: object) {
  let compiled: ValidateFunction | null = null;
  const validate = (data: unknown): boolean => {
    compiled ??= ajv.compile(schema);
    const isGood = compiled(data);
    validate.errors = compiled.errors;
    return isGood;
  };
  validate.errors = null as ValidateFunction['errors'];
  return validate;
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError } from '../lib/domain-error.js';
import { answerProblem } from './errors.js';

/** Serves the h5 page beside the API. Unknown page paths get the page; unknown API paths a problem, never the page. */
export const pagePlugin = fp<{ pageDir: string }>(
  async (app, { pageDir }) => {
    const hasPage = existsSync(join(pageDir, 'index.html'));
    app.setNotFoundHandler((request, reply) => {
      if (!hasPage || !isPageAddress(request))
        return answerProblem(new DomainError('not_found'), request, reply);
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    });
    if (!hasPage) return;
    await app.register(staticFiles, {
      root: pageDir,
      wildcard: false,
      setHeaders: (response, path) => {
        // Built files carry a hash of their content in the name; the page itself must be asked for each time.
        const isHashed = /[.-][0-9a-f]{8,}\.\w+$/.test(path);
        response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  },
  { name: 'page', dependencies: ['errors'] },
);

/** An address that a parent may have opened or shared, not one of the API's or of a file. */
function isPageAddress({ method, url }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  return method === 'GET' && !/^\/(api|docs|metrics)(\/|$)/.test(path) && !/\.\w{1,8}$/.test(path);
}

/** CSP hashes of the scripts that the built page carries inline, so that `unsafe-inline` is not needed. */
export function inlineScriptHashes(pageDir: string): string[] {
  const file = join(pageDir, 'index.html');
  if (!existsSync(file)) return [];
  const scripts = [
    ...readFileSync(file, 'utf8').matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g),
  ];
  return scripts.map(
    ([, code]) =>
      `'sha256-${createHash('sha256')
        .update(code ?? '')
        .digest('base64')}'`,
  );
}

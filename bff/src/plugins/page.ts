import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../config.js';
import { DomainError } from '../lib/domain-error.js';
import { answerProblem } from './errors.js';

type PageOptions = Pick<Config, 'pageDir' | 'mapTiles'>;

/** Serves the h5 page beside the API. Unknown page paths get the page; unknown API paths a problem, never the page. */
export const pagePlugin = fp<PageOptions>(
  async (app, { pageDir, mapTiles }) => {
    const page = readPage(pageDir, mapTiles);
    app.setNotFoundHandler((request, reply) => {
      if (page === null || !isPageAddress(request))
        return answerProblem(new DomainError('not_found'), request, reply);
      // The page itself must be asked for each time.
      void reply.headers({ 'cache-control': 'no-cache', etag: page.etag });
      if (request.headers['if-none-match'] === page.etag) return reply.code(304).send();
      return reply.type('text/html; charset=utf-8').send(page.html);
    });
    if (page === null) return;
    await app.register(staticFiles, {
      root: pageDir,
      wildcard: false,
      // Left to the handler above, which sends the page with the operator's settings in it.
      index: false,
      globIgnore: ['index.html', '**/*.br'],
      // The build leaves them beside the files, smaller than what could be made while somebody waits.
      preCompressed: true,
      // Else its own `max-age=0` would stand over what is set below.
      cacheControl: false,
      setHeaders: (response, path) => {
        // Built files carry a hash of their content in the name.
        const isHashed = /[.-][0-9a-f]{8,}\.\w+(\.br)?$/.test(path);
        response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  },
  { name: 'page', dependencies: ['errors'] },
);

type Page = { readonly html: string; readonly etag: string };

/** The built page and, in its head, where the map's tiles come from; null before it was built. */
function readPage(pageDir: string, mapTiles: Config['mapTiles']): Page | null {
  const file = join(pageDir, 'index.html');
  if (!existsSync(file)) return null;
  const tiles = mapTiles ? `<meta name="map-tiles" content="${inAttribute(JSON.stringify(mapTiles))}">` : '';
  const html = readFileSync(file, 'utf8').replace('</head>', () => `${tiles}</head>`);
  return { html, etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"` };
}

const inAttribute = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** An address that a parent may have opened or shared, not one of the API's or of a file. */
function isPageAddress({ method, url }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  if (method !== 'GET' && method !== 'HEAD') return false;
  return path === '/index.html' || !(/^\/(api|docs|metrics)(\/|$)/.test(path) || /\.\w{1,8}$/.test(path));
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

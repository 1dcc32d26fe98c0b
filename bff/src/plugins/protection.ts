import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';
import helmet from 'helmet';
import type { Config } from '../config.js';
import { DomainError } from '../lib/domain-error.js';
import { tileOrigins } from '../map-tiles.js';

/** What stands between the network and the routes: headers, origins, rate, compression. */
export const protectionPlugin = fp<{ config: Config; inlineScriptHashes: readonly string[] }>(
  async (app, { config, inlineScriptHashes }) => {
    const headers = headersOf({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", ...inlineScriptHashes],
          // Taro sets root font sizes and component styles at run time.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:', ...tileOrigins(config.mapTiles)],
          // Players of HLS ask for its pieces and play them from memory.
          connectSrc: ["'self'", 'ws:', 'wss:', ...config.mediaOrigins],
          mediaSrc: ["'self'", 'blob:', ...config.mediaOrigins],
          fontSrc: ["'self'", 'data:'],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: config.isProduction ? { maxAge: 31_536_000 } : false,
      crossOriginResourcePolicy: { policy: 'same-site' },
    });
    app.addHook('onRequest', (_request, reply, done) => {
      void reply.headers(headers);
      done();
    });
    await app.register(cors, {
      origin: config.corsOrigins.length > 0 ? [...config.corsOrigins] : false,
      credentials: true,
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      exposedHeaders: ['etag'],
    });
    await app.register(rateLimit, {
      max: config.rateLimitPerMinute,
      timeWindow: 60_000,
      errorResponseBuilder: (_request, context) =>
        new DomainError('rate_limited', { n: Math.ceil(context.ttl / 1000) }),
    });
    await app.register(compress, { threshold, encodings: ['br', 'gzip'], globalDecompression: false });
    await app.register(cookie);
  },
  { name: 'protection' },
);

/** In bytes: an answer of one or two packets is as long on its way packed, and packing it costs more than making it. */
const threshold = 2048;

/** What Helmet sets is the same for every answer, so it is asked once; its Fastify plugin makes it anew each time. */
function headersOf(options: Parameters<typeof helmet>[0]): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, () => undefined);
  return response.getHeaders();
}

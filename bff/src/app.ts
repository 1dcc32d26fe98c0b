import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Config } from './config.js';
import { type Clock, systemClock } from './lib/clock.js';
import { answerProblem } from './plugins/errors.js';
import { pagePlugin } from './plugins/page.js';
import type { ReachedStore } from './plugins/reach-store.js';
import { registerCare } from './wiring/care.js';
import { layGround } from './wiring/ground.js';
import { registerGuidance } from './wiring/guidance.js';
import { registerLearning } from './wiring/learning.js';
import { makeParts } from './wiring/parts.js';
import { registerPeople } from './wiring/people.js';
import { registerRecords } from './wiring/records.js';

const bodyLimitBytes = 64 * 1024;

/**
 * The whole service as one Fastify instance, not yet listening. Every test starts here. First what all features stand
 * on, then what they let each other see, then their routes and jobs, group by group; last the web page.
 * @param reaching the store, where somebody has it started already
 */
export async function buildApp(
  config: Config,
  { clock = systemClock, reaching }: { clock?: Clock; reaching?: Promise<ReachedStore> } = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: bodyLimitBytes,
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(),
    logger:
      config.logLevel === 'silent' ? false : { level: config.logLevel, serializers: { req: loggedRequest } },
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  });

  const ground = await layGround(app, config, { clock, reaching });
  const parts = makeParts(ground);
  await registerPeople(app, ground, parts);
  await registerCare(app, ground, parts);
  await registerGuidance(app, ground, parts);
  await registerRecords(app, ground, parts);
  await registerLearning(app, ground, parts, {
    classes: parts.classParts.known,
    guidance: parts.guidanceParts.log,
  });
  await app.register(pagePlugin, config);
  return app;
}

/** A log line names the route, never the address: queries hold positions, paths hold ids. */
function loggedRequest(request: { id: string; method: string; routeOptions?: { url?: string } }) {
  return { id: request.id, method: request.method, route: request.routeOptions?.url ?? 'unknown' };
}

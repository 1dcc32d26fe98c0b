import fp from 'fastify-plugin';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DomainError } from '../lib/domain-error.js';

/** What has to be there beside the store, by name; each throws while it is not. */
type Needed = Record<string, () => Promise<void>>;

/** Alive, ready, and how fast: for load balancers and the operator's graphs. Labels are operations, never addresses. */
export const healthPlugin = fp<{ needed: Needed }>(
  async (app, { needed }) => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const seconds = new Histogram({
      name: 'nearcare_request_seconds',
      help: 'Time to answer, by operation and status',
      labelNames: ['operation', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    });
    app.decorate('metrics', registry);

    app.addHook('onResponse', async (request, reply) => {
      const operation = request.routeOptions.config.operationId;
      if (operation) seconds.observe({ operation, status: reply.statusCode }, reply.elapsedTime / 1000);
    });
    const quiet = { config: { rateLimit: false }, schema: { hide: true } } as const;
    app.get('/livez', quiet, async () => ({ status: 'alive' }));
    app.get('/readyz', quiet, async () => {
      const store = () => app.store.db?.admin().ping({ timeoutMS: 2000 });
      const missing = await namesOfFailing({ store, ...needed });
      if (missing.length > 0) throw new DomainError('service_unavailable', { missing: missing.join(', ') });
      return { status: 'ready' };
    });
    app.get('/metrics', quiet, async (_request, reply) => {
      void reply.type(registry.contentType);
      return registry.metrics();
    });
  },
  { name: 'health', dependencies: ['store'] },
);

/** Names of the checks that fail, all of them at once: an operator mends them in one go. */
async function namesOfFailing(checks: Record<string, () => Promise<unknown> | undefined>): Promise<string[]> {
  const named = Object.entries(checks);
  const outcomes = await Promise.allSettled(named.map(async ([, check]) => check()));
  return named.filter((_, index) => outcomes[index]?.status === 'rejected').map(([name]) => name);
}

/** A counter in the service's own registry. */
export function counter(registry: Registry, name: string, help: string, labelNames: string[]): Counter {
  return new Counter({ name, help, labelNames, registers: [registry] });
}

async function measured(measure: () => number | Promise<number>): Promise<number> {
  try {
    return await measure();
  } catch {
    return Number.NaN;
  }
}

/** A figure in the service's own registry, measured when it is asked for; NaN when it can't be: the others go on. */
export function gauge(
  registry: Registry,
  name: string,
  help: string,
  measure: () => number | Promise<number>,
): Gauge {
  return new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await measured(measure));
    },
  });
}

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Registry;
  }
}

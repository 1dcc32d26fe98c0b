import fp from 'fastify-plugin';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DomainError } from '../lib/domain-error.js';

/** Alive, ready, and how fast: for load balancers and the operator's graphs. Labels are operations, never addresses. */
export const healthPlugin = fp(
  async (app) => {
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
      const isReady = await app.store.db
        ?.admin()
        .ping({ timeoutMS: 2000 })
        .then(
          () => true,
          () => false,
        );
      if (!isReady) throw new DomainError('service_unavailable');
      return { status: 'ready' };
    });
    app.get('/metrics', quiet, async (_request, reply) => {
      void reply.type(registry.contentType);
      return registry.metrics();
    });
  },
  { name: 'health', dependencies: ['store'] },
);

/** A counter in the service's own registry. */
export function counter(registry: Registry, name: string, help: string, labelNames: string[]): Counter {
  return new Counter({ name, help, labelNames, registers: [registry] });
}

/** A figure in the service's own registry, measured when it is asked for. */
export function gauge(registry: Registry, name: string, help: string, measure: () => number): Gauge {
  return new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(measure());
    },
  });
}

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Registry;
  }
}

import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import fp from 'fastify-plugin';
import type { Clock } from '../../lib/clock.js';
import { counter, gauge } from '../health.js';
import { type Job, jobRunner } from './job-runner.js';
import { jobsModel } from './jobs.model.js';

/** A job that waits so long has no process that could run it, or its process fails over and over. */
const overdueMs = 10 * 60_000;

/**
 * What the installation does by itself. Features add their jobs as `app.jobs`; each runs in one process at a time, as
 * long as the service listens, under a lease in the store (docs/decisions/0008-jobs.md).
 */
export const jobsPlugin = fp<{ clock: Clock }>(
  async (app, { clock }) => {
    const model = jobsModel(app.store);
    const runs = counter(app.metrics, 'nearcare_job_runs_total', 'Runs of jobs that ended in this process', [
      'job',
      'outcome',
    ]);
    const items = counter(app.metrics, 'nearcare_job_items_total', 'What those runs dealt with', ['job']);
    gauge(app.metrics, 'nearcare_overdue_jobs', 'Jobs not begun ten minutes after they were due', () =>
      model.countDueBefore(new Date(clock.now().getTime() - overdueMs)),
    );
    const runner = jobRunner({
      model,
      clock,
      holder: `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`,
      onEnd(job, outcome, count, error) {
        runs.inc({ job, outcome });
        items.inc({ job }, count);
        if (error) app.log.warn({ job, name: (error as Error).name }, 'job failed; the next run tries again');
        if (outcome === 'lost') app.log.warn({ job }, 'job ended after another process had taken it over');
      },
      onFault: (error) => app.log.warn({ name: (error as Error).name }, 'jobs: the store did not answer'),
    });
    app.decorate('jobs', { add: runner.add });
    app.addHook('onListen', runner.start);
    app.addHook('preClose', runner.stop);
  },
  { name: 'jobs', dependencies: ['store', 'health'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    /** `add` answers what wants a run now; it may come to pass in another process. */
    jobs: { add(job: Job): () => void };
  }
}

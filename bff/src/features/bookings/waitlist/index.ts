import type { FastifyInstance } from 'fastify';
import type { EntryCopies } from './copies.js';
import type { EntriesModel } from './entries.model.js';
import { waitlistKeeper } from './keeper.job.js';
import { waitlistRoutes } from './waitlist.routes.js';
import { type WaitlistDeps, waitlistService } from './waitlist.service.js';
import type { WaitlistNews } from './waitlist-news.js';

export type Waiting = { entries: EntriesModel; copies: EntryCopies; news: WaitlistNews };
type Options = Omit<WaitlistDeps, keyof Waiting> & { waiting: Waiting };

const keepEveryMs = 10_000;

/** Waiting for a place on a full day, and the job that keeps lines moving. */
export function waitlist(app: FastifyInstance, { waiting, ...shared }: Options): void {
  waitlistRoutes(app, waitlistService({ ...shared, ...waiting }));
  const { run } = waitlistKeeper({ ...shared, ...waiting });
  app.jobs.add({
    name: 'keepWaitlists',
    schedule: { everyMs: keepEveryMs },
    run: async () => Object.values(await run()).reduce((total, count) => total + count, 0),
  });
  // What was being copied when the process was asked to end is not cut off halfway.
  app.addHook('preClose', () => waiting.copies.idle());
}

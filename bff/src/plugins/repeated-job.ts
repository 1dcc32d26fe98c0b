import type { FastifyInstance } from 'fastify';

type Job = { name: string; everyMs: number; job: () => Promise<unknown> };

/** Runs the job once the service listens and then again and again, one run at a time, until the service stops. */
export function keepRunning(app: FastifyInstance, { name, everyMs, job }: Job): void {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const runOnce = () => {
    running = job()
      .catch((error: unknown) =>
        app.log.warn({ name: (error as Error).name }, `${name} failed; the next run tries again`),
      )
      .then(() => {
        timer = setTimeout(runOnce, everyMs);
      });
  };
  app.addHook('onListen', async () => runOnce());
  app.addHook('preClose', async () => {
    await running;
    clearTimeout(timer);
  });
}

import type { FastifyInstance } from 'fastify';

type Job = { name: string; everyMs: number; job: () => Promise<unknown> };

/**
 * Runs the job once the service listens and then again and again, one run at a time, until the service stops.
 * @returns what starts a run at once, or right after the one under way
 */
export function keepRunning(app: FastifyInstance, { name, everyMs, job }: Job): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  let isStopping = false;

  function start(): void {
    if (isStopping) return;
    if (running) {
      isAskedAgain = true;
      return;
    }
    clearTimeout(timer);
    running = job()
      .then(
        () => undefined,
        (error: unknown) =>
          app.log.warn({ name: (error as Error).name }, `${name} failed; the next run tries again`),
      )
      .then(next);
  }

  function next(): void {
    running = null;
    if (isStopping) return;
    timer = setTimeout(start, isAskedAgain ? 0 : everyMs);
    isAskedAgain = false;
  }

  app.addHook('onListen', async () => start());
  app.addHook('preClose', async () => {
    isStopping = true;
    clearTimeout(timer);
    await running;
  });
  return start;
}

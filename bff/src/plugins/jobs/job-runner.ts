import type { Clock } from '../../lib/clock.js';
import type { JobsModel, Lease } from './jobs.model.js';
import { firstDue, nextDue, type Schedule } from './schedule.js';

/** A process that says nothing for so long is taken for dead; it says something three times as often. */
const leaseMs = 10_000;
const prolongEveryMs = leaseMs / 3;
const lookEveryMs = 1_000;
/** A failed run of a daily job need not wait for the next day. */
const retryMs = 60_000;

/** What a run may ask: false from the moment at which another process may be at the same job. */
export type Held = { isHeld(): boolean };

export type Job = {
  name: string;
  schedule: Schedule;
  /**
   * Deals with what is there to be dealt with. A lease keeps processes out of each other's way but can't stop one that
   * slept through its end: so each item must be a compare-and-set of its own. Long runs stop when the lease is lost.
   * @returns how many items it dealt with
   */
  run(lease: Held): Promise<number>;
};

type RunOutcome = 'done' | 'failed' | 'lost';
type Deps = {
  model: JobsModel;
  clock: Clock;
  /** Name of this process, as the operator will read it. */
  holder: string;
  /** Told once for every run. `error`: what a failed one threw. */
  onEnd: (job: string, outcome: RunOutcome, items: number, error?: unknown) => void;
  /** Told when the store can't be asked; the next look tries again. */
  onFault: (error: unknown) => void;
};

/** Runs this process's share of the jobs: looks each second which are due, and runs those whose lease it gets. */
export function jobRunner({ model, clock, holder, onEnd, onFault }: Deps) {
  const jobs = new Map<string, Job>();
  const running = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let state: 'made' | 'started' | 'stopped' = 'made';

  /** @returns what wants a run now, also before `start`; it may come to pass in another process */
  function add(job: Job): () => void {
    jobs.set(job.name, job);
    return () => {
      model.ask(job.name, clock.now()).then(look, onFault);
    };
  }

  async function start(): Promise<void> {
    state = 'started';
    await registerAll().catch(onFault);
    keepLooking();
  }

  async function registerAll(): Promise<void> {
    const now = clock.now();
    for (const { name, schedule } of jobs.values()) await model.register(name, firstDue(schedule, now));
  }

  function keepLooking(): void {
    if (state !== 'started') return;
    void look().then(() => {
      timer = setTimeout(keepLooking, lookEveryMs);
    });
  }

  /** Begins what is due and nobody has begun. */
  async function look(): Promise<void> {
    if (state === 'stopped') return;
    looking ??= beginDue()
      .catch(onFault)
      .finally(() => {
        looking = null;
      });
    await looking;
  }

  async function beginDue(): Promise<void> {
    const idle = [...jobs.keys()].filter((name) => !running.has(name));
    for (const name of await model.listDue(idle, clock.now())) {
      const job = jobs.get(name);
      if (!job || state === 'stopped') continue;
      const lease = await model.take(name, holder, clock.now(), inLeaseMs());
      if (lease) running.set(name, carryOut(job, lease));
    }
  }

  async function carryOut(job: Job, lease: Lease): Promise<void> {
    const held = keepHeld(lease);
    let items = 0;
    let error: unknown;
    try {
      items = await job.run(held);
    } catch (thrown) {
      error = thrown ?? new Error('no reason');
    }
    held.release();
    const outcome = error === undefined ? 'done' : 'failed';
    const isEnded = await model
      .end(lease, { outcome, items, at: clock.now(), dueAt: nextAfter(job, outcome) })
      .catch(noted);
    onEnd(job.name, isEnded ? outcome : 'lost', items, error);
    running.delete(job.name);
  }

  /** Prolongs the lease until released. By this process's own clock it is over at once for who slept through its end. */
  function keepHeld(lease: Lease): Held & { release(): void } {
    let until = inLeaseMs();
    const prolonging = setInterval(() => {
      const next = inLeaseMs();
      model.prolong(lease, next).then((isMine) => {
        until = isMine ? next : new Date(0);
      }, onFault);
    }, prolongEveryMs);
    return { isHeld: () => clock.now() < until, release: () => clearInterval(prolonging) };
  }

  function nextAfter({ schedule }: Job, outcome: 'done' | 'failed'): Date {
    const now = clock.now();
    const next = nextDue(schedule, now);
    const retry = new Date(now.getTime() + retryMs);
    return outcome === 'failed' && retry < next ? retry : next;
  }

  function noted(error: unknown): false {
    onFault(error);
    return false;
  }

  const inLeaseMs = () => new Date(clock.now().getTime() + leaseMs);

  /** Begins nothing more and waits for what runs. */
  async function stop(): Promise<void> {
    state = 'stopped';
    clearTimeout(timer);
    await looking;
    await Promise.all(running.values());
  }

  return { add, start, stop, look };
}

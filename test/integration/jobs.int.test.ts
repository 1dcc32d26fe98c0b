import { newId } from '@nearcare/bff/lib/ids';
import { type Held, type Job, jobRunner } from '@nearcare/bff/plugins/jobs/job-runner';
import { type JobDoc, type JobsModel, jobsModel } from '@nearcare/bff/plugins/jobs/jobs.model';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildTestApp } from '../support/build-test-app.js';
import { ownStore } from '../support/data-folder.js';
import { type FakeClock, fakeClock } from '../support/fake-clock.js';

const waiting = { timeout: 20_000, interval: 20 };
const opened = ownStore();
let clock: FakeClock;
let name: string;
let stops: (() => Promise<void>)[];
beforeEach(() => {
  clock = fakeClock();
  name = newId('job');
  stops = [];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops) await stop();
});

type Runner = Omit<Job, 'name' | 'schedule'> & Partial<Pick<Job, 'schedule'>>;

/** The runner of one process; `look` and the clock stand in for its seconds. */
async function startProcess(job: Runner, model: JobsModel = modelOfProcess()) {
  const ends: unknown[] = [];
  const runner = jobRunner({
    model,
    clock,
    holder: newId('process'),
    onEnd: (_, outcome, items) => ends.push([outcome, items]),
    onFault: (error) => ends.push(error),
  });
  const ask = runner.add({ name, schedule: { everyMs: 60_000 }, ...job });
  await runner.start();
  stops.push(runner.stop);
  return { ...runner, ask, ends };
}
function modelOfProcess(): JobsModel {
  return jobsModel(opened.store.useDb(opened.store.name));
}
async function doc(): Promise<JobDoc> {
  const found = (await modelOfProcess().list()).find(({ _id }) => _id === name);
  if (!found) throw new Error('not registered');
  return found;
}

/** A run that goes on until it is let go. */
function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  const begun: Held[] = [];
  const run = async (lease: Held) => {
    begun.push(lease);
    await passed;
    return 1;
  };
  return { run, begun, open: () => open() };
}

describe('a job of several processes', () => {
  it('is run by one of them when it is due, and again when its time has come', async () => {
    let runs = 0;
    const run = async () => {
      runs += 1;
      return 3;
    };
    const processes = await Promise.all([startProcess({ run }), startProcess({ run })]);
    const lookAll = () => Promise.all(processes.map(({ look }) => look()));
    await vi.waitFor(
      async () => expect(await doc()).toMatchObject({ holder: null, lastOutcome: 'done' }),
      waiting,
    );
    await lookAll();
    expect(runs).toBe(1);
    clock.advance({ seconds: 61 });
    await lookAll();
    await vi.waitFor(async () => expect(await doc()).toMatchObject({ runs: 2, holder: null }), waiting);
    expect(await doc()).toMatchObject({ items: 6, failures: 0, lastStartedAt: clock.now() });
    expect([runs, processes.flatMap(({ ends }) => ends)]).toEqual([
      2,
      [
        ['done', 3],
        ['done', 3],
      ],
    ]);
  });

  it('stays with its process while that one says it is there, and goes to another ten seconds after it does not', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const [first, second] = [gate(), gate()];
    const sleeper = await startProcess(first);
    await vi.waitFor(() => expect(first.begun).toHaveLength(1), waiting);
    const other = await startProcess(second);
    for (let seconds = 0; seconds < 30; seconds += 5) {
      clock.advance({ seconds: 5 });
      const { leaseUntil } = await doc();
      vi.advanceTimersByTime(3_400);
      await vi.waitFor(async () => expect((await doc()).leaseUntil > leaseUntil).toBe(true), waiting);
      await other.look();
    }
    expect([second.begun.length, first.begun[0]?.isHeld()]).toEqual([0, true]);

    // From here on the first says nothing, as when it is paused.
    clock.advance({ seconds: 11 });
    expect(first.begun[0]?.isHeld()).toBe(false);
    await other.look();
    expect(second.begun[0]?.isHeld()).toBe(true);
    const taken = await doc();
    expect(taken).toMatchObject({ runs: 2, failures: 1 });

    // Awake again it neither prolongs nor ends what is another's.
    vi.advanceTimersByTime(3_400);
    first.open();
    await vi.waitFor(() => expect(sleeper.ends).toEqual([['lost', 1]]), waiting);
    expect((await doc()).holder).toBe(taken.holder);
    expect(first.begun[0]?.isHeld()).toBe(false);
    second.open();
    await vi.waitFor(() => expect(other.ends).toEqual([['done', 1]]), waiting);
    expect(await doc()).toMatchObject({ items: 1, holder: null, lastOutcome: 'done' });
  });

  it('would be run twice at once without the conditions in its writes', async () => {
    const [first, second] = [gate(), gate()];
    await startProcess(first);
    await vi.waitFor(() => expect(first.begun).toHaveLength(1), waiting);
    const model = modelOfProcess();
    await startProcess(second, {
      ...model,
      listDue: async () => [name],
      take: async (_, holder, now, until) => {
        await opened.store
          .collection<JobDoc>('jobs')
          .updateOne({ _id: name }, { $set: { holder, leaseUntil: until } });
        return { name, holder, run: 1, asked: now.getTime() };
      },
    });
    await vi.waitFor(() => expect(second.begun).toHaveLength(1), waiting);
    expect(first.begun[0]?.isHeld()).toBe(true);
    first.open();
    second.open();
  });

  it('asked for early runs at once; asked for while it runs, once more after', async () => {
    let runs = 0;
    let begin = () => {};
    const askedNow = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const run = async () => {
      runs += 1;
      if (runs === 2) await askedNow;
      return 0;
    };
    const { ask } = await startProcess({ run });
    await vi.waitFor(async () => expect((await doc()).lastOutcome).toBe('done'), waiting);
    ask();
    await vi.waitFor(() => expect(runs).toBe(2), waiting);
    ask();
    await vi.waitFor(async () => expect((await doc()).asked).toBe(2), waiting);
    begin();
    await vi.waitFor(() => expect(runs).toBe(3), waiting);
  });

  it('that fails is tried again within a minute, though its next day is far', async () => {
    const schedule = { dailyAt: '03:30', timeZone: 'Asia/Shanghai' };
    let fails = true;
    const run = async () => {
      if (fails) throw new Error('on demand');
      return 1;
    };
    const { look, ends } = await startProcess({ run, schedule });
    await look();
    expect((await doc()).runs).toBe(0);
    clock.set('2026-11-24T19:30:00Z');
    await look();
    await vi.waitFor(() => expect(ends).toEqual([['failed', 0]]), waiting);
    expect(await doc()).toMatchObject({ failures: 1, dueAt: new Date('2026-11-24T19:31:00Z') });
    fails = false;
    clock.advance({ minutes: 1 });
    await look();
    await vi.waitFor(() => expect(ends).toHaveLength(2), waiting);
    expect((await doc()).dueAt).toEqual(new Date('2026-11-25T19:30:00Z'));
  });

  it('that was missed while no process ran is made up for at the next start', async () => {
    const schedule = { dailyAt: '03:30', timeZone: 'Asia/Shanghai' };
    const first = await startProcess({ run: async () => 0, schedule });
    await first.stop();
    clock.advance({ days: 3 });
    const { ends } = await startProcess({ run: async () => 5, schedule });
    await vi.waitFor(() => expect(ends).toEqual([['done', 5]]), waiting);
  });
});

describe('the jobs of the service', () => {
  it('run while it listens, and are counted for the operator', async () => {
    const test = await buildTestApp();
    try {
      await test.app.listen({ port: 0, host: '127.0.0.1' });
      await vi.waitFor(async () => {
        const { body } = await test.app.inject('/metrics');
        for (const job of ['reconcileBookings', 'deleteAccounts', 'finishWithdrawals', 'tellFamilies'])
          expect(body).toContain(`nearcare_job_runs_total{job="${job}",outcome="done"} 1`);
        expect(body).toContain('nearcare_overdue_jobs 0');
      }, waiting);
      await test.app.store.collection('jobs').updateMany({}, { $set: { dueAt: new Date(0) } });
      expect((await test.app.inject('/metrics')).body).toMatch(/nearcare_overdue_jobs [1-9]/);
    } finally {
      await test.close();
    }
  });
});

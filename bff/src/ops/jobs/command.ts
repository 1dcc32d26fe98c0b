import { readConfig } from '../../config.js';
import { type JobDoc, jobsModel } from '../../plugins/jobs/jobs.model.js';
import { openStore } from '../../plugins/store.js';
import { explainFailure } from '../explain-failure.js';

/** Lists the jobs: what each is doing, its last run, and what all runs together came to. */
export async function jobsCommand(): Promise<0 | 1> {
  try {
    const { connection, close } = await openStore(readConfig(process.env));
    try {
      const jobs = await jobsModel(connection).list();
      if (jobs.length === 0) console.log('no jobs: the service has not run on this store yet');
      for (const job of jobs) console.log(lineOf(job, new Date()));
    } finally {
      await close();
    }
    return 0;
  } catch (error) {
    console.error(explainFailure(error));
    return 1;
  }
}

function lineOf(job: JobDoc, now: Date): string {
  const { _id, lastStartedAt, lastEndedAt, lastOutcome, runs, failures, items } = job;
  const ended = lastEndedAt ? `${lastOutcome} ${lastEndedAt.toISOString()}` : 'none';
  return [
    `${_id}: ${stateOf(job, now)}`,
    `  last run began ${lastStartedAt?.toISOString() ?? 'never'}, last end: ${ended}`,
    `  runs ${runs}, failed ${failures}, items ${items}`,
  ].join('\n');
}

function stateOf({ holder, leaseUntil, dueAt }: JobDoc, now: Date): string {
  if (holder !== null && leaseUntil > now) return `running in ${holder}`;
  if (holder !== null) return `${holder} stopped answering; any process may take it over`;
  return dueAt > now ? `waiting until ${dueAt.toISOString()}` : `due since ${dueAt.toISOString()}`;
}

import { readFileSync } from 'node:fs';
import { Agent, get, request } from 'node:http';
import autocannon from 'autocannon';

export type Row = { what: string; figure: string; target?: string };

/** What one load did: requests per second and latencies in milliseconds. */
export type Load = { perSecond: number; p50: number; p99: number; failed: number };

/** Sends GETs to changing addresses for some seconds, each client as soon as it has its answer. */
export async function loadGets(
  url: string,
  paths: string[],
  { seconds = 8, clients = 10 } = {},
): Promise<Load> {
  const result = await autocannon({
    url,
    connections: clients,
    duration: seconds,
    requests: paths.map((path) => ({ method: 'GET' as const, path })),
  });
  const { requests, latency, non2xx, errors } = result;
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99, failed: non2xx + errors };
}

/**
 * Sends GETs at an even pace, whether or not the last ones are answered, and counts each from the moment it was due.
 * (autocannon's own rate sends the requests of a second all at once and so measures that crowd.)
 */
export async function paceGets(
  url: string,
  paths: string[],
  { seconds = 10, perSecond = 200, headers = {} as Record<string, string> } = {},
): Promise<Load> {
  const agent = new Agent({ keepAlive: true });
  const count = seconds * perSecond;
  const startedAt = performance.now();
  let failed = 0;
  const answers: Promise<number>[] = [];
  while (answers.length < count) {
    const due = Math.min(count, Math.ceil(((performance.now() - startedAt) / 1000) * perSecond));
    while (answers.length < due) {
      const dueAt = startedAt + (answers.length / perSecond) * 1000;
      const path = paths[answers.length % paths.length] ?? '/';
      answers.push(
        getOne(agent, url + path, headers).then((isGood) => {
          if (!isGood) failed += 1;
          return performance.now() - dueAt;
        }),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const waits = (await Promise.all(answers)).sort((a, b) => a - b);
  agent.destroy();
  const at = (share: number) => waits[Math.floor(share * (waits.length - 1))] ?? 0;
  return { perSecond, p50: at(0.5), p99: at(0.99), failed };
}

/** Whether the answer came whole, with status 200. */
function getOne(agent: Agent, url: string, headers: Record<string, string>): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode === 200));
    }).on('error', () => resolve(false));
  });
}

/** Sends JSON over kept connections, by a client that costs little beside what is measured. @returns the status */
export function postJson(
  agent: Agent,
  url: string,
  headers: Record<string, string>,
  body: object,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
      (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', reject).end(JSON.stringify(body));
  });
}

/** Runs `task` by so many clients for some seconds, each as soon as its last one is done. */
export async function loadTasks(
  clients: number,
  seconds: number,
  task: (client: number, turn: number) => Promise<void>,
) {
  const until = performance.now() + seconds * 1000;
  const perClient = await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      let turns = 0;
      while (performance.now() < until) {
        await task(client, turns);
        turns += 1;
      }
      return turns;
    }),
  );
  const total = perClient.reduce((sum, turns) => sum + turns, 0);
  return { perSecond: total / seconds, fewest: Math.min(...perClient), most: Math.max(...perClient) };
}

/** Memory of a process that no file backs (RssAnon), in MB. */
export function privateMegabytes(pid: number): number {
  const line = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

/** Processor time of a process so far, all its threads; Linux counts it in hundredths of a second. */
export function processorSeconds(pid: number): number {
  const [, behindName = ''] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  const fields = behindName.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export const round = (value: number, digits = 2): string => value.toFixed(digits);

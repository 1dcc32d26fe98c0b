import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

export type Row = { what: string; figure: string; target?: string };

/** What one load did: requests per second and latencies in milliseconds. */
export type Load = { perSecond: number; p50: number; p99: number; failed: number };

/** Sends GETs to changing addresses for some seconds; `rate` holds them to so many per second. */
export async function loadGets(
  url: string,
  paths: string[],
  { seconds = 8, rate = 0, clients = 10 } = {},
): Promise<Load> {
  const result = await autocannon({
    url,
    connections: clients,
    duration: seconds,
    ...(rate ? { overallRate: rate } : {}),
    requests: paths.map((path) => ({ method: 'GET' as const, path })),
  });
  const { requests, latency, non2xx, errors } = result;
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99, failed: non2xx + errors };
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

export const round = (value: number, digits = 2): string => value.toFixed(digits);

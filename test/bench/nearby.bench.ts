import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@nearcare/bff/plugins/store';
import { nextWorkday } from '../support/next-workday.js';
import { startBff, startProgram } from '../support/processes.js';
import { type Field, fillField, placeIn, xorshift } from './generated-centres.js';
import { loadGets, paceGets, privateMegabytes, type Row, round } from './measure.js';

const sizes = [10_000, 126_000];
const places = 2_000;

/** Start, memory and `listNearbyCentres` with filters on, against a bare route that serialises the same cards. */
export async function benchNearby(): Promise<Row[]> {
  const rows: Row[] = [];
  const p50s: number[] = [];
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-'));
    const { connection, close } = await openStore({ mongodbUri: null, dataDir: folder });
    await Promise.all(Object.values(connection.models).map((model) => model.init()));
    const field = await fillField(connection, size);
    await close();

    const startedAt = performance.now();
    const bff = await startBff({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
    const startMs = performance.now() - startedAt;
    const anon = privateMegabytes(bff.child.pid ?? 0);
    const paths = pathsIn(field);
    const sample = (await (await fetch(bff.url + paths[0])).json()) as { items: unknown[] };
    const loadedAfterMs = await untilLoaded(bff.url, size, startedAt);
    // Long enough that every place was asked once: what is measured is a service in use, not its first seconds.
    await loadGets(bff.url, paths, { seconds: 10 });
    const full = await loadGets(bff.url, paths);
    const calm = await paceGets(bff.url, paths, { seconds: 20 });
    const one = await loadGets(bff.url, paths, { clients: 1, seconds: 5 });
    const anonAfter = privateMegabytes(bff.child.pid ?? 0);
    await bff.stop();
    const bare = await startBare(JSON.stringify(sample));
    await loadGets(bare.url, ['/'], { seconds: 3 });
    const floor = await loadGets(bare.url, ['/']);
    await bare.stop();
    await rm(folder, { recursive: true });

    p50s.push(1000 / one.perSecond);
    const name = `${size.toLocaleString('en')} centres`;
    rows.push(
      { what: `${name}: start to ready`, figure: `${round(startMs / 1000)} s`, target: '≤ 2 s' },
      { what: `${name}: start to all centres in memory`, figure: `${round(loadedAfterMs / 1000)} s` },
      {
        what: `${name}: private memory at start, after the load`,
        figure: `${round(anon, 0)} MB, ${round(anonAfter, 0)} MB`,
        target: '≤ 300 MB',
      },
      {
        what: `${name}: ${sample.items.length} cards, of a bare route’s ${round(floor.perSecond, 0)}/s`,
        figure: `${round(full.perSecond, 0)}/s = ${round(full.perSecond / floor.perSecond)} ×`,
        target: '≥ 0.3 ×',
      },
      {
        what: `${name}: p99 at 200/s (failed ${full.failed + calm.failed})`,
        figure: `${round(calm.p99, 0)} ms`,
        target: '≤ 20 ms',
      },
      { what: `${name}: one client, mean`, figure: `${round(1000 / one.perSecond)} ms` },
    );
  }
  const ratio = (p50s[1] ?? 0) / (p50s[0] ?? 1);
  rows.push({ what: 'one client, 126,000 against 10,000', figure: `${round(ratio)} ×`, target: '≤ 1.3 ×' });
  return rows;
}

function pathsIn(field: Field): string[] {
  const random = xorshift(7);
  const date = nextWorkday();
  return Array.from({ length: places }, () => {
    const { lat, lng } = placeIn(field, 0.1 + 0.8 * random(), 0.1 + 0.8 * random());
    const filters = `radiusMetres=5000&ageMonths=19&mode=fullDay&date=${date}&inclusive=true&limit=20`;
    return `/api/v1/centres/nearby?lat=${lat.toFixed(5)}&lng=${lng.toFixed(5)}&${filters}`;
  });
}

/** Waits for the background load of all centres; until then the store itself is searched. */
async function untilLoaded(url: string, size: number, startedAt: number): Promise<number> {
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (Number(/^nearcare_nearby_centres (\d+)/m.exec(metrics)?.[1]) >= size)
      return performance.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function startBare(reply: string) {
  return startProgram('node_modules/tsx/dist/cli.mjs', ['test/bench/bare-route.ts'], { BARE_REPLY: reply });
}

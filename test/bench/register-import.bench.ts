import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { importRegister } from '@nearcare/bff/ops/import-register/import-register';
import { readMapping } from '@nearcare/bff/ops/import-register/mapping';
import { batchWriter } from '@nearcare/bff/ops/import-register/write-batch';
import { openStore } from '@nearcare/bff/plugins/store';
import { privateMegabytes, type Row, round } from './measure.js';

const root = resolve(import.meta.dirname, '../..');
const mappingFile = join(root, 'bff/mappings/pl-register.json');
const fixture = join(root, 'test/support/fixtures/register-dirty.csv');
const sizes = [6_000, 60_000];

/** The register import at two lengths: the rate, a second run, and whether memory grows with the file. */
export async function benchRegisterImport(): Promise<Row[]> {
  const rows: Row[] = [];
  const memory: number[] = [];
  const mapping = await readMapping(mappingFile);
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-import-'));
    const file = join(folder, 'register.csv');
    await writeRegister(file, size);
    const { connection, close } = await openStore({ mongodbUri: null, dataDir: folder });
    const models = centreModels(connection);
    await Promise.all(Object.values(models).map((model) => model.init()));
    const runs: number[] = [];
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, privateMegabytes(process.pid));
    }, 50);
    for (let run = 0; run < 2; run += 1) {
      const started = performance.now();
      const { added, unchanged, rejected } = await importRegister(
        file,
        mapping,
        batchWriter(models),
        () => undefined,
      );
      if (rejected > 0 || (run === 0 ? added : unchanged) !== size)
        throw new Error('the import took other rows');
      runs.push((size / (performance.now() - started)) * 1000);
    }
    clearInterval(watch);
    memory.push(most);
    await close();
    await rm(folder, { recursive: true });
    rows.push(
      {
        what: `${size.toLocaleString('en')} rows, new`,
        figure: `${round(runs[0] ?? 0, 0)} rows/s`,
        target: '≥ 5,000 rows/s',
      },
      {
        what: `${size.toLocaleString('en')} rows, again`,
        figure: `${round(runs[1] ?? 0, 0)} rows/s, none changed`,
      },
      { what: `${size.toLocaleString('en')} rows: most private memory`, figure: `${round(most, 0)} MB` },
    );
  }
  const grown = (memory[1] ?? 0) - (memory[0] ?? 0);
  rows.push({ what: 'ten times the rows: memory more by', figure: `${round(grown, 0)} MB`, target: 'flat' });
  return rows;
}

/** The first, clean row of the fixture over and over, under numbers and places of its own. */
async function writeRegister(file: string, size: number): Promise<void> {
  const [header = '', first = ''] = (await readFile(fixture, 'utf8')).replace('\uFEFF', '').split('\n');
  const stream = createWriteStream(file);
  stream.write(`${header}\n`);
  for (let number = 0; number < size; number += 1) {
    const latitude = (49.5 + (number % 499) / 100).toFixed(6);
    const longitude = (15 + ((number * 7) % 883) / 100).toFixed(6);
    const row = first
      .replace('Żłobek Testowy', `Żłobek Numer ${number}`)
      .replace('50.0551769', latitude)
      .replace('19.9378091', longitude)
      .replace(';1/T;', `;${number}/B;`);
    if (!stream.write(`${row}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}

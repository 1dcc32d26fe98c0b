import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openStore } from '@nearcare/bff/plugins/store';
import type { Connection } from 'mongoose';
import { fixture, importFile, registerModels } from '../support/register.js';
import { privateMegabytes, type Row, round } from './measure.js';

const sizes = [12_600, 126_000];
/** The national register of Poland, where somebody has put it beside the project. */
const realRegister = resolve(import.meta.dirname, '../../../shared/data/register-pl-2024-06-06.csv');
const [first, second] = ['2024-06-06', '2025-06-06'];

/** Rates of the register import, new, again and a year later, and whether memory grows with the file. */
export async function benchRegisterImport(): Promise<Row[]> {
  const rows: Row[] = [];
  const memory: number[] = [];
  for (const size of sizes) {
    const what = `${size.toLocaleString('en')} rows`;
    const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-import-'));
    const [file, later] = [join(folder, 'first.csv'), join(folder, 'second.csv')];
    await writeGenerated(file, size, '25');
    await writeGenerated(later, size, '30');
    const { figures, most } = await inStore(folder, async (store) => [
      { what: `${what}, new`, figure: await rate(store, file, first), target: '≥ 5,000 rows/s' },
      { what: `${what}, the same again`, figure: await rate(store, file, first) },
      { what: `${what}, a year later, one in ten changed`, figure: await rate(store, later, second) },
    ]);
    rows.push(...figures, { what: `${what}: most private memory`, figure: `${round(most, 0)} MB` });
    memory.push(most);
    await rm(folder, { recursive: true });
  }
  const grown = (memory[1] ?? 0) - (memory[0] ?? 0);
  rows.push({ what: 'ten times the rows: memory more by', figure: `${round(grown, 0)} MB`, target: 'flat' });
  if (existsSync(realRegister)) rows.push(...(await benchReal()));
  return rows;
}

async function benchReal(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-import-'));
  const { figures } = await inStore(folder, async (store) => [
    { what: 'the Polish register of June 2024, new', figure: await rate(store, realRegister, first) },
    { what: 'the same again', figure: await rate(store, realRegister, first) },
  ]);
  await rm(folder, { recursive: true });
  return figures;
}

/** A store of its own, with the most memory the process (store included) took meanwhile. */
async function inStore(folder: string, bench: (store: Connection) => Promise<Row[]>) {
  const { connection, close } = await openStore({ mongodbUri: null, dataDir: folder });
  await Promise.all(Object.values(registerModels(connection)).map((model) => model.init()));
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, privateMegabytes(process.pid));
  }, 50);
  const figures = await bench(connection);
  clearInterval(watch);
  await close();
  return { figures, most };
}

/** Rows per second, and what each took of the processor: that says more on a machine which others use too. */
async function rate(store: Connection, file: string, asOf: string): Promise<string> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const { summary } = await importFile(store, file, { asOf });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { rows, added, changed, events } = summary;
  return `${round(rows / seconds, 0)} rows/s, ${round((user + system) / rows, 0)} µs of processor each (added ${added}, changed ${changed}, events ${events})`;
}

/** The first, clean row of the fixture over and over, under numbers and places of its own; each tenth has `capacity`. */
async function writeGenerated(file: string, size: number, capacity: string): Promise<void> {
  const text = (await readFile(fixture('register-dirty.csv'), 'utf8')).replace('\uFEFF', '');
  const [header = '', row = ''] = text.split('\n');
  const stream = createWriteStream(file);
  stream.write(`${header}\n`);
  for (let number = 0; number < size; number += 1) {
    const latitude = (49.5 + (number % 499) / 100).toFixed(6);
    const longitude = (15 + ((number * 7) % 883) / 100).toFixed(6);
    const own = row
      .replace('Żłobek Testowy', `Żłobek Numer ${number}`)
      .replace('50.0551769', latitude)
      .replace('19.9378091', longitude)
      .replace(';1/T;', `;${number}/B;`)
      .replace(';25;20;', `;${number % 10 === 0 ? capacity : 25};20;`);
    if (!stream.write(`${own}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}

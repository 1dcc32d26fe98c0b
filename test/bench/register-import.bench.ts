import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { programFile } from '../support/processes.js';
import { fixture, polishMapping } from '../support/register.js';
import { privateMegabytes, processorSeconds, type Row, round } from './measure.js';

const sizes = [12_600, 126_000];
/** The national register of Poland, where somebody has put it beside the project. */
const realRegister = resolve(import.meta.dirname, '../../../shared/data/register-pl-2024-06-06.csv');
const [first, second] = ['2024-06-06', '2025-06-06'];

/**
 * Rates of the register import, new, again and a year later, and whether memory grows with the file: each run is the
 * operator's command, a process of its own with the embedded store in it.
 */
export async function benchRegisterImport(): Promise<Row[]> {
  const rows: Row[] = [];
  const memory: number[] = [];
  for (const size of sizes) {
    const what = `${size.toLocaleString('en')} rows`;
    const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-import-'));
    const [file, later] = [join(folder, 'first.csv'), join(folder, 'second.csv')];
    await writeGenerated(file, size, '25');
    await writeGenerated(later, size, '30');
    const isNew = await importOnce(folder, file, first);
    const again = await importOnce(folder, file, first);
    const yearLater = await importOnce(folder, later, second);
    const most = Math.max(isNew.memory, again.memory, yearLater.memory);
    const target = '≥ 5,000 rows/s';
    rows.push(
      { what: `${what}, new`, figure: isNew.figure, target },
      { what: `${what}, the same again`, figure: again.figure, target },
      { what: `${what}, a year later, one in ten changed`, figure: yearLater.figure, target },
      { what: `${what}: most private memory`, figure: `${round(most, 0)} MB` },
    );
    memory.push(most);
    await rm(folder, { recursive: true });
  }
  const ratio = (memory[1] ?? 0) / (memory[0] ?? 1);
  rows.push({ what: 'ten times the rows: memory', figure: `${round(ratio)} ×`, target: 'flat, ≤ 1.15 ×' });
  if (existsSync(realRegister)) rows.push(...(await benchReal()));
  return rows;
}

async function benchReal(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-import-'));
  const isNew = await importOnce(folder, realRegister, first);
  const again = await importOnce(folder, realRegister, first);
  await rm(folder, { recursive: true });
  return [
    { what: 'the Polish register of June 2024, new', figure: isNew.figure },
    { what: 'the same again', figure: again.figure },
  ];
}

/**
 * What the command says of its rate (its start is left out), the processor time of the whole process for each row (that
 * says more on a machine which others use too), and the most private memory it took, store included.
 */
async function importOnce(folder: string, file: string, asOf: string) {
  const args = [programFile('ops'), 'import-register', file, '--mapping', polishMapping, '--as-of', asOf];
  const env = { ...process.env, DATA_DIR: folder, MONGODB_URI: '' };
  let [memory, seconds, output] = [0, 0, ''];
  const child = execFile(process.execPath, args, { env });
  child.stdout?.on('data', (text: string) => {
    output += text;
  });
  const watch = setInterval(() => {
    if (child.exitCode !== null || !child.pid) return;
    memory = Math.max(memory, privateMegabytes(child.pid));
    seconds = processorSeconds(child.pid);
  }, 20);
  await once(child, 'close');
  clearInterval(watch);
  if (child.exitCode !== 0) throw new Error(`the import failed: ${output}`);
  const [, rows = '0', did] = /^rows (\d+): (.*)$/m.exec(output) ?? [];
  const [rate] = /\d+ rows\/s/.exec(output) ?? [];
  const each = round((seconds * 1e6) / Number(rows), 0);
  return { memory, figure: `${rate}, ${each} µs of processor each, start included (${did})` };
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

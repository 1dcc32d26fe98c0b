import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.js';
import { DataFolderError, StoreLockedError } from '../embedded-store/index.js';
import { centreModels } from '../features/centres/centres.model.js';
import { refreshDistricts } from '../features/centres/districts.model.js';
import { openStore } from '../plugins/store.js';
import { type ImportSummary, importRegister, type Rejected } from './import-register/import-register.js';
import { ImportError, readMapping } from './import-register/mapping.js';
import { batchWriter } from './import-register/write-batch.js';

const usage = `usage: npm run ops -- import-register FILE --mapping MAP.json [--rejects REJECTS.csv]

  Brings a register of centres into the store that MONGODB_URI names, or into the embedded one in DATA_DIR.
  Repeating it changes nothing. Exit codes: 0 done (rejected rows are listed), 1 failed, 2 wrong arguments.`;

/** How many rejected rows are shown; the file given by --rejects holds all of them. */
const shownRejects = 20;

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

async function run(args: string[]): Promise<number> {
  const parsed = readArguments(args);
  if (!parsed) {
    console.error(usage);
    return 2;
  }
  const mapping = await readMapping(parsed.mapping);
  const { connection, close } = await openStore(readConfig(process.env));
  const rejects = parsed.rejects ? createWriteStream(parsed.rejects) : null;
  try {
    const models = centreModels(connection);
    await Promise.all(Object.values(models).map((model) => model.init()));
    const started = performance.now();
    const rejected: Rejected[] = [];
    rejects?.write('line;reason;detail\n');
    const summary = await importRegister(parsed.file, mapping, batchWriter(models), (one) => {
      if (rejected.length < shownRejects) rejected.push(one);
      rejects?.write(`${one.line};${one.reason};"${one.detail.replaceAll('"', '""')}"\n`);
    });
    await refreshDistricts(models);
    report(summary, rejected, (performance.now() - started) / 1000);
    return 0;
  } finally {
    if (rejects) {
      rejects.end();
      await once(rejects, 'close');
    }
    await close();
  }
}

function readArguments(
  args: string[],
): { file: string; mapping: string; rejects: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { mapping: { type: 'string' }, rejects: { type: 'string' } },
    });
    const [command, file, ...more] = positionals;
    if (command !== 'import-register' || !file || !values.mapping || more.length > 0) return null;
    return { file, mapping: values.mapping, rejects: values.rejects };
  } catch {
    return null;
  }
}

function report(summary: ImportSummary, rejected: readonly Rejected[], seconds: number): void {
  const { rows, added, changed, unchanged } = summary;
  console.log(
    `rows ${rows}: added ${added}, changed ${changed}, unchanged ${unchanged}, rejected ${summary.rejected}`,
  );
  for (const [reason, count] of Object.entries(summary.rejectedBy))
    console.log(`  rejected ${reason}: ${count}`);
  for (const [note, count] of Object.entries(summary.notes)) console.log(`  taken, but ${note}: ${count}`);
  for (const { line, reason, detail } of rejected) console.log(`  line ${line}: ${reason}: ${detail}`);
  if (summary.rejected > rejected.length)
    console.log(`  … and ${summary.rejected - rejected.length} more; --rejects FILE writes them all`);
  console.log(`${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s`);
}

/** What the operator can do about it, in a line where we know. */
function explain(error: unknown): string {
  if (error instanceof StoreLockedError)
    return `${error.message}\nThe product is running on this folder. Stop it and run this again, or give both one store: start "npm run store" and set MONGODB_URI for both.`;
  if (error instanceof ImportError || error instanceof ConfigError || error instanceof DataFolderError)
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

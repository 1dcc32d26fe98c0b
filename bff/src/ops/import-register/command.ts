import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { ConfigError, readConfig } from '../../config.js';
import { DataFolderError, StoreLockedError } from '../../embedded-store/index.js';
import { centreModels } from '../../features/centres/centres.model.js';
import { refreshDistricts } from '../../features/centres/districts.model.js';
import { openStore } from '../../plugins/store.js';
import { type ImportSummary, importRegister, type Rejected } from './import-register.js';
import { ImportError, readMapping } from './mapping.js';
import { batchWriter } from './write-batch.js';

/** How many rejected rows are shown; the file given by --rejects holds all of them. */
const shownRejects = 20;

export type ImportArguments = { file: string; mapping: string; rejects: string | undefined };

/** The command as the operator sees it: what happened on stdout, what to do about a failure on stderr. */
export async function importRegisterCommand(given: ImportArguments): Promise<0 | 1> {
  try {
    await runImport(given);
    return 0;
  } catch (error) {
    console.error(explain(error));
    return 1;
  }
}

async function runImport(given: ImportArguments): Promise<void> {
  const mapping = await readMapping(given.mapping);
  const rejects = given.rejects ? await openRejects(given.rejects) : null;
  const { connection, close } = await openStore(readConfig(process.env));
  try {
    const models = centreModels(connection);
    await Promise.all(Object.values(models).map((model) => model.init()));
    const started = performance.now();
    const rejected: Rejected[] = [];
    rejects?.write('line;reason;detail\n');
    const summary = await importRegister(given.file, mapping, batchWriter(models), (one) => {
      if (rejected.length < shownRejects) rejected.push(one);
      rejects?.write(`${one.line};${one.reason};"${one.detail.replaceAll('"', '""')}"\n`);
    });
    await refreshDistricts(models);
    report(summary, rejected, (performance.now() - started) / 1000);
  } finally {
    if (rejects) {
      rejects.end();
      await once(rejects, 'close');
    }
    await close();
  }
}

/** Opened before anything else: a list that can't be written should not be found out after the import. */
async function openRejects(file: string) {
  const handle = await open(file, 'w').catch((error: Error) => {
    throw new ImportError(`the list of rejected rows can't be written: ${error.message}`);
  });
  return handle.createWriteStream();
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

function explain(error: unknown): string {
  if (error instanceof StoreLockedError)
    return `${error.message}\nThe product is running on this folder. Stop it and run this again, or let both use one store: start it with "npm run store" and set MONGODB_URI for both.`;
  if (error instanceof ImportError || error instanceof ConfigError || error instanceof DataFolderError)
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

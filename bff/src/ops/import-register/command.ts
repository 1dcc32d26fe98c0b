import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { readConfig } from '../../config.js';
import { centreModels } from '../../features/centres/centres.model.js';
import { boundHeap } from '../../lib/bound-heap.js';
import { openStore } from '../../plugins/store.js';
import { explainFailure } from '../explain-failure.js';
import { readDay } from './cells.js';
import { ImportError } from './import-error.js';
import { importRegister } from './import-register.js';
import { progressBar } from './progress.js';
import { readMapping } from './read-mapping.js';
import { registerSnapshotModel } from './register-snapshots.model.js';
import { removalRefusal, reporter } from './report.js';
import type { ImportSummary, Rejected } from './summary.js';

export type ImportArguments = {
  file: string;
  mapping: string;
  /** File that is to hold all rejected rows. */
  rejects?: string | undefined;
  asOf?: string | undefined;
  isDryRun: boolean;
  allowsRemoved: boolean;
};

/** The command as the operator sees it: what happened on stdout, what to do about a failure on stderr. */
export async function importRegisterCommand(given: ImportArguments): Promise<0 | 1> {
  try {
    const { removalRefused } = await runImport(given);
    if (!removalRefused) return 0;
    console.error(removalRefusal(removalRefused, given.isDryRun));
    return 1;
  } catch (error) {
    console.error(explain(error));
    return 1;
  }
}

async function runImport(given: ImportArguments): Promise<ImportSummary> {
  // Else a long file's memory is what V8 lets grow, not what is kept.
  boundHeap();
  const { file, isDryRun, allowsRemoved, asOf } = given;
  if (asOf !== undefined && readDay(asOf) !== asOf)
    throw new ImportError(`--as-of takes a day as YYYY-MM-DD, not “${asOf}”`);
  const mapping = await readMapping(given.mapping);
  const rejects = given.rejects ? await rejectsFile(given.rejects) : null;
  const { connection, close } = await openStore(readConfig(process.env));
  const bar = progressBar(process.stderr);
  const report = reporter((line) => console.log(line));
  try {
    const models = { ...centreModels(connection), snapshots: registerSnapshotModel(connection) };
    if (!isDryRun) await Promise.all(Object.values(models).map((model) => model.init()));
    const started = performance.now();
    const summary = await importRegister({
      ...{ file, mapping, asOf, models, isDryRun, allowsRemoved },
      now: () => new Date(),
      onRejected(one) {
        report.onRejected(one);
        rejects?.add(one);
      },
      onEvent: report.onEvent,
      onProgress: bar.onProgress,
    });
    bar.end();
    report.summarise(summary, isDryRun, (performance.now() - started) / 1000);
    return summary;
  } finally {
    bar.end();
    await rejects?.close();
    await close();
  }
}

/** Opened before anything else: a list that can't be written should not be found out after the import. */
async function rejectsFile(file: string) {
  const handle = await open(file, 'w').catch((error: Error) => {
    throw new ImportError(`the list of rejected rows can't be written: ${error.message}`);
  });
  const stream = handle.createWriteStream();
  stream.write('line;reason;detail\n');
  return {
    add({ line, reason, detail }: Rejected) {
      stream.write(`${line};${reason};"${detail.replaceAll('"', '""')}"\n`);
    },
    async close() {
      stream.end();
      await once(stream, 'close');
    },
  };
}

function explain(error: unknown): string {
  return error instanceof ImportError ? error.message : explainFailure(error);
}

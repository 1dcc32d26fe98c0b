import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { releaseSignals, root } from './process.mjs';

/**
 * Runs a module of bff/dist in this very process: the command line passes through, a signal reaches it directly, and
 * nothing can be left behind.
 */
export async function runServerEntry(entry) {
  releaseSignals();
  await import(pathToFileURL(path.join(root, 'bff/dist', entry)).href);
}

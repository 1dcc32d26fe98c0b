import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFolder } from '../bundle-server.mjs';
import { releaseSignals } from './process.mjs';

/**
 * Runs a program of the server in this very process: the command line passes through, a signal reaches it directly, and
 * nothing can be left behind.
 */
export async function runProgram(name) {
  releaseSignals();
  await import(pathToFileURL(path.join(bundleFolder, `${name}.js`)).href);
}

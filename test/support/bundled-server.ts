import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** Set-up of a project: the programs that its tests start are made of the sources as they are now. */
export default async function bundleServer() {
  const root = resolve(import.meta.dirname, '../..');
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', 'server'], { cwd: root });
}

import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Absolute path of the repository. */
export const repository = path.resolve(import.meta.dirname, '../..');

/**
 * Makes a small project beside the real one: the real configuration files and installed packages, and only the sources
 * given. A check run in it says whether the check, as configured, still sees what it is there for.
 * The caller removes it with `remove`.
 */
export function makeProject(configuration: readonly string[], sources: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nearcare-check-'));
  for (const file of configuration) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(path.join(repository, file), path.join(folder, file));
  }
  symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
  for (const name of packages) linkPackages(name, folder);
  for (const [file, text] of Object.entries(sources)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const packages = ['shared', 'bff', 'miniapp', 'test'];

/** Links what the package installed, but our own packages to their copies, so that edges between them are seen. */
function linkPackages(name: string, folder: string): void {
  const installed = path.join(repository, name, 'node_modules');
  const links = path.join(folder, name, 'node_modules');
  mkdirSync(path.join(links, '@nearcare'), { recursive: true });
  for (const entry of readdirSync(installed)) {
    if (entry !== '@nearcare') symlinkSync(path.join(installed, entry), path.join(links, entry));
  }
  for (const own of packages) {
    if (own !== name) symlinkSync(path.join(folder, own), path.join(links, '@nearcare', own));
  }
}

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './process.mjs';

const folder = path.join(root, 'node_modules/.cache/nearcare');

/**
 * What the last good build of this name was made of, so that nothing is built twice from the same.
 * @param inputs files and folders below the repository; tests among them do not count
 * @param settings further text that decides what comes out
 */
export function stampOf(name, inputs, settings = '') {
  const file = path.join(folder, `${name}.sha256`);
  const hash = createHash('sha256').update(settings);
  for (const input of inputs) addToHash(hash, input);
  const made = hash.digest('hex');
  return {
    isCurrent: () => existsSync(file) && readFileSync(file, 'utf8') === made,
    /** Before a build: if it breaks off, nothing says that it is whole. */
    remove: () => rmSync(file, { force: true }),
    set() {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, made);
    },
  };
}

function addToHash(hash, relative) {
  const absolute = path.join(root, relative);
  if (!existsSync(absolute)) return;
  const isTest = (file) => /\.test\.tsx?$/.test(file);
  const files = statSync(absolute).isDirectory()
    ? readdirSync(absolute, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !isTest(entry.name))
        .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
        .sort()
    : [absolute];
  for (const file of files)
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
}

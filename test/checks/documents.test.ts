import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from './project-copy.js';

const inDocs = (folder: string) =>
  readdirSync(path.join(repository, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

/** Links to files of ours, from the document's own folder, and paths in backquotes, from the repository's. */
function filesNamedIn(document: string): string[] {
  const text = readFileSync(path.join(repository, document), 'utf8');
  const linked = [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, file]) =>
    path.join(path.dirname(document), file ?? ''),
  );
  const quoted = [...text.matchAll(/`((?:bff|shared|miniapp|test|docs|scripts)\/[\w./-]+\.\w+)`/g)];
  return [...linked, ...quoted.map(([, file]) => file ?? '')];
}

describe('what we write about ourselves', () => {
  const documents = ['README.md', ...inDocs('docs'), ...inDocs('docs/decisions')];

  it.each(documents)('names in %s only files that there are', (document) => {
    const missing = filesNamedIn(document).filter((file) => !existsSync(path.join(repository, file)));
    expect(missing).toEqual([]);
  });

  it('names some (so that finding none missing means something)', () => {
    expect(documents.flatMap(filesNamedIn).length).toBeGreaterThan(40);
  });
});

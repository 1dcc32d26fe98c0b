import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { repository } from './project-copy.js';

const isTest = (file: string) => /\.(test|e2e)\.tsx?$/.test(file);
const isOurs = (file: string) => !/(^|\/)(node_modules|dist)\//.test(file);

it('every test file of the repository is run by npm test', () => {
  const written = ['shared/src', 'bff/src', 'miniapp/src', 'test'].flatMap((folder) =>
    readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file}`)
      .filter((file) => isTest(file) && isOurs(file)),
  );
  const listed = spawnSync(
    path.join(repository, 'node_modules/.bin/vitest'),
    ['list', '--filesOnly', '--json'],
    { cwd: repository, encoding: 'utf8' },
  );
  const json = listed.stdout.slice(listed.stdout.indexOf('['));
  const run = (JSON.parse(json) as { file: string }[]).map(({ file }) => path.relative(repository, file));
  expect([...new Set(run)].sort()).toEqual(written.sort());
});

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { repository } from './project-copy.js';

const isTest = (file: string) => /\.(test|e2e)\.tsx?$/.test(file);
const isOurs = (file: string) => !/(^|\/)(node_modules|dist)\//.test(file);

type Run = { file: string; projectName: string };

function listRuns(): Run[] {
  const { stdout } = spawnSync(
    path.join(repository, 'node_modules/.bin/vitest'),
    ['list', '--filesOnly', '--json'],
    { cwd: repository, encoding: 'utf8' },
  );
  const runs = JSON.parse(stdout.slice(stdout.indexOf('['))) as Run[];
  return runs.map(({ file, projectName }) => ({ file: path.relative(repository, file), projectName }));
}

describe('npm test', () => {
  let runs: Run[] = [];
  beforeAll(() => {
    runs = listRuns();
  });

  it('runs every test file of the repository', () => {
    const written = ['shared/src', 'bff/src', 'miniapp/src', 'test'].flatMap((folder) =>
      readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
        .map((file) => `${folder}/${file}`)
        .filter((file) => isTest(file) && isOurs(file)),
    );
    expect([...new Set(runs.map(({ file }) => file))].sort()).toEqual(written.sort());
  });

  it('gives every file that replaces modules a worker of its own', () => {
    const replaces = /\bvi\.(mock|doMock|resetModules)\(/;
    const replacing = runs.filter(({ file }) =>
      replaces.test(readFileSync(path.join(repository, file), 'utf8')),
    );
    expect(replacing.length).toBeGreaterThan(0);
    for (const { file, projectName } of replacing) expect(`${file} in ${projectName}`).toMatch(/-alone$/);
  });
});

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeProject, repository } from './project-copy.js';

const configuration = [
  'knip.jsonc',
  'package.json',
  'pnpm-workspace.yaml',
  'tsconfig.base.json',
  'tsconfig.json',
  ...['shared', 'bff', 'miniapp', 'test'].flatMap((name) => [
    `${name}/package.json`,
    `${name}/tsconfig.json`,
  ]),
];

const sources = {
  'shared/src/rules/age.ts': 'export const age = 1;\nexport const sharedDead = 2;\n',
  'bff/src/server.ts':
    "import 'fastify';\nimport { used } from './lib/clock.js';\nimport { age } from '@nearcare/shared/rules/age';\nused(age);\n",
  'bff/src/lib/clock.ts':
    'export const used = (n: number) => n;\nexport const bffDead = 2;\nexport type BffDead = 1;\n',
  'miniapp/src/app.tsx': "import { tag } from './ui/tag';\nexport default tag;\n",
  'miniapp/src/ui/tag.tsx': 'export const tag = 1;\nexport const miniappDead = 2;\n',
  'miniapp/src/ui/nobody.tsx': 'export const nobody = 1;\n',
  'test/support/help.ts': 'export const help = 1;\nexport const testDead = 2;\n',
  'test/integration/a.test.ts': "import { help } from '../support/help.js';\nhelp;\n",
};

type Issue = { file: string; [kind: string]: { name: string }[] | string };

describe('the search for unused code', () => {
  it('finds dead exports in each package, dead files and dead dependencies, and spares what is used', () => {
    const project = makeProject(configuration, sources);
    const result = spawnSync(path.join(repository, 'node_modules/.bin/knip'), ['--reporter', 'json'], {
      cwd: project.folder,
      encoding: 'utf8',
    });
    project.remove();
    const { issues } = JSON.parse(result.stdout) as { issues: Issue[] };
    const found = (kind: string) =>
      issues.flatMap((issue) => {
        const rows = issue[kind];
        return Array.isArray(rows) ? rows.map((row) => `${issue.file} ${row.name}`) : [];
      });
    expect(found('exports').sort()).toEqual([
      'bff/src/lib/clock.ts bffDead',
      'miniapp/src/ui/tag.tsx miniappDead',
      'shared/src/rules/age.ts sharedDead',
      'test/support/help.ts testDead',
    ]);
    expect(found('types')).toEqual(['bff/src/lib/clock.ts BffDead']);
    expect(found('files').join()).toContain('miniapp/src/ui/nobody.tsx');
    expect(found('dependencies')).toContain('bff/package.json mongoose');
    expect(found('dependencies')).not.toContain('bff/package.json fastify');
    expect(result.status).not.toBe(0);
  });
});

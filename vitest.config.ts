import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { miniappProjects } from './miniapp/vitest.projects';

const root = import.meta.dirname;
const isSoak = process.env['SOAK'] === '1';

/** Tests read our own packages from source: no build between an edit and its test. */
const alias = [
  { find: /^@nearcare\/shared\/(.+)$/, replacement: path.join(root, 'shared/src/$1.ts') },
  { find: /^@nearcare\/bff\/(.+)$/, replacement: path.join(root, 'bff/src/$1.ts') },
];

/** What `vi.mock` replaces stays replaced for the next file of the worker. */
const replacesModules = ['bff/src/keys/folder-vault-races.test.ts'];

type Shape = {
  readonly include: string[];
  readonly exclude?: string[];
  readonly seconds: number;
  /** Files of one group run beside each other; groups run one after the other. */
  readonly group: number;
  /** Files at once, of one core: more than one where they mostly wait for a store, for processes or for a page. */
  readonly filesPerCore?: number;
  /** Files in one worker load each module once: for tests that replace no module by `vi.mock`. */
  readonly sharesModules?: boolean;
  /** Programs of ours run as processes of their own, so they are bundled first. */
  readonly startsPrograms?: boolean;
  /** The services that tests build in their own process have a database each in one store. */
  readonly sharesStore?: boolean;
};

function project(
  name: string,
  {
    include,
    exclude = [],
    seconds,
    group,
    filesPerCore = 1,
    sharesModules = false,
    startsPrograms = false,
    sharesStore = false,
  }: Shape,
) {
  return {
    resolve: { alias },
    test: {
      name,
      root,
      include,
      exclude: ['**/node_modules/**', '**/dist/**', 'test/checks/fixtures/**', ...exclude],
      testTimeout: (isSoak ? 20 : 1) * seconds * 1000,
      hookTimeout: 60_000,
      environment: 'node' as const,
      isolate: !sharesModules,
      globalSetup: [
        ...(startsPrograms ? ['test/support/bundled-server.ts'] : []),
        ...(sharesStore ? ['test/support/shared-store.ts'] : []),
      ],
      sequence: { groupOrder: group },
      // Left to itself, vitest leaves a core idle, which on a machine of two is half of it.
      maxWorkers: Math.ceil(filesPerCore * availableParallelism()),
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project('unit', {
        include: ['{shared,bff}/src/**/*.test.ts'],
        exclude: replacesModules,
        seconds: 10,
        group: 0,
        sharesModules: true,
      }),
      project('unit-alone', { include: replacesModules, seconds: 10, group: 0 }),
      ...miniappProjects,
      project('integration', {
        include: ['test/{conformance,integration,property,contract,abuse}/**/*.test.ts'],
        seconds: 60,
        group: 1,
        filesPerCore: 1.5,
        sharesModules: true,
        startsPrograms: true,
        sharesStore: true,
      }),
      project('weapp', {
        include: ['test/{weapp,checks,support}/**/*.test.ts'],
        seconds: 60,
        group: 1,
        filesPerCore: 1.5,
      }),
      project('fault', {
        include: ['test/fault/**/*.test.ts'],
        seconds: 120,
        group: 1,
        filesPerCore: 1.5,
        sharesModules: true,
        startsPrograms: true,
        sharesStore: true,
      }),
      project('e2e', {
        include: ['test/e2e/**/*.{e2e,test}.ts'],
        seconds: 90,
        group: 2,
        sharesModules: true,
        startsPrograms: true,
      }),
    ],
  },
});

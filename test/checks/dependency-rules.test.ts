import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProject, repository } from './project-copy.js';

/** Files that obey every rule and that the offenders below lean on. */
const sound = {
  'shared/src/schemas/centres.ts':
    "import { Type } from 'typebox';\nexport const Centre = Type.Object({});\n",
  'shared/src/contract/types.ts':
    "import type { Centre } from '../schemas/centres.js';\nexport type C = typeof Centre;\n",
  'shared/src/rules/age.ts':
    "import type { C } from '../contract/types.js';\nexport const age = (c: C) => c;\n",
  'bff/src/lib/clock.ts': "import { now } from './now.js';\nexport const clock = now;\n",
  'bff/src/lib/now.ts': 'export const now = 1;\n',
  'bff/src/plugins/session.ts': "import fp from 'fastify-plugin';\nexport const session = fp;\n",
  'bff/src/plugins/store.ts': "import mongoose from 'mongoose';\nexport const store = mongoose;\n",
  'bff/src/features/centres/centres.model.ts':
    "import mongoose from 'mongoose';\nexport const centres = mongoose;\n",
  'bff/src/features/centres/centres.rules.ts':
    "import { age } from '@nearcare/shared/rules/age';\nexport const rule = age;\n",
  'bff/src/features/centres/centres.public.ts':
    "import { rule } from './centres.rules.js';\nexport const open = rule;\n",
  'bff/src/features/bookings/bookings.service.ts':
    "import { open } from '../centres/centres.public.js';\nexport const use = open;\n",
  'bff/src/embedded-store/index.ts': "import { order } from './order.js';\nexport const start = order;\n",
  'bff/src/embedded-store/order.ts': 'export const order = 1;\n',
  'bff/src/app.ts':
    "import { use } from './features/bookings/bookings.service.js';\nexport const app = use;\n",
  'miniapp/src/platform/device.ts': "import Taro from '@tarojs/taro';\nexport const device = Taro;\n",
  'miniapp/src/ui/tag.tsx':
    "import type { C } from '@nearcare/shared/contract/types';\nexport type Tag = C;\n",
  'miniapp/src/features/centres/map/map.h5.tsx': "import { map } from 'leaflet';\nexport const Map = map;\n",
  'miniapp/src/features/centres/map/leaflet-map.ts':
    "import { map } from 'leaflet';\nexport const leafletMap = map;\n",
  'miniapp/src/features/centres/list.tsx':
    "import type { Tag } from '../../ui/tag';\nexport type List = Tag;\n",
  'miniapp/src/pages/find.tsx':
    "import type { List } from '../features/centres/list';\nexport type Find = List;\n",
  'test/support/build-test-app.ts': "import { app } from '@nearcare/bff/app';\nexport const testApp = app;\n",
} as const;

type Offence = readonly [rule: string, file: string, imported: string];

/** One file for each rule, or several where a rule has several sides; each imports what its rule forbids. */
const offences: readonly Offence[] = [
  ['no-unresolvable', 'bff/src/lib/broken.ts', './nowhere.js'],
  ['source-imports-no-test', 'bff/src/features/bookings/tested.ts', './some.test.js'],
  ['source-imports-no-test', 'miniapp/src/ui/tested.tsx', 'vitest'],
  ['source-imports-no-test', 'miniapp/src/ui/staged.tsx', '../test-support/stage'],

  ['shared-stands-alone', 'shared/src/rules/server.ts', '@nearcare/bff/lib/clock'],
  ['shared-needs-no-platform', 'shared/src/rules/files.ts', 'node:fs'],
  ['typebox-only-in-schemas', 'shared/src/contract/values.ts', 'typebox'],
  ['contract-takes-schemas-as-types', 'shared/src/contract/check.ts', '../schemas/centres.js'],
  ['bff-knows-no-client', 'bff/src/lib/client.ts', '../../../miniapp/src/platform/device'],
  ['bff-knows-no-client', 'bff/src/lib/test-help.ts', '../../../test/support/build-test-app'],
  ['features-meet-in-public', 'bff/src/features/bookings/peek.ts', '../centres/centres.rules.js'],
  ['routes-leave-the-store-to-services', 'bff/src/features/centres/centres.routes.ts', './centres.model.js'],
  ['services-know-no-http', 'bff/src/features/centres/centres.service.ts', 'fastify'],
  ['services-need-no-plugin', 'bff/src/features/families/families.service.ts', '../../plugins/session.js'],
  ['rules-are-pure', 'bff/src/features/bookings/bookings.rules.ts', '../../lib/clock.js'],
  ['rules-are-pure', 'bff/src/features/bookings/paths.rules.ts', 'node:path'],
  ['rules-reach-no-store', 'bff/src/features/bookings/far.rules.ts', '../centres/leaky.public.js'],
  ['models-hold-the-store', 'bff/src/features/bookings/query.ts', 'mongoose'],
  ['base-knows-no-feature', 'bff/src/plugins/nosy.ts', '../features/centres/centres.public.js'],
  ['lib-is-the-bottom', 'bff/src/lib/climbing.ts', '../plugins/session.js'],
  ['shell-is-the-top', 'bff/src/features/centres/reach.ts', '../../app.js'],
  ['embedded-store-stands-alone', 'bff/src/embedded-store/care.ts', '../lib/clock.js'],
  ['embedded-store-stands-alone', 'bff/src/embedded-store/age.ts', '@nearcare/shared/rules/age'],
  ['miniapp-knows-no-server', 'miniapp/src/ui/server.tsx', '@nearcare/bff/lib/clock'],
  ['miniapp-takes-schemas-as-types', 'miniapp/src/ui/schema.tsx', '@nearcare/shared/schemas/centres'],
  ['miniapp-features-know-no-page', 'miniapp/src/features/centres/back.tsx', '../../pages/find'],
  ['miniapp-base-knows-no-feature', 'miniapp/src/ui/nosy.tsx', '../features/centres/list'],
  ['miniapp-features-stay-apart', 'miniapp/src/features/bookings/peek.tsx', '../centres/list'],
  ['miniapp-platform-is-the-bottom', 'miniapp/src/platform/climbing.ts', '../ui/tag'],
  ['device-only-in-platform', 'miniapp/src/features/centres/locate.tsx', '@tarojs/taro'],
  ['leaflet-only-in-h5', 'miniapp/src/features/centres/map/map.tsx', 'leaflet'],
  ['leaflet-only-in-h5', 'miniapp/src/features/centres/near.tsx', './map/leaflet-map'],
];

const offenders = Object.fromEntries(
  offences.map(([, file, imported]) => [
    file,
    `import * as it from '${imported}';\nexport const used = it;\n`,
  ]),
);
const others = {
  'bff/src/features/centres/leaky.public.ts':
    "import { centres } from './centres.model.js';\nexport const leak = centres;\n",
  'bff/src/features/bookings/some.test.ts': 'export const title = 1;\n',
  'miniapp/src/test-support/stage.tsx': "import { vi } from 'vitest';\nexport const stage = vi;\n",
  'bff/src/lib/alone.ts': 'export const alone = 1;\n',
  'bff/src/lib/egg.ts': "import { hen } from './hen.js';\nexport const egg = hen;\n",
  'bff/src/lib/hen.ts': "import { egg } from './egg.js';\nexport const hen = egg;\n",
};

type Report = {
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  modules: { source: string; dependencies: { module: string; resolved: string }[] }[];
};

function cruise(sources: Readonly<Record<string, string>>): Report {
  const project = makeProject(['.dependency-cruiser.cjs', 'tsconfig.depcruise.json'], sources);
  try {
    const result = spawnSync(
      path.join(repository, 'node_modules/.bin/depcruise'),
      ['shared', 'bff', 'miniapp', 'test', '--output-type', 'json'],
      { cwd: project.folder, encoding: 'utf8', maxBuffer: 64e6 },
    );
    if (!result.stdout.startsWith('{')) throw new Error(`depcruise said: ${result.stdout}${result.stderr}`);
    return JSON.parse(result.stdout) as Report;
  } finally {
    project.remove();
  }
}

describe('the rules of who may import whom', () => {
  const reports = new Map<string, Report>();
  beforeAll(() => {
    reports.set('sound', cruise(sound));
    reports.set('broken', cruise({ ...sound, ...offenders, ...others }));
  });
  afterAll(() => reports.clear());
  const report = (name: string) => reports.get(name) ?? { summary: { violations: [] }, modules: [] };

  it('let a sound project pass', () => {
    expect(report('sound').modules.length).toBeGreaterThan(Object.keys(sound).length - 1);
    expect(report('sound').summary.violations).toEqual([]);
  });

  it('see through package names to the source of the other package', () => {
    const edges = report('sound').modules.flatMap((module) =>
      module.dependencies.map((to) => `${module.source} > ${to.resolved}`),
    );
    expect(edges).toContain('bff/src/features/centres/centres.rules.ts > shared/src/rules/age.ts');
    expect(edges).toContain('miniapp/src/ui/tag.tsx > shared/src/contract/types.ts');
    expect(edges).toContain('test/support/build-test-app.ts > bff/src/app.ts');
  });

  it.each(offences)('%s fires on %s importing %s', (rule, file) => {
    const fired = report('broken')
      .summary.violations.filter((violation) => violation.from === file)
      .map((violation) => violation.rule.name);
    expect(fired).toContain(rule);
  });

  it('no-orphans and no-cycles fire', () => {
    const fired = report('broken').summary.violations.map(
      (violation) => `${violation.rule.name} ${violation.from}`,
    );
    expect(fired).toContain('no-orphans bff/src/lib/alone.ts');
    expect(fired).toContain('no-cycles bff/src/lib/egg.ts');
  });

  it('has an offence for every rule', () => {
    const require = createRequire(import.meta.url);
    const { forbidden } = require(path.join(repository, '.dependency-cruiser.cjs')) as {
      forbidden: { name: string }[];
    };
    const broken = new Set([...offences.map(([rule]) => rule), 'no-orphans', 'no-cycles']);
    expect([...broken].sort()).toEqual(forbidden.map((rule) => rule.name).sort());
  });
});

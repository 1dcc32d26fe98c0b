import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeProject, repository } from './project-copy.js';

const configuration = [
  '.oxlintrc.json',
  'tsconfig.base.json',
  'shared/tsconfig.json',
  'bff/tsconfig.json',
  'miniapp/tsconfig.json',
  'test/tsconfig.json',
];
const forgotten = 'typescript(no-floating-promises)';
const misused = 'typescript(no-misused-promises)';

const model = `import mongoose from 'mongoose';
const schema = new mongoose.Schema({ name: String });
export const Centre = mongoose.model('Centre', schema);
`;

/** Each line marked with a rule must be reported by that rule, and no other line at all. */
const sources = {
  'shared/src/rules/age.ts': 'export const age = 1;\n',
  'bff/src/features/centres/centres.model.ts': model,
  'bff/src/features/centres/awaits.ts': `import Fastify from 'fastify';
import { Centre } from './centres.model.js';

async function local(): Promise<void> {
  await Centre.updateOne({}, { name: 'a' }).exec();
}
class Service {
  async rename(): Promise<void> {
    await local();
  }
}
export async function forgets(): Promise<void> {
  const doc = new Centre({ name: 'a' });
  const app = Fastify();
  local(); // ${forgotten}
  new Service().rename(); // ${forgotten}
  doc.save(); // ${forgotten}
  Centre.updateOne({}, { name: 'a' }).exec(); // ${forgotten}
  app.close(); // ${forgotten}
  ['a'].forEach(async (name) => { // ${misused}
    await Centre.create({ name });
  });
  if (local()) await local(); // ${misused}
  await doc.save();
  void local();
}
`,
  'bff/src/features/centres/centres.service.test.ts': `import { Centre } from './centres.model.js';
export async function prepares(): Promise<void> {
  await Centre.deleteMany({}).exec();
  Centre.updateOne({}, { name: 'a' }).exec(); // ${forgotten}
}
`,
  'test/integration/centres.test.ts': `import { Centre } from '../../bff/src/features/centres/centres.model';
export async function prepares(): Promise<void> {
  await Centre.deleteMany({}).exec();
  Centre.updateOne({}, { name: 'a' }).exec(); // ${forgotten}
}
`,
  'miniapp/src/features/centres/save.tsx': `async function save(): Promise<void> {
  await Promise.resolve();
}
export function tap(): void {
  save(); // ${forgotten}
}
export function anything(value: any): void { // typescript(no-explicit-any)
  if (value == 1) tap(); // eslint(eqeqeq)
}
`,
  'bff/src/lib/talks.ts': `export function talk(words: readonly string[]): string {
  console.log(words); // eslint(no-console)
  return words[0]!; // typescript(no-non-null-assertion)
}
`,
  'test/unit/only.test.ts': `import { expect, it } from 'vitest';
it.only('hides the others', () => { // vitest(no-focused-tests)
  expect(1).toBe(1);
});
it.skip('is forgotten', () => { // vitest(no-disabled-tests)
  expect(1).toBe(1);
});
`,
};

type Report = { diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[] };

describe('the lint rules', () => {
  it('report each forgotten await and each forbidden habit, and nothing else', () => {
    const project = makeProject(configuration, sources);
    const result = spawnSync(
      path.join(repository, 'node_modules/.bin/oxlint'),
      ['--type-aware', '--deny-warnings', '--format', 'json'],
      { cwd: project.folder, encoding: 'utf8' },
    );
    project.remove();
    const { diagnostics } = JSON.parse(result.stdout) as Report;
    const seen = diagnostics.map(
      ({ filename, labels, code }) => `${filename}:${labels[0]?.span.line} ${code}`,
    );
    const wanted = Object.entries(sources).flatMap(([file, text]) =>
      text.split('\n').flatMap((line, index) => {
        const rule = / \/\/ (\S+\(\S+\))$/.exec(line)?.[1];
        return rule ? [`${file}:${index + 1} ${rule}`] : [];
      }),
    );
    expect(seen.sort()).toEqual(wanted.sort());
    expect(result.status).not.toBe(0);
  });
});

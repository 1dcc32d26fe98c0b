import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileServer } from './build-if-changed.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { capture, root, run, tool } from './lib/process.mjs';

/** The OpenAPI document that the code prints is the committed one, so a change of contract is seen in review. */
async function checkOpenapi() {
  const printed = capture(process.execPath, ['bff/dist/openapi-print.js']);
  if (printed === null) {
    console.error('bff/dist/openapi-print.js failed.');
    return 1;
  }
  if (printed === readFileSync(path.join(root, 'docs/openapi.json'), 'utf8')) return 0;
  console.error(
    'docs/openapi.json is not what the code describes. Look at the change, then:\n' +
      '  node bff/dist/openapi-print.js > docs/openapi.json',
  );
  return 1;
}

/** @type {[string, () => Promise<number>][]} */
const steps = [
  ['format (biome)', () => run(tool('biome'), ['ci', '--error-on-warnings'])],
  ['types (tsc)', () => run(tool('tsc'), ['-b', 'tsconfig.json', 'test'])],
  ['lint (oxlint, with types)', () => run(tool('oxlint'), ['--type-aware', '--deny-warnings'])],
  [
    'who may import whom (dependency-cruiser)',
    () => run(tool('depcruise'), ['shared', 'bff', 'miniapp', 'test']),
  ],
  // As in CI everywhere: knip counts lefthook as used there and nowhere else.
  [
    'unused files, exports, dependencies (knip)',
    () => run(tool('knip'), [], { env: { ...process.env, CI: 'true' } }),
  ],
  ['docs/openapi.json', checkOpenapi],
];

await ensureInstalled();
await compileServer();
const failed = [];
for (const [name, step] of steps) {
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  const code = await step();
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(code === 0 ? `   ok, ${seconds} s` : `   FAILED, ${seconds} s`);
  if (code !== 0) failed.push(name);
}
console.log(failed.length === 0 ? `\nAll ${steps.length} checks hold.` : `\nFailed: ${failed.join('; ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

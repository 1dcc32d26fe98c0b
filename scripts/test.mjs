import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildMiniapp, buildServer } from './build-if-changed.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { root, run, say, tool } from './lib/process.mjs';

const isSoak = process.argv.includes('--soak');
const filters = process.argv.slice(2).filter((argument) => argument !== '--soak');

await ensureInstalled();
await buildServer();
await buildMiniapp('h5');
await buildMiniapp('weapp');

const store = process.env.MONGODB_URI
  ? `the server of MONGODB_URI (${process.env.MONGODB_URI.replace(/\/\/[^@/]*@/, '//…@')})`
  : 'the embedded store';
say(`Store tests speak to ${store}${isSoak ? '; long rounds (soak)' : ''}.`);

const totalsFile = path.join(root, 'node_modules/.cache/nearcare/totals.json');
mkdirSync(path.dirname(totalsFile), { recursive: true });
rmSync(totalsFile, { force: true });

const code = await run(
  tool('vitest'),
  ['run', '--allowOnly=false', '--reporter=default', '--reporter=./scripts/totals-reporter.mjs', ...filters],
  { env: { ...process.env, NEARCARE_TOTALS_FILE: totalsFile, ...(isSoak && { SOAK: '1' }) } },
);

// No totals: vitest itself broke down, which must not read as a run without failures.
const totals = existsSync(totalsFile)
  ? JSON.parse(readFileSync(totalsFile, 'utf8'))
  : { passed: 0, failed: 1, skipped: 0 };
const isGood = code === 0 && totals.failed === 0 && totals.passed > 0;
console.log(`\nThe store was ${store}.`);
if (!isGood && totals.failed === 0)
  console.log(totals.passed === 0 ? 'No test ran.' : `vitest ended with code ${code}.`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = isGood ? 0 : 1;

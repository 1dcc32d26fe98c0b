import { buildServer } from './build-if-changed.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { run, tool } from './lib/process.mjs';

await ensureInstalled();
await buildServer();
process.exitCode = await run(tool('tsx'), ['test/bench/main.ts', ...process.argv.slice(2)]);

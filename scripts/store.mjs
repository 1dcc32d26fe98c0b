import { buildServer } from './build-if-changed.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runProgram } from './lib/run-program.mjs';

await ensureInstalled();
await buildServer();
await runProgram('store');

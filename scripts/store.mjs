import { buildServer } from './build-if-changed.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runServerEntry } from './lib/run-server-entry.mjs';

await ensureInstalled();
await buildServer();
await runServerEntry('embedded-store/main.js');

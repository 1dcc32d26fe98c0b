import path from 'node:path';
import { compileServer } from './build-if-changed.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { isStopping, root, say, start, tool } from './lib/process.mjs';

await ensureInstalled();
await compileServer();

const port = process.env.PORT ?? '8787';
const bff = `http://127.0.0.1:${port}`;
say(
  `API on ${bff}; the page with hot reload on http://127.0.0.1:10086, which passes /api on. Ctrl-C ends all of it.`,
);

const watchers = [
  start(tool('tsc'), ['-b', 'shared', 'bff', '--watch', '--preserveWatchOutput']),
  start(process.execPath, ['--watch', '--watch-preserve-output', 'bff/dist/server.js'], {
    env: { ...process.env, PORT: port },
  }),
  start('npm', ['run', '--silent', 'dev:h5'], {
    cwd: path.join(root, 'miniapp'),
    env: { ...process.env, NEARCARE_DEV_API: bff },
  }),
];

// One of them ending by itself is a fault that would otherwise scroll away; all end together.
const ends = watchers.map(
  (child) =>
    new Promise((resolve) =>
      child.once('close', (code) => resolve({ code, name: child.spawnargs.join(' ') })),
    ),
);
const first = await Promise.race(ends);
if (!isStopping()) {
  process.stderr.write(`\nEnded by itself with code ${first.code}: ${first.name}\n`);
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}
await Promise.all(ends);

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { bundleFolder, bundleServer } from './bundle-server.mjs';
import { fail, isStopping, root, run, say, tool } from './lib/process.mjs';
import { stampOf } from './lib/stamps.mjs';

/** What each mini-program build reads. Tests and type declarations of other packages are left out. */
const miniappInputs = [
  'shared/src',
  'miniapp/src',
  'miniapp/config',
  'miniapp/types',
  'miniapp/package.json',
  'miniapp/babel.config.js',
  'miniapp/babel.config.cjs',
  'miniapp/project.config.json',
  'miniapp/tsconfig.json',
  'tsconfig.base.json',
  'pnpm-lock.yaml',
];

/** Build-time settings of the mini-program reach it as environment variables with this prefix. */
const buildSetting = /^TARO_APP_/;

/** Taro answers 0 for some faults after writing nothing, so what a build must leave is listed. */
const targets = {
  h5: { script: 'build:h5', output: 'miniapp/dist/h5', mustHave: ['index.html', /\.js$/], isServed: true },
  weapp: {
    script: 'build:weapp',
    output: 'miniapp/dist/weapp',
    mustHave: ['app.json', 'app.js', 'app.wxss', 'base.wxml'],
  },
};

/**
 * Compiles shared and bff. `tsc -b` itself sees what changed in the sources: a third of a second where nothing did. That
 * everything it ever wrote is still there it takes from its own record, which goes where that is not so.
 */
export async function compileServer() {
  for (const name of ['shared', 'bff'])
    if (lacksOutput(name)) rmSync(path.join(root, name, 'dist/.tsbuildinfo'), { force: true });
  const code = await run(tool('tsc'), ['-b', 'shared', 'bff']);
  if (code !== 0) fail('The server does not compile; the lines above say where.');
}

function lacksOutput(name) {
  return readdirSync(path.join(root, name, 'src'), { recursive: true })
    .filter((file) => /(?<!\.test|\.d)\.ts$/.test(file))
    .some((file) => !existsSync(path.join(root, name, 'dist', file.replace(/\.ts$/, '.js'))));
}

/** What the bundle of the server is made of. */
const serverInputs = [
  'shared/src',
  'bff/src',
  'bff/package.json',
  'pnpm-lock.yaml',
  'scripts/bundle-server.mjs',
];

/** The server as it is run: compiled, so that faults are found, and bundled. */
export async function buildServer() {
  await compileServer();
  await bundleIfChanged();
}

/** Bundles the programs of the server where its sources changed since the last time. */
export async function bundleIfChanged() {
  const stamp = stampOf('server', serverInputs);
  if (stamp.isCurrent() && existsSync(path.join(bundleFolder, 'server.js'))) return;
  stamp.remove();
  await bundleServer().catch(() => fail('The server can not be bundled; the lines above say where.'));
  stamp.set();
}

/** Builds one target of the mini-program where its sources changed since the last good build. */
export async function buildMiniapp(name, { force = false } = {}) {
  const target = targets[name];
  const stamp = stampOf(name, miniappInputs, settingsText());
  if (!force && stamp.isCurrent() && missingFrom(target).length === 0) return;
  say(`Building the mini-program for ${name} …`);
  const startedAt = Date.now();
  stamp.remove();
  rmSync(path.join(root, target.output), { recursive: true, force: true });
  const code = await run('npm', ['run', '--silent', target.script], {
    cwd: path.join(root, 'miniapp'),
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (isStopping()) return;
  if (code !== 0) fail(`The ${name} build failed; the lines above say why.`);
  const missing = missingFrom(target);
  if (missing.length > 0)
    fail(`The ${name} build said nothing wrong but left no ${missing.join(', ')} in ${target.output}.`);
  if (target.isServed) compressFiles(path.join(root, target.output));
  stamp.set();
  say(`Built ${target.output} in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

/** Leaves a Brotli twin beside each script and style, for the server to send: a tenth smaller than made on demand. */
function compressFiles(folder) {
  for (const file of readdirSync(folder, { recursive: true })) {
    if (!/\.(js|css)$/.test(file)) continue;
    const whole = path.join(folder, file);
    writeFileSync(`${whole}.br`, brotliCompressSync(readFileSync(whole)));
  }
}

function missingFrom({ output, mustHave }) {
  const folder = path.join(root, output);
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  return mustHave
    .filter(
      (wanted) => !files.some((file) => (wanted instanceof RegExp ? wanted.test(file) : wanted === file)),
    )
    .map(String);
}

function settingsText() {
  const names = Object.keys(process.env).filter((name) => buildSetting.test(name));
  return names
    .sort()
    .map((name) => `${name}=${process.env[name]}`)
    .join('\0');
}

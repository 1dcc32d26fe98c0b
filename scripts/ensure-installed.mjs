import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fail, root, run, say } from './lib/process.mjs';

/** pnpm of exactly this version: 11.x fails on Node 20, and corepack's signature check fails on its own keys. */
const pnpm = 'pnpm@12.21.0';
const packages = ['shared', 'bff', 'miniapp', 'test'];

/** Installs what is missing; returns at once where the installed tree is the lockfile's. */
export async function ensureInstalled() {
  checkNode();
  if (isInstalled()) return;
  say('Installing dependencies (once, about half a minute) …');
  const code = await run('npx', ['-y', pnpm, 'install', '--frozen-lockfile', '--prefer-offline'], {
    env: installEnvironment(),
  });
  if (code !== 0) {
    fail(
      'Dependencies could not be installed. The lines above say why; most often the npm registry is not reachable\n' +
        '(check `npm ping`) or this folder may not be written to. Nothing was started.',
    );
  }
  if (!isInstalled())
    fail('pnpm ended well, but node_modules is not what pnpm-lock.yaml says. Remove it and try again.');
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node 20.19 or newer is needed; this is ${process.versions.node}. See https://nodejs.org/`);
}

/** pnpm writes the lockfile it installed into node_modules as its last step, so an install cut short does not count. */
function isInstalled() {
  const wanted = path.join(root, 'pnpm-lock.yaml');
  const installed = path.join(root, 'node_modules/.pnpm/lock.yaml');
  if (!existsSync(installed)) return false;
  if (!readFileSync(wanted).equals(readFileSync(installed))) return false;
  return packages.every((name) => existsSync(path.join(root, name, 'node_modules')));
}

/**
 * npm's cache and pnpm's store live in the home folder. Service users often have none, or one that an earlier `sudo npm`
 * left to root: then both go under node_modules, so that an install needs nothing but the clone itself.
 */
function installEnvironment() {
  const env = { ...process.env, CI: 'true' };
  const home = os.homedir();
  const cache = process.env.npm_config_cache ?? path.join(home, '.npm');
  if (
    isWritable(cache) &&
    isWritable(path.join(home, '.local/share/pnpm')) &&
    isWritable(path.join(home, '.cache'))
  ) {
    return env;
  }
  const own = path.join(root, 'node_modules/.cache/nearcare/home');
  mkdirSync(own, { recursive: true });
  return {
    ...env,
    npm_config_cache: path.join(own, 'npm'),
    npm_config_store_dir: path.join(own, 'store'),
    XDG_CACHE_HOME: path.join(own, 'cache'),
    XDG_STATE_HOME: path.join(own, 'state'),
    XDG_DATA_HOME: path.join(own, 'data'),
  };
}

/** True where the folder, or the nearest folder above it that exists, may be written to. */
function isWritable(folder) {
  if (!existsSync(folder)) return path.dirname(folder) !== folder && isWritable(path.dirname(folder));
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

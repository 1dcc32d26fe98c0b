import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Absolute path of a command-line tool installed at the root. */
export const tool = (name) => path.join(root, 'node_modules/.bin', name);

/** Prints why and ends this process with exit code 1; no stack, because the reader is a person at a terminal. */
export function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

/** One line on what is going on, told apart from the output of the tools by its mark. */
export const say = (message) => process.stdout.write(`› ${message}\n`);

const children = new Set();
let stopping = false;

/**
 * A signal sent to npm or to this process alone does not reach the tools below, so it is passed on. Each child leads
 * a process group: what it started itself (webpack's workers, npm's shell) ends with it and nothing is left behind.
 */
function stopChildren(signal) {
  stopping = true;
  for (const child of children) killGroup(child, signal);
}

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
let forwarding = false;

function forwardSignals() {
  if (forwarding) return;
  forwarding = true;
  for (const signal of signals) process.on(signal, onSignal);
  process.on('exit', () => {
    for (const child of children) killGroup(child, 'SIGKILL');
  });
}

function onSignal(signal) {
  // npm repeats the terminal's Ctrl-C: the same signal comes twice within milliseconds and is passed on once.
  if (stopping) return;
  stopChildren(signal);
  if (children.size === 0) process.exit(130);
}

/** Leaves the signals to whatever runs in this process from now on. */
export function releaseSignals() {
  for (const signal of signals) process.removeListener(signal, onSignal);
  forwarding = false;
}

/** Starts a tool in its own process group; its output goes to ours. */
export function start(command, args, options = {}) {
  forwardSignals();
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
    ...options,
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

/** True once a signal asked this process to end. */
export const isStopping = () => stopping;

/** Runs a tool to its end and answers its exit code; 1 where it could not be started or a signal ended it. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, options);
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      children.delete(child);
      resolve(1);
    });
    child.once('close', (code) => {
      if (stopping) process.exit(130);
      resolve(code ?? 1);
    });
  });
}

/** Runs a tool quietly and answers what it printed; null where it failed. */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64e6, ...options });
  return result.status === 0 ? result.stdout : null;
}

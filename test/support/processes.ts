import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The file of a program, built by `npm run build:server`, which the projects of tests that start one do first. */
export const programFile = (name: 'server' | 'ops' | 'store'): string => `${root}/bff/bundle/${name}.js`;

export type Running = {
  url: string;
  child: ChildProcess;
  output: string[];
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

/** Starts a built program of ours and waits for its `ready …` line. Rejects with its output when it ends before. */
export async function startProgram(
  file: string,
  args: string[],
  env: Record<string, string>,
): Promise<Running> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const ended = once(child, 'exit');
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line);
        const url = /\bready (\S+)/.exec(line)?.[1];
        if (url) resolve(url);
      });
    }
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}:\n${output.join('\n')}`)));
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return { url: await ready, child, output, stop };
}

const testEnv = {
  PORT: '0',
  SEED: 'none',
  LOG_LEVEL: 'warn',
  RATE_LIMIT_PER_MINUTE: '1000000',
  SESSION_SECRET: 'test-session-secret-0123456789abcdef',
  PHONE_INDEX_SECRET: 'test-phone-index-secret-0123456789ab',
};

/** The BFF as an operator runs it, on a free port. */
export function startBff(env: Record<string, string>): Promise<Running> {
  return startProgram(programFile('server'), [], { ...testEnv, ...env });
}

/** One operator's command to its end, whatever that is. */
export function runOps(
  env: Record<string, string>,
  args: string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const options = { cwd: root, env: { ...process.env, ...testEnv, ...env } };
  return promisify(execFile)(process.execPath, [programFile('ops'), ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

/** The embedded store alone, for several BFF processes to share. */
export function startStore(dataDir: string): Promise<Running> {
  return startProgram(programFile('store'), ['--port', '0', '--data', dataDir], {});
}

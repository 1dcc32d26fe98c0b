import { mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Running, startBff } from '../support/processes.js';

let folder: string;
let service: Running;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearcare-vault-'));
  service = await startBff({ DATA_DIR: at('data'), KEYS_DIR: at('keys'), MONGODB_URI: '' });
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What a load balancer is told. */
async function readiness(): Promise<[status: number, missing: string | undefined]> {
  const answer = await fetch(`${service.url}/readyz`);
  return [answer.status, ((await answer.json()) as { facts?: { missing: string } }).facts?.missing];
}

it('a service whose key vault is unmounted takes no more parents, says why, and is back with the vault', async () => {
  expect(await readiness()).toEqual([200, undefined]);

  await rename(at('keys'), at('unmounted'));
  expect(await readiness()).toEqual([503, 'key_vault']);
  // What is left of a volume that is not mounted: an empty folder of the same name.
  await mkdir(at('keys'));
  expect(await readiness()).toEqual([503, 'key_vault']);
  expect((await fetch(`${service.url}/livez`)).status).toBe(200);

  await rmdir(at('keys'));
  await rename(at('unmounted'), at('keys'));
  expect(await readiness()).toEqual([200, undefined]);
});

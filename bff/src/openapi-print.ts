import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './app.js';
import { readConfig } from './config.js';

// Prints the contract as OpenAPI. The committed copy in docs/ is compared with it, so a change of contract is seen.
const dataDir = mkdtempSync(join(tmpdir(), 'nearcare-openapi-'));
const app = await buildApp(readConfig({ ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent' }));
await app.ready();
console.log(JSON.stringify(await app.openapi(), null, 2));
await app.close();
rmSync(dataDir, { recursive: true });

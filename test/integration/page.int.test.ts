import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type ClosableTestApp } from '../support/build-test-app.js';

const script = 'js/app.0123abcd.js';
const code = 'document.title;'.repeat(100);
let folder: string;
let running: ClosableTestApp | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearcare-page-'));
  await mkdir(join(folder, 'js'));
  await writeFile(join(folder, script), code);
  await writeFile(join(folder, `${script}.br`), brotliCompressSync(code));
  await writeFile(join(folder, 'index.html'), '<html><head><title>就近托</title></head><body></body></html>');
});
afterEach(() => running?.close());
afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(env: Record<string, string> = {}) {
  running = await buildTestApp({ PAGE_DIR: folder, ...env });
  return running.app;
}

const tiles = {
  MAP_TILE_URL: 'https://tiles.example.org/{z}/{x}/{y}.png?tk={key}',
  MAP_TILE_KEY: '"k&y"',
  MAP_TILE_ATTRIBUTION: '某某 <地图>',
  MAP_APPROVAL_NUMBER: 'GS（2024）0000号',
};

describe('the page', () => {
  it('knows of no tiles unless the operator has some, and lets pictures in from nowhere else', async () => {
    const app = await open();
    const { body, headers } = await app.inject('/');
    expect(body).not.toContain('map-tiles');
    expect(headers['content-security-policy']).toContain("img-src 'self' data: blob:;");
  });

  it('learns the operator’s tiles, and lets in their host alone', async () => {
    const app = await open(tiles);
    const { body, headers } = await app.inject('/pages/centre/index?id=c_1');
    const content = /<meta name="map-tiles" content="([^"]*)">/.exec(body)?.[1] ?? '';
    const read = content.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(JSON.parse(read)).toEqual({
      urls: ['https://tiles.example.org/{z}/{x}/{y}.png?tk=%22k%26y%22'],
      attribution: '某某 <地图>',
      approvalNumber: 'GS（2024）0000号',
    });
    expect(headers['content-security-policy']).toContain(
      "img-src 'self' data: blob: https://tiles.example.org;",
    );
  });

  it('is asked for each time and sent only when it changed', async () => {
    const app = await open();
    const first = await app.inject('/');
    expect(first.headers['cache-control']).toBe('no-cache');
    expect(first.headers['content-type']).toBe('text/html; charset=utf-8');
    const etag = String(first.headers.etag);
    const again = await app.inject({ url: '/index.html', headers: { 'if-none-match': etag } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await app.inject({ method: 'HEAD', url: '/' })).statusCode).toBe(200);
  });

  it('has scripts that are kept for good, and come as the build compressed them', async () => {
    const app = await open();
    const sent = await app.inject({ url: `/${script}`, headers: { 'accept-encoding': 'gzip, br' } });
    expect(sent.headers['content-encoding']).toBe('br');
    expect(sent.headers['content-type']).toContain('javascript');
    expect(sent.rawPayload.length).toBe(brotliCompressSync(code).length);
    expect(String(brotliDecompressSync(sent.rawPayload))).toBe(code);
    const whole = await app.inject(`/${script}`);
    expect(whole.body).toBe(code);
    for (const { headers } of [sent, whole])
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('stands for no address of the API or of a file', async () => {
    const app = await open();
    for (const url of ['/api/v1/nothing', '/js/gone.js'])
      expect((await app.inject(url)).headers['content-type']).toContain('application/problem+json');
  });
});

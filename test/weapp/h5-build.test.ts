import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, newPhone } from '../support/chromium.js';

const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/h5');
const firstLoadBytes = 180_000;
const leaflet = 'leaflet-container';
/** Words of the desk's own screens, the last of a part that several of them share; they survive minifying. */
const desk = ['今天有几个空位', '码是对的', '定下闭园', '粘贴到验证器里', '证明的照片', '工作台没有打开'];
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Serves the built page alone: no API behind it, as on a phone whose network just broke. */
function servePage(): Server {
  return createServer((request, answer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    if (pathname.startsWith('/api/')) return void answer.writeHead(503).end();
    const file = path.join(dist, pathname);
    const found = path.extname(file) !== '' && existsSync(file) ? file : path.join(dist, 'index.html');
    answer.writeHead(200, { 'content-type': types[path.extname(found)] ?? 'application/octet-stream' });
    answer.end(readFileSync(found));
  });
}

describe('the page', () => {
  const server = servePage();
  let browser: Browser;
  const scripts = new Map<string, string>();
  let text = '';
  let uncaught: string[] = [];

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launchBrowser();
    const phone = await newPhone(browser, { location: { lat: 31.49, lng: 120.31 } });
    phone.page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.endsWith('.js')) scripts.set(pathname, readFileSync(path.join(dist, pathname), 'utf8'));
    });
    await phone.page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
      waitUntil: 'networkidle',
    });
    await phone.page.waitForFunction(() => document.getElementById('opening') === null);
    text = await phone.page.evaluate(() => document.body.innerText);
    uncaught = phone.faults.filter((fault) => fault.startsWith('uncaught'));
    await phone.close();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it('starts in a browser', () => {
    expect(text).toContain('找托育');
    expect(uncaught).toEqual([]);
  });

  it('says before the app is there what the app then says in the same place', () => {
    const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
    const words = /fr-words">([^<]+)</.exec(html)?.[1] ?? '';
    expect(words.length).toBeGreaterThan(10);
    expect(text).toContain(words);
  });

  it('loads at most 180 kB of compressed script before its first screen, the map’s chunk aside', () => {
    const sizes = [...scripts]
      .filter(([, code]) => !code.includes(leaflet))
      .map(([, code]) => gzipSync(code).length);
    const sum = sizes.reduce((total, bytes) => total + bytes, 0);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sum).toBeGreaterThan(30_000);
    expect(sum).toBeLessThanOrEqual(firstLoadBytes);
  });

  it('keeps Leaflet in a chunk of its own, which index.html does not name', () => {
    const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
    const named = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(0);
    for (const file of named) expect(readFileSync(path.join(dist, file), 'utf8')).not.toContain(leaflet);
    const folder = path.join(dist, 'js');
    const chunks = readdirSync(folder)
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(path.join(folder, file), 'utf8'))
      .filter((code) => code.includes(leaflet));
    expect(chunks.map((code) => gzipSync(code).length < 60_000)).toEqual([true]);
  });

  it('keeps the desk in chunks that only its own pages ask for, so that no parent loads a byte of it', () => {
    const folder = path.join(dist, 'js');
    const holds = (code: string) => desk.filter((words) => code.includes(words));
    const chunks = readdirSync(folder)
      .filter((file) => file.endsWith('.js'))
      .map((file) => ({ file, held: holds(readFileSync(path.join(folder, file), 'utf8')) }))
      .filter(({ held }) => held.length > 0);
    expect([...new Set(chunks.flatMap(({ held }) => held))].sort()).toEqual([...desk].sort());
    expect(chunks.filter(({ file }) => /^(app|shared|later)\./.test(file))).toEqual([]);
    expect([...scripts.values()].flatMap(holds)).toEqual([]);
  });
});

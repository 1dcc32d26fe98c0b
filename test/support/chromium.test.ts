import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, newPhone } from './chromium.js';

const html = `<meta charset="utf-8"><title>t</title><script>
navigator.geolocation.getCurrentPosition(
  (at) => { document.title = at.coords.latitude + ',' + at.coords.longitude; },
  (error) => { document.title = 'refused ' + error.code; });
if (location.hash === '#broken') setTimeout(() => { throw new Error('broken page'); });
</script>`;

describe('a phone', () => {
  const server = createServer((request, answer) => {
    answer.writeHead(request.url?.startsWith('/gone') ? 404 : 200, { 'content-type': 'text/html' }).end(html);
  });
  let browser: Browser;
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it('says where it is, in its own language and time zone, on a screen of 390×844', async () => {
    const phone = await newPhone(browser, { location: { lat: 31.5, lng: 120.25 } });
    await phone.page.goto(url);
    await phone.page.waitForFunction(() => document.title !== 't');
    expect(await phone.page.title()).toBe('31.5,120.25');
    const facts = await phone.page.evaluate(() => [
      innerWidth,
      screen.height,
      navigator.language,
      Intl.DateTimeFormat().resolvedOptions().timeZone,
    ]);
    expect(facts).toEqual([expect.any(Number), 844, 'zh-CN', 'Asia/Shanghai']);
    expect(phone.faults).toEqual([]);
    await phone.close();
  });

  it('refuses to say where it is', async () => {
    const phone = await newPhone(browser, { location: 'denied' });
    await phone.page.goto(url);
    await phone.page.waitForFunction(() => document.title !== 't');
    expect(await phone.page.title()).toBe('refused 1');
    await phone.close();
  });

  it('remembers what broke in the page', async () => {
    const phone = await newPhone(browser, { location: 'denied' });
    await phone.page.goto(`${url}gone#broken`);
    await expect.poll(() => phone.faults.join()).toContain('broken page');
    expect(phone.faults.join()).toContain('404');
    await phone.close();
  });
});

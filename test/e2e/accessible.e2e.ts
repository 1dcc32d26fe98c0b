import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, newPhone } from '../support/chromium.js';
import { demoPlace, openCentre, type Product, startProduct, tap, walkToQuote } from './journey.js';

let browser: Browser;
let product: Product;
beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

type Finding = { id: string; impact: string | null; nodes: { html: string }[] };

/** Serious and critical findings, with the first element of each. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const findings = await page.evaluate(async () => {
    const { axe: run } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: Finding[] }> };
    };
    // This one compares words split at spaces, which Chinese has none of: 电话 stands in 打电话给… and is not found.
    const rules = { 'label-content-name-mismatch': { enabled: false } };
    return (await run.run({ rules })).violations;
  });
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

it('the booked walk has no serious finding of axe, from the map to the card', async () => {
  const phone = await newPhone(browser, { location: demoPlace });
  const { page } = phone;
  await page.goto(product.url);
  await page.getByText('栗子树托育中心', { exact: true }).first().waitFor();
  const found: Record<string, string[]> = { find: await seriousFindings(page) };
  await openCentre(page, '栗子树托育中心');
  found.centre = await seriousFindings(page);
  await walkToQuote(page, /还有 \d+ 个位置/);
  found.quote = await seriousFindings(page);
  await tap(page, '确认预约');
  await page.getByText('入园码').first().waitFor();
  found.card = await seriousFindings(page);
  expect(found).toEqual({ find: [], centre: [], quote: [], card: [] });
  await phone.close();
});

it('the check itself finds a button without a name (so that an empty list means something)', async () => {
  const phone = await newPhone(browser, { location: 'denied' });
  await phone.page.setContent(
    '<html lang="zh"><head><title>x</title></head><body><main><button></button></main></body></html>',
  );
  expect(await seriousFindings(phone.page)).toEqual([expect.stringContaining('button-name')]);
  await phone.close();
});

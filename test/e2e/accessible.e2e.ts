import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { demoPlace, openCentre, signInInPlace, tap, useProduct, walkToQuote } from './journey.js';

const product = useProduct();

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
  const phone = await product.newPhone(demoPlace);
  const { page } = phone;
  await page.goto(product.url);
  await page.getByText('栗子树托育中心', { exact: true }).first().waitFor();
  const found: Record<string, string[]> = { find: await seriousFindings(page) };
  await openCentre(page, '栗子树托育中心');
  found.centre = await seriousFindings(page);
  await tap(page, '加入对比');
  await tap(page, '去对比 1 家');
  await page.getByText('开门时间').filter({ visible: true }).last().waitFor();
  found.compare = await seriousFindings(page);
  await tap(page, '返回');
  await walkToQuote(page, /还有 \d+ 个位置/);
  found.quote = await seriousFindings(page);
  await tap(page, '确认预约');
  await page.getByText('入园码').first().waitFor();
  found.card = await seriousFindings(page);
  expect(found).toEqual({ find: [], centre: [], compare: [], quote: [], card: [] });
  await phone.close();
});

it('reading, taking along and deleting one’s data has no serious finding of axe', async () => {
  const phone = await product.newPhone('denied');
  const { page } = phone;
  const found: Record<string, string[]> = {};
  const look = async (name: string, address: string, waitFor: string) => {
    await page.goto(`${product.url}/pages/${address}`);
    await page.getByText(waitFor, { exact: true }).filter({ visible: true }).first().waitFor();
    found[name] = await seriousFindings(page);
  };
  await page.goto(product.url);
  await page.getByText('不给位置也能找').waitFor();
  found.firstStart = await seriousFindings(page);
  await look('document', 'privacy/document?kind=childrenRules', '负责人');
  await look('receipt', 'privacy/receipt', '注销回执');
  await look('signIn', 'family/add-child', '先登录一下');
  await tap(page, '登录');
  await signInInPlace(page);
  await page.getByText('不同意会怎样').waitFor();
  found.consent = await seriousFindings(page);
  await look('privacy', 'privacy/index', '孩子的资料');
  await look('saved', 'centre/saved', '收藏过的会在这里');
  await look('export', 'privacy/export', '能拿走什么');
  await look('delete', 'privacy/delete', '马上删');
  expect(Object.keys(found)).toHaveLength(9);
  expect(Object.values(found).flat()).toEqual([]);
  await phone.close();
});

it('the check itself finds a button without a name (so that an empty list means something)', async () => {
  const phone = await product.newPhone('denied');
  await phone.page.setContent(
    '<html lang="zh"><head><title>x</title></head><body><main><button></button></main></body></html>',
  );
  expect(await seriousFindings(phone.page)).toEqual([expect.stringContaining('button-name')]);
  await phone.close();
});

import { expect, it } from 'vitest';
import { expectAccessible, seriousFindings } from './axe.js';
import { demoPlace, openCentre, signInInPlace, tap, useProduct, walkToQuote } from './journey.js';

const product = useProduct();

it('the booked walk has no serious finding of axe, from the map to the card', async () => {
  const phone = await product.newPhone(demoPlace);
  const { page } = phone;
  const seen = (text: string) => page.getByText(text).filter({ visible: true }).last().waitFor();
  await page.goto(product.url);
  await page.getByText('栗子树托育中心', { exact: true }).first().waitFor();
  await expectAccessible(page, 'find');
  await openCentre(page, '栗子树托育中心');
  await expectAccessible(page, 'centre');
  await tap(page, '加入对比');
  await tap(page, '去对比 1 家');
  await seen('开门时间');
  await expectAccessible(page, 'compare');
  // In large letters the table becomes a stack: another drawing, which the choice itself brings.
  await tap(page, '字号');
  await page.getByRole('radio', { name: '特大' }).filter({ visible: true }).click();
  await expectAccessible(page, 'size of letters');
  await tap(page, '关闭');
  await expectAccessible(page, 'compare, stacked');
  await tap(page, '返回');
  await walkToQuote(page, /还有 \d+ 个位置/);
  await expectAccessible(page, 'quote');
  await tap(page, '确认预约');
  await page.getByText('入园码').first().waitFor();
  await expectAccessible(page, 'card');
  await page.goto(product.url);
  await page.getByText('栗子树托育中心', { exact: true }).first().waitFor();
  await openCentre(page, '栗子树托育中心');
  await tap(page, '收藏栗子树托育中心');
  await page.goto(`${product.url}/pages/centre/saved`);
  await seen('取消收藏');
  await expectAccessible(page, 'saved');
  await phone.close();
});

it('looking for care now and for rooms has no serious finding of axe', async () => {
  const phone = await product.newPhone(demoPlace);
  const { page } = phone;
  await page.goto(product.url);
  await page.getByRole('link', { name: /今天谁能帮我带两小时/ }).click();
  await page.getByRole('heading', { name: /小时/ }).filter({ visible: true }).first().waitFor();
  await expectAccessible(page, 'care now');
  await page.goto(product.url);
  await page.getByRole('switch', { name: '地图上的母婴室' }).click();
  await page.getByText(/^母婴室 \d+ 间$/).waitFor();
  await expectAccessible(page, 'rooms on the map');
  await page.getByText(/^母婴室 \d+ 间$/).click();
  const rows = page.getByRole('list', { name: '母婴室' }).getByRole('button');
  await rows.first().waitFor();
  await expectAccessible(page, 'rooms');
  await rows.first().click();
  await page.getByRole('button', { name: '不干净', exact: true }).waitFor();
  await expectAccessible(page, 'room');
  await phone.close();
});

it('reading, taking along and deleting one’s data has no serious finding of axe', async () => {
  const phone = await product.newPhone('denied');
  const { page } = phone;
  const look = async (screen: string, address: string, waitFor: string) => {
    await page.goto(`${product.url}/pages/${address}`);
    await page.getByText(waitFor, { exact: true }).filter({ visible: true }).first().waitFor();
    await expectAccessible(page, screen);
  };
  await page.goto(product.url);
  await page.getByText('不给位置也能找').waitFor();
  await expectAccessible(page, 'first start');
  await look('document', 'privacy/document?kind=childrenRules', '负责人');
  await look('receipt', 'privacy/receipt', '注销回执');
  await look('signing in', 'family/add-child', '先登录一下');
  await tap(page, '登录');
  await signInInPlace(page);
  await page.getByText('不同意会怎样').waitFor();
  await expectAccessible(page, 'consent');
  await look('privacy', 'privacy/index', '孩子的资料');
  await look('nothing saved', 'centre/saved', '收藏过的会在这里');
  await look('export', 'privacy/export', '能拿走什么');
  await look('delete', 'privacy/delete', '马上删');
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

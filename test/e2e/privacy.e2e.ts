import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import {
  addChildInPlace,
  agreeInPlace,
  demoPlace,
  openCentre,
  signInInPlace,
  tap,
  useProduct,
} from './journey.js';

const product = useProduct();

const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first();
const stored = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).map((key) => [key, localStorage.getItem(key) ?? '']));

/** Taps a line that leads somewhere, in the page on top. */
const follow = (page: Page, words: string) =>
  page.getByText(words, { exact: true }).filter({ visible: true }).last().click();

async function openPrivacyCentre(page: Page): Promise<void> {
  await page.goto(`${product.url}/pages/me/index`);
  await follow(page, '隐私中心');
  await seen(page, '你家的资料只有一把钥匙').waitFor();
}

describe('a parent who looks after the family’s data', () => {
  let phone: Phone;
  let page: Page;
  beforeAll(async () => {
    phone = await product.newPhone(demoPlace);
    page = phone.page;
    await page.goto(product.url);
  });
  afterAll(() => phone.close());

  it('is shown at the first start where the rules stand, and reads them without signing in', async () => {
    await page.getByRole('region', { name: '先说清楚' }).waitFor();
    await seen(page, '栗子树托育中心').waitFor();
    await tap(page, '隐私政策');
    await seen(page, /第 \d+ 版，20\d\d年\d+月\d+日起用/).waitFor();
    await tap(page, '返回');
    // The page that goes has the same button, until it has gone.
    await page.getByText(/第 \d+ 版，20/).waitFor({ state: 'detached' });
    await tap(page, '知道了');
    await page.getByRole('region', { name: '先说清楚' }).waitFor({ state: 'detached' });
  });

  it('can refuse the consent and goes on looking; nothing about a child was sent', async () => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(new URL(request.url()).pathname);
    });
    await openCentre(page, '栗子树托育中心');
    await tap(page, /约时间/);
    await signInInPlace(page);
    await seen(page, '不同意会怎样').waitFor();
    await tap(page, '不同意');
    await seen(page, '备案与登记').waitFor();
    expect(await page.getByRole('dialog').filter({ visible: true }).count()).toBe(0);
    expect(sent.filter((path) => path.includes('/auth/'))).not.toEqual([]);
    expect(sent.filter((path) => path.includes('/family'))).toEqual([]);
  });

  it('agrees, adds the child and stands at the very step that asked', async () => {
    await tap(page, /约时间/);
    await agreeInPlace(page);
    await addChildInPlace(page, '小满');
    await page
      .getByRole('option', { name: /还有 \d+ 个位置/ })
      .first()
      .click();
    await tap(page, /看明细/);
    await seen(page, '来不了怎么办').waitFor();
    await tap(page, '确认预约');
    await seen(page, '入园码').waitFor();
  });

  it('takes everything along as a file that says the same as the page', async () => {
    await openPrivacyCentre(page);
    await follow(page, '导出全部资料');
    await tap(page, '取出来看');
    await seen(page, '小满').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), tap(page, '存成文件')]);
    const data = JSON.parse(await readFile(await download.path(), 'utf8')) as {
      children: { nickname: string }[];
      bookings: { centreName: string }[];
      consents: { purpose: string; decision: string }[];
    };
    expect(data.children.map(({ nickname }) => nickname)).toEqual(['小满']);
    expect(data.bookings.map(({ centreName }) => centreName)).toEqual(['栗子树托育中心']);
    expect(data.consents).toMatchObject([{ purpose: 'childProfile', decision: 'given' }]);
  });

  it('sees what taking a consent back does, does it, and finds the child gone and the booking cancelled', async () => {
    await openPrivacyCentre(page);
    const slide = page.getByRole('switch', { name: '孩子的资料' });
    await slide.click();
    await seen(page, /预约会取消/).waitFor();
    await tap(page, '关掉');
    await seen(page, /“孩子的资料”关掉了/).waitFor();
    expect(await slide.getAttribute('aria-checked')).toBe('false');
    await page.goto(`${product.url}/pages/bookings/index`);
    await seen(page, '已取消').waitFor();
    await page.goto(`${product.url}/pages/me/index`);
    await seen(page, '加上孩子，才知道哪些班能上').waitFor();
    expect(JSON.stringify(await stored(page))).not.toContain('小满');
  });

  it('deletes the account within four taps of the first screen, and holds a receipt', async () => {
    await page.goto(product.url);
    await page.getByRole('link', { name: '我的' }).filter({ visible: true }).click();
    await follow(page, '隐私中心');
    await follow(page, '注销账号');
    await seen(page, '马上删').waitFor();
    await seen(page, /留到 20\d\d年/).waitFor();
    await tap(page, '下一步：注销账号');
    await tap(page, '注销');
    await seen(page, '删完了').waitFor();
    expect(page.url()).toContain('/pages/privacy/receipt');
  });

  it('finds that this phone remembers nothing of the family', async () => {
    expect((await stored(page)).map(([key]) => key)).toEqual(['nearcare.rules-shown']);
    expect(await phone.context.cookies()).toEqual([]);
    const receipt = page.url();
    await page.goto(`${product.url}/pages/me/index`);
    await seen(page, '登录后，孩子和预约都在这里').waitFor();
    await page.goto(receipt);
    await seen(page, '删完了').waitFor();
  });

  it('can show the receipt on another phone, where nobody is signed in; it names nobody', async () => {
    const other = await product.newPhone('denied');
    await other.page.goto(page.url());
    await seen(other.page, '删完了').waitFor();
    const text = await other.page.innerText('body');
    expect(text).toContain('你家的加密密钥');
    expect(text).not.toMatch(/小满|139\d{8}/);
    await other.close();
  });

  it('met no error of ours on the way', () => {
    expect(phone.faults).toEqual([]);
  });
});

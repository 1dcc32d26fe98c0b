import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
import { addChildInPlace, agreeInPlace, signInInPlace, tap, useProduct } from './journey.js';

const product = useProduct();

/** Text in the page on top. */
const seen = (page: Page, text: string | RegExp) =>
  page
    .getByText(text, { exact: typeof text === 'string' })
    .filter({ visible: true })
    .last();

const fill = (page: Page, label: string, value: string) =>
  page.locator(`input[aria-label="${label}"]`).filter({ visible: true }).last().fill(value);

async function go(page: Page, path: string): Promise<void> {
  await page.goto(product.url + path);
}

/** The token with which this phone asks now; the page keeps it in memory only. */
async function tokenOf(page: Page): Promise<string> {
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/v1/auth/sessions'));
  await page.reload();
  return (await asked).headers()['authorization'] ?? '';
}

describe('a family on two phones', () => {
  let mother: Phone;
  let father: Phone;
  let code = '';
  beforeAll(async () => {
    [mother, father] = await Promise.all([product.newPhone('denied'), product.newPhone('denied')]);
  });
  afterAll(() => Promise.all([mother.close(), father.close()]));

  it('begins with a child on one phone', async () => {
    const { page } = mother;
    await go(page, '/pages/me/index');
    await tap(page, '登录');
    await signInInPlace(page);
    await tap(page, '加孩子');
    await agreeInPlace(page);
    await addChildInPlace(page, '小满');
    await page
      .getByRole('button', { name: /^小满，.*看资料$/ })
      .filter({ visible: true })
      .waitFor();
    await expectAccessible(page, 'me');
  });

  it('invites the second guardian, having said what that gives', async () => {
    const { page } = mother;
    await tap(page, /家人和接送/);
    await tap(page, /请另一位家长来/);
    await seen(page, /也能约、能取消/).waitFor();
    await tap(page, '邀请');
    const shown = page.getByRole('img', { name: /^邀请码/ }).filter({ visible: true });
    await shown.waitFor();
    code = await shown.innerText();
    expect(code).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4}$/);
    await expectAccessible(page, 'invitation');
  });

  it('is joined from the other phone, which then sees the same child', async () => {
    const { page } = father;
    await go(page, '/pages/family/join');
    await tap(page, '登录');
    await signInInPlace(page);
    await fill(page, '邀请码', code.toLowerCase());
    await expectAccessible(page, 'joining');
    await tap(page, '加入');
    await seen(page, '另一位家长').waitFor();
    await go(page, '/pages/me/index');
    await page
      .getByRole('button', { name: /^小满，.*看资料$/ })
      .filter({ visible: true })
      .waitFor();
    expect(await page.innerText('body')).toContain('2 位家长');
  });

  it('lets nobody in by the same code again', async () => {
    const stranger = await product.newPhone('denied');
    const { page } = stranger;
    await go(page, '/pages/family/join');
    await tap(page, '登录');
    await signInInPlace(page);
    await fill(page, '邀请码', code);
    await tap(page, '加入');
    await seen(page, /邀请用不了了/).waitFor();
    await go(page, '/pages/me/index');
    await seen(page, /才知道哪些班能上/).waitFor();
    expect(await page.innerText('body')).not.toContain('小满');
    await stranger.close();
  });

  it('gives a pick-up code to an adult it named, and shows it without a network', async () => {
    const { page, context } = father;
    await go(page, '/pages/family/index');
    await seen(page, '加接送的人').waitFor();
    await expectAccessible(page, 'family');
    await tap(page, '加接送的人');
    await agreeInPlace(page);
    await fill(page, '怎么称呼', '外婆');
    await page.getByRole('radio', { name: '祖父母' }).click();
    await fill(page, '手机号', '13800138000');
    await tap(page, '加上');
    await tap(page, '给外婆发接娃码');
    await page.getByRole('radio', { name: /^明天/ }).click();
    await expectAccessible(page, 'new pick-up code');
    await tap(page, '生成接娃码');
    const digits = await seen(page, /^\d{3} \d{3}$/).innerText();
    await page.getByRole('img', { name: '接娃码的二维码' }).filter({ visible: true }).waitFor();
    await expectAccessible(page, 'pick-up code');

    // The page's files come from the browser's memory; what a gate needs is that no answer of ours is asked for.
    await context.route('**/api/v1/**', (route) => route.abort());
    await page.reload();
    await seen(page, digits).waitFor();
    await context.unroute('**/api/v1/**');
  });

  it('has the code recalled by the other guardian, who never saw the digits', async () => {
    const { page } = mother;
    await go(page, '/pages/family/index');
    await tap(page, /^明天，外婆接小满，有效$/);
    await seen(page, /数字只在发码的那部手机上/).waitFor();
    await tap(page, '收回接娃码');
    await seen(page, /收回了/).waitFor();
    await father.page.reload();
    await seen(father.page, '已收回').waitFor();
    expect(await father.page.innerText('body')).not.toMatch(/\d{3} \d{3}/);
  });

  it('signs out everywhere from one phone, and the other session of that guardian is over', async () => {
    const { page } = mother;
    await go(page, '/pages/family/devices');
    await seen(page, '这台').waitFor();
    await expectAccessible(page, 'devices');
    const token = await tokenOf(page);
    const ask = () => fetch(`${product.url}/api/v1/family`, { headers: { authorization: token } });
    expect((await ask()).status).toBe(200);
    await tap(page, '所有设备都退出');
    await seen(page, /约好的不变/).waitFor();
    await tap(page, '全部退出');
    await seen(page, '登录后，孩子和预约都在这里').waitFor();
    expect((await ask()).status).toBe(401);
    await page.reload();
    await seen(page, '登录后，孩子和预约都在这里').waitFor();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('小满');
  });

  it('leaves the other guardian signed in, with the child', async () => {
    const { page } = father;
    await go(page, '/pages/me/index');
    await page
      .getByRole('button', { name: /^小满，.*看资料$/ })
      .filter({ visible: true })
      .waitFor();
  });

  it('can correct the child, and erase it having read what that does', async () => {
    const { page } = father;
    await page
      .getByRole('button', { name: /^小满，.*看资料$/ })
      .filter({ visible: true })
      .click();
    await seen(page, '我们存了这些').waitFor();
    await expectAccessible(page, 'child');
    await tap(page, '改小满的资料');
    await fill(page, '小名', '满满');
    await tap(page, '保存');
    await seen(page, '我们存了这些').waitFor();
    await tap(page, '删掉满满的资料');
    await seen(page, '现在没有要取消的预约。').waitFor();
    await tap(page, '删掉');
    await seen(page, /才知道哪些班能上/).waitFor();
  });

  it('met no error of ours on the way', () => {
    const ours = (fault: string) => !/ERR_FAILED|Failed to fetch/.test(fault);
    expect([...mother.faults, ...father.faults].filter(ours)).toEqual([]);
  });
});

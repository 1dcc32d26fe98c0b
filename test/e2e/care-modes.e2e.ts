import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
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

describe('a parent who needs a few hours, and then some mornings', () => {
  let phone: Phone;
  let page: Page;
  beforeAll(async () => {
    phone = await product.newPhone(demoPlace);
    ({ page } = phone);
    await page.goto(product.url);
    await openCentre(page, '栗子树托育中心');
    await tap(page, /约时间/);
    await signInInPlace(page);
    await agreeInPlace(page);
    await addChildInPlace(page, '小满');
  });
  afterAll(() => phone.close());

  const chooseMode = (name: string) => page.getByRole('radio', { name, exact: true }).click();
  const chooseFreeDay = () =>
    page
      .getByRole('option', { name: /还有 \d+ 个位置/ })
      .first()
      .click();

  it('chooses hours to the half hour, and sees what each half hour of the day has', async () => {
    await chooseMode('计时托');
    await chooseFreeDay();
    await seen(page, /一格半小时/).waitFor();
    await tap(page, '接走晚半小时');
    await seen(page, '计时托 2.5 小时').waitFor();
    await page.getByRole('img', { name: /9:00–11:30，整段还有 \d+ 个位置/ }).waitFor();
    await expectAccessible(page, 'choosing hours');
  });

  it('books them, and the card says when', async () => {
    await tap(page, /看明细/);
    await seen(page, /2\.5 小时/).waitFor();
    await tap(page, '确认预约');
    await seen(page, '入园码').waitFor();
    await seen(page, /9:00–11:30/).waitFor();
  });

  it('chooses the mornings of a weekday for some weeks, and sees what each of them has', async () => {
    await page.goto(`${product.url}/pages/find/index`);
    await openCentre(page, '栗子树托育中心');
    await tap(page, /约时间/);
    await chooseMode('半日托');
    // Of today the morning may be over.
    await chooseFreeDay();
    await chooseMode('下午');
    await tap(page, /每周都要/);
    await page.getByRole('button', { name: '周三', exact: true }).click();
    await tap(page, /看这 \d+ 天有没有位置/);
    await page.getByRole('list', { name: '每一天' }).getByRole('listitem').nth(3).waitFor();
    await expectAccessible(page, 'several days');
  });

  it('books those that can be had together, each with a card of its own', async () => {
    const offer = page.getByRole('button', { name: /^(约这|只约有位的) \d+ 天$/ });
    const count = Number(/\d+/.exec(await offer.innerText())?.[0]);
    expect(count).toBeGreaterThan(1);
    await offer.click();
    await seen(page, `一共 ${count} 天`).waitFor();
    await seen(page, `半日托 × ${count}`).waitFor();
    await expectAccessible(page, 'the price of several days');
    await tap(page, '确认预约');
    await seen(page, `一起约的，还有 ${count - 1} 天`).waitFor();
    await seen(page, /13:00–18:00/).waitFor();
    await expectAccessible(page, 'a card among several');
    expect(phone.faults).toEqual([]);
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
import { demoPlace, openCentre, tap, useProduct, walkToQuote } from './journey.js';

const product = useProduct();
const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first();

describe('a parent whose plans change', () => {
  let phone: Phone;
  let page: Page;
  let number = '';
  beforeAll(async () => {
    phone = await product.newPhone(demoPlace);
    ({ page } = phone);
    await page.goto(product.url);
    await openCentre(page, '栗子树托育中心');
    await walkToQuote(page, /还有 \d+ 个位置/);
    await tap(page, '确认预约');
    await seen(page, '入园码').waitFor();
    number = /YY\d{4}-\d{6}/.exec(await page.innerText('body'))?.[0] ?? '';
  });
  afterAll(() => phone.close());

  it('goes from the card to the calendar, where the day that is booked is marked and nothing is changed yet', async () => {
    await tap(page, '改时间');
    await seen(page, /现在约的：.*全日托。改好以前一直留着/).waitFor();
    await page.getByRole('option', { name: /现在约的/ }).waitFor();
    await page.getByRole('button', { name: '和现在的一样' }).waitFor();
    await expectAccessible(page, 'choosing another time');
  });

  it('sees the old price, the new one and the difference for some hours of the same day', async () => {
    await page.getByRole('radio', { name: '计时托', exact: true }).click();
    await tap(page, /看明细/);
    await seen(page, '原来约的').waitFor();
    const text = await page.innerText('body');
    for (const word of ['原来的价格', '新的价格', /少 [\d.]+ 元/, /改时间/]) expect(text).toMatch(word);
    await expectAccessible(page, 'the price of a change');
  });

  it('confirms, and the same card has the new time and says what it was', async () => {
    await tap(page, '改到这个时间');
    await seen(page, '时间改好了').waitFor();
    await seen(page, /已改到 .* 9:00–11:00/).waitFor();
    await seen(page, /原来 .*全日托/).waitFor();
    await seen(page, number).waitFor();
    await expectAccessible(page, 'the card of a changed booking');
  });

  it('is told of it once among the notices', async () => {
    await page.goto(`${product.url}/pages/notices/index`);
    await seen(page, '预约改了时间').waitFor();
    expect((await page.innerText('body')).split('预约改了时间')).toHaveLength(2);
  });

  it('met no error of ours on the way', () => {
    expect(phone.faults).toEqual([]);
  });
});

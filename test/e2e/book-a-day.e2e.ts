import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { demoPlace, openCentre, tap, useProduct, walkToQuote } from './journey.js';

const product = useProduct();

describe('a parent who is new here', () => {
  let phone: Phone;
  beforeAll(async () => {
    phone = await product.newPhone(demoPlace);
    await phone.page.goto(product.url);
  });
  afterAll(() => phone.close());

  it('finds filed centres nearby, nearest first, without signing in', async () => {
    await phone.page.getByText('栗子树托育中心', { exact: true }).first().waitFor();
    const text = await phone.page.innerText('body');
    expect(text).toContain('演示数据');
    expect(text.indexOf('栗子树托育中心')).toBeLessThan(text.indexOf('小脚丫社区托育点'));
  });

  it('sees who filed the centre, and is asked for a phone number only when booking', async () => {
    await openCentre(phone.page, '栗子树托育中心');
    await phone.page.getByText('禾卫托备〔2025〕017 号').first().waitFor();
    await walkToQuote(phone.page, /还有 \d+ 个位置/);
    const text = await phone.page.innerText('body');
    expect(text).toContain('到园付');
    expect(text).toContain('不收费');
  });

  it('books with one more tap and holds a card with a code', async () => {
    await tap(phone.page, '确认预约');
    await phone.page.getByText('入园码').first().waitFor();
    const text = await phone.page.innerText('body');
    expect(text).toMatch(/YY\d{4}-\d{6}/);
    expect(text).toContain('已确认');
  });

  it('still has the booking after the server was killed and came back', async () => {
    const number = /YY\d{4}-\d{6}/.exec(await phone.page.innerText('body'))?.[0] ?? '';
    await product.restart('SIGKILL');
    await phone.page.goto(`${product.url}/pages/bookings/index`);
    await phone.page.getByText('栗子树托育中心').filter({ visible: true }).first().click();
    await phone.page.getByText(number).filter({ visible: true }).first().waitFor();
  });

  it('can cancel it, having seen first what that costs', async () => {
    await tap(phone.page, /取消/);
    await phone.page
      .getByText(/不收费|收 /)
      .filter({ visible: true })
      .first()
      .waitFor();
    await tap(phone.page, /取消预约|确定取消|取消这/);
    await phone.page.getByText('已取消').filter({ visible: true }).first().waitFor();
  });

  it('met no error of ours on the way', () => {
    expect(phone.faults).toEqual([]);
  });
});

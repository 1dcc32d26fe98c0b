import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
import { demoDistricts, openDesk } from './desk-journey.js';
import { tap, useProduct } from './journey.js';

const product = useProduct();

const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).last();

const ask = async (path: string) => (await fetch(`${product.url}/api/v1${path}`)).json();

describe('staff at the desk of a centre', () => {
  let staff: Phone;
  beforeAll(async () => {
    staff = await product.newPhone('denied');
  });
  afterAll(() => staff.close());

  it('open it by an invitation and an authenticator', async () => {
    const { page } = staff;
    await openDesk(product, page, /栗子树/);
    await seen(page, '你看过哪个孩子').waitFor();
    await expectAccessible(page, 'desk');
  });

  it('set the places of the next day on which it opens, and parents see them at once', async () => {
    const { page } = staff;
    const usual = seen(page, /^平时也是 \d+ 个托位$/);
    // From tomorrow on: of today it may be too late for a whole day.
    for (let steps = 0; steps < 10 && (steps === 0 || !(await usual.isVisible())); steps += 1) {
      const listed = page.waitForResponse((response) => response.url().includes('/roster?'));
      await tap(page, '后一天');
      await listed;
      await seen(page, /平时也是|休息|放假/).waitFor();
    }
    const before = Number(/\d+/.exec(await usual.innerText())?.[0]);
    await tap(page, '改这天的托位');
    await expectAccessible(page, 'places of a day');
    await tap(page, '托位减一');
    const told = page.waitForResponse((response) => response.url().endsWith('/places'));
    await tap(page, `定为 ${before - 1} 个`);
    const { date } = await (await told).json();
    await seen(page, '这天另定').waitFor();
    const { items } = await ask('/centres/search?q=栗子树托育中心');
    const { days } = await ask(
      `/centres/${items[0].id}/availability?mode=fullDay&ageMonths=18&fromDate=${date}&days=1`,
    );
    expect(days).toMatchObject([{ date, freePlaces: before - 1 }]);
  });
});

describe('an officer at the desk of a district', () => {
  it('sees the centres of that district and of no other', async () => {
    const phone = await product.newPhone('denied');
    const { page } = phone;
    const { own, others } = await demoDistricts(product);
    await openDesk(product, page, new RegExp(own.name));
    await page.getByRole('radio', { name: '机构' }).click();
    const rows = page.getByRole('listitem').filter({ visible: true });
    await rows.first().waitFor();
    while ((await page.getByRole('button', { name: '再看一些' }).count()) > 0) await tap(page, '再看一些');
    expect(await rows.count()).toBeGreaterThanOrEqual(own.centres);
    const names = (await rows.allInnerTexts()).map((text) => text.split('\n')[0]);
    const { items } = await ask(`/centres/search?districtCode=${others[0]?.code}`);
    expect(items.length).toBeGreaterThan(0);
    for (const { name } of items) expect(names).not.toContain(name);
    await expectAccessible(page, 'centres of a district');
    await phone.close();
  });
});

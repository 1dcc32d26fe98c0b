import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { demoPlace, openCentre, signInInPlace, tap, useProduct } from './journey.js';

const product = useProduct();

const [first, second] = ['栗子树托育中心', '水塔社区托育点'] as const;

/** The page on top says this. */
const shows = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).last().waitFor();

/** Where its heart stands: `true` once the centre counts as saved. */
const heartOf = (page: Page, name: string) =>
  page
    .getByRole('button', { name: `收藏${name}`, exact: true })
    .filter({ visible: true })
    .last();

describe('a parent who looks closely', () => {
  let phone: Phone;
  beforeAll(async () => {
    phone = await product.newPhone(demoPlace);
    await phone.page.goto(product.url);
  });
  afterAll(() => phone.close());

  it('sees from the first screen how far it is, who filed it, what it costs and how many hands there are', async () => {
    await phone.page.getByText(first, { exact: true }).first().waitFor();
    await openCentre(phone.page, first);
    for (const fact of [/640 米/, '禾卫托备〔2025〕017 号', '110', /国家要求 1:5/])
      await shows(phone.page, fact);
  });

  it('jumps to the record, and is told there which part is in view', async () => {
    await phone.page.getByText('质量评估').first().scrollIntoViewIfNeeded();
    await phone.page.mouse.wheel(0, 600);
    await phone.page.getByRole('link', { name: '公示', exact: true }).click();
    const current = phone.page
      .getByRole('navigation', { name: '这一页的内容' })
      .locator('[aria-current=true]');
    await expect.poll(() => current.innerText()).toBe('公示');
    await shows(phone.page, '公示记录');
  });

  it('saves it, signing in over the same page, and goes on where they were', async () => {
    const { page } = phone;
    await heartOf(page, first).click();
    await signInInPlace(page);
    await expect.poll(() => heartOf(page, first).getAttribute('aria-pressed')).toBe('true');
    await shows(page, '公示记录');
  });

  it('finds it among the saved ones, also from another start', async () => {
    const { page } = phone;
    await page.goto(`${product.url}/pages/me/index`);
    await tap(page, /^收藏/);
    await shows(page, first);
  });

  it('puts two beside each other and reads where they differ', async () => {
    const { page } = phone;
    await tap(page, `把${first}加入对比`);
    await page.goto(product.url);
    await page.getByText(second, { exact: true }).first().waitFor();
    await openCentre(page, second);
    await tap(page, '加入对比');
    await tap(page, '去对比 2 家');
    const price = page.getByRole('row').filter({ hasText: '价格' });
    await price.waitFor();
    expect(await price.innerText()).toContain('不一样');
    expect(await price.getByRole('cell').nth(1).innerText()).toContain('最低');
    const distance = page.getByRole('row').filter({ hasText: '距离' });
    expect(await distance.getByRole('cell').nth(0).innerText()).toContain('最近');
  });

  it('takes one off again and may think better of it', async () => {
    const { page } = phone;
    await page.goto(`${product.url}/pages/centre/saved`);
    await tap(page, `取消收藏${first}`);
    await shows(page, '收藏过的会在这里');
    await tap(page, '撤销');
    await shows(page, first);
    await page.reload();
    await shows(page, first);
  });

  it('met no error of ours on the way', () => {
    expect(phone.faults).toEqual([]);
  });
});

describe('a stranger who follows a link to a centre', () => {
  it('has it asked for before the app is there, once', async () => {
    const { page, close } = await product.newPhone('denied');
    const { items } = await fetch(
      `${product.url}/api/v1/centres/nearby?lat=${demoPlace.lat}&lng=${demoPlace.lng}`,
    ).then((answer) => answer.json() as Promise<{ items: { id: string; name: string }[] }>);
    const [centre] = items;
    await page.goto(`${product.url}/pages/centre/index?id=${centre?.id}`);
    await shows(page, '公示');
    const asked = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('/api/v1/centres/'))
        .map((entry) => (entry as PerformanceResourceTiming).initiatorType),
    );
    expect(asked).toEqual(['link']);
    await close();
  });
});

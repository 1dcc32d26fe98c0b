import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible } from './axe.js';
import { openCentre, tap } from './journey.js';

export const seen = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).first();
export const choose = (page: Page, name: string | RegExp) =>
  page
    .getByRole('radio', { name, exact: typeof name === 'string' })
    .filter({ visible: true })
    .last()
    .click();
export const write = (page: Page, label: string, text: string) =>
  page.locator(`textarea[aria-label="${label}"]`).filter({ visible: true }).last().fill(text);
export const question = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true }).filter({ visible: true }).last().waitFor();

/** The page in large letters on the smallest phone: nothing wider than that. */
export async function expectRoom(page: Page, screen: string): Promise<void> {
  const roots = page.locator('.nc-page').filter({ visible: true });
  const swap = (from: string, to: string) =>
    roots.evaluateAll(
      (all, [out, into]) => {
        for (const one of all) one.classList.replace(out, into);
      },
      [from, to] as [string, string],
    );
  await page.setViewportSize({ width: 320, height: 700 });
  await swap('nc-1', 'nc-150');
  const widths = await page
    .locator('.nc-body')
    .filter({ visible: true })
    .evaluateAll((all) => all.map((one) => one.scrollWidth));
  await expectAccessible(page, `${screen}, large`);
  await swap('nc-150', 'nc-1');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(Math.max(...widths), screen).toBeLessThanOrEqual(320);
}

/** Answers the questions about a centre that the form knows already, up to who may know. */
export async function answer(page: Page, category: string, what: string): Promise<void> {
  await question(page, '出了什么事？');
  await choose(page, category);
  await tap(page, '下一步');
  await question(page, '在哪家？');
  await tap(page, '下一步');
  await question(page, '什么时候？');
  await choose(page, '昨天');
  await seen(page, /^园里录像一般存到/).waitFor();
  await tap(page, '下一步');
  await question(page, '说说经过');
  await write(page, '发生了什么', what);
  await tap(page, '下一步');
  await question(page, '让谁知道是你？');
}

/** From the centre's page to the first question. */
export async function openForm(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await openCentre(page, '栗子树托育中心');
  await tap(page, '投诉栗子树托育中心');
  await question(page, '孩子现在有危险吗？');
  await tap(page, '开始填写');
}

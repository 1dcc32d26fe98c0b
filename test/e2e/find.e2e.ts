import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { PhoneLocation } from '../support/chromium.js';
import { demoPlace, openCentre, tap, useProduct } from './journey.js';

const product = useProduct();

async function open(location: PhoneLocation = demoPlace) {
  const phone = await product.newPhone(location);
  await phone.page.goto(product.url);
  return phone;
}

/** A centre of the demo county that nobody filed. */
const unfiled = '小蜗牛托育中心';

const card = (page: Page, name: string) => page.getByRole('link', { name: new RegExp(name) });
const words = (page: Page) => page.locator('input[type=search]');

/** How many the line over the list says there are. */
async function counted(page: Page): Promise<number> {
  const text = await page
    .getByText(/公里内 \d+ 家/)
    .first()
    .innerText();
  return Number(/公里内 (\d+) 家/.exec(text)?.[1]);
}

it('the button of the filters says how many the list will have, and coming back finds them as they were', async () => {
  const { page, faults, close } = await open();
  await card(page, '栗子树托育中心').waitFor();
  const all = await counted(page);
  await tap(page, /^筛选/);
  const sheet = page.getByRole('dialog', { name: '筛选' });
  await sheet.getByRole('radio', { name: '计时托' }).click();
  await sheet.getByRole('radio', { name: 'B 级以上' }).click();
  await sheet.getByRole('button', { name: '普惠' }).click();
  const use = sheet.getByRole('button', { name: /^看 \d+ 家$/ });
  await expect.poll(async () => Number(/\d+/.exec(await use.innerText())?.[0])).toBeLessThan(all);
  const fitting = Number(/\d+/.exec(await use.innerText())?.[0]);
  await use.click();
  await expect.poll(() => counted(page)).toBe(fitting);

  await openCentre(page, '栗子树托育中心');
  await tap(page, '返回');
  await card(page, '栗子树托育中心').filter({ visible: true }).waitFor();
  expect(await counted(page)).toBe(fitting);
  await tap(page, '去掉 B 级以上');
  await expect.poll(() => counted(page)).toBeGreaterThan(fitting);
  await tap(page, '清空筛选');
  await expect.poll(() => counted(page)).toBe(all);
  expect(faults).toEqual([]);
  await close();
});

it('words find by name, by pinyin and by initials; what nobody is called leads on', async () => {
  const { page, faults, close } = await open();
  await card(page, '水塔社区托育点').waitFor();
  for (const q of ['栗子树', 'lizishu', 'lzs']) {
    await words(page).fill(q);
    await card(page, '水塔社区托育点').waitFor({ state: 'detached' });
    await card(page, '栗子树托育中心').waitFor();
    await words(page).fill('');
    await card(page, '水塔社区托育点').waitFor();
  }
  await words(page).fill('蓝精灵');
  await page.getByText('没有叫“蓝精灵”的').waitFor();
  await page.getByText('试试地址或拼音').waitFor();
  await tap(page, '看附近的');
  await card(page, '栗子树托育中心').waitFor();
  expect(faults).toEqual([]);
  await close();
});

it('one without a filing is found by its name, marked, without a price, and says where to report it', async () => {
  const { page, close } = await open();
  await card(page, '栗子树托育中心').waitFor();
  await words(page).fill(unfiled);
  const found = card(page, unfiled);
  await found.waitFor();
  const text = await found.innerText();
  expect(text).toContain('查不到备案。可以先问当地卫健部门');
  expect(text).not.toMatch(/元/);
  await tap(page, /^举报未备案机构/);
  await page.getByRole('dialog').getByRole('button', { name: /12345/ }).waitFor();
  await close();
});

it('a district is looked through without distances', async () => {
  const { page, close } = await open('denied');
  await page.getByText('不给位置也能找').waitFor();
  await tap(page, '桥西街道');
  await page.getByText(/桥西街道 \d+ 家/).waitFor();
  const first = await page.getByRole('listitem').first().innerText();
  expect(first).not.toMatch(/\d (米|公里)/);
  expect(first).toContain('桥西街道');
  await close();
});

it('a parent in another town is told so, and goes to the nearest place with a register', async () => {
  const { page, close } = await open({ lat: 39.9, lng: 116.4 });
  await page.getByText('这里还没有登记的机构').waitFor();
  await tap(page, /^看.+的 \d+ 家$/);
  await page.getByText('已备案').first().waitFor();
  await close();
});

it('who can take the child now is what the server says at this hour', async () => {
  const { page, faults, close } = await open();
  await page.getByRole('link', { name: /今天谁能帮我带两小时/ }).waitFor();
  const answered = page.waitForResponse((response) => response.url().includes('hours=3'));
  await page.getByRole('link', { name: /今天谁能帮我带两小时/ }).click();
  await page.getByRole('radio', { name: '3 小时' }).click();
  const { items, earliest } = (await (await answered).json()) as {
    items: { card: { name: string }; to: string }[];
    earliest: { from: string } | null;
  };
  const [first] = items;
  if (first === undefined) {
    await page.getByRole('heading', { name: '现在没有能马上约的' }).waitFor();
    if (earliest !== null) await page.getByText(/^最早 .*\d+:\d\d 有一家$/).waitFor();
  } else {
    await page.getByText(`公里内 ${items.length} 家现在有空`).waitFor();
    await tap(page, `看这家，${first.card.name}`);
    await page.getByText('备案与登记').filter({ visible: true }).waitFor();
  }
  expect(faults).toEqual([]);
  await close();
});

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { demoPlace, tap, useProduct } from './journey.js';

const product = useProduct();

type Clusters = { clusters: { centres: number }[]; markers: unknown[]; total: number };
type Asked = { box: string; zoom: number; answer: Clusters };

/** Opens the find page and waits for the first answer of the map. `last` is what the map was answered last. */
async function openMap() {
  const phone = await product.newPhone(demoPlace);
  const answers: Asked[] = [];
  phone.page.on('response', (response) => {
    const url = new URL(response.url());
    if (!url.pathname.endsWith('/centres/clusters') || !response.ok()) return;
    const [box, zoom] = [url.searchParams.get('box') ?? '', Number(url.searchParams.get('zoom'))];
    // An answer to a page that was closed meanwhile can't be read any more, and nobody asks for it.
    void response.json().then(
      (answer: Clusters) => answers.push({ box, zoom, answer }),
      () => undefined,
    );
  });
  await phone.page.goto(product.url);
  await phone.page.locator('.map-cluster, .map-marker').first().waitFor();
  return { ...phone, answers, last: () => answers.at(-1) as Asked };
}

const shownOnMap = async (page: Page) => {
  const words = await page
    .locator('.map-cluster')
    .evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));
  const inClusters = words.map((label) => Number(/(\d+) 家/.exec(label)?.[1]));
  return inClusters.reduce((sum, count) => sum + count, 0) + (await page.locator('.map-marker').count());
};

/** Moves the map by a finger's way, from a spot where nothing stands. */
async function drag(page: Page, byX: number, byY: number): Promise<void> {
  const [x, y] = [150, 120];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + byX, y + byY, { steps: 5 });
  await page.mouse.up();
}

it('the map shows as many as the server counted, and the list of 搜这一片 has them all', async () => {
  const { page, last, faults, close } = await openMap();
  await expect.poll(() => shownOnMap(page)).toBe(last().answer.total);

  await drag(page, -60, 40);
  const before = last().box;
  await expect.poll(() => last().box).not.toBe(before);
  await tap(page, '搜这一片');
  const { total } = last().answer;
  await expect
    .poll(() =>
      page
        .getByText(/^这一片/)
        .first()
        .innerText(),
    )
    .toContain(`${total} 家`);
  await expect.poll(() => shownOnMap(page)).toBe(total);
  await expect.poll(() => page.getByRole('button', { name: '搜这一片' }).count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});

it('a tap on a cluster goes nearer, and a tap on an arch chooses it in the list', async () => {
  const { page, last, faults, close } = await openMap();
  const { zoom } = last();
  await page.locator('.map-cluster').first().press('Enter');
  await expect.poll(() => last().zoom).toBeGreaterThan(zoom);

  // By the keyboard, because another arch may lie over this one's middle.
  await expect.poll(() => page.locator('.map-marker').count()).toBeGreaterThan(0);
  const arch = page.locator('.map-marker').first();
  const name = ((await arch.getAttribute('aria-label')) ?? '').split('，')[0] ?? '';
  await arch.press('Enter');
  await page.getByRole('button', { name: `去${name}的路` }).waitFor();
  await page.locator(`.map-marker[aria-pressed="true"][aria-label^="${name}"]`).waitFor();
  expect(faults).toEqual([]);
  await close();
});

it('goes back to where the parent stands', async () => {
  const { page, last, close } = await openMap();
  const home = last().box;
  await drag(page, -80, 30);
  await expect.poll(() => last().box).not.toBe(home);
  await tap(page, '回到我的位置');
  await expect.poll(() => page.getByRole('button', { name: '搜这一片' }).count()).toBe(0);
  await close();
});

it('shows mother-baby rooms, and takes what is wrong with one by a single tap, once', async () => {
  const { page, faults, close } = await openMap();
  const reports: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/faults'))
      reports.push(request.headers()['idempotency-key'] ?? '');
  });
  await page.getByRole('switch', { name: '地图上的母婴室' }).click();
  await page.getByText(/^母婴室 \d+ 间$/).click();
  const rows = page.getByRole('list', { name: '母婴室' }).getByRole('button');
  const name = ((await rows.first().getAttribute('aria-label')) ?? '').split('，')[1] ?? '';
  await rows.first().click();
  const sheet = page.getByRole('dialog', { name });
  await sheet.getByRole('button', { name: '不干净', exact: true }).dblclick();
  await sheet.getByText('谢谢，记下了：不干净').waitFor();
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatch(/^[0-9a-z]{16,}$/);
  // The next look at the room shows it to everybody, with its date.
  await sheet.getByText(/人说不干净，最近 \d+月\d+日/).waitFor();
  expect(faults).toEqual([]);
  await close();
});

it('lets the keyboard past the map to the list', async () => {
  const { page, close } = await openMap();
  const skip = page.getByRole('button', { name: '跳到列表' });
  await skip.focus();
  await skip.press('Enter');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('列表');
  await close();
});

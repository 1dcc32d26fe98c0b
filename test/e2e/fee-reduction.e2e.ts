import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { makePdf, makePhotograph } from '../support/pictures.js';
import { expectAccessible } from './axe.js';
import { demoDistricts, openDesk } from './desk-journey.js';
import { addChildInPlace, agreeInPlace, signInInPlace, tap, useProduct } from './journey.js';

const product = useProduct();
const note = '低保证在街道办，号码 HX-77-3391';
const place = Buffer.from('PhoneOfZhangSan');

const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).last();

/** Chooses a file as a thumb does: by the button that opens the phone's own chooser. */
async function handIn(page: Page, button: string, file: { name: string; mimeType: string; buffer: Buffer }) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(page, button)]);
  await chooser.setFiles(file);
}

/** The bytes behind an address, with nothing but the address: no token, no cookie. */
async function bytesAt(address: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(address)).arrayBuffer());
}

async function comeIn(page: Page, nickname: string): Promise<void> {
  await page.goto(`${product.url}/pages/me/index`);
  await tap(page, '登录');
  await signInInPlace(page);
  await tap(page, '加孩子');
  await agreeInPlace(page);
  await addChildInPlace(page, nickname);
  await seen(page, new RegExp(`^${nickname}`)).waitFor();
}

describe('a fee reduction, from a parent’s phone to the desk of the district and back', () => {
  const photograph = makePhotograph();
  const pdf = makePdf({ text: 'HX-77-3391' });
  let parent: Phone;
  let officer: Phone;
  let other: Phone;
  /** Addresses at which the officer was shown the proofs, the picture's first. */
  const addresses: string[] = [];
  /** Whatever the service told the phone of the other family. */
  const toldToOther: string[] = [];

  beforeAll(async () => {
    [parent, officer, other] = await Promise.all([
      product.newPhone('denied'),
      product.newPhone('denied'),
      product.newPhone('denied'),
    ]);
    other.page.on('response', async (response) => {
      if (response.url().includes('/api/v1/')) toldToOther.push(await response.text().catch(() => ''));
    });
  });
  afterAll(() => Promise.all([parent.close(), officer.close(), other.close()]));

  it('is asked for with a photograph and a PDF', async () => {
    const { page } = parent;
    await comeIn(page, '小满');
    await page.goto(`${product.url}/pages/family/index`);
    await page.getByText('申请减免', { exact: true }).filter({ visible: true }).last().click();
    await agreeInPlace(page);
    await page.getByRole('radio', { name: /困境儿童/ }).click();
    const { own } = await demoDistricts(product);
    await page.getByRole('radio', { name: own.name, exact: true }).click();
    // The photograph says where and with what it was taken, so that its silence later means something.
    expect((await photograph).includes(place)).toBe(true);
    await handIn(page, '加照片', { name: '我家.jpg', mimeType: 'image/jpeg', buffer: await photograph });
    await handIn(page, '加 PDF', { name: '低保证.pdf', mimeType: 'application/pdf', buffer: pdf });
    await expect.poll(() => page.getByText(/^传好了/).count(), { timeout: 15_000 }).toBe(2);
    await page.locator('textarea').filter({ visible: true }).last().fill(note);
    await expectAccessible(page, 'asking for a fee reduction');
    await tap(page, '提交申请');
    await seen(page, '等答复').waitFor();
    await seen(page, /附了 2 份证明/).waitFor();
  });

  it('lies in the inbox of the district’s officer without a name', async () => {
    const { page } = officer;
    const { own } = await demoDistricts(product);
    await openDesk(product, page, new RegExp(own.name));
    await page.getByRole('link', { name: /^减免申请/ }).waitFor();
    expect(await page.innerText('body')).not.toMatch(/小满|HX-77/);
  });

  it('shows the officer the picture at a signed address, turned upright, without where it was taken', async () => {
    const { page } = officer;
    await page.getByRole('link', { name: /^减免申请/ }).click();
    await seen(page, note).waitFor();
    await seen(page, /^小满，1 岁/).waitFor();
    await tap(page, '看第 1 份');
    const picture = page.getByRole('img', { name: '第 1 份证明的照片' }).locator('img');
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]))
      .toEqual([200, 400]);
    // Nothing of it is cut off.
    const { width = 0, height = 0 } = (await page.locator('.dk-proof').boundingBox()) ?? {};
    expect(height / width).toBeCloseTo(2, 1);
    const address = await picture.evaluate((image: HTMLImageElement) => image.src);
    addresses.push(address);
    expect(address).toMatch(/\/content\?expires=\d+&form=copy&signature=[\w-]{20,}$/);
    const kept = await bytesAt(address);
    expect(kept.includes(place)).toBe(false);
    const { format, exif, orientation } = await sharp(kept).metadata();
    expect([format, exif, orientation ?? 1]).toEqual(['jpeg', undefined, 1]);
    await expectAccessible(page, 'a request at the desk');
  });

  it('gives the officer the PDF as it was handed in', async () => {
    const { page, context } = officer;
    await tap(page, '看第 2 份');
    const asked = context.waitForEvent('request', (request) => request.url().includes('/content?'));
    await tap(page, '打开 PDF');
    addresses.push((await asked).url());
    expect((await bytesAt(addresses[1] ?? '')).equals(pdf)).toBe(true);
  });

  it('is granted, and the parent is told and sees the decision', async () => {
    await tap(officer.page, '同意减免');
    await seen(officer.page, '同意了').waitFor();
    const { page } = parent;
    await page.goto(`${product.url}/pages/notices/index`);
    await seen(page, '小满的减免申请通过了。').waitFor();
    await page.goto(`${product.url}/pages/family/index`);
    await seen(page, '同意减免').waitFor();
  });

  it('shows the parent each look of the officer under 谁看过', async () => {
    const { page } = parent;
    await page.goto(`${product.url}/pages/privacy/accesses`);
    const { own } = await demoDistricts(product);
    const looks = page.getByRole('listitem').filter({ visible: true });
    await looks.first().waitFor();
    const words = (await looks.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    expect(words).toHaveLength(2);
    const who = `${own.name} 演示专员`;
    expect(words).toContainEqual(expect.stringMatching(new RegExp(`^${who} 看了小满的减免申请`)));
    expect(words).toContainEqual(expect.stringMatching(new RegExp(`^${who} 看了小满的减免证明 .*2 次`)));
  });

  it('is nothing that another family ever sees, whatever it opens', async () => {
    const { page } = other;
    await comeIn(page, '豆豆');
    for (const path of ['family/index', 'privacy/accesses', 'notices/index', 'privacy/export']) {
      await page.goto(`${product.url}/pages/${path}`);
      await page.waitForLoadState('networkidle');
    }
    await tap(page, '取出来看');
    await seen(page, '豆豆').waitFor();
    const told = toldToOther.join('\n');
    expect(told).toContain('豆豆');
    expect(told).not.toMatch(/小满|HX-77|childInNeed|fl_|fr_/);
    for (const address of addresses) {
      const unsigned = await fetch(
        address.replace(/\?.*/, '?expires=9999999999&form=copy&signature=guessed-by-somebody'),
      );
      expect([unsigned.status, (await unsigned.json()).code]).toEqual([404, 'not_found']);
    }
  });

  it('met no error of ours on the way', () => {
    expect([...parent.faults, ...officer.faults, ...other.faults]).toEqual([]);
  });
});

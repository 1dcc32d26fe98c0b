import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { fixture, polishMapping } from '../support/register.js';
import { openCentre, signInInPlace, tap, useProduct } from './journey.js';

const krakow = { lat: 50.055, lng: 19.938 };
const centre = 'Żłobek Testowy';

describe('a parent who saved a centre of a register', () => {
  const product = useProduct();
  let folder: string;
  let phone: Phone;

  /** Takes the first row of the fixture as the register of that day, changed as told. */
  async function takeSnapshot(asOf: string, change: (row: string) => string): Promise<void> {
    const [header = '', row = ''] = (await readFile(fixture('register-dirty.csv'), 'utf8')).split('\n');
    const file = join(folder, `${asOf}.csv`);
    await writeFile(file, `${header}\n${change(row)}\n`);
    await product.operate(['import-register', file, '--mapping', polishMapping, '--as-of', asOf]);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearcare-e2e-register-'));
    await takeSnapshot('2026-05-06', (row) => row);
    phone = await product.newPhone(krakow);
  });
  afterAll(async () => {
    await phone.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('found it where it stands, with the price of that day', async () => {
    const { page } = phone;
    await page.goto(product.url);
    await page.getByText(centre, { exact: true }).first().waitFor();
    await openCentre(page, centre);
    await page.getByText('1000').filter({ visible: true }).first().waitFor();
    const heart = page
      .getByRole('button', { name: `收藏${centre}`, exact: true })
      .filter({ visible: true })
      .last();
    await heart.click();
    await signInInPlace(page);
    await expect.poll(() => heart.getAttribute('aria-pressed')).toBe('true');
  });

  it('reads what changed, once a newer snapshot was taken', async () => {
    const { page } = phone;
    await takeSnapshot('2026-11-06', (row) =>
      row.replace('1000.0 zł', '1200.0 zł').replace(';25;20;', ';30;20;'),
    );
    await page.goto(`${product.url}/pages/me/index`);
    await tap(page, /^收藏/);
    await page.getByText('收藏后有 2 处变化').waitFor();
    await page
      .getByText(/1000 .+ → 1200 /)
      .first()
      .waitFor();
    await page.getByText('托位 25 → 30').first().waitFor();
    expect(phone.faults).toEqual([]);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { makePhotograph } from '../support/pictures.js';
import { answer, choose, openForm, question, seen } from './complaint-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { field, tap } from './journey.js';

const product = useProductAtFixedTime();
const bytesOfFiles = '**/api/v1/evidence/*/bytes*';
let phone: Phone;
beforeAll(async () => {
  phone = await product.newPhone({ lat: 31.42, lng: 111.64 });
});
afterAll(() => phone.close());

it('a photo that was on its way when its complaint was handed in arrives after the page was closed, and is part of it', async () => {
  const { page } = phone;
  await page.route(bytesOfFiles, (route) => route.abort());
  await openForm(page, product.url);
  await answer(page, '收费、退费', '押金没有退，照片还在传');
  await choose(page, /谁都不知道/);
  await tap(page, '下一步');
  await question(page, '有照片或录音吗？');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(page, '加照片')]);
  const buffer = await makePhotograph();
  await chooser.setFiles({ name: '收据.jpg', mimeType: 'image/jpeg', buffer });
  await seen(page, /不用等，先提交也行/).waitFor();
  await tap(page, '提交');
  await seen(page, '还有 1 张照片在传，传好会自动补进这件投诉。').waitFor();
  await seen(page, /关掉也行，下次打开接着传/).waitFor();
  const shown = page.getByRole('img', { name: /^查询码/ });
  const code = (await shown.innerText()).replace(/\s/g, '');
  await tap(page, '我记下查询码了');
  await seen(page, /还有文件在传，补上要用它/).waitFor();
  await tap(page, '记下了');
  await field(page, '查询码').waitFor();
  await page.unroute(bytesOfFiles);
  // Opened anew, at another page: nothing but what the browser keeps is left of it.
  const added = page.waitForResponse(
    (response) => response.url().endsWith('/anonymous-complaints/tracked/moves') && response.status() === 200,
  );
  await page.goto(product.url);
  await added;
  await page.goto(`${product.url}/pages/complaint/track`);
  await field(page, '查询码').fill(code);
  await tap(page, '查进度');
  await seen(page, '你补充了').waitFor();
  await page.getByRole('button', { name: '照片 1' }).waitFor();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(code);
  const left = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('nearcare-late-files');
        request.onsuccess = () => {
          const count = request.result.transaction('files').objectStore('files').count();
          count.onsuccess = () => resolve(count.result);
        };
      }),
  );
  expect(left).toBe(0);
  expect(phone.faults.filter((fault) => !fault.includes('ERR_FAILED'))).toEqual([]);
});

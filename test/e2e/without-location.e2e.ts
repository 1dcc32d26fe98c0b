import { expect, it } from 'vitest';
import { tap, useProduct } from './journey.js';

const product = useProduct();

it('a parent who gives no location finds centres by district', async () => {
  const phone = await product.newPhone('denied');
  await phone.page.goto(product.url);
  await phone.page.getByText('不给位置也能找').waitFor();
  await tap(phone.page, /桥西街道/);
  await phone.page.getByText('已备案').first().waitFor();
  expect(phone.faults).toEqual([]);
  await phone.close();
});

it('a server that is gone is said so, and one tap asks again', async () => {
  const phone = await product.newPhone({ lat: 31.42, lng: 111.64 });
  await phone.page.goto(product.url);
  await phone.page.getByText('栗子树托育中心', { exact: true }).first().waitFor();
  await phone.page.route('**/api/**', (route) => route.abort());
  await phone.page.reload();
  await phone.page
    .getByText(/没有网络/)
    .first()
    .waitFor();
  await phone.page.unroute('**/api/**');
  await tap(phone.page, /重新连接|再试一次/);
  await phone.page.getByText('已备案').first().waitFor();
  await phone.close();
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type ClosableTestApp } from '../support/build-test-app.js';
import { launchBrowser, newPhone, type Phone } from '../support/chromium.js';
import { staffOf, terminal } from '../support/desk-holder.js';
import { addCentre, monthlyPrices } from '../support/factories.js';
import { expectAccessible } from './axe.js';
import { openDeskBy } from './desk-journey.js';
import { addChildInPlace, agreeInPlace, signInInPlace, tap } from './journey.js';

const pageDir = new URL('../../miniapp/dist/h5', import.meta.url).pathname;

let browser: Browser;
let test: ClosableTestApp;
let url: string;
let centreId: string;

// The service itself at a fixed time, a Tuesday at 9:12, with a centre that sells months and nothing else of note.
beforeAll(async () => {
  [browser, test] = await Promise.all([
    launchBrowser(),
    buildTestApp({ MONGODB_URI: '', PAGE_DIR: pageDir }),
  ]);
  centreId = (await addCentre(test.app.store, { name: '绒球屋', priceList: monthlyPrices }))._id;
  url = await test.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await browser.close();
  await test.close();
});

const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).last();

describe('care by the month, from a parent’s phone to the desk of the centre and back', () => {
  let parent: Phone;
  let staff: Phone;
  beforeAll(async () => {
    const phone = () => newPhone(browser, { location: 'denied' });
    [parent, staff] = await Promise.all([phone(), phone()]);
    const { code: invitationCode } = await terminal(test).invite(staffOf(centreId, '绒球屋'), '王老师');
    await openDeskBy({ url, page: staff.page, invitationCode, now: test.clock.now() });
  });
  afterAll(() => Promise.all([parent.close(), staff.close()]));

  it('is applied for, and says until when the centre answers', async () => {
    const { page } = parent;
    await page.goto(`${url}/pages/enrolment/apply?centreId=${centreId}`);
    await tap(page, '登录');
    await signInInPlace(page);
    await agreeInPlace(page);
    await addChildInPlace(page, '小满');
    await seen(page, '给小满申请入托').waitFor();
    await expectAccessible(page, 'applying for enrolment');
    await tap(page, '提交申请');
    await seen(page, /最迟 .+ 答复，还剩 \d 个工作日/).waitFor();
    await expectAccessible(page, 'an application');
  });

  it('is accepted at the desk with a place on every day', async () => {
    const { page } = staff;
    await page.goto(`${url}/pages/desk/index`);
    await page.getByRole('link', { name: /入托申请，1 个等你答复/ }).click();
    await page
      .getByRole('link', { name: /等你答复/ })
      .filter({ visible: true })
      .last()
      .click();
    await seen(page, /都有托位|没有空位/).waitFor();
    await expectAccessible(page, 'an application at the desk');
    await tap(page, '收下');
    await seen(page, '收下了').waitFor();
  });

  it('shows the family its first day, price and the papers to bring', async () => {
    const { page } = parent;
    await page.reload();
    await seen(page, '机构收下了').waitFor();
    expect(await page.getByText(/元\/月/).count()).toBeGreaterThan(0);
    await tap(page, '打印摘要');
    await seen(page, '入园前带给机构看').waitFor();
    await expectAccessible(page, 'the summary of an enrolment');
  });
});

import { inviteToDemoDesks } from '@nearcare/bff/demo/demo-desks';
import { loadDemoCounty } from '@nearcare/bff/demo/load-demo-county';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type ClosableTestApp } from '../support/build-test-app.js';
import { launchBrowser, newPhone, type Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
import { openDeskBy } from './desk-journey.js';
import { addChildInPlace, agreeInPlace, demoPlace, openCentre, signInInPlace, tap } from './journey.js';

const pageDir = new URL('../../miniapp/dist/h5', import.meta.url).pathname;
const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first();

let browser: Browser;
let test: ClosableTestApp;
let url: string;

// At a fixed time, a Tuesday at 9:12: whether tomorrow is open must not depend on when this runs.
beforeAll(async () => {
  [browser, test] = await Promise.all([
    launchBrowser(),
    buildTestApp({ MONGODB_URI: '', PAGE_DIR: pageDir }),
  ]);
  await loadDemoCounty(test.app.store, test.clock.now());
  url = await test.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await browser.close();
  await test.close();
});

async function inviteStaff(): Promise<string> {
  const { config, clock, app } = test;
  const invited = await inviteToDemoDesks({
    store: app.store,
    keys: familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) }),
    codeSecret: config.phoneIndexSecret,
    clock,
  });
  return invited[0]?.code ?? '';
}

describe('a parent who needs two hours tomorrow, at a centre that has to say yes', () => {
  let parent: Phone;
  let staff: Phone;
  beforeAll(async () => {
    [parent, staff] = await Promise.all([
      newPhone(browser, { location: demoPlace }),
      newPhone(browser, { location: 'denied' }),
    ]);
  });
  afterAll(() => Promise.all([parent.close(), staff.close()]));

  it('chooses a visit and sees until when the centre answers', async () => {
    const { page } = parent;
    await page.goto(url);
    await openCentre(page, '栗子树托育中心');
    await tap(page, /约时间/);
    await signInInPlace(page);
    await agreeInPlace(page);
    await addChildInPlace(page, '小满');
    await page.getByRole('radio', { name: '临时托', exact: true }).click();
    await seen(page, '临时托只能约今天和明天。').waitFor();
    await page.getByRole('option', { name: /11月25日/ }).click();
    await seen(page, /机构要在 .+ 前答复/).waitFor();
    await expectAccessible(page, 'choosing a visit');
    await tap(page, /看明细/);
    await seen(page, /机构要在 .+ 前答复/).waitFor();
    await expectAccessible(page, 'the price of a visit');
    await tap(page, '确认预约');
    await seen(page, '待机构答复').waitFor();
    expect(await page.getByText('入园码').count()).toBe(0);
    await expectAccessible(page, 'a visit that waits');
  });

  it('is told yes, and has a card for the gate', async () => {
    await openDeskBy({ url, page: staff.page, invitationCode: await inviteStaff(), now: test.clock.now() });
    await staff.page.getByRole('radio', { name: '待回复 1', exact: true }).click();
    await seen(staff.page, /小满，/).waitFor();
    await expectAccessible(staff.page, 'what waits at a desk');
    await tap(staff.page, '同意小满来');
    await seen(staff.page, '没有等回复的').waitFor();
    await parent.page.reload();
    await seen(parent.page, '入园码').waitFor();
    await seen(parent.page, '已确认').waitFor();
  });
});

import { inviteToDemoDesks } from '@nearcare/bff/demo/demo-desks';
import { loadDemoCounty } from '@nearcare/bff/demo/load-demo-county';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type ClosableTestApp } from '../support/build-test-app.js';
import { launchBrowser, newPhone } from '../support/chromium.js';
import { parentWithChild } from '../support/parent.js';
import { expectAccessible } from './axe.js';
import { openDeskBy } from './desk-journey.js';
import { demoPlace, field, tap } from './journey.js';

const pageDir = new URL('../../miniapp/dist/h5', import.meta.url).pathname;

let browser: Browser;
let test: ClosableTestApp;
let url: string;

// The service itself at a fixed time, a Tuesday at 9:12: on what day this runs must not matter, for it is about today.
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

describe('how many places are free today', () => {
  it('is told at the desk by a tap, and stands in the list of a parent', async () => {
    const [staff, parent] = [
      await newPhone(browser, { location: 'denied' }),
      await newPhone(browser, { location: demoPlace }),
    ];
    await openDeskBy({ url, page: staff.page, invitationCode: await inviteStaff(), now: test.clock.now() });
    await tap(staff.page, '3 个空位');
    await staff.page.getByText(/已更新，家长现在看到余 3/).waitFor();

    await parent.page.goto(`${url}/pages/find/index`);
    const card = parent.page.getByRole('listitem').filter({ hasText: '栗子树托育中心' }).first();
    await card.waitFor();
    expect(await card.innerText()).toContain('今天还有 3 个位置');
    await Promise.all([staff.close(), parent.close()]);
  });
});

describe('a child that is booked for this afternoon', () => {
  it('is checked in by the text of its card, and out by a tap; its family sees both', async () => {
    const { parent, child } = await parentWithChild(test.app);
    const found = await parent.call('searchCentres', { query: { q: '栗子树托育中心' } });
    const centreId = found.body.items[0]?.id ?? '';
    const wish = { centreId, childId: child.id, mode: 'halfDay', half: 'afternoon', dates: ['2026-11-24'] };
    const quote = await parent.call('quoteBooking', { body: wish });
    const { body: booked } = await parent.call('createBooking', { body: { quoteId: quote.body.id } });
    const status = async () =>
      (await parent.call('getBooking', { params: { bookingId: booked.id } })).body.status;

    const staff = await newPhone(browser, { location: 'denied' });
    const { page } = staff;
    await openDeskBy({ url, page, invitationCode: await inviteStaff(), now: test.clock.now() });
    await field(page, '入园卡').fill(`${booked.number} ${booked.entryCode}`);
    await field(page, '入园卡').press('Enter');
    await page.getByText(`${child.nickname}到了`).waitFor();
    expect(await status()).toBe('checkedIn');
    await expectAccessible(page, 'a child that came');
    await tap(page, `${child.nickname}接走了`);
    await page.getByText('已接走').filter({ visible: true }).first().waitFor();
    expect(await status()).toBe('completed');
    await staff.close();
  });
});

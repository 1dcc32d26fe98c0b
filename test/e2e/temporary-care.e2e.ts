import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
import { openDeskBy } from './desk-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { addChildInPlace, agreeInPlace, demoPlace, openCentre, signInInPlace, tap } from './journey.js';

const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first();

const product = useProductAtFixedTime();

const inviteStaff = async (): Promise<string> => (await product.invitations())[0] ?? '';

describe('a parent who needs two hours tomorrow, at a centre that has to say yes', () => {
  let parent: Phone;
  let staff: Phone;
  beforeAll(async () => {
    [parent, staff] = await Promise.all([product.newPhone(demoPlace), product.newPhone('denied')]);
  });
  afterAll(() => Promise.all([parent.close(), staff.close()]));

  it('chooses a visit and sees until when the centre answers', async () => {
    const { page } = parent;
    await page.goto(product.url);
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
    await openDeskBy({
      url: product.url,
      page: staff.page,
      invitationCode: await inviteStaff(),
      now: product.clock.now(),
    });
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

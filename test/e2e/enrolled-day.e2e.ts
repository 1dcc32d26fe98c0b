import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { type Parent, parentWithChild } from '../support/parent.js';
import { expectAccessible } from './axe.js';
import { openDeskBy } from './desk-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { signInInPlace, tap } from './journey.js';

/** Today: a Tuesday, 9:12. */
const tuesday = 2;

const product = useProductAtFixedTime();
const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first();

/** A family whose child is to come on Tuesdays, from this month on. */
async function applied() {
  const { parent, child } = await parentWithChild(product.app);
  const found = await parent.call('searchCentres', { query: { q: '栗子树托育中心' } });
  const asked = { mode: 'fullDay', startMonth: '2026-11', weekdays: [tuesday] };
  const body = { centreId: found.body.items[0]?.id ?? '', childId: child.id, ...asked };
  const { body: enrolment } = await parent.call('applyForEnrolment', { body });
  return { parent, nickname: child.nickname, enrolmentId: enrolment.id };
}

async function openEnrolment(page: Page, parent: Parent, enrolmentId: string): Promise<void> {
  // Who just got a code by SMS gets the next one after a minute.
  product.clock.advance({ seconds: 61 });
  await page.goto(`${product.url}/pages/enrolment/index?id=${enrolmentId}`);
  await tap(page, '登录');
  await signInInPlace(page, parent.phone);
}

describe('a day of a child that comes by the month', () => {
  let family: Phone;
  let staff: Phone;
  let mine: Awaited<ReturnType<typeof applied>>;
  beforeAll(async () => {
    [family, staff] = await Promise.all([product.newPhone('denied'), product.newPhone('denied')]);
    mine = await applied();
  });
  afterAll(() => Promise.all([family.close(), staff.close()]));

  it('stands on the desk’s list of today as soon as the application is accepted', async () => {
    const { page } = staff;
    const [invitationCode = ''] = await product.invitations();
    await openDeskBy({ url: product.url, page, invitationCode, now: product.clock.now() });
    await page.getByRole('link', { name: /^入托申请/ }).click();
    await page.getByRole('link', { name: /周二，全天，等你答复/ }).click();
    await seen(page, new RegExp(`${mine.nickname}，`)).waitFor();
    await tap(page, '收下');
    await page.getByText('在托', { exact: true }).filter({ visible: true }).first().waitFor();
    await page.goto(`${product.url}/pages/desk/index`);
    await seen(page, '按月入托').waitFor();
    await expectAccessible(page, 'an enrolled child that is expected');
  });

  it('is seen by its family: not there yet', async () => {
    await openEnrolment(family.page, mine.parent, mine.enrolmentId);
    await seen(family.page, /^今天 .*还没到园$/).waitFor();
  });

  it('says that the child has not come, and that its place was given to others', async () => {
    const { page } = staff;
    await tap(page, `${mine.nickname}没来`);
    await tap(page, `记${mine.nickname}没来`);
    await seen(page, '记了没来，到了可以补登记').waitFor();
    await family.page.reload();
    await seen(family.page, /今天的托位已经让出来/).waitFor();
    await expectAccessible(family.page, 'a day that was missed');
  });

  it('goes on when the child comes after all, and ends when it is collected', async () => {
    await tap(staff.page, `${mine.nickname}到了`);
    await staff.page.getByRole('button', { name: `${mine.nickname}接走了` }).waitFor();
    await family.page.reload();
    await seen(family.page, /^今天 .*到园/).waitFor();
    await tap(staff.page, `${mine.nickname}接走了`);
    await seen(staff.page, '已接走').waitFor();
    await family.page.reload();
    await seen(family.page, /接走/).waitFor();
    await expectAccessible(family.page, 'a day that is over');
  });

  it('met no error of ours on the way', () => {
    expect([...family.faults, ...staff.faults]).toEqual([]);
  });
});

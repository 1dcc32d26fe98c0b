import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type Parent, parentWithChild } from '../support/parent.js';
import { expectAccessible } from './axe.js';
import { openDeskBy } from './desk-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { demoPlace, field, signInInPlace, tap } from './journey.js';

const centreName = '栗子树托育中心';

const product = useProductAtFixedTime();

/** A child that is booked at the demo centre for this afternoon. */
async function bookedThisAfternoon() {
  const { parent, child } = await parentWithChild(product.app);
  const found = await parent.call('searchCentres', { query: { q: centreName } });
  const centreId = found.body.items[0]?.id ?? '';
  const wish = { centreId, childId: child.id, mode: 'halfDay', half: 'afternoon', dates: ['2026-11-24'] };
  const quote = await parent.call('quoteBooking', { body: wish });
  const { body: booking } = await parent.call('createBooking', { body: { quoteId: quote.body.id } });
  return { parent, child, booking };
}

/** That parent's own phone, with the card of the booking on it. */
async function openCard(page: Page, { phone }: Parent, bookingId: string): Promise<void> {
  product.clock.advance({ seconds: 61 });
  await page.goto(`${product.url}/pages/booking/card?id=${bookingId}`);
  await tap(page, /登录/);
  await signInInPlace(page, phone);
  await page.getByText('入园码').filter({ visible: true }).first().waitFor();
}

describe('a centre that can’t take a child that is booked', () => {
  it('says why, and its family books elsewhere for the same hours, two taps on', async () => {
    const { parent, child, booking } = await bookedThisAfternoon();
    const [family, staff] = [await product.newPhone(demoPlace), await product.newPhone('denied')];
    await openCard(family.page, parent, booking.id);
    const [invitationCode = ''] = await product.invitations();
    await openDeskBy({ url: product.url, page: staff.page, invitationCode, now: product.clock.now() });
    await tap(staff.page, `${child.nickname}没来或取消`);
    await field(staff.page, '原因，家长会看到').fill('水管坏了');
    await expectAccessible(staff.page, 'ending one booking');
    await tap(staff.page, '取消这个预约');
    await staff.page.getByText('今天还没有孩子').filter({ visible: true }).first().waitFor();

    await family.page.reload();
    await family.page.getByText(/园方取消的/).waitFor();
    const other = family.page
      .getByRole('link', { name: /公里|米/ })
      .filter({ visible: true })
      .first();
    await other.waitFor();
    await expectAccessible(family.page, 'who else could take the child');
    await other.click();
    await tap(family.page, '确认预约');
    await family.page.getByText('预约好了').filter({ visible: true }).first().waitFor();
    const kept = (await parent.call('listMyBookings')).body.items;
    expect(kept.map(({ status, date, from }) => `${status} ${date} ${from}`).sort()).toEqual([
      'cancelled 2026-11-24 13:00',
      'confirmed 2026-11-24 13:00',
    ]);
    await Promise.all([family.close(), staff.close()]);
  });
});

describe('a child that is ill', () => {
  it('is reported with a tap on what ails it, and its desk sees that', async () => {
    const { parent, child, booking } = await bookedThisAfternoon();
    const [family, staff] = [await product.newPhone(demoPlace), await product.newPhone('denied')];
    await openCard(family.page, parent, booking.id);
    await tap(family.page, '生病请假');
    await family.page.getByRole('radio', { name: '发烧', exact: true }).click();
    await family.page.getByText(/健康证明/).waitFor();
    await expectAccessible(family.page, 'reporting a sick day');
    await tap(family.page, '请假');
    await family.page.getByText('请了病假').filter({ visible: true }).first().waitFor();

    const [invitationCode = ''] = await product.invitations();
    await openDeskBy({ url: product.url, page: staff.page, invitationCode, now: product.clock.now() });
    await staff.page.getByText('发烧，回来要健康证明').filter({ visible: true }).first().waitFor();
    expect(await staff.page.getByText(child.nickname, { exact: true }).count()).toBeGreaterThan(0);
    await Promise.all([family.close(), staff.close()]);
  });
});

describe('a centre that an officer suspends', () => {
  it('can’t be booked any more, and its page says since when and why', async () => {
    const officer = await product.newPhone('denied');
    const [, invitationCode = ''] = await product.invitations();
    await openDeskBy({ url: product.url, page: officer.page, invitationCode, now: product.clock.now() });
    await officer.page.getByRole('radio', { name: '机构' }).click();
    await tap(officer.page, `暂停${centreName}`);
    await field(officer.page, '原因，家长会看到').fill('消防整改');
    await expectAccessible(officer.page, 'suspending a centre');
    await tap(officer.page, '暂停服务');
    await officer.page.getByText(`${centreName}暂停了`).waitFor();
    const { parent } = await parentWithChild(product.app);
    const found = await parent.call('searchCentres', { query: { q: centreName } });
    const params = { centreId: found.body.items[0]?.id ?? '' };
    const page = (await parent.call('getCentre', { params })).body;
    expect(page.filing).toMatchObject({ status: 'suspended', reason: '消防整改' });
    await tap(officer.page, `恢复${centreName}`);
    await tap(officer.page, '恢复服务');
    await officer.page.getByText(`${centreName}恢复了`).waitFor();
    expect((await parent.call('getCentre', { params })).body.filing.status).toBe('filed');
    await officer.close();
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { Parent, parentWithChild } from '../support/parent.js';
import { expectAccessible } from './axe.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { demoPlace, signInInPlace, tap } from './journey.js';

/** One place a day is left there for days that are booked one by one. */
const centreName = '小脚丫社区托育点';
const thursday = '2026-11-26';

const product = useProductAtFixedTime();
const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first();

/** A family that holds the last place of Thursday. */
async function lastPlaceTaken() {
  const { parent, child } = await parentWithChild(product.app);
  const found = await parent.call('searchCentres', { query: { q: centreName } });
  const centreId = found.body.items[0]?.id ?? '';
  const { body: booking } = await parent.book(centreId, child.id, thursday);
  const cancel = () => parent.call('cancelBooking', { params: { bookingId: booking.id }, body: {} });
  return { centreId, cancel };
}

/** Two guardians of one family and their child; the second joined by a one-time invitation. */
async function twoGuardians() {
  const { parent: first } = await parentWithChild(product.app);
  const { body: invitation } = await first.call('inviteGuardian');
  const second = await new Parent(product.app).signIn();
  const joined = await second.call('acceptInvitation', { body: { code: invitation.code } });
  if (joined.status !== 200) throw new Error(JSON.stringify(joined.problem));
  return { first, second };
}

/** A page of the product on the phone of somebody who has an account. */
async function openSignedIn(phone: Phone, who: Parent, path: string): Promise<void> {
  // Who just got a code by SMS gets the next one after a minute.
  product.clock.advance({ seconds: 61 });
  await phone.page.goto(product.url + path);
  await tap(phone.page, '登录');
  await signInInPlace(phone.page, who.phone);
}

describe('a family that wants a day that is full', () => {
  let first: Phone;
  let second: Phone;
  let taken: Awaited<ReturnType<typeof lastPlaceTaken>>;
  let guardians: Awaited<ReturnType<typeof twoGuardians>>;
  beforeAll(async () => {
    [first, second] = await Promise.all([product.newPhone(demoPlace), product.newPhone('denied')]);
    taken = await lastPlaceTaken();
    guardians = await twoGuardians();
  });
  afterAll(() => Promise.all([first.close(), second.close()]));

  it('waits for it, and sees its place in line and what will happen', async () => {
    const { page } = first;
    await openSignedIn(first, guardians.first, `/pages/booking/choose?centreId=${taken.centreId}`);
    await page.getByRole('option', { name: /11月26日.*满了/ }).click();
    await tap(page, '排候补，第 1 位');
    await seen(page, '位，下一个就是').waitFor();
    await seen(page, /名额留 \d+ 到 \d+ 分钟/).waitFor();
    await seen(page, '你们开始排队').waitFor();
    await expectAccessible(page, 'a place in line');
  });

  it('looks for another centre that has a place on that day, and keeps its own in line', async () => {
    const { page } = first;
    const waiting = page.url();
    await tap(page, '看附近有位的');
    await seen(page, '栗子树托育中心').waitFor();
    for (const filter of ['周四 26日', /^有余位/]) await seen(page, filter).waitFor();
    expect(await page.getByText(centreName, { exact: true }).filter({ visible: true }).count()).toBe(0);
    await page.goto(waiting);
    await seen(page, '位，下一个就是').waitFor();
  });

  it('is offered the place that another family gave up, on the phone of its other guardian', async () => {
    await openSignedIn(second, guardians.second, '/pages/me/index');
    expect((await taken.cancel()).status).toBe(200);
    const { page } = second;
    await page.goto(`${product.url}/pages/notices/index`);
    await page.getByRole('link', { name: /^新消息，有位置了/ }).click();
    await seen(page, /位置留到 /).waitFor();
    await seen(page, /还有 .*(分|小时)/).waitFor();
    await seen(page, '来不了怎么办').waitFor();
    await expectAccessible(page, 'an offer');
  });

  it('accepts it there, and the card is shown', async () => {
    const { page } = second;
    await tap(page, '接受这个位置');
    await seen(page, '入园码').waitFor();
    await seen(page, centreName).waitFor();
    await expectAccessible(page, 'the card of an accepted offer');
  });

  it('has the card on the first phone too, which says that waiting is over', async () => {
    const { page } = first;
    await page.reload();
    await seen(page, '位置接受了，入园卡在预约里。').waitFor();
    await expectAccessible(page, 'waiting that ended well');
    await tap(page, '看入园卡');
    await seen(page, '入园码').waitFor();
    await page.goto(`${product.url}/pages/bookings/index`);
    await page
      .getByRole('link', { name: new RegExp(`11月26日.*${centreName}.*已确认`) })
      .filter({ visible: true })
      .waitFor();
  });

  it('met no error of ours on the way', () => {
    expect([...first.faults, ...second.faults]).toEqual([]);
  });
});

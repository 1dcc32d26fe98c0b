import { describe, expect, it } from 'vitest';
import { parentWithChild } from '../support/parent.js';
import { expectAccessible } from './axe.js';
import { openDeskBy } from './desk-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { demoPlace, field, tap } from './journey.js';

const product = useProductAtFixedTime();

const inviteStaff = async (): Promise<string> => (await product.invitations())[0] ?? '';

describe('how many places are free today', () => {
  it('is told at the desk by a tap, and stands in the list of a parent', async () => {
    const [staff, parent] = [await product.newPhone('denied'), await product.newPhone(demoPlace)];
    await openDeskBy({
      url: product.url,
      page: staff.page,
      invitationCode: await inviteStaff(),
      now: product.clock.now(),
    });
    await tap(staff.page, '3 个空位');
    await staff.page.getByText(/已更新，家长现在看到余 3/).waitFor();

    await parent.page.goto(`${product.url}/pages/find/index`);
    const card = parent.page.getByRole('listitem').filter({ hasText: '栗子树托育中心' }).first();
    await card.waitFor();
    expect(await card.innerText()).toContain('今天还有 3 个位置');
    await Promise.all([staff.close(), parent.close()]);
  });
});

describe('a child that is booked for this afternoon', () => {
  it('is checked in by the text of its card, and out by a tap; its family sees both', async () => {
    const { parent, child } = await parentWithChild(product.app);
    const found = await parent.call('searchCentres', { query: { q: '栗子树托育中心' } });
    const centreId = found.body.items[0]?.id ?? '';
    const wish = { centreId, childId: child.id, mode: 'halfDay', half: 'afternoon', dates: ['2026-11-24'] };
    const quote = await parent.call('quoteBooking', { body: wish });
    const { body: booked } = await parent.call('createBooking', { body: { quoteId: quote.body.id } });
    const status = async () =>
      (await parent.call('getBooking', { params: { bookingId: booked.id } })).body.status;

    const staff = await product.newPhone('denied');
    const { page } = staff;
    await openDeskBy({
      url: product.url,
      page,
      invitationCode: await inviteStaff(),
      now: product.clock.now(),
    });
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

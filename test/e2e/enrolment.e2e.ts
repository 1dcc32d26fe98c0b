import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
import { openDeskBy } from './desk-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { addChildInPlace, agreeInPlace, demoPlace, openCentre, signInInPlace, tap } from './journey.js';

const product = useProductAtFixedTime();
const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first();

describe('a parent who wants care by the month', () => {
  let parent: Phone;
  let staff: Phone;
  beforeAll(async () => {
    [parent, staff] = await Promise.all([product.newPhone(demoPlace), product.newPhone('denied')]);
  });
  afterAll(() => Promise.all([parent.close(), staff.close()]));

  it('applies with a month and weekdays, from the centre’s page', async () => {
    const { page } = parent;
    await page.goto(product.url);
    await openCentre(page, '栗子树托育中心');
    await tap(page, '想按月上？申请入托');
    await signInInPlace(page);
    await agreeInPlace(page);
    await addChildInPlace(page, '小满');
    await page.getByRole('radio', { name: '12月，2026年', exact: true }).click();
    for (const weekday of ['周三', '周五']) await tap(page, weekday);
    await seen(page, '1980 元/月').waitFor();
    await expectAccessible(page, 'applying for care by the month');
    await tap(page, '提交申请');
  });

  it('sees until when the centre answers, and that nothing has to be paid or done meanwhile', async () => {
    const { page } = parent;
    await seen(page, '最迟 12月1日 答复，还剩 5 个工作日').waitFor();
    await seen(page, '2026年12月起，周一、二、四，全天').waitFor();
    await expectAccessible(page, 'an application that waits');
  });

  it('notes which papers of the health check are there, once it agreed to their being kept', async () => {
    const { page } = parent;
    await tap(page, '记下有哪几样');
    await agreeInPlace(page);
    await page.getByRole('switch', { name: '有预防接种查验证明' }).click();
    await expectAccessible(page, 'noting papers');
    await tap(page, '记好了');
    await seen(page, '有 1 样').waitFor();
  });

  it('is accepted at the desk, in a group from a first day on', async () => {
    const { page } = staff;
    const [invitationCode = ''] = await product.invitations();
    await openDeskBy({ url: product.url, page, invitationCode, now: product.clock.now() });
    await page.getByRole('link', { name: '入托申请，1 个等你答复' }).click();
    await page.getByRole('link', { name: /周一、二、四，全天，等你答复/ }).click();
    await seen(page, /小满，/).waitFor();
    await seen(page, '想对家长说的（不收时要写原因）').waitFor();
    await expectAccessible(page, 'an application at the desk');
    await tap(page, '收下');
    await seen(page, '托小班').waitFor();
    await seen(page, '收下了').waitFor();
    await expectAccessible(page, 'an accepted application at the desk');
  });

  it('sees what was agreed to, and has it on one sheet that can be printed', async () => {
    const { page } = parent;
    await page.reload();
    await seen(page, '机构收下了').waitFor();
    await seen(page, '第一天').waitFor();
    await expectAccessible(page, 'an accepted application');
    await tap(page, '打印摘要');
    await seen(page, '小满的入托安排').waitFor();
    await seen(page, '入园前带给机构看').waitFor();
    expect(await page.getByRole('button', { name: '打印' }).filter({ visible: true }).count()).toBe(1);
    await expectAccessible(page, 'the summary');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: '打印' }).filter({ visible: true }).count()).toBe(0);
    await seen(page, '入园前带给机构看').waitFor();
    await page.emulateMedia({ media: null });
    await tap(page, '好了');
  });

  it('withdraws before care begins, having read what that does', async () => {
    const { page } = parent;
    await tap(page, '撤回申请');
    await seen(page, /托位马上让出来/).waitFor();
    await expectAccessible(page, 'withdrawing');
    await tap(page, '撤回');
    await seen(page, '已撤回').waitFor();
    await staff.page.reload();
    await seen(staff.page, '已撤回').waitFor();
  });

  it('met no error of ours on the way', () => {
    expect([...parent.faults, ...staff.faults]).toEqual([]);
  });
});

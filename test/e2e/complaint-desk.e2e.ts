import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { Parent } from '../support/parent.js';
import { expectAccessible } from './axe.js';
import { choose, seen, write } from './complaint-journey.js';
import { openDeskBy } from './desk-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { field, tap } from './journey.js';

const product = useProductAtFixedTime();

/** Nothing of the page is wider than the smallest phone. */
async function expectNarrow(page: Page, screen: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 700 });
  const widths = await page.locator('.nc-body').evaluateAll((all) => all.map((one) => one.scrollWidth));
  await page.setViewportSize({ width: 390, height: 844 });
  expect(Math.max(...widths), screen).toBeLessThanOrEqual(320);
}

/** A parent, on another phone, who complains of the demo centre. */
async function complain(more: object) {
  const parent = await new Parent(product.app).signIn();
  const { items } = (await parent.call('searchCentres', { query: { q: '栗子树托育中心' } })).body;
  const body = { identity: 'named', centreId: items[0]?.id, ...more };
  const filed = await parent.call('fileComplaint', { body });
  if (filed.status !== 201) throw new Error(JSON.stringify(filed.problem));
  const params = { complaintId: filed.body.id };
  return {
    ...{ parent, params, number: filed.body.number },
    mine: async () => (await parent.call('getComplaint', { params })).body,
  };
}

const refund = { category: 'feeRefund', what: '退托一个月了，押金没有退', wanted: '把押金退给我' };

describe('complaints, with the officer and the centre each at a desk of their own', () => {
  let officer: Phone;
  let staff: Phone;
  beforeAll(async () => {
    [officer, staff] = await Promise.all([product.newPhone('denied'), product.newPhone('denied')]);
    const [forStaff = '', forOfficer = ''] = await product.invitations();
    for (const [{ page }, invitationCode] of [
      [staff, forStaff],
      [officer, forOfficer],
    ] as const) {
      await openDeskBy({ url: product.url, page, invitationCode, now: product.clock.now() });
      await page.getByRole('link', { name: /投诉/ }).first().waitFor();
    }
  });
  afterAll(() => Promise.all([officer.close(), staff.close()]));

  const openByNumber = async (number: string) => {
    const { page } = officer;
    await page.goto(`${product.url}/pages/desk/complaints`);
    await field(page, '按编号找').fill(number.replace('-', ''));
    await page.getByRole('link', { name: new RegExp(number) }).click();
    await seen(page, '说了什么').waitFor();
  };
  /** Takes one move, with what `fill` fills in, and waits for what is said about it. */
  const act = async (move: string, doText: string, fill: (page: Page) => Promise<void> = async () => {}) => {
    const { page } = officer;
    await tap(page, '办理');
    await choose(page, move);
    await fill(page);
    await tap(page, doText);
    await page.getByRole('dialog', { name: '办理' }).waitFor({ state: 'detached' });
    return page
      .getByRole('status')
      .filter({ hasText: /家长现在看到|只有我们看得到/ })
      .last()
      .innerText();
  };

  it('an urgent one is in the inbox, accepted within the hour, answered, closed and rated', async () => {
    const { page } = officer;
    const { parent, params, mine } = await complain({
      ...{ category: 'injury', identity: 'hidden', who: '张老师', incidentOn: '2026-11-23' },
      what: '孩子额头缝了三针，老师说是自己摔的',
    });
    await page.goto(`${product.url}/pages/desk/index`);
    await page.getByRole('link', { name: /^紧急，投诉 受伤、事故，最迟 11月24日 10:12/ }).waitFor();
    await expectAccessible(page, 'inbox of an officer');
    await page.getByRole('link', { name: /^紧急，投诉 受伤、事故/ }).click();
    await seen(page, '孩子额头缝了三针，老师说是自己摔的').waitFor();
    await seen(page, '保密，别让机构知道是谁').waitFor();
    await page.getByRole('button', { name: `打电话给家长 ${parent.phone}` }).waitFor();
    await expectAccessible(page, 'an urgent complaint at the desk');
    await expectNarrow(page, 'an urgent complaint at the desk');
    expect(await act('受理', '受理', () => tap(page, '写上：收到了，正在核实。'))).toBe(
      '家长现在看到：已受理，“收到了，正在核实。”',
    );
    expect((await mine()).events.at(-1)).toMatchObject({ kind: 'accepted', text: '收到了，正在核实。' });
    expect(await act('内部记录', '记下', () => write(page, '内部记录', '园长是熟人，请同事办'))).toContain(
      '只有我们看得到',
    );
    await seen(page, '园长是熟人，请同事办').waitFor();
    expect(JSON.stringify(await mine())).not.toContain('熟人');
    await act('答复', '发给家长', () => write(page, '答复', '看了录像，是推倒的，那位老师已停职'));
    await act('办结', '办结', async () => {
      await choose(page, '解决了');
      await write(page, '结果说明', '机构赔了医药费');
      await expectAccessible(page, 'closing a complaint');
    });
    expect((await mine()).state).toBe('closed');
    await parent.call('rateComplaint', { params, body: { score: 5 } });
    await page.reload();
    await seen(page, '5 分').waitFor();
    await expectAccessible(page, 'a closed complaint at the desk');
  });

  it('one that is refused says where to go, and comes back a level higher with new deadlines', async () => {
    const { page } = officer;
    const { parent, params, number, mine } = await complain(refund);
    await openByNumber(number);
    await act('不予受理', '不予受理', async () => {
      await choose(page, '市场监管部门');
      await write(page, '写给家长的原因', '押金的事不归我们管');
    });
    await seen(page, '可以找市场监管部门').waitFor();
    expect((await mine()).events.at(-1)).toMatchObject({ kind: 'refused', body: { code: 'market' } });
    await parent.call('escalateComplaint', { params, body: { text: '已经找过了' } });
    await openByNumber(number);
    await seen(page, '交给上一级').waitFor();
    await seen(page, '市卫生健康委员会').waitFor();
    await seen(page, /^受理最迟/).waitFor();
  });

  it('one is extended once, with a day and a reason that its author reads', async () => {
    const { page } = officer;
    const { number, mine } = await complain(refund);
    await openByNumber(number);
    await act('受理', '受理');
    await act('延期', '延期', async () => {
      await tap(page, '早一天');
      await write(page, '写给家长的原因', '要等银行流水');
      await expectAccessible(page, 'extending a complaint');
    });
    const { events, clocks } = await mine();
    expect(events.at(-1)).toMatchObject({ kind: 'extended', text: '要等银行流水' });
    expect(clocks.find(({ name }) => name === 'finish')?.dueOn).toBe('2027-01-05');
    await tap(page, '办理');
    expect(await page.getByRole('radio', { name: '延期', exact: true }).count()).toBe(0);
  });

  it('one that was not solved is dealt with once more', async () => {
    const { page } = officer;
    const { parent, params, number, mine } = await complain(refund);
    const close = async (words: string) => {
      await act('答复', '发给家长', () => write(page, '答复', words));
      await act('办结', '办结', async () => {
        await choose(page, '解决了');
        await write(page, '结果说明', words);
      });
    };
    await openByNumber(number);
    await act('受理', '受理');
    await close('答应一周内退');
    await parent.call('reopenComplaint', { params, body: { text: '一周了，没有退' } });
    await page.reload();
    await seen(page, '没解决，重新办').waitFor();
    await seen(page, '一周了，没有退').waitFor();
    await close('今天退到账了');
    expect((await mine()).state).toBe('closed');
  });

  it('one of how somebody was spoken to is answered by the centre, which learns no name', async () => {
    const { page } = staff;
    const { parent, number, mine } = await complain({
      ...{ category: 'service', identity: 'hidden', what: '接孩子时没人理我们' },
    });
    await page.goto(`${product.url}/pages/desk/index`);
    await page.getByRole('link', { name: /^要答复的投诉，\d+ 件等你办$/ }).click();
    await page.getByRole('link', { name: new RegExp(number) }).click();
    await seen(page, '接孩子时没人理我们').waitFor();
    await seen(page, /^没有署名/).waitFor();
    expect(await page.content()).not.toContain(parent.phone);
    await expectAccessible(page, 'a complaint at its centre');
    await expectNarrow(page, 'a complaint at its centre');
    await tap(page, '受理');
    await seen(page, '家长现在看到：已受理。').waitFor();
    await write(page, '答复', '明天起门口有人接待');
    await tap(page, '发给家长');
    await seen(page, '家长现在看到：已答复，“明天起门口有人接待”').waitFor();
    expect((await mine()).events.at(-1)).toMatchObject({ by: 'centre', text: '明天起门口有人接待' });
  });

  it('one goes to the police on one sheet of paper', async () => {
    const { page } = officer;
    const { parent, number } = await complain({ category: 'abuse', what: '胳膊上有掐的印子' });
    await openByNumber(number);
    await tap(page, '给公安的');
    await seen(page, '投诉举报移送单').waitFor();
    await seen(page, '胳膊上有掐的印子').waitFor();
    await seen(page, parent.phone).waitFor();
    await expectAccessible(page, 'the sheet for a hand-over');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: '打印' }).filter({ visible: true }).count()).toBe(0);
    await page.emulateMedia({ media: null });
    await tap(page, '好了');
    await act('转给外部部门', '记下转办', async () => {
      await choose(page, '公安机关');
      await field(page, '对方给的编号（可以不写）').fill('110-0098');
    });
    await seen(page, /对方编号 110-0098/).waitFor();
  });

  it('are listed by deadline with how often the district keeps its promise, and narrowed by a tap', async () => {
    const { page } = officer;
    await page.goto(`${product.url}/pages/desk/complaints`);
    await seen(page, /^按时率/).waitFor();
    await page
      .getByRole('link', { name: /^紧急，/ })
      .first()
      .waitFor();
    await expectAccessible(page, 'complaints of a district');
    await expectNarrow(page, 'complaints of a district');
    await tap(page, '筛选');
    await expectAccessible(page, 'narrowing complaints');
    await choose(page, '收费、退费');
    await tap(page, '就看这些');
    await page
      .getByRole('link', { name: /收费、退费/ })
      .first()
      .waitFor();
    await page
      .getByRole('link', { name: /^紧急，/ })
      .first()
      .waitFor({ state: 'detached' });
  });

  it('met no error of ours on the way', () => {
    expect([...officer.faults, ...staff.faults]).toEqual([]);
  });
});

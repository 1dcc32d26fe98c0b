import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
import { answer, choose, expectRoom, openForm, question, seen, write } from './complaint-journey.js';
import { openDeskBy } from './desk-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { field, signInInPlace, tap } from './journey.js';

const product = useProductAtFixedTime();

describe('a parent and the officer of the district', () => {
  let parent: Phone;
  let officer: Phone;
  beforeAll(async () => {
    [parent, officer] = await Promise.all([
      product.newPhone({ lat: 31.42, lng: 111.64 }),
      product.newPhone('denied'),
    ]);
    const [, invitationCode = ''] = await product.invitations();
    const { page } = officer;
    await openDeskBy({ url: product.url, page, invitationCode, now: product.clock.now() });
    await page.getByRole('link', { name: /投诉/ }).first().waitFor();
  });
  afterAll(() => Promise.all([parent.close(), officer.close()]));

  /** Files one about a deposit and answers its number; the parent is left at its page. */
  async function fileRefund(what: string, isFirst = false): Promise<string> {
    const { page } = parent;
    await openForm(page, product.url);
    await answer(page, '收费、退费', what);
    await choose(page, /机构也可以知道/);
    await tap(page, '下一步');
    if (isFirst) await signInInPlace(page);
    await question(page, '有照片或录音吗？');
    await tap(page, '提交');
    const shown = await seen(page, /^编号 \d{6}-\d{6}$/).innerText();
    await tap(page, '看进度');
    await seen(page, '经过').waitFor();
    return shown.replace('编号 ', '');
  }
  async function openAtDesk(number: string): Promise<void> {
    const { page } = officer;
    await page.goto(`${product.url}/pages/desk/complaints`);
    await field(page, '按编号找').fill(number.replace('-', ''));
    await page.getByRole('link', { name: new RegExp(number) }).click();
    await seen(page, '说了什么').waitFor();
  }
  async function act(move: string, doText: string, fill: (page: Page) => Promise<void> = async () => {}) {
    const { page } = officer;
    await tap(page, '办理');
    await choose(page, move);
    await fill(page);
    await tap(page, doText);
    await page.getByRole('dialog', { name: '办理' }).waitFor({ state: 'detached' });
  }
  const closeIt = async (words: string) => {
    await act('答复', '发给家长', (page) => write(page, '答复', words));
    await act('办结', '办结', async (page) => {
      await choose(page, '解决了');
      await write(page, '结果说明', words);
    });
  };

  it('is refused with the next body, and takes it one level higher', async () => {
    const { page } = parent;
    await openAtDesk(await fileRefund('退托一个月，押金没有退', true));
    await act('不予受理', '不予受理', async (desk) => {
      await choose(desk, '市场监管部门');
      await write(desk, '写给家长的原因', '押金的事不归我们管');
    });
    await page.reload();
    await seen(page, '可以找市场监管部门。').waitFor();
    await seen(page, '押金的事不归我们管').waitFor();
    await expectRoom(page, 'a refused complaint');
    await tap(page, '交给上一级');
    await seen(page, /期限重新算。前面/).waitFor();
    await expectAccessible(page, 'going one level higher');
    await tap(page, '交给上一级');
    await seen(page, '交给了上一级').waitFor();
    await seen(page, '市卫生健康委员会').waitFor();
  });

  it('sees an extension with its reason and the new day, then rates the end, and has it dealt with once more', async () => {
    const { page } = parent;
    const number = await fileRefund('押金只退了一半');
    await openAtDesk(number);
    await act('受理', '受理');
    await act('延期', '延期', (desk) => write(desk, '写给家长的原因', '要等银行流水'));
    await page.reload();
    await seen(page, '要等银行流水').waitFor();
    await seen(page, /^延期了/).waitFor();
    await closeIt('答应一周内退');
    await page.reload();
    await seen(page, '办结了，解决了吗？').waitFor();
    await expectRoom(page, 'a closed complaint');
    await tap(page, '2 分，不满意');
    await page.getByRole('group', { name: '打分' }).waitFor({ state: 'detached' });
    await tap(page, '没解决，重新办');
    await write(page, '哪里没解决（可以不写）', '一周了，没有退');
    await tap(page, '重新办');
    await seen(page, '已受理').waitFor();
    await openAtDesk(number);
    await seen(officer.page, '一周了，没有退').waitFor();
    await closeIt('今天退到账了');
    await page.reload();
    await page.getByRole('button', { name: '交给上一级' }).filter({ visible: true }).waitFor();
    expect(await page.getByRole('button', { name: '没解决，重新办' }).filter({ visible: true }).count()).toBe(
      0,
    );
  });

  it('is led to the complaint by what it was told', async () => {
    const { page } = parent;
    product.clock.advance({ seconds: 30 });
    const told = page.getByRole('link', { name: /投诉办结了/ }).first();
    // A job tells it, within its interval: the moment of the act must not stand beside a family's id.
    const isTold = async () => {
      await page.goto(`${product.url}/pages/notices/index`);
      return told.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(isTold, { timeout: 45_000 }).toBe(true);
    await told.click();
    await seen(page, '经过').waitFor();
  });

  it('met no error of ours on the way', () => {
    expect([...parent.faults, ...officer.faults]).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
import { becomeParent } from './class-journey.js';
import { choose, expectRoom, seen, write } from './complaint-journey.js';
import { openDeskBy } from './desk-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { agreeInPlace, field, tap } from './journey.js';

const product = useProductAtFixedTime();

describe('guidance of a child, with the district’s officer at the desk', () => {
  let parent: Phone;
  let other: Phone;
  let officer: Phone;
  const go = (phone: Phone, page: string) => phone.page.goto(`${product.url}/pages/${page}`);
  beforeAll(async () => {
    [parent, other, officer] = await Promise.all([
      product.newPhone('denied'),
      product.newPhone('denied'),
      product.newPhone('denied'),
    ]);
    const [, invitationCode = ''] = await product.invitations();
    const { page } = officer;
    await openDeskBy({ url: product.url, page, invitationCode, now: product.clock.now() });
    await page.getByRole('link', { name: '家长问专家', exact: true }).waitFor();
  });
  afterAll(() => Promise.all([parent.close(), other.close(), officer.close()]));

  it('an expert is found and asked, after what the desk may know was agreed to', async () => {
    const { page } = parent;
    await go(parent, 'guidance/experts');
    await page.getByRole('link', { name: /^周敏/ }).waitFor();
    await expectAccessible(page, 'experts');
    await expectRoom(page, 'experts');
    await page.getByRole('link', { name: /^周敏/ }).click();
    await seen(page, '5 个工作日内').waitFor();
    await expectAccessible(page, 'an expert');
    await expectRoom(page, 'an expert');
    await tap(page, /^问周敏/);
    await becomeParent(page, '小满');
    await agreeInPlace(page);
    await write(page, '想问的', '只吃面条，不吃米饭，要不要硬喂？');
    await expectAccessible(page, 'asking an expert');
    await tap(page, '交上去');
    await seen(page, /^问题交上去了，5 个工作日内答复/).waitFor();
    await tap(page, '看我的问题');
    await seen(page, '等答复').waitFor();
  });

  it('what sounds like an emergency is answered by the number to call', async () => {
    const { page } = parent;
    await go(parent, 'guidance/experts');
    await page.getByRole('link', { name: /^何静/ }).click();
    await tap(page, /^问何静/);
    await write(page, '想问的', '孩子抽搐叫不醒了');
    await tap(page, '交上去');
    await page.getByRole('button', { name: '打 120' }).filter({ visible: true }).waitFor();
    await expectAccessible(page, 'an urgent question');
    await go(parent, 'guidance/questions');
    await seen(page, '只吃面条，不吃米饭，要不要硬喂？').waitFor();
    expect(await page.getByText('孩子抽搐叫不醒了').count()).toBe(0);
  });

  it('the question is answered at the desk, which learns an age and no name', async () => {
    const { page } = officer;
    await go(officer, 'desk/index');
    await page.getByRole('link', { name: '家长问专家，1 件等你办' }).click();
    await page.getByRole('link', { name: /^问周敏.*营养喂养，最迟 12月1日/ }).waitFor();
    await expectAccessible(page, 'questions at the desk');
    await page.getByRole('link', { name: /^问周敏/ }).click();
    await seen(page, '只吃面条，不吃米饭，要不要硬喂？').waitFor();
    expect(await page.content()).not.toContain('小满');
    await expectAccessible(page, 'a question at the desk');
    await expectRoom(page, 'a question at the desk');
    await write(page, '原话（家长马上收到）', '不用硬喂，饭做软一点，和面条换着来。');
    await tap(page, '答复家长');
    await seen(page, '答复了').waitFor();
  });

  it('the answer is read by the family, beside what it is not', async () => {
    const { page } = parent;
    await page.reload();
    await seen(page, '不用硬喂，饭做软一点，和面条换着来。').waitFor();
    await seen(page, '答复了').waitFor();
    await expectAccessible(page, 'an answered question');
    await expectRoom(page, 'an answered question');
  });

  it('the yearly reminder is declined by one family; another declines and takes it back', async () => {
    await go(parent, 'classes/index');
    await parent.page.getByRole('link', { name: /^小满今年还没学过/ }).click();
    await go(other, 'guidance/index');
    await tap(other.page, '登录');
    await becomeParent(other.page, '石榴');
    for (const { page } of [parent, other]) {
      await tap(page, '今年不需要');
      await seen(page, /^说了不需要，今年就不再提醒/).waitFor();
      await expectAccessible(page, 'declining guidance');
      await tap(page, '今年不需要');
      await seen(page, '今年说过不需要').waitFor();
    }
    await tap(other.page, '改主意了，提醒我');
    await seen(other.page, '石榴今年还没学过').waitFor();
    await expectRoom(other.page, 'guidance of a child');
  });

  it('a home visit is asked for with wishes and an address, after a consent of its own', async () => {
    const { page } = parent;
    await go(parent, 'guidance/visits');
    await tap(page, '请老师来家里');
    await agreeInPlace(page);
    await page.getByRole('button', { name: '睡眠', exact: true }).click();
    await choose(page, '桥西街道');
    await page.getByRole('button', { name: '周末', exact: true }).click();
    await write(page, '想说的（可以不写）', '夜里醒四五次');
    await field(page, '哪条街道、哪个村').fill('栗树路');
    await field(page, '详细地址').fill('栗树路 18 号 3 栋 502');
    await expectAccessible(page, 'asking for a home visit');
    await expectRoom(page, 'asking for a home visit');
    await tap(page, '提交');
    await seen(page, '等安排').waitFor();
    await expectAccessible(page, 'a home visit that waits');
  });

  it('the desk offers times and says who comes, without having seen the address', async () => {
    const { page } = officer;
    await go(officer, 'desk/index');
    await page.getByRole('link', { name: '入户指导，1 件等你办' }).click();
    await page.getByRole('link', { name: /^睡眠，最迟 12月1日 给时间/ }).waitFor();
    await expectAccessible(page, 'home visits at the desk');
    await page.getByRole('link', { name: /^睡眠/ }).click();
    await seen(page, '夜里醒四五次').waitFor();
    expect(await page.content()).not.toContain('502');
    for (let day = 0; day < 3; day += 1) await tap(page, '第 1 次早一天');
    await seen(page, '11月24日 周二').waitFor();
    await field(page, '谁去').fill('张医生');
    await expectAccessible(page, 'offering times');
    await expectRoom(page, 'offering times');
    await tap(page, '让家长挑');
    await seen(page, '等家长挑').waitFor();
  });

  it('the family picks one of them', async () => {
    const { page } = parent;
    await page.reload();
    await choose(page, '11月24日 周二 10:00–11:00');
    await expectAccessible(page, 'picking a time');
    await expectRoom(page, 'picking a time');
    await tap(page, '就这个时间');
    await seen(page, '约好了').waitFor();
    await seen(page, '张医生来，桥西街道安排的').waitFor();
  });

  it('whoever goes there reads the address, and writes down what was seen once the time has come', async () => {
    const { page } = officer;
    await page.reload();
    await tap(page, '看地址');
    await seen(page, '栗树路 18 号 3 栋 502').waitFor();
    expect(await page.getByRole('button', { name: '写好了' }).count()).toBe(0);
    product.clock.advance({ minutes: 50 });
    await page.reload();
    await write(page, '看到了什么', '屋里太热，睡前玩得太兴奋');
    await write(page, '回家可以怎么做（可以不写）', '睡前一小时关灯讲书');
    await expectAccessible(page, 'a visit at the desk');
    await tap(page, '写好了');
    await seen(page, '写过的记录').waitFor();
  });

  it('the report is the family’s, the address is gone, and the child’s year has it', async () => {
    const { page } = parent;
    await page.reload();
    await seen(page, '屋里太热，睡前玩得太兴奋').waitFor();
    await seen(page, '睡前一小时关灯讲书').waitFor();
    await seen(page, '结束了，已经删掉').waitFor();
    await expectAccessible(page, 'a report');
    await expectRoom(page, 'a report');
    await go(parent, 'classes/index');
    await page.getByRole('link', { name: /^小满今年学过 1 次，达标了/ }).click();
    await seen(page, /11月24日 周二·老师上门/).waitFor();
    await expectAccessible(page, 'guidance of a child');
  });

  it('the reminder reaches who kept it, and leads to the child’s page', async () => {
    const { page } = other;
    const told = page.getByRole('link', { name: /今年还没有育儿指导/ }).first();
    // A job gives it at ten, which the clock has passed; it looks now and then.
    const isTold = async () => {
      await go(other, 'notices/index');
      return told.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(isTold, { timeout: 45_000 }).toBe(true);
    await told.click();
    await seen(page, '石榴今年还没学过').waitFor();
    await go(parent, 'notices/index');
    await seen(parent.page, /入户指导/).waitFor();
    expect(await parent.page.getByText('今年还没有育儿指导').count()).toBe(0);
  });

  it('the desk reads how many families of the district were reached', async () => {
    const { page } = officer;
    await go(officer, 'desk-classes/coverage');
    await seen(page, '三岁以下的家庭').waitFor();
    await expectAccessible(page, 'coverage');
    await expectRoom(page, 'coverage');
  });

  it('met no error of ours on the way', () => {
    expect([...parent.faults, ...other.faults, ...officer.faults]).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { expectAccessible, seriousFindings } from './axe.js';
import { openDesk } from './desk-journey.js';
import {
  addChildInPlace,
  agreeInPlace,
  demoPlace,
  field,
  openCentre,
  signInInPlace,
  tap,
  useProduct,
  walkToQuote,
} from './journey.js';

const product = useProduct();

it('the booked walk has no serious finding of axe, from the map to the card', async () => {
  const phone = await product.newPhone(demoPlace);
  const { page } = phone;
  const seen = (text: string) => page.getByText(text).filter({ visible: true }).last().waitFor();
  await page.goto(product.url);
  await page.getByText('栗子树托育中心', { exact: true }).first().waitFor();
  await expectAccessible(page, 'find');
  await openCentre(page, '栗子树托育中心');
  await expectAccessible(page, 'centre');
  await tap(page, '加入对比');
  await tap(page, '去对比 1 家');
  await seen('开门时间');
  await expectAccessible(page, 'compare');
  // In large letters the table becomes a stack: another drawing, which the choice itself brings.
  await tap(page, '字号');
  await page.getByRole('radio', { name: '特大' }).filter({ visible: true }).click();
  await expectAccessible(page, 'size of letters');
  await tap(page, '关闭');
  await expectAccessible(page, 'compare, stacked');
  await tap(page, '返回');
  await walkToQuote(page, /还有 \d+ 个位置/);
  await expectAccessible(page, 'quote');
  await tap(page, '确认预约');
  await page.getByText('入园码').first().waitFor();
  await expectAccessible(page, 'card');
  await page.goto(product.url);
  await page.getByText('栗子树托育中心', { exact: true }).first().waitFor();
  await openCentre(page, '栗子树托育中心');
  await tap(page, '收藏栗子树托育中心');
  await page.goto(`${product.url}/pages/centre/saved`);
  await seen('取消收藏');
  await expectAccessible(page, 'saved');
  await phone.close();
});

it('looking for care now and for rooms has no serious finding of axe', async () => {
  const phone = await product.newPhone(demoPlace);
  const { page } = phone;
  await page.goto(product.url);
  await page.getByRole('link', { name: /今天谁能帮我带两小时/ }).click();
  await page.getByRole('heading', { name: /小时/ }).filter({ visible: true }).first().waitFor();
  await expectAccessible(page, 'care now');
  await page.goto(product.url);
  await page.getByRole('switch', { name: '地图上的母婴室' }).click();
  await page.getByText(/^母婴室 \d+ 间$/).waitFor();
  await expectAccessible(page, 'rooms on the map');
  await page.getByText(/^母婴室 \d+ 间$/).click();
  const rows = page.getByRole('list', { name: '母婴室' }).getByRole('button');
  await rows.first().waitFor();
  await expectAccessible(page, 'rooms');
  await rows.first().click();
  await page.getByRole('button', { name: '不干净', exact: true }).waitFor();
  await expectAccessible(page, 'room');
  await phone.close();
});

it('looking for a class and learning has no serious finding of axe', async () => {
  const phone = await product.newPhone(demoPlace);
  const { page } = phone;
  const link = (name: RegExp) => page.getByRole('link', { name }).filter({ visible: true }).first();
  const look = async (screen: string, address: string, waitFor: RegExp) => {
    await page.goto(`${product.url}/pages/${address}`);
    await page.getByText(waitFor).filter({ visible: true }).first().waitFor();
    await expectAccessible(page, screen);
  };
  await page.goto(`${product.url}/pages/classes/index`);
  await link(/一岁半睡整觉/).waitFor();
  await expectAccessible(page, 'classes');
  await tap(page, /^筛选/);
  await expectAccessible(page, 'narrowing classes');
  await tap(page, '关闭');
  await link(/一岁半睡整觉/).click();
  await tap(page, '开始学');
  await signInInPlace(page);
  await agreeInPlace(page);
  await addChildInPlace(page, '小满');
  await page.getByText('睡前一小时').filter({ visible: true }).first().waitFor();
  await expectAccessible(page, 'a lesson');
  await look('calendar of classes', 'class/calendar', /^周$/);
  await look('my classes', 'class/mine', /^要上的$/);
  await look('home visits', 'guidance/visits', /^还没有请过老师$/);
  await look('my questions', 'guidance/questions', /^还没有问过$/);
  await look('guidance', 'guidance/index', /^小满今年还没学过$/);
  await look('notices', 'notices/index', /消息/);
  await look('an adult to fetch the child', 'family/add-pickup', /^不同意会怎样$/);
  await look('joining a family', 'family/join', /^邀请码$/);
  await phone.close();
});

it('complaining and reading how it goes on has no serious finding of axe', async () => {
  const phone = await product.newPhone('denied');
  const { page } = phone;
  const look = async (screen: string, address: string, waitFor: string) => {
    await page.goto(`${product.url}/pages/${address}`);
    await page.getByText(waitFor).filter({ visible: true }).first().waitFor();
    await expectAccessible(page, screen);
  };
  await look('help first', 'complaint/index', '孩子现在有危险吗？');
  await look('what it is about', 'complaint/file', '出了什么事？');
  await look('counts of districts', 'complaint/counts', '看哪个区县');
  await look('my complaints', 'complaint/mine', '先登录一下');
  await look('asking by a code', 'complaint/track', '查询码');
  // The demo county's own, which has gone all the way.
  await field(page, '查询码').fill('DEM0-C0DE-0000-0007');
  await tap(page, '查进度');
  await page.getByText('办结了').filter({ visible: true }).first().waitFor();
  await expectAccessible(page, 'a complaint that is closed');
  await phone.close();
});

it('the desk of a district has no serious finding of axe in what it does about guidance', async () => {
  const phone = await product.newPhone('denied');
  const { page } = phone;
  await openDesk(product, page, /桥西街道/);
  await page.getByRole('link', { name: '指导覆盖' }).waitFor();
  const look = async (screen: string, address: string, waitFor: string) => {
    await page.goto(`${product.url}/pages/desk-classes/${address}`);
    await page.getByText(waitFor).filter({ visible: true }).first().waitFor();
    await expectAccessible(page, screen);
  };
  await look('publishing a class', 'edit', '题目');
  await look('classes of a district', 'index', '要上的');
  await look('questions at the desk', 'questions', '等答复');
  await look('home visits at the desk', 'visits', '指导中心');
  await look('coverage', 'coverage', '三岁以下的家庭');
  await phone.close();
});

it('reading, taking along and deleting one’s data has no serious finding of axe', async () => {
  const phone = await product.newPhone('denied');
  const { page } = phone;
  const look = async (screen: string, address: string, waitFor: string) => {
    await page.goto(`${product.url}/pages/${address}`);
    await page.getByText(waitFor, { exact: true }).filter({ visible: true }).first().waitFor();
    await expectAccessible(page, screen);
  };
  await page.goto(product.url);
  await page.getByText('不给位置也能找').waitFor();
  await expectAccessible(page, 'first start');
  await look('document', 'privacy/document?kind=childrenRules', '负责人');
  await look('receipt', 'privacy/receipt', '注销回执');
  await look('signing in', 'family/add-child', '先登录一下');
  await tap(page, '登录');
  await signInInPlace(page);
  await page.getByText('不同意会怎样').waitFor();
  await expectAccessible(page, 'consent');
  await look('privacy', 'privacy/index', '孩子的资料');
  await look('nothing saved', 'centre/saved', '收藏过的会在这里');
  await look('export', 'privacy/export', '能拿走什么');
  await look('delete', 'privacy/delete', '马上删');
  await phone.close();
});

it('the check itself finds a button without a name (so that an empty list means something)', async () => {
  const phone = await product.newPhone('denied');
  await phone.page.setContent(
    '<html lang="zh"><head><title>x</title></head><body><main><button></button></main></body></html>',
  );
  expect(await seriousFindings(phone.page)).toEqual([expect.stringContaining('button-name')]);
  await phone.close();
});

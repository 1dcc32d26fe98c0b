import type { Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { makePhotograph } from '../support/pictures.js';
import { expectAccessible } from './axe.js';
import { answer, choose, expectRoom, openForm, question, seen, write } from './complaint-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { field, signInInPlace, tap } from './journey.js';

const product = useProductAtFixedTime();

type Sent = { url: string; headers: Record<string, string> };
/** With the headers that the browser itself adds, cookies among them. */
const sentBy = (requests: Request[]): Promise<Sent[]> =>
  Promise.all(requests.map(async (request) => ({ url: request.url(), headers: await request.allHeaders() })));
const isOfAuthor = ({ url, headers }: Sent) =>
  url.includes('/anonymous-complaints') || headers['x-tracking-code'] !== undefined;

describe('a worried parent', () => {
  let phone: Phone;
  beforeAll(async () => {
    phone = await product.newPhone({ lat: 31.42, lng: 111.64 });
  });
  afterAll(() => phone.close());

  it('has the numbers to call before any form, without sign-in and without a network', async () => {
    const { page } = phone;
    await page.goto(`${product.url}/pages/complaint/index`);
    for (const number of ['110', '120', '119', '12345'])
      await page.getByRole('button', { name: new RegExp(`^打 ${number}，`) }).waitFor();
    await seen(page, /它不受理投诉/).waitFor();
    await seen(page, '12315 消费投诉').waitFor();
    await expectAccessible(page, 'help first');
    await expectRoom(page, 'help first');
  });

  it('says something urgent on four pages, first whom and what, and has a number and hours at once', async () => {
    const { page } = phone;
    await openForm(page, product.url);
    await choose(page, '受伤、事故');
    await page.getByRole('button', { name: '打 120', exact: true }).waitFor();
    await expectAccessible(page, 'what it is about');
    await tap(page, '下一步');
    await question(page, '说说经过');
    await field(page, '说的是谁（可以不写）').fill('张老师');
    await write(page, '发生了什么', '额头缝了三针');
    await expectRoom(page, 'what happened');
    await tap(page, '下一步');
    await question(page, '在哪家，什么时候？');
    await seen(page, '栗子树托育中心').waitFor();
    await choose(page, '今天');
    await choose(page, '9 点');
    await expectRoom(page, 'where and when it was');
    await tap(page, '下一步');
    await question(page, '让谁知道是你？');
    await choose(page, /只让部门知道/);
    await page.getByRole('button', { name: '登录后加照片' }).waitFor();
    await expectRoom(page, 'who may know, and files');
    await tap(page, '提交');
    await signInInPlace(page);
    await seen(page, /^编号 \d{6}-\d{6}$/).waitFor();
    await seen(page, /\d:\d\d 前$/).waitFor();
    await expectRoom(page, 'the receipt');
    await tap(page, '看进度');
    await seen(page, '经过').waitFor();
    await seen(page, '机构不知道是你').waitFor();
    await expectRoom(page, 'how it goes on');
  });

  it('finds it in the list, adds to it, and leads nobody else to it', async () => {
    const { page } = phone;
    await page.goto(`${product.url}/pages/complaint/mine`);
    await page.getByRole('link', { name: /^受伤、事故，栗子树托育中心/ }).waitFor();
    await expectRoom(page, 'my complaints');
    await page.getByRole('link', { name: /^受伤、事故/ }).click();
    await tap(page, '补充');
    await write(page, '想补充的', '医院的病历在我这里');
    await expectAccessible(page, 'adding to a complaint');
    await tap(page, '提交');
    await seen(page, '医院的病历在我这里').waitFor();
    const url = page.url();
    const stranger = await product.newPhone('denied');
    await stranger.page.goto(url);
    await stranger.page.getByText('先登录一下').waitFor();
    expect(await stranger.page.content()).not.toContain('病历');
    await stranger.close();
  });

  it('reads how a district deals with complaints, counts and no words', async () => {
    const { page } = phone;
    await page.goto(`${product.url}/pages/complaint/index`);
    await tap(page, '看各区办得怎么样');
    await page.getByRole('radiogroup', { name: '看哪个区县' }).getByRole('radio').first().click();
    await seen(page, /主管部门办的$/).waitFor();
    await expectRoom(page, 'counts of a district');
  });

  it('goes on writing where the app was closed', async () => {
    const { page } = phone;
    await openForm(page, product.url);
    await choose(page, '收费、退费');
    await tap(page, '下一步');
    await question(page, '在哪家？');
    await page.goto(`${product.url}/pages/complaint/index`);
    await tap(page, '另写一件');
    await seen(page, '“收费、退费”还没写完。').waitFor();
    await expectRoom(page, 'another one beside it');
    await tap(page, '接着填');
    await question(page, '在哪家？');
    await seen(page, '栗子树托育中心').waitFor();
    await tap(page, '不投诉了');
    await tap(page, '扔掉');
    await question(page, '出了什么事？');
  });

  it('without a network hands it in all the same: it goes out once, when the phone is back', async () => {
    const { page } = phone;
    await openForm(page, product.url);
    await answer(page, '收费、退费', '押金没有退，断网时写的');
    await choose(page, /只让部门知道/);
    await tap(page, '下一步');
    await question(page, '有照片或录音吗？');
    await page.context().setOffline(true);
    await tap(page, '提交');
    await seen(page, /连上网自动交，只交一次/).waitFor();
    await expectAccessible(page, 'waiting for the network');
    await page.context().setOffline(false);
    await seen(page, /^编号 \d{6}-\d{6}$/).waitFor();
    await tap(page, '看进度');
    await page.goto(`${product.url}/pages/complaint/mine`);
    await page.getByRole('link', { name: /^收费、退费/ }).waitFor();
    expect(await page.getByRole('link', { name: /^收费、退费/ }).count()).toBe(1);
  });

  it('met no error of ours on the way', () => {
    // A browser that was taken off the net says so itself.
    expect(phone.faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
});

describe('an anonymous parent', () => {
  let code = '';

  it('files without signing in, with a photo, and keeps a code', async () => {
    const phone = await product.newPhone({ lat: 31.42, lng: 111.64 });
    const { page } = phone;
    await openForm(page, product.url);
    await answer(page, '服务态度、沟通', '孩子哭了没人管');
    await choose(page, /谁都不知道/);
    await seen(page, /丢了就查不到/).waitFor();
    await seen(page, /机构会照原样看到/).waitFor();
    await expectRoom(page, 'who may know');
    await tap(page, '下一步');
    await question(page, '有照片或录音吗？');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(page, '加照片')]);
    const buffer = await makePhotograph();
    await chooser.setFiles({ name: '胳膊.jpg', mimeType: 'image/jpeg', buffer });
    await seen(page, /^传好了/).waitFor();
    await tap(page, '提交');
    const shown = page.getByRole('img', { name: /^查询码/ });
    code = (await shown.innerText()).replace(/\s/g, '');
    expect(code).toMatch(/^[0-9A-Z]{16}$/);
    await expectRoom(page, 'the receipt of an anonymous one');
    await tap(page, '我记下查询码了');
    await tap(page, '记下了');
    await field(page, '查询码').waitFor();
    expect(JSON.stringify(await page.evaluate(() => ({ ...localStorage })))).not.toContain(code);
    expect(phone.faults).toEqual([]);
    await phone.close();
  });

  it('follows it on any phone by the code alone, in any spacing, and can act on it', async () => {
    const phone = await product.newPhone('denied');
    const { page } = phone;
    // Signed in: that there is a token, which must not go along, is the point.
    await page.goto(`${product.url}/pages/complaint/mine`);
    await tap(page, '登录');
    await signInInPlace(page);
    await seen(page, '没有投诉').waitFor();
    const requests: Request[] = [];
    page.on('request', (request) => requests.push(request));
    await tap(page, '用查询码查匿名投诉');
    await field(page, '查询码').fill('AAAA BBBB CCCC DDDD');
    await tap(page, '查进度');
    await seen(page, /查不到这个码/).waitFor();
    await expectRoom(page, 'a wrong code');
    await field(page, '查询码').fill((code.toLowerCase().match(/.{4}/g) ?? []).join(' '));
    await tap(page, '查进度');
    await seen(page, '谁都不知道是你').waitFor();
    await seen(page, '孩子哭了没人管').waitFor();
    await tap(page, '照片 1');
    await page.getByRole('img', { name: '照片 1' }).waitFor();
    await expectAccessible(page, 'an anonymous complaint');
    await tap(page, '撤回这件投诉');
    await tap(page, '撤回');
    await seen(page, '已撤回').waitFor();
    const ofAuthor = (await sentBy(requests)).filter(isOfAuthor);
    expect(ofAuthor.length).toBeGreaterThan(3);
    expect(ofAuthor.filter(({ headers }) => 'authorization' in headers || 'cookie' in headers)).toEqual([]);
    expect(requests.filter((request) => request.url().includes(code))).toEqual([]);
    // The same phone does have one.
    await page.goto(`${product.url}/pages/complaint/mine`);
    await seen(page, '没有投诉').waitFor();
    const all = await sentBy(requests);
    expect(all.some(({ headers }) => headers['authorization']?.startsWith('Bearer '))).toBe(true);
    await phone.close();
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
import {
  attachTone,
  becomeParent,
  codeOf,
  openCentreDesk,
  openClass,
  publish,
  signUp,
} from './class-journey.js';
import { choose, expectRoom, seen } from './complaint-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { demoPlace, field, signInInPlace, tap } from './journey.js';
import { useSlowLine } from './slow-line.js';

const product = useProductAtFixedTime();
const title = '一席难求的课';

describe('a class with one seat', () => {
  let [desk, first, second]: Phone[] = [];
  beforeAll(async () => {
    [desk, first, second] = await Promise.all([
      product.newPhone('denied'),
      product.newPhone(demoPlace),
      product.newPhone(demoPlace),
    ]);
  });
  afterAll(() => Promise.all([desk?.close(), first?.close(), second?.close()]));
  const pageOf = (phone: Phone | undefined): Page => {
    if (phone === undefined) throw new Error('no phone');
    return phone.page;
  };

  it('is published by its desk, at the centre itself', async () => {
    const page = pageOf(desk);
    await openCentreDesk(product, page);
    await publish(page, product.url, { way: '线下', title, topic: '动作', seats: '1', isToday: true });
    await seen(page, '签到').waitFor();
    await expectAccessible(page, 'a class at the desk');
    await page.goto(`${product.url}/pages/desk-classes/index`);
    await page.getByRole('link', { name: new RegExp(`^${title}.*0/1 人报名`) }).waitFor();
    await expectAccessible(page, 'the classes of a desk');
  });

  it('is signed up for in three taps, and its code stands where the question was', async () => {
    const page = pageOf(first);
    await page.goto(`${product.url}/pages/classes/index`);
    await page
      .getByRole('link', { name: new RegExp(title) })
      .first()
      .waitFor();
    await expectAccessible(page, 'classes');
    await expectRoom(page, 'classes');
    await openClass(page, product.url, title);
    await expectAccessible(page, 'a class');
    await tap(page, '报名');
    await becomeParent(page, '小满');
    await expectAccessible(page, 'signing up');
    await signUp(page);
    expect(await codeOf(page)).toMatch(/^\d{6}$/);
    await expectRoom(page, 'a class of mine');
  });

  it('has a line for who comes later', async () => {
    const page = pageOf(second);
    await openClass(page, product.url, title);
    await tap(page, '排候补');
    await becomeParent(page, '石榴');
    await tap(page, '排候补，第 1 位');
    await seen(page, /排第 1 位，轮到会发消息/).waitFor();
  });

  it('goes to the next in line when it is given back: told, and taken by two taps', async () => {
    const page = pageOf(first);
    await tap(page, '取消报名，小满');
    await tap(page, '取消报名');
    await seen(page, /已经取消，名额让出来了/).waitFor();
    const waiting = pageOf(second);
    await waiting.goto(`${product.url}/pages/class/mine`);
    await waiting.getByRole('link', { name: /有名额了/ }).click();
    await seen(waiting, /有名额了，留到/).waitFor();
    await expectAccessible(waiting, 'an offered seat');
    await tap(waiting, '接受石榴的名额');
    await waiting
      .getByRole('img', { name: /^签到码/ })
      .last()
      .waitFor();
  });

  it('checks in by the code, once, and it counts for the child', async () => {
    const code = await codeOf(pageOf(second));
    const page = pageOf(desk);
    await page.getByRole('link', { name: new RegExp(title) }).click();
    await field(page, '家长报的签到码').fill(code);
    await tap(page, '签到');
    await seen(page, /^石榴到了/).waitFor();
    const waiting = pageOf(second);
    await waiting.goto(`${product.url}/pages/classes/index`);
    await waiting.getByRole('link', { name: /石榴今年学过 1 次，达标了/ }).waitFor();
  });

  it('met no error of ours on the way', () => {
    expect([...(desk?.faults ?? []), ...(first?.faults ?? []), ...(second?.faults ?? [])]).toEqual([]);
  });
});

describe('a recorded class', () => {
  const line = useSlowLine();
  const lesson = '说给他听';
  const number = '13911112222';
  let desk: Phone;
  beforeAll(async () => {
    desk = await product.newPhone('denied');
  });
  afterAll(() => desk.close());

  it('is handed in with chapters and text', async () => {
    const { page } = desk;
    await openCentreDesk(product, page);
    await publish(page, product.url, { way: '录播', title: lesson, topic: '语言' });
    await attachTone(page, 60, '放上去');
    await seen(page, '改录像').waitFor();
    await page.goto(`${product.url}/pages/desk-classes/index`);
    await choose(page, '录播');
    await page.getByRole('link', { name: new RegExp(`^${lesson}，1 分钟`) }).waitFor();
  });

  it('plays, and goes on at the same place on a second phone, on a slow line too', async () => {
    const phone = await product.newPhone('denied');
    const { page } = phone;
    await openClass(page, product.url, lesson);
    await tap(page, '开始学');
    await becomeParent(page, '小满', number);
    await tap(page, '0:30，第一件事');
    await seen(page, '停一下').waitFor();
    await seen(page, '0:33').waitFor();
    product.clock.advance({ seconds: 5 });
    await tap(page, '停一下');
    await seen(page, /^学了 \d+%/).waitFor();
    await expectAccessible(page, 'a lesson');
    await expectRoom(page, 'a lesson');
    expect(phone.faults).toEqual([]);
    await phone.close();

    product.clock.advance({ minutes: 2 });
    const other = await product.newPhone('denied');
    await other.page.goto(`${await line.open(product.url)}/pages/class/mine`);
    await tap(other.page, '登录');
    await signInInPlace(other.page, number);
    await other.page.getByRole('link', { name: new RegExp(lesson) }).waitFor();
    line.slowDown(40_000);
    await other.page.getByRole('link', { name: new RegExp(lesson) }).click();
    await seen(other.page, /^0:3[3-9]$/).waitFor();
    await seen(other.page, /^学了 \d+%/).waitFor();
    await tap(other.page, '接着听');
    await seen(other.page, '网慢，正在取').waitFor();
    await seen(other.page, /^0:(3[6-9]|4\d)$/).waitFor();
    await tap(other.page, '停一下');
    await other.page.context().setOffline(true);
    await seen(other.page, '先看白天睡几次').waitFor();
    await other.close();
  });
});

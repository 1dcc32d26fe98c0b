import type { Page } from 'playwright-core';
import { choose, seen, write } from './complaint-journey.js';
import { openDeskBy } from './desk-journey.js';
import type { useProductAtFixedTime } from './fixed-time.js';
import { addChildInPlace, agreeInPlace, field, signInInPlace, tap } from './journey.js';

type Product = ReturnType<typeof useProductAtFixedTime>;

/** Opens the desk of 栗子树 on this page; answers nothing, the desk stays open on the phone. */
export async function openCentreDesk(product: Product, page: Page): Promise<void> {
  const [invitationCode = ''] = await product.invitations();
  await openDeskBy({ url: product.url, page, invitationCode, now: product.clock.now() });
  await page.getByRole('link', { name: '课堂', exact: true }).filter({ visible: true }).first().waitFor();
}

type Given = {
  way: '线下' | '直播' | '录播';
  title: string;
  topic: string;
  seats?: string;
  /** Today at ten, in 48 minutes, instead of in a week. */
  isToday?: boolean;
};

/** Publishes a class by the form of the desk, cancellable until it begins. */
export async function publish(page: Page, url: string, given: Given): Promise<void> {
  await page.goto(`${url}/pages/desk-classes/edit`);
  await choose(page, given.way);
  await field(page, '题目').fill(given.title);
  await write(page, '介绍', '演示：边讲边练。');
  await choose(page, given.topic);
  if (given.isToday) await tap(page, '第 1 次早一周');
  if (given.seats !== undefined) await field(page, '名额').fill(given.seats);
  if (given.way !== '录播')
    await page
      .getByRole('radiogroup', { name: '取消到开课前' })
      .getByRole('radio', { name: '开课为止' })
      .click();
  await tap(page, '发布');
}

/** Finds a class in 课堂, among those for every age, and opens it. */
export async function openClass(page: Page, url: string, title: string): Promise<void> {
  await page.goto(`${url}/pages/classes/index`);
  await page
    .getByRole('link', { name: new RegExp(title) })
    .filter({ visible: true })
    .last()
    .click();
  await page.getByRole('heading', { name: title }).filter({ visible: true }).last().waitFor();
}

/** The first time on this phone: signs in, agrees and adds a child, in place. */
export async function becomeParent(page: Page, nickname: string, phone?: string): Promise<void> {
  await signInInPlace(page, phone);
  await agreeInPlace(page);
  await addChildInPlace(page, nickname);
}

/** From the question to the seat: 确认报名. */
export async function signUp(page: Page): Promise<void> {
  await tap(page, '确认报名');
  await seen(page, '签到码，到了报给老师').waitFor();
}

/** From the list to the room of a live class, as a new family that signs up for it. */
export async function enterRoom(page: Page, url: string, title: string): Promise<void> {
  await openClass(page, url, title);
  await tap(page, '报名');
  await becomeParent(page, '小满');
  await tap(page, '确认报名');
  await tap(page, '进直播间');
}

/** The six digits for the door, as the page of the class shows them. */
export async function codeOf(page: Page): Promise<string> {
  const label = await page
    .getByRole('img', { name: /^签到码/ })
    .filter({ visible: true })
    .last()
    .getAttribute('aria-label');
  return (label ?? '').replace(/\D/g, '');
}

/** So many seconds of a quiet tone as a WAV of 8,000 samples a second, which every browser plays. */
export function makeTone(seconds: number): Buffer {
  const rate = 8_000;
  const samples = Buffer.alloc(seconds * rate);
  for (let at = 0; at < samples.length; at += 1) samples[at] = 128 + Math.round(20 * Math.sin(at / 6));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** Hands in a tone as the recording of a class, with two chapters and a text. */
export async function attachTone(page: Page, seconds: number, done: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(page, '加录音')]);
  await chooser.setFiles({ name: 'tone.wav', mimeType: 'audio/wav', buffer: makeTone(seconds) });
  await seen(page, /^传好了/).waitFor();
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  await field(page, '多长（分:秒）').fill(length);
  await write(page, '章节（可以没有）', '0:00 开场\n0:30 第一件事');
  await write(page, '文字稿（可以没有）', '0:00 大家好\n0:30 先看白天睡几次');
  await tap(page, done);
}

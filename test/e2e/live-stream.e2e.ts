import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { enterRoom, openCentreDesk, publish } from './class-journey.js';
import { seen } from './complaint-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { field, tap } from './journey.js';

/** Stands for the organiser's stream; four seconds of a test picture and a tone. */
const origin = 'https://live.example.org';
const product = useProductAtFixedTime({ MEDIA_ORIGINS: origin });
const title = '看着学洗手';

async function serveStream({ page }: Phone): Promise<void> {
  await page.route(`${origin}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const body = await readFile(new URL(`../support/fixtures/${name}`, import.meta.url));
    const contentType = name.endsWith('.m3u8') ? 'application/vnd.apple.mpegurl' : 'video/mp2t';
    await route.fulfill({ body, contentType });
  });
}

describe('the picture of a live class', () => {
  let host: Phone;
  let parent: Phone;
  beforeAll(async () => {
    [host, parent] = await Promise.all([product.newPhone('denied'), product.newPhone('denied')]);
    await serveStream(parent);
  });
  afterAll(() => Promise.all([host.close(), parent.close()]));

  it('is told the parents in the room the moment the host gives its address', async () => {
    await openCentreDesk(product, host.page);
    await publish(host.page, product.url, { way: '直播', title, topic: '习惯', isToday: true });
    const { page } = parent;
    await enterRoom(page, product.url, title);
    product.clock.advance({ minutes: 30 });
    await tap(host.page, '去主持');
    await tap(host.page, '开始直播');
    await seen(page, '老师在说话，画面还没有放上来').waitFor();
    await field(host.page, '地址（可以先空着）').fill(`${origin}/stream.m3u8`);
    await tap(host.page, '存下');
    await seen(host.page, '存好了，直播间里马上换。').waitFor();
    // The service looks at its rooms now and then, by its own clock.
    product.clock.advance({ seconds: 3 });
    await page.locator('video').waitFor();
  });

  it('is played in the room', async () => {
    const video = parent.page.locator('video');
    const player = () =>
      video.evaluate((element: HTMLVideoElement) => ({
        seconds: element.currentTime,
        width: element.videoWidth,
      }));
    await video.evaluate((element: HTMLVideoElement) => {
      // Without a tap, a browser lets only a silent film begin.
      element.muted = true;
      return element.play();
    });
    await expect.poll(async () => (await player()).seconds, { timeout: 10_000 }).toBeGreaterThan(1);
    expect((await player()).width).toBe(64);
  });

  it('has words and a way out in its place where it can’t be played', async () => {
    await field(host.page, '地址（可以先空着）').fill(`${origin}/stream.mpegts`);
    await tap(host.page, '存下');
    await seen(host.page, '存好了，直播间里马上换。').waitFor();
    product.clock.advance({ seconds: 3 });
    await seen(parent.page, '这里放不出画面，提问照样能看。').waitFor();
    await seen(parent.page, '用浏览器看').waitFor();
  });
});

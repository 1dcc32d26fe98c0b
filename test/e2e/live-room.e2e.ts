import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../support/chromium.js';
import { expectAccessible } from './axe.js';
import { attachTone, enterRoom, openCentreDesk, publish } from './class-journey.js';
import { expectRoom, seen, write } from './complaint-journey.js';
import { useProductAtFixedTime } from './fixed-time.js';
import { field, tap } from './journey.js';

const product = useProductAtFixedTime();
const title = '不肯吃饭怎么办';

/** The line between a phone and the room, which the test can cut and mend. */
async function useLine(page: Page) {
  const lines: WebSocketRoute[] = [];
  const line = {
    isCut: false,
    async cut(): Promise<void> {
      line.isCut = true;
      await Promise.all(lines.splice(0).map((one) => one.close({ code: 1012, reason: 'cut' })));
    },
    mend(): void {
      line.isCut = false;
    },
  };
  await page.routeWebSocket(/\/socket$/, (socket) => {
    if (line.isCut) {
      void socket.close({ code: 1012, reason: 'cut' });
      return;
    }
    socket.connectToServer();
    lines.push(socket);
  });
  return line;
}

describe('a live class', () => {
  let host: Phone;
  let parent: Phone;
  let line: Awaited<ReturnType<typeof useLine>>;
  let hostLine: Awaited<ReturnType<typeof useLine>>;
  beforeAll(async () => {
    [host, parent] = await Promise.all([product.newPhone('denied'), product.newPhone('denied')]);
    [line, hostLine] = await Promise.all([useLine(parent.page), useLine(host.page)]);
  });
  afterAll(() => Promise.all([host.close(), parent.close()]));

  it('is waited for by who signed up', async () => {
    await openCentreDesk(product, host.page);
    await publish(host.page, product.url, { way: '直播', title, topic: '营养喂养', isToday: true });
    await seen(host.page, '去主持').waitFor();
    const { page } = parent;
    await enterRoom(page, product.url, title);
    await seen(page, '还没开始').waitFor();
    await seen(page, /开始，到点这里自己打开/).waitFor();
    await expectAccessible(page, 'waiting for a live class');
  });

  it('opens on the parent’s phone by itself when the host begins', async () => {
    product.clock.advance({ minutes: 30 });
    await tap(host.page, '去主持');
    await tap(host.page, '开始直播');
    await seen(parent.page, '直播中').waitFor();
    await expectAccessible(host.page, 'hosting');
  });

  it('takes a question, and shows the answer', async () => {
    const { page } = parent;
    await page
      .locator('input[aria-label^="问老师"]')
      .filter({ visible: true })
      .fill('只吃面条不吃米饭，要硬喂吗？');
    await tap(page, '提问');
    await seen(page, /^我（家长/).waitFor();
    await seen(host.page, '只吃面条不吃米饭，要硬喂吗？').waitFor();
    await tap(host.page, '回答');
    await write(host.page, '你的回答', '不用硬喂，换着花样。');
    await tap(host.page, '回答');
    await seen(page, /不用硬喂，换着花样。/).waitFor();
    await expectAccessible(page, 'a live room');
    await expectRoom(page, 'a live room');
  });

  it('loses nothing while the line is cut, and says what was made up', async () => {
    const { page } = parent;
    await line.cut();
    await seen(page, '正在重连，不会漏消息').waitFor();
    for (const words of ['先喝口水', '九点五十答疑']) {
      await field(host.page, '大家都看到的一句话').fill(words);
      await tap(host.page, '发公告');
      await seen(host.page, `现在显示：${words}`).waitFor();
    }
    line.mend();
    await seen(page, '断网已恢复，补上 2 条').waitFor();
    await seen(page, /九点五十答疑/).waitFor();
    expect(await page.getByText('只吃面条不吃米饭，要硬喂吗？').count()).toBe(1);
  });

  it('goes on and ends with a host whose sockets open no more', async () => {
    const { page } = parent;
    await hostLine.cut();
    await seen(host.page, '网络不稳，每 3 秒更新一次').waitFor();
    await page.locator('input[aria-label^="问老师"]').filter({ visible: true }).fill('酸奶能喝吗？');
    await tap(page, '提问');
    await seen(host.page, '酸奶能喝吗？').waitFor();
    await tap(host.page, '回答');
    await write(host.page, '你的回答', '能喝，选没加糖的。');
    await tap(host.page, '回答');
    await seen(page, /能喝，选没加糖的。/).waitFor();
  });

  it('ends, and has a replay that can be learned from', async () => {
    product.clock.advance({ minutes: 50 });
    await tap(host.page, '结束直播');
    await seen(parent.page, '讲完了').waitFor();
    await field(host.page, '题目').waitFor();
    await attachTone(host.page, 60, '放回放');
    await host.page
      .getByRole('heading', { name: `回放：${title}` })
      .filter({ visible: true })
      .waitFor();
    // The service looks at its rooms now and then, by its own clock.
    product.clock.advance({ seconds: 30 });
    await seen(parent.page, '看回放').waitFor();
    await tap(parent.page, '看回放');
    await seen(parent.page, '这是一节直播课的回放。').waitFor();
  });

  it('met no error of ours on the way', () => {
    expect([...host.faults, ...parent.faults]).toEqual([]);
  });
});

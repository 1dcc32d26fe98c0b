import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type ClosableTestApp } from '../support/build-test-app.js';
import { fakeClock } from '../support/fake-clock.js';
import { bookedEvent, noticeStack, wechatEnv, wechatParent } from '../support/notice-stack.js';
import { startWechatStandIn, type Trouble, type WechatStandIn } from '../support/wechat-stand-in.js';

const numRuns = process.env.SOAK ? 300 : 8;

let wechat: WechatStandIn;
let test: ClosableTestApp;
beforeAll(async () => {
  wechat = await startWechatStandIn(fakeClock());
  test = await buildTestApp(wechatEnv(wechat));
});
afterAll(async () => {
  await test.close();
  await wechat.close();
});

class Crash extends Error {}

/** Counts writes down: the one it ends at is not done, or done and not known of; none after it is done at all. */
function dyingAfter(writes: number, isDone: boolean) {
  let left = writes;
  return async <T>(write: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left > 0) return write();
    if (left === 0 && isDone) await write();
    throw new Crash();
  };
}

const anyTrouble = fc.constantFrom<Trouble | null>(null, null, null, 'lost', 'hangUp', {
  errcode: -1,
});
/** A process: tells all events, sends what it can, and dies somewhere on the way, or does not. */
const anyProcess = fc.record({
  writes: fc.integer({ min: 1, max: 40 }),
  isDone: fc.boolean(),
  trouble: anyTrouble,
});

describe('telling and sending, with processes that die between any two writes', () => {
  it('tells everybody in the app once, sends nobody anything twice, and leaves no message undecided', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyProcess, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        async (lives, count) => {
          const stack = noticeStack(test);
          const parent = await wechatParent(test, wechat, count);
          const events = Array.from({ length: count }, (_, number) =>
            bookedEvent(parent.familyId, test.clock.now(), `bookings/${number}`),
          );
          let cuts = 0;
          for (const { writes, isDone, trouble } of lives) {
            const mortal = stack.process({ interrupt: dyingAfter(writes, isDone) });
            if (trouble) wechat.trouble('/cgi-bin/message/subscribe/send', trouble);
            // Dying is no excuse: whoever told an event and got no answer tells it again.
            await Promise.all(events.map((event) => mortal.tell(event))).catch(onlyCrash);
            await mortal.send().catch(onlyCrash);
            if (trouble === 'lost' || trouble === 'hangUp') cuts += 1;
            test.clock.advance({ minutes: 3 });
          }
          wechat.clearTroubles();
          const steady = stack.process();
          for (const event of events) await steady.tell(event);
          for (let later = 0; later < 3; later += 1) {
            await steady.send();
            test.clock.advance({ days: 1 });
          }

          const { items } = (await parent.call('listNotices')).body;
          expect(items).toHaveLength(count);
          const rows = await test.app.store
            .collection('outbox')
            .find({ familyId: parent.familyId })
            .toArray();
          expect(rows).toHaveLength(count);
          const states = rows.map(({ state }) => String(state));
          expect(states.filter((state) => state === 'waiting' || state === 'sending')).toEqual([]);
          const sent = states.filter((state) => state === 'sent').length;
          const dead = states.filter((state) => state === 'dead').length;
          // Sent arrived; a dead letter may have. Each event has one yes, so nothing is given up for want of one.
          expect(sent + dead).toBe(count);
          expect(parent.delivered().length).toBeGreaterThanOrEqual(sent);
          expect(parent.delivered().length).toBeLessThanOrEqual(count);
          // Only a death or a lost answer in the very moment of handing over leaves a dead letter.
          expect(dead).toBeLessThanOrEqual(cuts + lives.length * 8);
        },
      ),
      { numRuns },
    );
  }, 1_200_000);

  it('would be caught sending twice if what is uncertain were tried again', async () => {
    const stack = noticeStack(test);
    const parent = await wechatParent(test, wechat, 2);
    const careless = stack.process({
      outbox: (model) => ({
        ...model,
        settle: (message, outcome) =>
          model.settle(
            message,
            outcome.state === 'dead' ? { state: 'waiting', dueAt: test.clock.now() } : outcome,
          ),
      }),
    });
    await careless.tell(bookedEvent(parent.familyId, test.clock.now()));
    wechat.trouble('/cgi-bin/message/subscribe/send', 'lost');
    await careless.send();
    expect(parent.delivered()).toHaveLength(2);
  });

  it('would be caught forgetting somebody if events were posted by who told them alone', async () => {
    const stack = noticeStack(test);
    const parent = await wechatParent(test, wechat);
    const mortal = stack.process({ interrupt: dyingAfter(2, false) });
    await mortal.tell(bookedEvent(parent.familyId, test.clock.now()));
    await mortal.send().catch(onlyCrash);
    // Told, and not on its way yet: the next process must find it.
    expect(await test.app.store.collection('outbox').countDocuments({ familyId: parent.familyId })).toBe(0);
    await stack.process().send();
    expect(parent.delivered()).toHaveLength(1);
  });
});

function onlyCrash(error: unknown): void {
  if (!(error instanceof Crash)) throw error;
}

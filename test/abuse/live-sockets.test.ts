import type { Duplex } from 'node:stream';
import { assumedLearning } from '@nearcare/bff/regions/learning-rules';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { badTokens } from '../support/bad-tokens.js';
import { learningApps, ownLearningApps } from '../support/learning-stack.js';
import { LiveViewer } from '../support/live-viewer.js';
import { liveClass } from '../support/live-world.js';
import { Parent } from '../support/parent.js';

const test = ownLearningApps(1);
let room: Awaited<ReturnType<typeof liveClass>>;
beforeEach(async () => {
  room = await liveClass(test);
});
const open = () => new LiveViewer(test.first.url, room.known.id).open();
const dropAll = (...all: { phone: LiveViewer }[]) => {
  for (const { phone } of all) phone.drop();
};

describe('a socket of a live room', () => {
  it.each(Object.entries(badTokens).filter(([, { make }]) => make('f_1', 'x')))(
    'is closed for %s',
    async (_, { make }) => {
      const phone = await open();
      phone.say({ type: 'join', token: make('f_0000000000000000', test.config.sessionSecret) });
      expect(await phone.closed()).toBe(4401);
    },
  );

  it.each([
    ['no JSON', 'hello'],
    ['a message without a token', { type: 'join' }],
    ['a message of no known kind', { type: 'say', token: 'x', text: '你好' }],
    ['a fresh token before it joined', { type: 'auth', token: 'x' }],
    ['an array', []],
  ])('is closed for %s', async (_, message) => {
    const phone = await open();
    phone.say(message);
    expect(await phone.closed()).toBe(4400);
  });

  it('is closed for bytes', async () => {
    const { parent, phone } = await room.viewer();
    const join = Buffer.from(JSON.stringify({ type: 'join', token: parent.token }));
    for (const bytes of [Buffer.from([1, 2, 3]), join]) {
      const other = await open();
      other.socket.send(bytes);
      expect(await other.closed()).toBe(4400);
    }
    phone.drop();
  });

  it('is closed for a message of five kilobytes before that is looked at', async () => {
    const phone = await open();
    phone.say({ type: 'join', token: 'x'.repeat(5000) });
    expect(await phone.closed()).toBe(1009);
  });

  it('is closed where nobody signed up, and where there is no such room', async () => {
    const stranger = await new Parent(test.first.app).signIn();
    const phone = await new LiveViewer(test.first.url, room.known.id).join(stranger.token);
    expect(await phone.closed()).toBe(4403);
    const nowhere = await new LiveViewer(test.first.url, 'cl_0000000000000000').join(stranger.token);
    expect(await nowhere.closed()).toBe(4404);
  });

  it('opens as a desk for nobody but the desk of its class', async () => {
    const { parent, phone } = await room.viewer();
    const asDesk = await new LiveViewer(test.first.url, room.known.id).join(parent.token, { as: 'desk' });
    expect(await asDesk.closed()).toBe(4403);
    const other = await liveClass(test);
    const elsewhere = await new LiveViewer(test.first.url, room.known.id).join(other.host.token, {
      as: 'desk',
    });
    expect(await elsewhere.closed()).toBe(4404);
    phone.drop();
  });

  it('is refused at every other address', async () => {
    const phone = new LiveViewer(test.first.url, 'x');
    Object.assign(phone, { classId: '../districts?' });
    await expect(phone.open()).rejects.toThrow(/404|socket hang up/);
  });

  it('that never says who it is is closed after ten seconds', async () => {
    // Only this one clock is held: the room's own go on.
    const { setTimeout: later } = globalThis;
    const due: (() => void)[] = [];
    const clocks = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void, ms?: number) => {
      if (ms !== 10_000) return later(act, ms);
      due.push(act);
      return later(() => undefined, 0);
    }) as typeof setTimeout);
    const phone = await open();
    clocks.mockRestore();
    expect([due.length, phone.closedWith]).toEqual([1, null]);
    due[0]?.();
    expect(await phone.closed()).toBe(4408);
  });

  it('is told to come again when the service restarts', async () => {
    const other = await learningApps(1);
    const phone = await new LiveViewer(other.apps[0]?.url ?? '', room.known.id).open();
    await other.close();
    expect(await phone.closed()).toBe(1012);
  });

  it('joins once', async () => {
    const { parent, phone } = await room.viewer();
    phone.say({ type: 'join', token: parent.token });
    expect(await phone.closed()).toBe(4400);
  });

  it('is closed when it says nothing for a minute, and asked whether it is there before', async () => {
    const { phone } = await room.viewer();
    const pings = () => phone.messages.filter(({ type }) => type === 'ping').length;
    test.clock.advance({ seconds: 26 });
    await phone.heard('ping');
    await phone.sayThere();
    phone.isMute = true;
    const before = pings();
    test.clock.advance({ seconds: 61 });
    await phone.until(() => pings() > before);
    expect(phone.closedWith).toBeNull();
    test.clock.advance({ seconds: 10 });
    expect(await phone.closed()).toBe(4408);
  });
});

describe('a flood on one socket', () => {
  it('closes that one, and keeps nobody else waiting', async () => {
    const [loud, quiet] = [await room.viewer(), await room.viewer()];
    await room.act({ move: 'start' });
    for (let n = 0; n < 5000; n += 1) loud.phone.say({ type: 'pong' });
    const asked = room.ask(quiet.parent, '还听得到吗？');
    expect(await loud.phone.closed()).toBe(4429);
    expect((await asked).status).toBe(201);
    await quiet.phone.hasLine(2);
    expect(quiet.phone.closedWith).toBeNull();
    dropAll(quiet);
  });

  it('of joins is one join', async () => {
    const { parent, phone } = await room.viewer();
    const flood = await open();
    for (let n = 0; n < 50; n += 1) flood.say({ type: 'join', token: parent.token });
    expect([4400, 4429]).toContain(await flood.closed());
    expect(phone.closedWith).toBeNull();
    phone.drop();
  });

  it('of sockets is six of a family', async () => {
    const { parent, phone } = await room.viewer();
    const all = [phone];
    for (let n = 0; n < 6; n += 1)
      all.push(await new LiveViewer(test.first.url, room.known.id).join(parent.token));
    expect(await all.at(-1)?.closed()).toBe(4409);
    expect(all.slice(0, 6).map(({ closedWith }) => closedWith)).toEqual(all.slice(0, 6).map(() => null));
    all[0]?.drop();
    // Its place is free again as soon as the service hears of it.
    await expect
      .poll(async () => {
        const again = await new LiveViewer(test.first.url, room.known.id).join(parent.token);
        const isIn = again.closedWith === null;
        again.drop();
        return isIn;
      })
      .toBe(true);
    for (const one of all) one.drop();
  });
});

describe('a phone that never reads', () => {
  /** As after a long evening: more than the machine itself holds for a socket. */
  async function fillLog(lines: number): Promise<void> {
    const { id: classId } = room.known;
    const text = '长'.repeat(1000);
    const log = Array.from({ length: lines }, (_, index) => ({
      ...{ _id: `${classId}/${index + 1}`, classId, seq: index + 1, mark: `announced/${index}` },
      ...{ kind: 'announced', at: test.clock.now(), questionId: null, alias: null, text, print: null },
    }));
    const events = test.first.app.store.collection<(typeof log)[number]>('liveEvents');
    for (let n = 0; n < lines; n += 500) await events.insertMany(log.slice(n, n + 500));
  }
  /** The other end of the socket that is opened next. */
  const nextAtService = () =>
    new Promise<Duplex>((resolve) => {
      test.first.app.server.once('upgrade', (_, socket) => resolve(socket));
    });

  it('has some hundred kilobytes waiting for it at most, is shut out, and nobody waits for it', async () => {
    await fillLog(5000);
    const { parent, phone: quick } = await room.viewer();
    const atService = nextAtService();
    const slow = await open();
    const seen = await atService;
    slow.say({ type: 'join', token: parent.token, after: 0 });
    slow.socket.pause();
    await quick.hasLine(5000);
    await expect.poll(() => seen.writableLength, { timeout: 20_000 }).toBeGreaterThan(64 * 1024);
    for (let n = 0; n < 20; n += 1) {
      await room.act({ move: 'announce', text: '长'.repeat(1000) });
      expect(seen.writableLength).toBeLessThan(1024 * 1024);
    }
    await talkOn(quick, 40);
    await expect.poll(() => seen.destroyed, { timeout: 20_000 }).toBe(true);
    expect(quick.closedWith).toBeNull();
    slow.drop();
    quick.drop();
  });

  it('and asks by pings whether the service is there is shut out', async () => {
    const atService = nextAtService();
    const { phone } = await room.viewer();
    const seen = await atService;
    phone.socket.pause();
    for (let n = 0; n < 5000; n += 1) phone.socket.ping('x'.repeat(125));
    await expect.poll(() => seen.destroyed, { timeout: 20_000 }).toBe(true);
    phone.drop();
  });
});

/** Time passes in which the phone says now and then that it is there. */
async function talkOn(phone: LiveViewer, seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 20) {
    test.clock.advance({ seconds: Math.min(left, 20) });
    await phone.sayThere();
  }
}

describe('an access token that runs out in the room', () => {
  it('is told of a minute before, and a fresh one goes on on the same socket', async () => {
    const { parent, phone } = await room.viewer();
    await talkOn(phone, 14 * 60 + 5);
    await phone.heard('tokenExpiring');
    await parent.signIn();
    phone.say({ type: 'auth', token: parent.token });
    await phone.heard('authed');
    await talkOn(phone, 90);
    await room.act({ move: 'announce', text: '还在' });
    await phone.hasLine(1);
    expect(phone.closedWith).toBeNull();
    phone.drop();
  });

  it('closes the socket where none comes', async () => {
    const { phone } = await room.viewer();
    await talkOn(phone, 14 * 60 + 50);
    expect(phone.closedWith).toBeNull();
    test.clock.advance({ seconds: 20 });
    expect(await phone.closed()).toBe(4401);
  });

  it('is not replaced by that of another family', async () => {
    const [one, other] = [await room.viewer(), await room.viewer()];
    one.phone.say({ type: 'auth', token: other.parent.token });
    expect(await one.phone.closed()).toBe(4401);
    dropAll(other);
  });

  it('closes it when its guardian signs out', async () => {
    const { parent, phone } = await room.viewer();
    const [session] = (await parent.call('listSessions')).body.items;
    expect((await parent.call('endSession', { params: { sessionId: session?.id ?? '' } })).status).toBe(200);
    test.clock.advance({ seconds: 11 });
    expect(await phone.closed()).toBe(4401);
  });

  it('closes it at the desk when the desk is closed', async () => {
    const join = () => new LiveViewer(test.first.url, room.known.id).join(room.host.token, { as: 'desk' });
    const closed = await join();
    expect((await room.host.call('closeDesk')).status).toBe(200);
    test.clock.advance({ seconds: 11 });
    expect(await closed.closed()).toBe(4403);
  });
});

describe('questions of a family', () => {
  it('are limited in its room, whatever socket or key they come by', async () => {
    const { parent, phone } = await room.viewer();
    await room.act({ move: 'start' });
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => room.ask(parent, `问题 ${n}`)));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(assumedLearning.live.questionsPerMinute);
    phone.drop();
  });
});

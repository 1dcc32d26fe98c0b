import { join } from 'node:path';
import type { Reply } from '@nearcare/shared/contract/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownDataFolder, useStoreOf } from '../support/data-folder.js';
import { addRoomThatIsOn } from '../support/live-room-of-store.js';
import { LiveViewer } from '../support/live-viewer.js';
import { type Running, startBff, startStore } from '../support/processes.js';
import { WebParent } from '../support/web-parent.js';

const { env } = ownDataFolder();
const families = 5;
const questionsEach = 3;

let running: Running[];
let store: Running;
let classId: string;
beforeEach(async () => {
  running = [];
  store = await startStore(join(env().DATA_DIR ?? '', 'store'));
  classId = await useStoreOf({ ...env(), MONGODB_URI: store.url }, (connection) =>
    addRoomThatIsOn(connection),
  );
});
afterEach(async () => {
  for (const one of [...running, store]) await one.stop('SIGKILL');
});

async function start(): Promise<Running> {
  const one = await startBff({ ...env(), MONGODB_URI: store.url });
  running.push(one);
  return one;
}

async function signedUp(base: string, index: number): Promise<WebParent> {
  const parent = await new WebParent(`1390000100${index}`).signIn(base);
  const childId = await parent.addChild(base);
  await parent.call(base, 'signUpForClass', { params: { classId }, body: { childId } });
  return parent;
}

describe('a live room', () => {
  it('has every question that was answered for, once, and everybody saw the same, though a process was killed in the middle', async () => {
    const [first, second] = [await start(), await start()];
    const parents: WebParent[] = [];
    for (let index = 0; index < families; index += 1) parents.push(await signedUp(first.url, index));
    const [here, there] = [new LiveViewer(first.url, classId), new LiveViewer(second.url, classId)];
    await here.join(parents[0]?.token ?? '');
    await there.join(parents[1]?.token ?? '');

    const asks = parents.flatMap((parent, family) =>
      Array.from({ length: questionsEach }, (_, n) => ({
        parent,
        key: `question-${family}-${n}`,
        body: { text: `第 ${family} 家的问题 ${n}` },
      })),
    );
    const ask = (base: string, { parent, ...input }: (typeof asks)[number]) =>
      parent.call(base, 'postLiveQuestion', { params: { classId }, ...input });
    const acknowledged = new Set<string>();
    const asking = asks.map(async (one) => {
      const answer = await ask(first.url, one).catch(() => null);
      if (answer?.status === 201) acknowledged.add(answer.body.id);
      // As soon as the first few are answered for, it dies with the others under way.
      if (acknowledged.size === 3) first.child.kill('SIGKILL');
    });
    await Promise.all(asking);
    expect(acknowledged.size).toBeGreaterThanOrEqual(3);

    const ids = new Set<string>();
    for (const one of asks) {
      const { status, body, problem } = await ask(second.url, one);
      expect([status, problem.code]).toEqual([201, undefined]);
      ids.add(body.id);
    }
    expect(ids.size).toBe(asks.length);
    for (const id of acknowledged) expect(ids).toContain(id);

    const log = async (): Promise<Reply<'listLiveEvents'>> => {
      const [parent] = parents;
      const asked = await parent?.call(second.url, 'listLiveEvents', { params: { classId } });
      if (!asked) throw new Error('nobody asks');
      return asked.body;
    };
    const { events, lastSeq } = await log();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(new Set(events.map(({ questionId }) => questionId))).toEqual(ids);
    expect(events).toHaveLength(asks.length);

    here.url = second.url;
    await here.until(() => here.closedWith !== null);
    await here.join(parents[0]?.token ?? '');
    await Promise.all([here.hasLine(lastSeq), there.hasLine(lastSeq)]);
    expect(there.events).toEqual(events);
    expect(here.events).toEqual(events);
    here.drop();
    there.drop();
  });
});

import { liveModel } from '@nearcare/bff/features/live/live.model';
import { liveLog } from '@nearcare/bff/features/live/live-log';
import { newId } from '@nearcare/bff/lib/ids';
import { expect, it } from 'vitest';
import { ownLearningApps } from '../support/learning-stack.js';

const test = ownLearningApps(1);

it('lines of the same name in two rooms, written by two processes at once, are each written once', async () => {
  const store = test.first.app.store.useDb(test.first.app.store.name);
  const model = liveModel(store);
  const keys = { find: async () => null } as never;
  const processes = [liveLog({ model, keys }), liveLog({ model, keys })];
  const rooms = [newId('cl'), newId('cl')];
  const marks = Array.from({ length: 25 }, (_, n) => `said/${n}`);
  const line = (mark: string) => ({ mark, kind: 'announced' as const, at: test.clock.now(), text: mark });
  const writing = rooms.map((room) =>
    Promise.all(
      // Each from its own end, so that they meet at one number with different lines.
      processes.flatMap((one, index) =>
        (index === 0 ? marks : [...marks].reverse()).map((mark) => one.append(room, line(mark))),
      ),
    ),
  );
  await Promise.all(writing);
  for (const room of rooms) {
    const lines = await model.events.listAfter(room, 0, 1000);
    expect(lines.map(({ seq }) => seq)).toEqual(marks.map((_, index) => index + 1));
    expect(lines.map(({ mark }) => mark).sort()).toEqual([...marks].sort());
    for (const { mark, seq } of lines) expect((await model.events.findMark(room, mark))?.seq).toBe(seq);
  }
});

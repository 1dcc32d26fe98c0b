import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Collection, MongoClient } from 'mongodb';
import { afterEach, expect, it } from 'vitest';
import { programFile } from '../support/processes.js';
import { verifyIndexes } from '../support/verify-indexes.js';

const MAIN = programFile('store');
const rounds = process.env['SOAK'] === '1' ? 200 : 10;
const WRITERS = 8;

let child: ChildProcess | undefined;
const folder = mkdtempSync(path.join(tmpdir(), 'store-kill-'));
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<string> {
  child = spawn(process.execPath, [MAIN, '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return /mongodb:\S+/.exec(String(line))?.[0] as string;
}

interface Doc {
  _id: string;
  n: number;
  /** Says n again, and long enough to span pages: a torn document would contradict itself. */
  echo: string;
  tags: string[];
  key: string;
}
const make = (id: string, n: number): Doc => ({
  _id: id,
  n,
  echo: `${n},`.repeat(2000),
  tags: [`t${n % 5}`, `u${n % 3}`],
  key: `${id}-${n}`,
});

/** What the store has said yes to. A write without an answer may have happened or not. */
type Known = { acknowledged: number | undefined; asked: number | undefined };

async function writer(
  collection: Collection<Doc>,
  name: number,
  known: Map<string, Known>,
  isOver: () => boolean,
) {
  for (let turn = 0; !isOver(); turn++) {
    const id = `w${name}-${turn % 6}`;
    const state = known.get(id) ?? { acknowledged: undefined, asked: undefined };
    known.set(id, state);
    const { _id, ...fields } = make(id, (state.acknowledged ?? 0) + 1);
    try {
      if (turn % 7 === 6) {
        state.asked = undefined;
        await collection.deleteOne({ _id });
        state.acknowledged = undefined;
      } else {
        state.asked = fields.n;
        await collection.updateOne({ _id }, { $set: fields }, { upsert: true });
        state.acknowledged = fields.n;
      }
    } catch {
      return;
    }
  }
}

it(`loses nothing it acknowledged, tears nothing and keeps its indexes over ${rounds} kills`, async () => {
  const known = new Map<string, Known>();
  let acknowledged = 0;
  for (let round = 0; round < rounds; round++) {
    const client = await new MongoClient(await start(), { serverSelectionTimeoutMS: 5000 }).connect();
    const collection = client.db('kill').collection<Doc>('docs');
    if (round === 0)
      await collection.createIndexes([{ key: { key: 1 }, unique: true }, { key: { tags: 1, n: -1 } }]);

    const found = new Map((await collection.find().toArray()).map((doc) => [doc._id, doc]));
    for (const [id, state] of known) {
      const doc = found.get(id);
      expect([state.acknowledged, state.asked], `${id} after round ${round}`).toContain(doc?.n);
      if (doc) expect(doc).toEqual(make(id, doc.n));
      known.set(id, { acknowledged: doc?.n, asked: doc?.n });
    }
    expect(found.size).toBe([...known.values()].filter((state) => state.acknowledged !== undefined).length);

    // the moment of the kill: after some number of answers, somewhere inside the next writes
    let answers = 0;
    const enough = 20 + Math.floor(Math.random() * 60);
    const died = once(child as ChildProcess, 'exit');
    let over = false;
    const kill = () => {
      over = true;
      child?.kill('SIGKILL');
    };
    const counting = new Proxy(collection, {
      get(target, name: 'updateOne' | 'deleteOne') {
        return async (...args: [never, never]) => {
          const result = await (target[name] as (...all: unknown[]) => Promise<unknown>).apply(target, args);
          answers += 1;
          if (answers === enough) setImmediate(kill);
          return result;
        };
      },
    });
    await Promise.all(
      Array.from({ length: WRITERS }, (_, name) => writer(counting, name, known, () => over)),
    );
    await died;
    acknowledged += answers;
    await client.close();
    expect(await verifyIndexes(folder)).toEqual([]);
  }
  expect(acknowledged).toBeGreaterThan(rounds * 15);
});

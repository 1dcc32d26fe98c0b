import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'bson';
import { startProgram, startStore } from '../support/processes.js';
import { loadTasks, type Row, round } from './measure.js';

const sockets = 32;
const seconds = 5;
const documents = 10_000;

/** Commands as raw frames, to the store and to a server that answers the same frames and does nothing. */
export async function benchStore(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-'));
  const store = await startStore(folder);
  const echo = await startProgram('node_modules/tsx/dist/cli.mjs', ['test/bench/echo-server.ts'], {});
  const storePort = Number(new URL(store.url).port);
  const echoPort = Number(new URL(echo.url).port);
  for (let start = 0; start < documents; start += 1000) await insertDocuments(storePort, start);

  const pick = () => Math.floor(Math.random() * documents);
  let fresh = documents;
  const commands: Record<string, () => object> = {
    'find by _id': () => ({ find: 'things', filter: { _id: pick() }, limit: 1, $db: 'bench' }),
    'compare-and-set on rev': () => ({
      update: 'things',
      updates: [{ q: { _id: pick() }, u: { $inc: { rev: 1 } } }],
      $db: 'bench',
    }),
    'insert, on disk': () => ({ insert: 'things', documents: [makeDocument(fresh++)], $db: 'bench' }),
  };
  const rows: Row[] = [];
  for (const [name, makeCommand] of Object.entries(commands)) {
    const real = await rate(storePort, makeCommand);
    const bare = await rate(echoPort, makeCommand);
    rows.push({
      what: `${name}, ${sockets} sockets, of the echo’s ${round(bare, 0)}/s`,
      figure: `${round(real, 0)}/s = ${round(real / bare)} ×`,
    });
  }
  await store.stop();
  await echo.stop();
  await rm(folder, { recursive: true });
  return rows;
}

async function rate(port: number, makeCommand: () => object): Promise<number> {
  const lines = await Promise.all(Array.from({ length: sockets }, () => openLine(port)));
  const load = await loadTasks(sockets, seconds, async (client) => {
    await lines[client]?.ask(makeCommand());
  });
  for (const line of lines) line.close();
  return load.perSecond;
}

async function insertDocuments(port: number, start: number): Promise<void> {
  const line = await openLine(port);
  const batch = Array.from({ length: 1000 }, (_, index) => makeDocument(start + index));
  await line.ask({ insert: 'things', documents: batch, $db: 'bench' });
  line.close();
}

function makeDocument(_id: number) {
  return { _id, rev: 1, name: `thing ${_id}`, text: 'x'.repeat(400) };
}

/** One socket, one question at a time. */
async function openLine(port: number) {
  const socket = net.connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await new Promise((resolve) => socket.once('connect', resolve));
  let received = Buffer.alloc(0);
  let answer: (() => void) | null = null;
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (received.length < 4 || received.length < received.readInt32LE(0)) return;
    received = received.subarray(received.readInt32LE(0));
    answer?.();
  });
  return {
    ask: (command: object) =>
      new Promise<void>((resolve) => {
        answer = resolve;
        socket.write(frameOf(command));
      }),
    close: () => socket.destroy(),
  };
}

function frameOf(command: object): Buffer {
  const body = serialize(command);
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningStore, startEmbeddedStore } from '@nearcare/bff/embedded-store/index';
import { serialize } from 'bson';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'store-frames-'));
let store: RunningStore;
let witness: MongoClient;

beforeAll(async () => {
  store = await startEmbeddedStore({ dataDir: folder });
  witness = await new MongoClient(store.uri).connect();
  await witness.db('d').collection<{ _id: number }>('c').insertOne({ _id: 1 });
});
afterAll(async () => {
  await witness?.close();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

function frame(body: Buffer, { opCode = 2013, length = body.length + 16 } = {}): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(opCode, 12);
  return Buffer.concat([head, body]);
}
function message(doc: object, flags = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32LE(flags);
  return frame(Buffer.concat([head, serialize(doc)]));
}
const section = (kind: number, bytes: Buffer) => Buffer.concat([Buffer.alloc(4), Buffer.of(kind), bytes]);
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};

async function open(): Promise<Socket> {
  const socket = connect(store.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

const expectStillServes = async () =>
  expect(await witness.db('d').collection('c').countDocuments({})).toBe(1);

const ping = serialize({ ping: 1, $db: 'd' });
const bad: [what: string, bytes: Buffer][] = [
  ['a length below its header', frame(Buffer.alloc(0), { length: 3 })],
  ['a negative length', frame(Buffer.alloc(0), { length: -1 })],
  ['a length above 48 MB', frame(Buffer.alloc(0), { length: 48_000_001 })],
  ['an unknown opcode', frame(Buffer.alloc(20), { opCode: 9999 })],
  ['a compressed message nobody agreed on', frame(Buffer.alloc(20), { opCode: 2012 })],
  ['no section at all', frame(Buffer.alloc(4))],
  ['an unknown kind of section', frame(section(9, Buffer.from(ping)))],
  ['flags that must be understood', message({ ping: 1, $db: 'd' }, 1 << 5)],
  ['two bodies', frame(Buffer.concat([section(0, Buffer.from(ping)), Buffer.of(0), ping]))],
  ['a document longer than its frame', frame(section(0, Buffer.concat([int32(1000), Buffer.alloc(20)])))],
  ['a document of negative length', frame(section(0, Buffer.concat([int32(-5), Buffer.alloc(20)])))],
  [
    'a sequence without end of its name',
    frame(section(1, Buffer.concat([int32(12), Buffer.from('abcdefgh')]))),
  ],
  [
    'a sequence longer than its frame',
    frame(section(1, Buffer.concat([int32(99_999), Buffer.from('documents\0')]))),
  ],
];

describe('a malformed frame', () => {
  it.each(bad)('with %s ends its connection and no other', async (_what, bytes) => {
    const socket = await open();
    socket.write(bytes);
    socket.on('error', () => undefined);
    await once(socket, 'close');
    await expectStillServes();
  });

  it('of any bytes at all does no harm', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (bytes, framed) => {
        const socket = await open();
        socket.on('error', () => undefined);
        socket.end(framed ? frame(Buffer.from(bytes)) : bytes);
        socket.resume();
        await once(socket, 'close');
      }),
      { numRuns: process.env['SOAK'] === '1' ? 5000 : 100 },
    );
    await expectStillServes();
  });

  it('with a broken document inside is answered with InvalidBSON, and the connection goes on', async () => {
    const broken = Buffer.from(serialize({ ping: 'text', $db: 'd' }));
    broken.writeInt32LE(1_000_000, 4 + 6);
    const socket = await open();
    socket.write(frame(section(0, broken)));
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString('latin1')).toContain('InvalidBSON');
    socket.write(message({ ping: 1, $db: 'd' }));
    await once(socket, 'data');
    socket.destroy();
  });
});

describe('a well-formed stream', () => {
  it('may come byte by byte, or many requests at once', async () => {
    const socket = await open();
    const answers: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => answers.push(chunk));
    for (const byte of message({ ping: 1, $db: 'd' })) socket.write(Buffer.of(byte));
    socket.write(Buffer.concat(Array.from({ length: 20 }, () => message({ ping: 1, $db: 'd' }))));
    const size = () => Buffer.concat(answers).length;
    const one = frame(section(0, Buffer.from(serialize({ ok: 1 })))).length;
    await expect.poll(() => size() % one === 0 && size() / one >= 21).toBe(true);
    socket.destroy();
  });

  it('with w: 0 is carried out and not answered', async () => {
    const socket = await open();
    let answered = 0;
    socket.on('data', () => answered++);
    socket.write(
      message({ insert: 'unanswered', documents: [{ _id: 1 }], writeConcern: { w: 0 }, $db: 'd' }, 2),
    );
    await expect.poll(() => witness.db('d').collection('unanswered').countDocuments({})).toBe(1);
    expect(answered).toBe(0);
    socket.destroy();
  });

  it('takes documents up to 16 MB and refuses larger ones by name', async () => {
    const large = witness.db('d').collection<{ _id: number; pad: Buffer }>('large');
    await large.insertOne({ _id: 1, pad: Buffer.alloc(16 * 1024 * 1024 - 100) });
    expect((await large.findOne({ _id: 1 }))?.pad).toBeDefined();
    const grown = large.updateOne({ _id: 1 }, { $set: { more: Buffer.alloc(200) } } as never);
    await expect(grown).rejects.toMatchObject({ code: 17419 });
    await large.drop();
  });

  it('that stops in the middle of a request leaves nothing behind', async () => {
    const bytes = message({ insert: 'cut', documents: [{ _id: 1 }], $db: 'd' });
    const socket = await open();
    socket.end(bytes.subarray(0, bytes.length - 3));
    socket.resume();
    await once(socket, 'close');
    expect(await witness.db('d').collection('cut').countDocuments({})).toBe(0);
  });
});

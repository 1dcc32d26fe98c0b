import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { claimsOf, signedToken } from '../support/bad-tokens.js';
import { useStoreOf } from '../support/data-folder.js';
import { addRoomThatIsOn } from '../support/live-room-of-store.js';
import { type Running, startBff, startStore } from '../support/processes.js';
import { WebParent } from '../support/web-parent.js';
import { type Row, round } from './measure.js';

const viewers = 1000;
/** Each asks once for the viewers of each process: three a minute are a family's. */
const askers = 20;
const betweenMs = 400;
const secret = 'bench-session-secret-0123456789abcdef';

/**
 * One room with a thousand viewers: from the moment at which a question is sent until each of them has it, at the process
 * that took it in and at another one, and what memory a viewer takes.
 */
export async function benchLive(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nearcare-bench-'));
  const store = await startStore(join(folder, 'store'));
  const env = {
    ...{ MONGODB_URI: store.url, DATA_DIR: folder, SESSION_SECRET: secret, LOG_LEVEL: 'silent' },
    PHONE_INDEX_SECRET: 'bench-phone-index-secret-0123456789ab',
  };
  const classId = await useStoreOf(env, (connection) => addRoomThatIsOn(connection, { isOpenToAll: true }));
  const [asked, watched] = [await startBff(env), await startBff(env)];
  const parents = await signUpAll(asked.url, classId);

  const own = await fanOut({ asked, at: asked, classId, parents });
  const across = await fanOut({ asked, at: watched, classId, parents });
  for (const one of [asked, watched, store]) await one.stop();
  await rm(folder, { recursive: true });
  const figure = ({ p50, p95, p99 }: Spread) => `${round(p50, 0)}, ${round(p95, 0)}, ${round(p99, 0)} ms`;
  return [
    {
      what: `a question to ${viewers} viewers of the same process: p50, p95, p99`,
      ...{ figure: figure(own.spread), target: 'p95 ≤ 500 ms' },
    },
    {
      what: `to ${viewers} viewers of another process: p50, p95, p99`,
      ...{ figure: figure(across.spread), target: 'p95 ≤ 500 ms' },
    },
    { what: 'lines lost or doubled, of both', figure: String(own.wrong + across.wrong), target: '0' },
    { what: `${viewers} viewers join`, figure: `${round(own.joinMs / 1000, 1)} s` },
    { what: 'private memory of a viewer', figure: `${round(own.perViewerKb, 1)} kB` },
  ];
}

type Spread = { p50: number; p95: number; p99: number };
type Fan = { asked: Running; at: Running; classId: string; parents: WebParent[] };

async function fanOut({ asked, at, classId, parents }: Fan) {
  const sentAt = new Map<string, number>();
  const waits: number[] = [];
  const last = new Map<WebSocket, number>();
  let wrong = 0;
  const before = await privateKb(at);
  const joinFrom = performance.now();
  const { lastSeq } = (await parents[0]?.call(asked.url, 'getLiveRoom', { params: { classId } }))?.body ?? {
    lastSeq: 0,
  };
  const sockets: WebSocket[] = [];
  for (let index = 0; index < viewers; index += 50) {
    const joining = Array.from({ length: 50 }, (_, n) => joinRoom(at.url, classId, index + n, lastSeq, take));
    sockets.push(...(await Promise.all(joining)));
  }
  const joinMs = performance.now() - joinFrom;
  const perViewerKb = ((await privateKb(at)) - before) / viewers;

  let expected = 0;
  for (const [index, parent] of parents.entries()) {
    const text = `${round(joinMs, 3)} 毫秒后的问题 ${index}`;
    sentAt.set(text, performance.now());
    const { status } = await parent.call(asked.url, 'postLiveQuestion', {
      params: { classId },
      body: { text },
    });
    if (status === 201) expected += 1;
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
  await new Promise((resolve) => setTimeout(resolve, 2000));
  wrong += Math.abs(waits.length - expected * viewers);
  for (const socket of sockets) socket.terminate();
  waits.sort((a, b) => a - b);
  const share = (of: number): number => waits[Math.floor(of * (waits.length - 1))] ?? Number.NaN;
  return {
    spread: { p50: share(0.5), p95: share(0.95), p99: share(0.99) },
    ...{ wrong, joinMs, perViewerKb },
  };

  function take(socket: WebSocket, { seq, text }: { seq: number; text: string | null }): void {
    if (seq !== (last.get(socket) ?? lastSeq) + 1) wrong += 1;
    last.set(socket, seq);
    const from = sentAt.get(text ?? '');
    if (from !== undefined) waits.push(performance.now() - from);
  }
}

async function openSocket(address: string): Promise<WebSocket> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}

/** Somebody who only looks on: the room is open to all, so a token is all that is needed. */
async function joinRoom(
  url: string,
  classId: string,
  index: number,
  after: number,
  take: (socket: WebSocket, event: { seq: number; text: string | null }) => void,
): Promise<WebSocket> {
  const socket = await openSocket(`${url.replace(/^http/, 'ws')}/api/v1/live/${classId}/socket`);
  const familyId = `f_bench${String(index).padStart(8, '0')}`;
  const claims = { ...claimsOf(familyId, `g_bench${index}`), sid: `s_bench${index}` };
  const joined = new Promise<void>((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8'));
      if (message.type === 'joined') resolve();
      else if (message.type === 'ping') socket.send('{"type":"pong"}');
      else if (message.type === 'event') take(socket, message.event);
    });
    socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
  });
  socket.send(JSON.stringify({ type: 'join', token: signedToken(claims, secret), after }));
  await joined;
  return socket;
}

async function signUpAll(base: string, classId: string): Promise<WebParent[]> {
  const parents: WebParent[] = [];
  for (let index = 0; index < askers; index += 1) {
    const parent = await new WebParent(`139000020${String(index).padStart(2, '0')}`).signIn(base);
    const childId = await parent.addChild(base);
    await parent.call(base, 'signUpForClass', { params: { classId }, body: { childId } });
    parents.push(parent);
  }
  return parents;
}

async function privateKb({ child }: Running): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0);
}

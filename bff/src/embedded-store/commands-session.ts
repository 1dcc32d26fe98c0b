import { checkCommand, type Handler } from './command.js';
import { MAX_DOCUMENT_BYTES } from './documents.js';
import { MAX_MESSAGE_BYTES } from './wire.js';

const VERSION = '7.0.0';

/** A standalone: with sessions, without retryable writes and transactions, as a real standalone is. */
const hello: Handler = ({ name, connectionId }) => ({
  ...(name === 'hello' ? { isWritablePrimary: true } : { ismaster: true, helloOk: true }),
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: MAX_MESSAGE_BYTES,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
});

const fine: Handler = () => ({ ok: 1 });

const buildInfo: Handler = () => ({
  version: VERSION,
  versionArray: [7, 0, 0, 0],
  gitVersion: 'embedded-store',
  modules: [],
  storageEngines: ['lmdb'],
  javascriptEngine: 'none',
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  ok: 1,
});

const startedAt = Date.now();

const serverStatus: Handler = ({ cursors, connectionId }) => ({
  host: 'localhost',
  version: VERSION,
  process: 'embedded-store',
  pid: process.pid,
  uptime: Math.floor((Date.now() - startedAt) / 1000),
  localTime: new Date(),
  connections: { totalCreated: connectionId },
  metrics: { cursor: { open: { total: cursors.size } } },
  storageEngine: { name: 'lmdb' },
  ok: 1,
});

/** What drivers and tools ask at the start, answered harmlessly. */
export const sessionCommands: Record<string, Handler> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: fine,
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  connectionStatus: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }),
  getParameter: () => ({ featureCompatibilityVersion: { version: '7.0' }, ok: 1 }),
  getCmdLineOpts: () => ({ argv: [], parsed: {}, ok: 1 }),
  hostInfo: () => ({ system: { currentTime: new Date(), cpuAddrSize: 64 }, os: {}, extra: {}, ok: 1 }),
  whatsmyuri: () => ({ you: '127.0.0.1', ok: 1 }),
  startSession: fine,
  endSessions: fine,
  refreshSessions: fine,
  killSessions: fine,
  killAllSessions: fine,
  logout: fine,
  abortTransaction: (command) => {
    checkCommand(command, []);
    return { ok: 1 };
  },
};

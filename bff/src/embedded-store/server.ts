import { createServer, type Server, type Socket } from 'node:net';
import type { Command, Handler, Reply } from './command.js';
import { readingCommands } from './commands-reading.js';
import { listingCommands, schemaCommands } from './commands-schema.js';
import { writingCommands } from './commands-writing.js';
import { Cursors } from './cursors.js';
import { type Doc, decode } from './documents.js';
import { PortInUseError, StoreError } from './errors.js';
import type { Storage } from './storage.js';
import { sweepExpired } from './ttl.js';
import { frameLength, MalformedFrame, type Request, readFrame, replyBody, replyFrame } from './wire.js';

const answering: Record<string, Handler> = { ...readingCommands, ...listingCommands };

interface Waiting {
  command: Command;
  handler: Handler;
  /** Changes collections or indexes: has a transaction to itself, because an error undoes it as a whole. */
  alone: boolean;
  answer(reply: Reply): void;
}

/**
 * The wire protocol on a socket. Reads are answered at once from a snapshot. Writes that arrive while the last batch was
 * being synced become the next batch: one LMDB transaction, one sync, and only then their answers.
 */
export class StoreServer {
  private readonly cursors = new Cursors();
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private waiting: Waiting[] = [];
  private connections = 0;
  private readonly sweeper: NodeJS.Timeout;

  constructor(
    private readonly storage: Storage,
    ttlSweepMs: number,
  ) {
    this.server = createServer({ noDelay: true }, (socket) => this.accept(socket));
    this.sweeper = setInterval(() => this.sweep(), ttlSweepMs).unref();
  }

  /** @throws PortInUseError */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => {
        reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error);
      });
      this.server.listen(port, host, () => resolve((this.server.address() as { port: number }).port));
    });
  }

  /** Writes taken in are finished and answered, then every connection is ended. */
  async close(): Promise<void> {
    clearInterval(this.sweeper);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.commitWaiting();
    for (const socket of this.sockets) socket.destroySoon();
    await closed;
    this.cursors.closeAll();
  }

  /** A sweep that the disk did not take is tried again the next time. */
  private sweep(): void {
    try {
      sweepExpired(this.storage, new Date());
    } catch (error) {
      errorReply(error);
    }
  }

  private accept(socket: Socket): void {
    this.connections += 1;
    const connectionId = this.connections;
    this.sockets.add(socket);
    let chunks: Buffer[] = [];
    let size = 0;
    let needed = 16;
    let busy = false;
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= needed) advance();
    });

    // one request of a connection at a time, in the order they came
    const advance = (): void => {
      if (busy || size < needed || socket.destroyed) return;
      const buffer = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size);
      chunks = [buffer];
      try {
        const length = frameLength(buffer);
        needed = length ?? 16;
        if (length === undefined || size < length) return;
        chunks = [buffer.subarray(length)];
        size -= length;
        needed = 16;
        busy = true;
        const request = readFrame(buffer.subarray(0, length));
        this.take(request, connectionId, (frame) => {
          busy = false;
          if (frame && !socket.destroyed) socket.write(frame);
          if (size >= needed) setImmediate(advance);
        });
      } catch (error) {
        if (!(error instanceof MalformedFrame)) throw error;
        socket.destroy();
      }
    };
  }

  private take(request: Request, connectionId: number, done: (frame: Buffer | undefined) => void): void {
    const answer = (reply: Reply): void => {
      if (!request.wantsReply) return done(undefined);
      done(replyFrame(request, Buffer.isBuffer(reply) ? reply : replyBody(reply)));
    };
    let command: Command;
    try {
      const body = decode(request.body);
      const [name = ''] = Object.keys(body);
      const database = request.isLegacy ? 'admin' : body.$db;
      if (typeof database !== 'string' || !/^[^/\\. "$*<>:|?\0]{1,63}$/.test(database))
        throw new StoreError(73, `Invalid database name: '${String(database)}'`);
      const { storage, cursors } = this;
      command = { name, body, sequences: request.sequences, database, storage, cursors, connectionId };
    } catch (error) {
      return answer(errorReply(error));
    }
    const { name } = command;
    const handler = own(answering, name);
    if (handler) return answer(attempt(handler, command));
    const schema = own(schemaCommands, name);
    const write = schema ?? own(writingCommands, name);
    if (!write) return answer(new StoreError(59, `no such command: '${name}'`).toReply());
    this.waiting.push({ command, handler: write, alone: schema !== undefined, answer });
    if (this.waiting.length === 1) setImmediate(() => this.commitWaiting());
  }

  private commitWaiting(): void {
    const batch = this.waiting;
    this.waiting = [];
    for (let from = 0; from < batch.length; ) {
      let to = from + 1;
      if (!batch[from]?.alone) while (to < batch.length && !batch[to]?.alone) to++;
      this.commitGroup(batch.slice(from, to));
      from = to;
    }
  }

  private commitGroup(group: Waiting[]): void {
    const [first] = group;
    try {
      const replies = this.storage.commit(() =>
        group.map((item) =>
          item.alone ? item.handler(item.command) : attempt(item.handler, item.command, true),
        ),
      );
      group.forEach((item, i) => {
        item.answer(replies[i] as Reply);
      });
    } catch (error) {
      // nothing of the group is on disk; one by one, so that only what cannot be written fails
      if (group.length > 1) for (const item of group) this.commitGroup([item]);
      else first?.answer(errorReply(error));
    }
  }
}

function own(handlers: Record<string, Handler>, name: string): Handler | undefined {
  return Object.hasOwn(handlers, name) ? handlers[name] : undefined;
}

function attempt(handler: Handler, command: Command, rethrowUnknown = false): Reply {
  try {
    return handler(command);
  } catch (error) {
    if (rethrowUnknown && !(error instanceof StoreError)) throw error;
    return errorReply(error);
  }
}

function errorReply(error: unknown): Doc {
  if (error instanceof StoreError) return error.toReply();
  process.stderr.write(`embedded store: ${(error as Error).stack}\n`);
  return new StoreError(1, `internal error: ${(error as Error).message}`).toReply();
}

import { serialize } from 'bson';
import type { Doc } from './documents.js';

/** The greatest message MongoDB takes. */
export const MAX_MESSAGE_BYTES = 48_000_000;

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;

export interface Request {
  requestId: number;
  /** An OP_QUERY: only drivers' first hello comes like this, and it wants an OP_REPLY. */
  legacy: boolean;
  /** The client waits for an answer (not so with w: 0). */
  wantsReply: boolean;
  body: Buffer;
  /** Documents sent beside the body (`documents`, `updates`, `deletes`), as received. */
  sequences: Map<string, Buffer[]>;
}

/** A frame that is not in the protocol; ends its connection and nothing else. */
export class MalformedFrame extends Error {}

/** The length of the frame at the head of a buffer, or undefined while its header is not there yet. */
export function frameLength(buffer: Buffer): number | undefined {
  if (buffer.length < 16) return undefined;
  const length = buffer.readInt32LE(0);
  if (length < 16 || length > MAX_MESSAGE_BYTES) throw new MalformedFrame(`a frame of ${length} bytes`);
  return length;
}

/** Reads one whole frame. @throws MalformedFrame */
export function readFrame(frame: Buffer): Request {
  const opCode = frame.readInt32LE(12);
  const base = { requestId: frame.readInt32LE(4), sequences: new Map<string, Buffer[]>() };
  if (opCode === OP_QUERY) return { ...base, legacy: true, wantsReply: true, body: readQuery(frame) };
  if (opCode !== OP_MSG) throw new MalformedFrame(`opcode ${opCode}`);
  if (frame.length < 21) throw new MalformedFrame('an OP_MSG without a section');
  const flags = frame.readUInt32LE(16);
  if (flags & 0xffff & ~(CHECKSUM_PRESENT | MORE_TO_COME)) throw new MalformedFrame(`flags ${flags}`);
  const end = frame.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  let body: Buffer | undefined;
  let at = 20;
  while (at < end) {
    const kind = frame[at++];
    if (kind === 0) {
      if (body) throw new MalformedFrame('two bodies');
      body = documentAt(frame, at, end);
      at += body.length;
    } else if (kind === 1) {
      if (at + 4 > end) throw new MalformedFrame('a cut section');
      const sectionEnd = at + frame.readInt32LE(at);
      const nameEnd = frame.indexOf(0, at + 4);
      if (sectionEnd > end || nameEnd < 0 || nameEnd >= sectionEnd) throw new MalformedFrame('a cut section');
      const name = frame.toString('utf8', at + 4, nameEnd);
      const documents: Buffer[] = [];
      at = nameEnd + 1;
      while (at < sectionEnd) {
        const document = documentAt(frame, at, sectionEnd);
        documents.push(document);
        at += document.length;
      }
      base.sequences.set(name, documents);
    } else throw new MalformedFrame(`a section of kind ${kind}`);
  }
  if (!body) throw new MalformedFrame('no body');
  return { ...base, legacy: false, wantsReply: !(flags & MORE_TO_COME), body };
}

function readQuery(frame: Buffer): Buffer {
  const nameEnd = frame.indexOf(0, 20);
  if (nameEnd < 0 || nameEnd + 9 > frame.length) throw new MalformedFrame('a cut OP_QUERY');
  return documentAt(frame, nameEnd + 9, frame.length);
}

function documentAt(frame: Buffer, at: number, end: number): Buffer {
  const length = at + 5 <= end ? frame.readInt32LE(at) : 0;
  if (length < 5 || at + length > end || frame[at + length - 1] !== 0)
    throw new MalformedFrame('a cut document');
  return frame.subarray(at, at + length);
}

let lastRequestId = 0;

/** A whole answer frame around a reply document. */
export function replyFrame(request: Request, body: Buffer): Buffer {
  const head = Buffer.alloc(request.legacy ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  lastRequestId = (lastRequestId + 1) & 0x7fffffff;
  head.writeInt32LE(lastRequestId, 4);
  head.writeInt32LE(request.requestId, 8);
  head.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  // OP_REPLY: flags (8: await capable), cursor, starting from, one document
  if (request.legacy) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, body]);
}

export function replyBody(doc: Doc): Buffer {
  return serialize(doc, { ignoreUndefined: true }) as Buffer;
}

/** `{cursor: {<batch>: [...], id, ns}, ok: 1}` around documents that stay the bytes they are on disk. */
export function cursorBody(
  batch: 'firstBatch' | 'nextBatch',
  documents: Uint8Array[],
  id: bigint,
  namespace: string,
): Buffer {
  const elements: Uint8Array[] = [];
  documents.forEach((document, i) => {
    elements.push(Buffer.from(`\x03${i}\0`), document);
  });
  const array = wrap(elements);
  const idBytes = Buffer.alloc(8);
  idBytes.writeBigInt64LE(id);
  const name = Buffer.from(`${namespace}\0`);
  const size = Buffer.alloc(4);
  size.writeInt32LE(name.length);
  const cursor = wrap([
    Buffer.from(`\x04${batch}\0`),
    array,
    Buffer.from('\x12id\0'),
    idBytes,
    Buffer.from('\x02ns\0'),
    size,
    name,
  ]);
  const ok = Buffer.alloc(8);
  ok.writeDoubleLE(1);
  return wrap([Buffer.from('\x03cursor\0'), cursor, Buffer.from('\x01ok\0'), ok]);
}

function wrap(parts: Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 5);
  const size = Buffer.alloc(4);
  size.writeInt32LE(length);
  return Buffer.concat([size, ...parts, Buffer.of(0)], length);
}

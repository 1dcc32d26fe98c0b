import { serialize } from 'bson';
import type { Doc } from './documents.js';

/** The greatest message MongoDB takes. */
export const MAX_MESSAGE_BYTES = 48_000_000;

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const MORE_TO_COME = 2;

export interface Request {
  requestId: number;
  /** An OP_QUERY: only drivers' first hello comes like this, and it wants an OP_REPLY. */
  isLegacy: boolean;
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
  const isLegacy = opCode === OP_QUERY;
  if (!isLegacy && opCode !== OP_MSG) throw new MalformedFrame(`opcode ${opCode}`);
  if (frame.length < 21) throw new MalformedFrame('nothing behind the header');
  const request = { requestId: frame.readInt32LE(4), isLegacy, wantsReply: true };
  const sequences = new Map<string, Buffer[]>();
  // flags, the name of a collection, two numbers, and the document
  if (isLegacy)
    return { ...request, sequences, body: documentAt(frame, textEnd(frame, 20) + 9, frame.length) };
  const flags = frame.readUInt32LE(16);
  // the lower half must be understood; checksums are for drivers that were told of them
  if (flags & 0xffff & ~MORE_TO_COME) throw new MalformedFrame(`flags ${flags}`);
  let body: Buffer | undefined;
  for (let at = 20; at < frame.length; ) {
    const kind = frame[at++];
    if (kind === 0 && !body) {
      body = documentAt(frame, at, frame.length);
      at += body.length;
    } else if (kind === 1) {
      const end = at + 4 <= frame.length ? at + frame.readInt32LE(at) : Number.NaN;
      const nameEnd = textEnd(frame, at + 4);
      if (!(end <= frame.length && nameEnd < end)) throw new MalformedFrame('a cut section');
      const name = frame.toString('utf8', at + 4, nameEnd);
      const documents: Buffer[] = [];
      for (at = nameEnd + 1; at < end; at += documents.at(-1)?.length ?? 0)
        documents.push(documentAt(frame, at, end));
      sequences.set(name, documents);
    } else throw new MalformedFrame(`a section of kind ${kind}`);
  }
  if (!body) throw new MalformedFrame('no body');
  return { ...request, wantsReply: !(flags & MORE_TO_COME), body, sequences };
}

function textEnd(frame: Buffer, at: number): number {
  const end = frame.indexOf(0, at);
  if (end < 0) throw new MalformedFrame('a cut name');
  return end;
}

function documentAt(frame: Buffer, at: number, end: number): Buffer {
  const length = at + 5 <= end ? frame.readInt32LE(at) : 0;
  if (length < 5 || at + length > end || frame[at + length - 1] !== 0)
    throw new MalformedFrame('a cut document');
  return frame.subarray(at, at + length);
}

/** A whole answer frame around a reply document. */
export function replyFrame({ isLegacy, requestId }: Request, body: Buffer): Buffer {
  const head = Buffer.alloc(isLegacy ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(requestId, 8);
  head.writeInt32LE(isLegacy ? OP_REPLY : OP_MSG, 12);
  // OP_REPLY: flags (8: await capable), cursor, starting from, one document
  if (isLegacy) head.writeInt32LE(8, 16);
  if (isLegacy) head.writeInt32LE(1, 32);
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
  const array = wrap(documents.flatMap((document, i) => [Buffer.from(`\x03${i}\0`), document]));
  const idField = Buffer.from(`\x12id\0${'\0'.repeat(8)}`);
  idField.writeBigInt64LE(id, 4);
  const nameField = Buffer.from(`\x02ns\0${'\0'.repeat(4)}${namespace}\0`);
  nameField.writeInt32LE(nameField.length - 8, 4);
  const cursor = wrap([Buffer.from(`\x04${batch}\0`), array, idField, nameField]);
  return wrap([CURSOR_FIELD, cursor, OK_FIELD]);
}

const CURSOR_FIELD = Buffer.from('\x03cursor\0');
const OK_FIELD = replyBody({ ok: 1 }).subarray(4, -1);
const [SIZE, END] = [Buffer.alloc(4), Buffer.alloc(1)];

function wrap(parts: Uint8Array[]): Buffer {
  const document = Buffer.concat([SIZE, ...parts, END]);
  document.writeInt32LE(document.length, 0);
  return document;
}

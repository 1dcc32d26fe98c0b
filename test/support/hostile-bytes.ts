import { Buffer } from 'node:buffer';
import { crc32, deflateSync } from 'node:zlib';
import { makePicture } from './pictures.js';

export const text = (value: string) => Buffer.from(value, 'latin1');
export const html = text('<html><body><script>alert(document.domain)</script></body></html>');
export const php = text('<?php system($_GET["c"]); ?>');
export const shell = text('#!/bin/sh\nrm -rf /\n');
export const svg = text(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
);
export const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
export const repeated = (part: Buffer, size: number) => Buffer.alloc(size, part);

/** An archive of one stored file, found from its end; `offset`: where in the file it starts. */
export function zip(name: string, content: Buffer, offset = 0, comment = 0): Buffer {
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc32(content), 0);
  sizes.writeUInt32LE(content.length, 4);
  sizes.writeUInt32LE(content.length, 8);
  const common = Buffer.concat([Buffer.alloc(8), sizes, Buffer.from([name.length, 0, 0, 0])]);
  const local = Buffer.concat([text('PK\x03\x04'), text('\x14\0'), common, text(name), content]);
  const central = Buffer.concat([text('PK\x01\x02\x14\0\x14\0'), common, Buffer.alloc(14), text(name)]);
  central.writeUInt32LE(offset, 42);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset + local.length, 16);
  end.writeUInt16LE(comment, 20);
  return Buffer.concat([local, central, end]);
}

export function pngChunk(kind: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([text(kind), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG that says how large it is and brings as many packed bytes as `packed` holds. */
export function png(width: number, height: number, packed: Buffer, ...more: Buffer[]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const parts = [
    pngChunk('IHDR', head),
    ...more,
    pngChunk('IDAT', packed),
    pngChunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([text('\x89PNG\r\n\x1a\n'), ...parts]);
}
export const blank = (width: number, height: number) =>
  deflateSync(Buffer.alloc(height * (width + 1)), { level: 9 });

/** A JPEG with a segment of any kind behind its start. */
export async function jpegWith(kind: number, content: Buffer): Promise<Buffer> {
  const jpeg = await makePicture('jpeg');
  const head = Buffer.from([0xff, kind, (content.length + 2) >> 8, (content.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}
export const appended = (kind: 'jpeg' | 'png' | 'webp', more: Buffer) => async () =>
  Buffer.concat([await makePicture(kind), more]);
export const cut = (kind: 'jpeg' | 'png' | 'webp', share: number) => async () => {
  const whole = await makePicture(kind, { noise: true });
  return whole.subarray(0, Math.floor(whole.length * share));
};
/** A JPEG whose head says another size. */
export async function jpegOfSize(width: number, height: number): Promise<Buffer> {
  const jpeg = Buffer.from(await makePicture('jpeg'));
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

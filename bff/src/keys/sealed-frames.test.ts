import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type FrameKey,
  frameBytes,
  openFrame,
  openRow,
  SealedBytesError,
  type Span,
  sealedLength,
  sealFrame,
  sealRow,
} from './sealed-frames.js';

const sealedFrame = frameBytes + 28;

function keyOf(secret = createSecretKey(randomBytes(32)), family = 'f_a'): FrameKey {
  return {
    sealFrame: (place, frame, bytes) => sealFrame(secret, [family, place], frame, bytes),
    openFrame: (place, frame, sealed) => openFrame(secret, [family, place], frame, sealed),
  };
}
const key = keyOf();
const place = 'files/fl_1/kept';

/** Opens a span, noting how much was fetched at once. */
async function open(
  sealed: Buffer,
  total: number,
  span: Span = { from: 0, to: total },
  by = key,
  at = place,
) {
  const fetched: number[] = [];
  const parts: Buffer[] = [];
  const read = async ({ from, to }: Span) => {
    fetched.push(to - from);
    return sealed.subarray(from, to);
  };
  for await (const part of openRow(by, at, total, span, read)) parts.push(part);
  return { bytes: Buffer.concat(parts), fetched };
}

const sizes = [1, frameBytes - 1, frameBytes, frameBytes + 1, 3 * frameBytes, 3 * frameBytes + 5];

describe('a row of sealed frames', () => {
  it.each(sizes)('of %i bytes opens to what was sealed, and is as long as foretold', async (size) => {
    const plain = randomBytes(size);
    const sealed = sealRow(key, place, plain);
    expect(sealed.length).toBe(sealedLength(size));
    expect((await open(sealed, size)).bytes.equals(plain)).toBe(true);
  });

  it('shows nothing of what it holds, and looks different each time', () => {
    const plain = Buffer.from('珏珏豆乳'.repeat(40_000));
    const rows = [sealRow(key, place, plain), sealRow(key, place, plain)];
    for (const row of rows) expect(row.includes('珏珏豆乳')).toBe(false);
    expect(rows[0]?.equals(rows[1] ?? Buffer.alloc(0))).toBe(false);
  });

  it('opens in any part, and fetches no more than the frames of that part', async () => {
    const plain = randomBytes(3 * frameBytes + 5);
    const sealed = sealRow(key, place, plain);
    const edges = [0, 1, frameBytes - 1, frameBytes, frameBytes + 1, 2 * frameBytes, plain.length - 1];
    for (const from of edges)
      for (const to of [...edges, plain.length].filter((edge) => edge > from)) {
        const { bytes, fetched } = await open(sealed, plain.length, { from, to });
        expect(bytes.equals(plain.subarray(from, to)), `${from}–${to}`).toBe(true);
        const frames = Math.ceil(to / frameBytes) - Math.floor(from / frameBytes);
        expect(fetched.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(frames * sealedFrame);
      }
  });

  it('is fetched a megabyte at a time, however long it is', async () => {
    const plain = randomBytes(50 * frameBytes);
    const { bytes, fetched } = await open(sealRow(key, place, plain), plain.length);
    expect(bytes.equals(plain)).toBe(true);
    expect(Math.max(...fetched)).toBe(16 * sealedFrame);
  });

  it('does not open when a bit of any of its parts is another', async () => {
    const plain = randomBytes(frameBytes + 100);
    const sealed = sealRow(key, place, plain);
    for (const at of [0, 11, 12, 5000, sealedFrame - 1, sealedFrame, sealedFrame + 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(open(changed, plain.length), `byte ${at}`).rejects.toThrow(SealedBytesError);
    }
  });

  const size = 3 * frameBytes;
  const three = sealRow(key, place, randomBytes(size));
  const frame = (number: number) => three.subarray(number * sealedFrame, (number + 1) * sealedFrame);
  it.each<[string, Buffer, number]>([
    ['two frames are swapped', Buffer.concat([frame(1), frame(0), frame(2)]), size],
    ['a frame is dropped from the middle', Buffer.concat([frame(0), frame(2)]), size - frameBytes],
    ['the first frame is dropped', Buffer.concat([frame(1), frame(2)]), size - frameBytes],
    ['the last frame is dropped', Buffer.concat([frame(0), frame(1)]), size - frameBytes],
    ['a frame stands twice', Buffer.concat([frame(0), frame(0), frame(1), frame(2)]), size + frameBytes],
    ['it is cut within a frame', three.subarray(0, -10), size - 10],
    ['it is cut to nothing', Buffer.alloc(0), size],
    ['it is called shorter than it is', three, size - 1],
  ])('does not open when %s', async (_, sealed, total) => {
    await expect(open(sealed, total)).rejects.toThrow(SealedBytesError);
  });

  it.each([
    ['another key', keyOf(), place],
    ['another place', key, 'files/fl_2/kept'],
  ])('does not open with %s', async (_, by, at) => {
    await expect(open(three, size, { from: 0, to: size }, by, at)).rejects.toThrow(SealedBytesError);
  });

  it('does not open where its bytes are gone', async () => {
    const gone = openRow(key, place, 10, { from: 0, to: 10 }, async () => null);
    await expect(gone.next()).rejects.toThrow(SealedBytesError);
  });
});

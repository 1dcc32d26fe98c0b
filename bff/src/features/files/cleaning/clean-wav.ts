/** Uncompressed samples, and the same with more said of them (RIFF WAVE, format tags 1 and 0xFFFE). */
const formats = [1, 0xfffe];

type Piece = { kind: string; bytes: Buffer };

/**
 * A WAV of samples without what it says beside (names, dates, places in `LIST` and others): its `fmt ` and `data` alone.
 * null: it is none, or holds something else than samples.
 */
export function cleanWav(bytes: Buffer): Buffer | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') return null;
  const pieces = [...piecesOf(bytes)];
  const format = pieces.find(({ kind }) => kind === 'fmt ')?.bytes;
  const data = pieces.find(({ kind }) => kind === 'data')?.bytes;
  if (!format || format.length < 16 || !data || data.length === 0) return null;
  if (!formats.includes(format.readUInt16LE(0))) return null;
  const body = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), chunk('data', data)]);
  return chunk('RIFF', body);
}

function* piecesOf(bytes: Buffer): Generator<Piece> {
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    // A recorder that was cut off leaves the last piece shorter than it says.
    yield {
      kind: bytes.toString('latin1', at, at + 4),
      bytes: bytes.subarray(at + 8, Math.min(bytes.length, at + 8 + size)),
    };
    at += 8 + size + (size % 2);
  }
}

/** A chunk, padded to an even length. */
export function chunk(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(kind, 0, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

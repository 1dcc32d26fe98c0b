import { describe, expect, it } from 'vitest';
import { toneWav } from '../../../demo/tone-wav.js';
import { cleanMedia } from './clean-media.js';
import { chunk, cleanWav } from './clean-wav.js';

const wav = toneWav(1);
const withPiece = (kind: string, text: string): Buffer =>
  chunk('RIFF', Buffer.concat([wav.subarray(8), chunk(kind, Buffer.from(text))]));

describe('a WAV', () => {
  it('stays as it is where it says nothing beside its samples', () => {
    expect(cleanMedia(wav)).toEqual({ type: 'audio/wav', bytes: wav });
  });

  it('loses what it says of who recorded it, and where', () => {
    const told = withPiece('LIST', 'INFOIART王老师 30.27,120.15');
    expect(told.includes('王老师')).toBe(true);
    expect(cleanWav(told)).toEqual(wav);
  });

  it('that was cut off is as long as it is', () => {
    expect(cleanWav(wav.subarray(0, 4000))?.length).toBe(4000);
  });

  it.each([
    ['no samples', chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), wav.subarray(12, 36)]))],
    ['no format', chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), wav.subarray(36)]))],
    ['compressed samples', withFormat(0x55)],
    ['another kind of RIFF', chunk('RIFF', Buffer.from('AVI LIST'))],
    ['a few bytes', Buffer.from('RIFF')],
  ])('with %s is none', (_, bytes) => {
    expect(cleanWav(bytes)).toBeNull();
  });
});

function withFormat(tag: number): Buffer {
  const copy = Buffer.from(wav);
  copy.writeUInt16LE(tag, 20);
  return copy;
}

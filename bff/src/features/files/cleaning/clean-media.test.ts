import { describe, expect, it } from 'vitest';
import { cleanMedia } from './clean-media.js';

const box = (kind: string, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(kind, 4, 'latin1');
  return Buffer.concat([head, content]);
};
const handler = (kind: string) => Buffer.concat([Buffer.alloc(8), Buffer.from(kind), Buffer.alloc(13)]);
const track = (kind: string) =>
  box(
    'trak',
    box('tkhd', Buffer.alloc(84)),
    box('udta', Buffer.from('Zhang')),
    box('mdia', box('hdlr', handler(kind))),
  );
const header = () => {
  const bytes = Buffer.alloc(100);
  bytes.writeUInt32BE(Date.UTC(2026, 10, 20, 4, 30) / 1000 + 2_082_844_800, 4);
  return box('mvhd', bytes);
};
const ftyp = box('ftyp', Buffer.from('isom\0\0\0\0'));
const pictures = box('mdat', Buffer.alloc(64, 7));
const film = (...kinds: string[]) =>
  Buffer.concat([
    ftyp,
    box('moov', header(), ...kinds.map(track), box('meta', Buffer.from('Zhang +31.42'))),
    box('uuid', Buffer.from('Zhang')),
    box('free', Buffer.from('Zhang')),
    pictures,
  ]);

describe('a film', () => {
  it('loses what it says beside its pictures, and nothing moves', () => {
    const sent = film('vide', 'soun');
    const clean = cleanMedia(sent);
    expect(clean).toMatchObject({ type: 'video/mp4', takenAt: new Date('2026-11-20T04:30:00Z') });
    expect(clean?.bytes).toHaveLength(sent.length);
    expect(sent.includes('Zhang')).toBe(true);
    expect(clean?.bytes.includes('Zhang')).toBe(false);
    expect(clean?.bytes.subarray(-pictures.length)).toEqual(pictures);
  });

  it('is sound where it has no picture', () => {
    expect(cleanMedia(film('soun'))?.type).toBe('audio/mp4');
  });

  it('with a track that is neither, which may say where the phone was, is not taken', () => {
    expect(() => cleanMedia(film('vide', 'meta'))).toThrow('file_type_refused');
  });

  it('that is cut short or lies about its parts is damaged', () => {
    const whole = film('vide');
    for (const cut of [1, 40, pictures.length + 3])
      expect(() => cleanMedia(whole.subarray(0, whole.length - cut))).toThrow('file_damaged');
    const short = Buffer.from(whole);
    short.writeUInt32BE(4, ftyp.length);
    expect(() => cleanMedia(short)).toThrow('file_damaged');
    const long = Buffer.from(whole);
    long.writeUInt32BE(0xffff_fff0, ftyp.length + 8);
    expect(() => cleanMedia(long)).toThrow('file_damaged');
  });

  it('without anything to play is none', () => {
    expect(cleanMedia(Buffer.concat([ftyp, pictures]))).toBeNull();
    expect(cleanMedia(film())).toBeNull();
  });
});

describe('sound of layer III', () => {
  /** MPEG 1, 128 kbit/s, 44.1 kHz: 417 bytes a frame. */
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413, 1)]);
  const frames = Buffer.concat([frame, frame, frame]);
  const front = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x20', 'latin1'), Buffer.alloc(32, 'Z')]);
  const back = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 'Z')]);
  const ape = Buffer.concat([Buffer.from('APETAGEX'), Buffer.alloc(40, 'Z')]);

  it('loses its tags before and behind', () => {
    for (const sent of [frames, [front, frames, back], [front, frames, ape, back]].map((parts) =>
      Buffer.concat([parts].flat()),
    ))
      expect(cleanMedia(sent)).toEqual({ type: 'audio/mpeg', bytes: frames });
  });

  it('is told by two frames, not by one', () => {
    expect(cleanMedia(frame)).toBeNull();
    expect(cleanMedia(Buffer.concat([frame, Buffer.alloc(500)]))).toBeNull();
    expect(cleanMedia(Buffer.alloc(3))).toBeNull();
  });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Files } from '../files/files.public.js';
import { mediaAddresses } from './media-addresses.js';

/** An hour of film: what no desk can hand in here. */
const filmBytes = 1_500_000_000;
let storage: Server;
let origin: string;
const linked: number[] = [];

/** The byte of the film at that place. */
const byteAt = (place: number): number => (place * 31) % 251;

beforeAll(async () => {
  // As a bucket or a video service answers: in the part that was asked for.
  storage = createServer(({ headers, url }, reply) => {
    const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    if (!url?.startsWith('/hour.mp4') || from === '') return void reply.writeHead(404).end();
    const bytes = Buffer.from(
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => byteAt(Number(from) + index)),
    );
    reply.writeHead(206, {
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'content-range': `bytes ${from}-${to}/${filmBytes}`,
    });
    reply.end(bytes);
  });
  await new Promise<void>((resolve) => void storage.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => storage.close(resolve)));

const files = {
  attach: async () => undefined,
  listOf: async () => [
    { id: 'fl_sound', type: 'audio/wav' },
    { id: 'fl_film', type: 'video/mp4' },
  ],
  async linkTo(_holder: string, _owner: string, fileId: string, lastsMs: number) {
    linked.push(lastsMs);
    return { url: `/files/${fileId}`, expiresAt: '2026-11-24T02:00:00.000Z' };
  },
} as unknown as Files;
const media = (origins: readonly string[] = [origin]) => mediaAddresses({ files, origins });
const take = (url: string) => media().take({ source: 'outside', kind: 'video', url }, 'ce_1', 'lessons/cl_1');

describe('a recording at an address outside', () => {
  it('may be as long as an hour of film, and is played from there in parts', async () => {
    const taken = await take(`${origin}/hour.mp4?sign=abc`);
    const shown = await media().addressOf({ media: taken.media, seconds: 3600 });
    expect(shown).toMatchObject({ source: 'outside', kind: 'video', seconds: 3600, expiresAt: null });
    for (const from of [0, 733_000_111, filmBytes - 1000]) {
      const part = await fetch(shown.url, { headers: { range: `bytes=${from}-${from + 999}` } });
      expect([part.status, part.headers.get('content-range')]).toEqual([
        206,
        `bytes ${from}-${from + 999}/${filmBytes}`,
      ]);
      const bytes = new Uint8Array(await part.arrayBuffer());
      expect([bytes.length, bytes[0], bytes[999]]).toEqual([1000, byteAt(from), byteAt(from + 999)]);
    }
  });

  it('is one of its own by its address, so that another one begins anew', async () => {
    const [one, again, other] = [
      await take(`${origin}/a`),
      await take(`${origin}/a`),
      await take(`${origin}/b`),
    ];
    expect(again.mediaId).toBe(one.mediaId);
    expect(other.mediaId).not.toBe(one.mediaId);
  });

  it.each([
    'no address',
    'https://evil.example/hour.mp4',
    'https://vod.example.org.evil.example/hour.mp4',
    'https://vod.example.org@evil.example/hour.mp4',
    'http://vod.example.org/hour.mp4',
    'https://vod.example.org:444/hour.mp4',
    'javascript:alert(1)',
  ])('is refused at %s where the operator allows https://vod.example.org', async (url) => {
    const allowed = media(['https://vod.example.org']);
    expect(() => allowed.checkUrl(url)).toThrow('media_url_refused');
    const given = { source: 'outside', kind: 'video', url } as const;
    await expect(allowed.take(given, 'ce_1', 'o')).rejects.toThrow('media_url_refused');
    expect(() => allowed.checkUrl('https://vod.example.org/hour.mp4')).not.toThrow();
  });
});

describe('a recording that was handed in', () => {
  it.each([
    ['fl_sound', 'audio'],
    ['fl_film', 'video'],
  ])('%s is %s', async (fileId, kind) => {
    const { media: taken } = await media().take({ source: 'file', fileId }, 'ce_1', 'lessons/cl_1');
    expect(taken).toMatchObject({ kind, holderId: 'ce_1', owner: 'lessons/cl_1' });
  });

  it('is not taken where its holder has no such file', async () => {
    const none = { source: 'file', fileId: 'fl_none' } as const;
    await expect(media().take(none, 'ce_1', 'o')).rejects.toThrow('file_unknown');
  });

  it.each([
    ['a minute', 60, 15],
    ['twenty minutes', 20 * 60, 40],
    ['a day', 86_400, 240],
  ])('of %s has an address for long enough, and not for ever', async (_, seconds, minutes) => {
    const file = { source: 'file', kind: 'audio', fileId: 'fl_sound', holderId: 'ce_1', owner: 'o' } as const;
    await media().addressOf({ media: file, seconds });
    expect(linked.at(-1)).toBe(minutes * 60_000);
  });
});

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { Parent } from '../support/parent.js';
import { makePdf, makePicture } from '../support/pictures.js';
import { sendFile } from '../support/uploads.js';

const test = ownTestApp();
const signedIn = () => new Parent(test.app).signIn();

/** What a signed address answers. */
async function open(url: string, headers: Record<string, string> = {}) {
  const { statusCode, headers: told, rawPayload } = await test.app.inject({ url, headers });
  return { status: statusCode, headers: told, bytes: rawPayload };
}

describe('a signed address', () => {
  const pdf = makePdf({ text: 'y'.repeat(200_000) });
  let url: string;
  let parent: Parent;
  let fileId: string;
  beforeAll(async () => {
    parent = await signedIn();
    fileId = (await sendFile(parent, pdf, { type: 'application/pdf' })).body.id;
  });
  beforeEach(async () => {
    url = (await parent.call('getFileLink', { params: { fileId } })).body.url;
  });

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=65535-65536', 65_535, 65_537],
    ['bytes=100000-', 100_000, pdf.length],
    ['bytes=-5', pdf.length - 5, pdf.length],
    ['bytes=10-999999999', 10, pdf.length],
  ])('gives the part %s', async (range, from, to) => {
    const { status, headers, bytes } = await open(url, { range });
    expect([status, headers['content-range']]).toEqual([206, `bytes ${from}-${to - 1}/${pdf.length}`]);
    expect(headers['content-length']).toBe(String(to - from));
    expect(bytes.equals(pdf.subarray(from, to))).toBe(true);
  });

  it('gives no part that there is not', async () => {
    const { status, headers, bytes } = await open(url, { range: `bytes=${pdf.length}-` });
    expect([status, headers['content-range'], bytes.length]).toEqual([416, `bytes */${pdf.length}`, 0]);
  });

  it.each([
    ['several parts', { range: 'bytes=0-1,5-6' }],
    ['another unit', { range: 'pages=1-2' }],
    ['nonsense', { range: 'bytes=x' }],
    ['a part of another version', { range: 'bytes=0-1', 'if-range': '"v1"' }],
  ])('gives the whole to whoever asks for %s', async (_, headers) => {
    const { status, bytes } = await open(url, headers);
    expect([status, bytes.equals(pdf)]).toEqual([200, true]);
  });

  it('works for five minutes, for this file, as it was made', async () => {
    const other = (await sendFile(parent, await makePicture('png'))).body.id;
    const [path = '', query = ''] = url.split('?');
    const signed = new URLSearchParams(query);
    const changed = (name: string, value: string) => {
      const params = new URLSearchParams(query);
      params.set(name, value);
      return `${path}?${params}`;
    };
    const later = String(Number(signed.get('expires')) + 60);
    const bad = [
      changed('expires', later),
      changed('signature', 'A'.repeat(43)),
      changed('signature', ''),
      `${path.replace(fileId, other)}?${query}`,
      `${path.replace(fileId, 'fl_0000000000000000')}?${query}`,
    ];
    const tellable = async (address: string) => {
      const { status, bytes } = await open(address);
      const { requestId: _, ...problem } = JSON.parse(bytes.toString()) as Record<string, unknown>;
      return [status, problem];
    };
    const unknown = await tellable(bad[4] ?? '');
    for (const address of bad) expect(await tellable(address)).toEqual(unknown);
    expect(unknown[0]).toBe(404);
    expect((await open(url)).status).toBe(200);
    test.clock.advance({ minutes: 5 });
    expect(await tellable(url)).toEqual(unknown);
  });

  it.each(['', '?expires=1', '?expires=x&signature=y', '?expires=-1&signature=y', '?signature=y'])(
    'is none with %j behind the path',
    async (query) => {
      const { status } = await open(`${url.split('?')[0]}${query}`);
      expect([400, 404]).toContain(status);
    },
  );
});

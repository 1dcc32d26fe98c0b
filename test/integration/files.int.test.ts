import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { Parent } from '../support/parent.js';
import { makePdf, makePhotograph, makePicture } from '../support/pictures.js';
import { readTree } from '../support/raw-bytes.js';
import { sendFile, startUpload } from '../support/uploads.js';

const chunk = 256 * 1024;
const test = ownTestApp();

const signedIn = () => new Parent(test.app).signIn();
const faultOf = ({ status, problem }: { status: number; problem: { code: string } }) => [
  status,
  problem.code,
];

/** What a signed address answers. */
async function open(url: string, headers: Record<string, string> = {}) {
  const { statusCode, headers: told, rawPayload } = await test.app.inject({ url, headers });
  return { status: statusCode, headers: told, bytes: rawPayload };
}
async function openFile(parent: Parent, fileId: string, headers: Record<string, string> = {}) {
  const link = await parent.call('getFileLink', { params: { fileId } });
  expect(link.status).toBe(200);
  return open(link.body.url, headers);
}

describe('handing a file in', () => {
  it('takes it chunk by chunk, and shows the same bytes at a signed address', async () => {
    const parent = await signedIn();
    const pdf = makePdf({ text: 'x'.repeat(600_000) });
    const done = await sendFile(parent, pdf, { type: 'application/pdf' });
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({
      state: 'ready',
      bytes: pdf.length,
      receivedBytes: pdf.length,
      chunkBytes: chunk,
    });
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    expect(done.body.file).toEqual({
      id: done.body.id,
      type: 'application/pdf',
      bytes: pdf.length,
      sha256,
      uploadedAt: '2026-11-24T01:12:00.000Z',
    });
    const answer = await openFile(parent, done.body.id);
    expect([answer.status, answer.bytes.equals(pdf)]).toEqual([200, true]);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition': 'inline; filename="file.pdf"',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  it('draws a photograph anew, upright, without the place where it was taken', async () => {
    const parent = await signedIn();
    for (const kind of ['jpeg', 'png', 'webp'] as const) {
      const photograph = await makePhotograph(kind);
      expect(photograph.includes('PhoneOfZhangSan')).toBe(true);
      const done = await sendFile(parent, photograph);
      expect(done.body.file?.type).toBe(`image/${kind}`);
      const { bytes } = await openFile(parent, done.body.id);
      const seen = await sharp(bytes).metadata();
      expect([seen.format, seen.width, seen.height]).toEqual([kind, 200, 400]);
      expect([seen.exif, seen.xmp, seen.iptc, seen.comments]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(bytes.includes('PhoneOfZhangSan')).toBe(false);
    }
  });

  it('keeps nothing of it in plain', async () => {
    const parent = await signedIn();
    const done = await sendFile(parent, makePdf({ text: '珏珏豆乳困难证明 HX-77' }), {
      type: 'application/pdf',
    });
    await startUpload(parent, 40_000);
    for (const [name, bytes] of await readTree(test.config.dataDir)) {
      expect(bytes.includes('困难证明 HX-77'), name).toBe(false);
      expect(bytes.includes(done.body.file?.sha256 ?? '-'), name).toBe(false);
    }
  });
});
void makePicture;
void faultOf;

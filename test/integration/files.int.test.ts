import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { faultOf, Parent } from '../support/parent.js';
import { makePdf, makePhotograph, makePicture } from '../support/pictures.js';
import { readTree } from '../support/raw-bytes.js';
import { sendFile, startUpload } from '../support/uploads.js';

const chunk = 256 * 1024;
const test = ownTestApp();

const filesFolder = () => join(test.config.dataDir, 'files');
const signedIn = () => new Parent(test.app).signIn();

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
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  });

  it('shows a PDF where a browser’s own viewer can draw it, and keeps a picture in a sandbox', async () => {
    const parent = await signedIn();
    const policyOf = async (bytes: Buffer) => {
      const { body } = await sendFile(parent, bytes);
      return (await openFile(parent, body.id)).headers['content-security-policy'];
    };
    const [pdf, picture] = [await policyOf(makePdf()), await policyOf(await makePicture('png'))];
    expect(pdf).toContain("style-src 'unsafe-inline'");
    expect(pdf).not.toMatch(/sandbox|script-src/);
    expect(picture).toContain('sandbox');
    for (const policy of [pdf, picture]) expect(policy).toContain("default-src 'none'");
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

describe('an upload', () => {
  const started = async (bytes = 700_000, key?: string) => {
    const parent = await signedIn();
    const created = await startUpload(parent, bytes, key ? { key } : {});
    expect(created.status).toBe(201);
    const params = { fileId: created.body.id };
    const send = (offset: number, length: number) =>
      parent.call('uploadChunk', { params, query: { offset }, body: Buffer.alloc(length, offset % 251) });
    return { parent, params, created: created.body, send };
  };

  it('starts once for a key, whatever is lost, and is not started by the same key for another file', async () => {
    const { parent, created } = await started(700_000, 'upload-once-1');
    const again = await startUpload(parent, 700_000, { key: 'upload-once-1' });
    expect([again.status, again.body]).toEqual([201, created]);
    expect(created).toMatchObject({ state: 'uploading', receivedBytes: 0, file: null });
    expect(created.expiresAt).toBe('2026-11-25T01:12:00.000Z');
    const other = await startUpload(parent, 700_001, { key: 'upload-once-1' });
    expect(faultOf(other)).toEqual([422, 'idempotency_key_reused']);
  });

  it('needs the consent for what the file is for', async () => {
    const parent = await signedIn();
    const body = { purpose: 'feeReductionProof', type: 'image/png', bytes: 10 };
    expect(faultOf(await parent.call('createUpload', { body }))).toEqual([409, 'consent_required']);
  });

  it('is refused before a byte of it was sent when it is called too large', async () => {
    const parent = await signedIn();
    expect((await startUpload(parent, 20_000_000)).status).toBe(201);
    const large = await startUpload(parent, 20_000_001);
    expect([...faultOf(large), large.problem.facts]).toEqual([413, 'file_too_large', { n: 20 }]);
  });

  it('is one of twelve at most that nothing uses yet, also when many start at once', async () => {
    const parent = await signedIn();
    await parent.agreeTo('feeReduction');
    const answers = await Promise.all(Array.from({ length: 20 }, () => startUpload(parent, 1000)));
    // Of many at once all may be refused: each has counted the others. Then one after the other.
    const taken = answers.filter(({ status }) => status === 201);
    expect(taken.length).toBeLessThanOrEqual(12);
    while (taken.length < 12) {
      const more = await startUpload(parent, 1000);
      expect(more.status).toBe(201);
      taken.push(more);
    }
    const last = await startUpload(parent, 1000);
    expect([...faultOf(last), last.problem.facts]).toEqual([409, 'too_many_files', { n: 12 }]);
    await parent.call('discardUpload', { params: { fileId: taken[0]?.body.id ?? '' } });
    expect((await startUpload(parent, 1000)).status).toBe(201);
  });

  it('goes on where it was broken off; a chunk sent twice counts once', async () => {
    const { parent, params, send } = await started();
    expect((await send(0, chunk)).body.receivedBytes).toBe(chunk);
    expect((await send(0, chunk)).body.receivedBytes).toBe(chunk);
    expect((await parent.call('getUpload', { params })).body.receivedBytes).toBe(chunk);
    for (const [offset, length] of [
      [0, chunk - 1],
      [1, chunk],
      [chunk + 1, chunk],
      [2 * chunk, 1000],
    ] as const) {
      const wrong = await send(offset, length);
      expect([...faultOf(wrong), wrong.problem.facts]).toEqual([409, 'upload_offset_wrong', { n: chunk }]);
    }
    expect((await send(chunk, chunk)).body.receivedBytes).toBe(2 * chunk);
    expect((await send(2 * chunk, 700_000 - 2 * chunk)).body.receivedBytes).toBe(700_000);
  });

  it('counts a chunk once that comes many times at the same moment', async () => {
    const { parent, params, send } = await started();
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(0, chunk)));
    expect(answers.map(({ status, body }) => [status, body.receivedBytes])).toEqual(
      Array.from({ length: 6 }, () => [200, chunk]),
    );
    // Those that lost took their own pieces away again.
    const pieces = [...(await readTree(filesFolder())).keys()].filter((name) => name.includes(params.fileId));
    expect(pieces).toHaveLength(1);
    expect((await parent.call('getUpload', { params })).body.receivedBytes).toBe(chunk);
  });

  it('takes no more than it was called, no crumbs, no nothing, and bytes only', async () => {
    const { parent, params, send } = await started(100_000);
    expect(faultOf(await send(0, 100_001))).toEqual([413, 'file_too_large']);
    expect(faultOf(await send(0, 100))).toEqual([400, 'body_malformed']);
    expect(faultOf(await send(0, 0))).toEqual([400, 'body_malformed']);
    const query = { offset: 0 };
    const asJson = await parent.call('uploadChunk', { params, query, body: { bytes: 'x' } });
    expect(faultOf(asJson)).toEqual([415, 'media_type_unsupported']);
    expect(faultOf(await send(-1, 100_000))).toEqual([400, 'input_invalid']);
    expect(faultOf(await send(2 ** 60, 100_000))).toEqual([409, 'upload_offset_wrong']);
    expect((await send(0, 100_000)).status).toBe(200);
  });

  it('is not complete before its last byte came', async () => {
    const { parent, params, send } = await started();
    await send(0, chunk);
    const early = await parent.call('completeUpload', { params });
    expect([...faultOf(early), early.problem.facts]).toEqual([409, 'upload_incomplete', { n: chunk }]);
    expect(faultOf(await parent.call('getFileLink', { params }))).toEqual([404, 'not_found']);
  });

  it('is completed once by all who ask at once, and again by whoever asks again', async () => {
    const parent = await signedIn();
    const picture = await makePicture('png');
    const created = await startUpload(parent, picture.length);
    const params = { fileId: created.body.id };
    await parent.call('uploadChunk', { params, query: { offset: 0 }, body: picture });
    const complete = () => parent.call('completeUpload', { params });
    const answers = [...(await Promise.all([complete(), complete(), complete()])), await complete()];
    for (const { status, body } of answers) expect([status, body]).toEqual([200, answers[0]?.body]);
    const late = await parent.call('uploadChunk', { params, query: { offset: 0 }, body: picture });
    expect([late.status, late.body.state]).toEqual([200, 'ready']);
    // Of all the pieces only the one that is kept is left.
    const pieces = [...(await readTree(filesFolder())).keys()].filter((name) => name.includes(params.fileId));
    expect(pieces.map((name) => name.includes('kept-'))).toEqual([true]);
  });

  it('that was refused says why again, and keeps no byte', async () => {
    const parent = await signedIn();
    const refused = await sendFile(parent, Buffer.alloc(50_000, 'no picture'), { key: 'refused-upload' });
    expect(faultOf(refused)).toEqual([415, 'file_type_refused']);
    const created = await startUpload(parent, 50_000, { key: 'refused-upload' });
    expect(created.body).toMatchObject({ state: 'refused', file: null });
    const params = { fileId: created.body.id };
    expect(faultOf(await parent.call('completeUpload', { params }))).toEqual([415, 'file_type_refused']);
    const pieces = [...(await readTree(filesFolder())).keys()];
    expect(pieces.filter((name) => name.includes(params.fileId))).toEqual([]);
  });

  it('can be thrown away, twice too; then it is gone', async () => {
    const parent = await signedIn();
    const done = await sendFile(parent, await makePicture('jpeg'));
    const params = { fileId: done.body.id };
    const { url } = (await parent.call('getFileLink', { params })).body;
    for (let times = 0; times < 2; times += 1)
      expect((await parent.call('discardUpload', { params })).status).toBe(200);
    for (const id of ['getUpload', 'completeUpload', 'getFileLink'] as const)
      expect(faultOf(await parent.call(id, { params }))).toEqual([404, 'not_found']);
    expect((await open(url)).status).toBe(404);
    expect(
      [...(await readTree(filesFolder())).keys()].filter((name) => name.includes(params.fileId)),
    ).toEqual([]);
  });
});

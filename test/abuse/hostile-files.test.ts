import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { hostileFiles, marks } from '../support/hostile-files.js';
import { Parent } from '../support/parent.js';
import { makePdf, makePicture } from '../support/pictures.js';
import { sendFile } from '../support/uploads.js';

const test = ownTestApp();
/** A family of its own for each, so that none is refused because of those before. */
const signedIn = () => new Parent(test.app).signIn();

const statuses = { file_type_refused: 415, file_damaged: 422, file_too_large: 413 };
const types = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;

async function served(parent: Parent, fileId: string): Promise<Buffer> {
  const { url } = (await parent.call('getFileLink', { params: { fileId } })).body;
  return (await test.app.inject({ url })).rawPayload;
}

describe('a hostile file', () => {
  it('is one of at least fifty, no two alike', () => {
    expect(hostileFiles.length).toBeGreaterThanOrEqual(50);
    expect(new Set(hostileFiles.map(({ what }) => what)).size).toBe(hostileFiles.length);
  });

  it.each(hostileFiles.map((file, index) => [file.what, file.ends, file, index] as const))(
    '%s: %s',
    async (_, ends, { make }, index) => {
      const parent = await signedIn();
      const bytes = await make();
      // Whatever the phone calls it: the content decides.
      const answer = await sendFile(parent, bytes, { type: types[index % types.length] });
      if (ends !== 'cleaned') {
        expect([answer.status, answer.problem.code]).toEqual([statuses[ends], ends]);
        expect(answer.problem.detail).toMatch(/[。]$/);
        return;
      }
      expect([answer.status, answer.problem.code]).toEqual([200, undefined]);
      const kept = await served(parent, answer.body.id);
      const { format } = await sharp(kept).metadata();
      expect(`image/${format}`).toBe(answer.body.file?.type);
      for (const mark of marks) expect(kept.includes(mark, 0, 'latin1'), mark).toBe(false);
    },
  );
});

describe('a harmless file', () => {
  const harmless: [string, () => Promise<Buffer> | Buffer, (typeof types)[number]][] = [
    ['a JPEG', () => makePicture('jpeg'), 'image/jpeg'],
    ['a PNG', () => makePicture('png'), 'image/png'],
    ['a WebP', () => makePicture('webp'), 'image/webp'],
    ['a PDF', () => makePdf(), 'application/pdf'],
    [
      'a PDF that says on which page to open, as office programs write it',
      () => makePdf({ catalogue: '/OpenAction [3 0 R /XYZ null null 0]' }),
      'application/pdf',
    ],
    [
      'a PDF with an address to tap',
      () => makePdf({ objects: ['<< /S /URI /URI (https://a.example) >>'] }),
      'application/pdf',
    ],
  ];
  it.each(harmless)('%s is taken (so that the refusals above mean something)', async (_, make, type) => {
    const parent = await signedIn();
    // Called something else by the phone, as files named wrongly are.
    const answer = await sendFile(parent, await make(), {
      type: type === 'image/png' ? 'image/jpeg' : 'image/png',
    });
    expect([answer.status, answer.body.file?.type]).toEqual([200, type]);
  });
});

describe('a hundred megabytes', () => {
  it('are refused when they are announced', async () => {
    const answer = await sendFile(await signedIn(), Buffer.alloc(0), { bytes: 100_000_000 });
    expect([answer.status, answer.problem.code]).toEqual([413, 'file_too_large']);
  });

  it('are refused when they come at once, or behind a file that was called small', async () => {
    const parent = await signedIn();
    const atOnce = await sendFile(parent, Buffer.alloc(100_000_000), { bytes: 1000, chunk: 100_000_000 });
    expect([atOnce.status, atOnce.problem.code]).toEqual([413, 'body_too_large']);
    const behind = await sendFile(parent, Buffer.alloc(100_000_000), { bytes: 262_144, chunk: 262_144 });
    expect([behind.status, behind.problem.code]).toEqual([413, 'file_too_large']);
  });
});

describe('a path where a name is expected', () => {
  const tricks = [
    '../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '/etc/passwd',
    'fl_1/../fl_2',
    'fl_\0',
    'C:\\x',
    '.',
    'FL_1234',
    '文件',
  ];
  it.each(tricks)('%j opens nothing as a file’s id', async (fileId) => {
    const parent = await signedIn();
    for (const id of [
      'getUpload',
      'uploadChunk',
      'completeUpload',
      'getFileLink',
      'discardUpload',
    ] as const) {
      const query = id === 'uploadChunk' ? { offset: 0 } : undefined;
      const body = id === 'uploadChunk' ? Buffer.alloc(10) : undefined;
      const { status, problem } = await parent.call(id, { params: { fileId }, query, body });
      expect([400, 404], `${id} ${problem.code}`).toContain(status);
    }
    const url = `/api/v1/files/${encodeURIComponent(fileId)}/content?expires=9999999999&form=copy&signature=x`;
    expect([400, 404]).toContain((await test.app.inject({ url })).statusCode);
  });

  it.each(tricks)('%j is no purpose, no type and no size', async (trick) => {
    const parent = await signedIn();
    const good = { purpose: 'feeReductionProof', type: 'image/png', bytes: 10 };
    for (const name of ['purpose', 'type', 'bytes', 'name']) {
      const { status, problem } = await parent.call('createUpload', { body: { ...good, [name]: trick } });
      expect([status, problem.code]).toEqual([400, 'input_invalid']);
    }
  });

  it.each([-1, 1.5, 2 ** 53, '1e400', 'NaN', '0x10', ''])('%j is no offset', async (offset) => {
    const parent = await signedIn();
    const params = { fileId: 'fl_0000000000000000' };
    const { status } = await parent.call('uploadChunk', {
      params,
      query: { offset },
      body: Buffer.alloc(10),
    });
    expect([400, 404]).toContain(status);
  });

  it.each([0, -1, 1.5, '10', null, 2 ** 60])('%j is no size that is taken', async (bytes) => {
    const parent = await signedIn();
    await parent.agreeTo('feeReduction');
    const body = { purpose: 'feeReductionProof', type: 'image/png', bytes };
    expect([400, 413]).toContain((await parent.call('createUpload', { body })).status);
  });
});

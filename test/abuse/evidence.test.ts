import { beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { matter, trackingCode } from '../support/complaint-stack.js';
import { sendEvidence, tellingFilm } from '../support/evidence.js';
import { addCentre } from '../support/factories.js';
import { faultOf, Parent } from '../support/parent.js';
import { makePicture } from '../support/pictures.js';

const test = ownTestApp();
let parent: Parent;
let centreId: string;
beforeAll(async () => {
  centreId = (await addCentre(test.app.store))._id;
  parent = await new Parent(test.app).signIn();
});

const start = (bytes: unknown, type: unknown = 'image/jpeg') =>
  parent.call('startEvidence', { body: { type, bytes } });

describe('evidence that is none', () => {
  it.each([
    ['larger than a file may be', 50_000_001, 'image/jpeg', [413, 'file_too_large']],
    ['of no bytes', 0, 'image/jpeg', [400, 'input_invalid']],
    ['of bytes that are no number', '10', 'image/jpeg', [400, 'input_invalid']],
    ['of a type that is not taken', 10, 'text/html', [400, 'input_invalid']],
    ['a picture that nobody can draw anew', 10, 'image/svg+xml', [400, 'input_invalid']],
  ])('%s is refused before a byte of it is sent', async (_, bytes, type, fault) => {
    expect(faultOf(await start(bytes, type))).toEqual(fault);
  });

  it('comes in chunks of the right size and place, and of bytes', async () => {
    const params = { fileId: (await start(600_000)).body.id };
    const chunk = (offset: number, body: unknown) =>
      parent.call('uploadEvidenceChunk', { params, query: { offset }, body });
    expect(faultOf(await chunk(0, Buffer.alloc(262_145)))).toEqual([413, 'body_too_large']);
    expect(faultOf(await chunk(16_384, Buffer.alloc(16_384)))).toEqual([409, 'upload_offset_wrong']);
    expect(faultOf(await chunk(0, Buffer.alloc(100)))).toEqual([400, 'body_malformed']);
    expect(faultOf(await chunk(0, { bytes: 'x' }))).toEqual([415, 'media_type_unsupported']);
    expect(faultOf(await chunk(-1, Buffer.alloc(16_384)))).toEqual([400, 'input_invalid']);
    const early = await parent.call('completeEvidence', { params });
    expect(faultOf(early)).toEqual([409, 'upload_incomplete']);
  });

  it.each([
    [
      'a page that calls itself a picture',
      Buffer.from('<html><script>alert(1)</script>'.repeat(9)),
      'image/jpeg',
    ],
    ['a film without anything to play', tellingFilm('x').subarray(0, 16), 'video/mp4'],
    ['a film that says where the phone was', tellingFilm('x', { handler: 'meta' }), 'video/mp4'],
  ] as const)('is looked at by its content: %s is not taken', async (_, bytes, type) => {
    expect((await sendEvidence(parent, bytes, { type })).problem.code).toBe('file_type_refused');
  });

  it('that was cut short is damaged', async () => {
    const film = tellingFilm('x');
    const cut = await sendEvidence(parent, film.subarray(0, film.length - 30), { type: 'video/mp4' });
    expect(faultOf(cut)).toEqual([422, 'file_damaged']);
  });
});

describe('a complaint', () => {
  it('takes nine files at once, each once, by ids', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `fl_000000000000000${index}`);
    for (const evidence of [ids, [ids[0], ids[0]], ['../../etc/passwd'], 'fl_0000000000000000', [], [null]]) {
      const filed = await parent.call('fileComplaint', {
        body: { ...matter, identity: 'named', centreId, evidence },
      });
      expect([evidence, ...faultOf(filed)]).toEqual([evidence, 400, 'input_invalid']);
    }
  });

  it('is none of an author that comes with somebody else’s code', async () => {
    const [mine, theirs] = [trackingCode(), trackingCode()];
    const nobody = new Parent(test.app);
    const evidence = [(await sendEvidence(nobody, await makePicture('png'), { trackingCode: mine })).body.id];
    const file = (code: string) =>
      nobody.call('fileAnonymousComplaint', { body: { ...matter, centreId, trackingCode: code, evidence } });
    expect(faultOf(await file(theirs))).toEqual([409, 'file_unknown']);
    const filed = await file(mine);
    expect(filed.status).toBe(201);
    const params = { complaintId: filed.body.id, fileId: evidence[0] ?? '' };
    await nobody.call('fileAnonymousComplaint', { body: { ...matter, centreId, trackingCode: theirs } });
    for (const id of ['getEvidenceLink', 'getEvidencePack'] as const)
      expect(faultOf(await nobody.call(id, { params, trackingCode: theirs }))).toEqual([404, 'not_found']);
    // A family that knows its id is nobody either.
    expect(faultOf(await parent.call('getEvidencePack', { params }))).toEqual([404, 'not_found']);
  });
});

describe('many uploads', () => {
  it('of one author wait twelve at most, and others of that address are not made to wait for them', async () => {
    const hoarder = await new Parent(test.app).signIn();
    const statuses: number[] = [];
    for (let count = 0; count < 13; count += 1)
      statuses.push(
        (await hoarder.call('startEvidence', { body: { type: 'image/jpeg', bytes: 10 } })).status,
      );
    expect(statuses).toEqual([...Array(12).fill(201), 409]);
    expect((await start(10)).status).toBe(201);
  });

  it('of one address are sixty an hour; a complaint is taken from it all the same', async () => {
    const ask = async (url: string, payload: object, code: string) => {
      const headers = { 'x-tracking-code': code, 'idempotency-key': 'key-of-no-meaning' };
      const remoteAddress = '203.0.113.20';
      return (
        await test.app.inject({ method: 'POST', url: `/api/v1${url}`, remoteAddress, headers, payload })
      ).statusCode;
    };
    const statuses: number[] = [];
    for (let count = 0; count < 61; count += 1)
      statuses.push(await ask('/evidence', { type: 'image/jpeg', bytes: 10 }, trackingCode()));
    expect(statuses).toEqual([...Array(60).fill(201), 429]);
    const code = trackingCode();
    const urgent = { ...matter, category: 'abuse', centreId, trackingCode: code };
    expect(await ask('/anonymous-complaints', urgent, code)).toBe(201);
  });
});

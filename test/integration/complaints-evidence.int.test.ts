import { buildApp } from '@nearcare/bff/app';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import {
  complaintStack,
  districtWithDesks,
  filedComplaint,
  matter,
  trackingCode,
} from '../support/complaint-stack.js';
import { sendEvidence, sha256, tellingFilm, tellingPhotograph } from '../support/evidence.js';
import { faultOf, Parent } from '../support/parent.js';
import { makePdf } from '../support/pictures.js';

const test = ownTestApp();

/** The bytes at a signed address. */
async function bytesAt(url: string): Promise<{ bytes: Buffer; headers: Record<string, unknown> }> {
  const { rawPayload, headers } = await test.app.inject({ method: 'GET', url });
  return { bytes: rawPayload, headers };
}

async function withPhotograph() {
  const desks = await districtWithDesks(test);
  const parent = await new Parent(test.app).signIn();
  const photograph = await tellingPhotograph('PhoneOfZhangSan');
  const fileId = (await sendEvidence(parent, photograph)).body.id;
  const filed = await parent.call('fileComplaint', {
    body: { ...matter, identity: 'hidden', centreId: desks.centreId, evidence: [fileId] },
  });
  const params = { complaintId: filed.body.id, fileId };
  return { ...desks, parent, photograph, fileId, filed, params };
}

describe('evidence that a parent files with', () => {
  it('is told with its kind, its size, when it was taken, and the hash of what the phone sent', async () => {
    const { filed, photograph, fileId } = await withPhotograph();
    expect(filed.status).toBe(201);
    expect(filed.body.events[0]?.evidence).toEqual([
      {
        ...{ fileId, kind: 'image', bytes: photograph.length, sha256: sha256(photograph) },
        ...{ takenAt: '2026-11-20T04:30:00.000Z', uploadedAt: test.clock.now().toISOString() },
      },
    ]);
  });

  it('is shown as a copy that says nothing beside the picture, and kept as it was sent', async () => {
    const { parent, officer, photograph, params } = await withPhotograph();
    for (const [who, id] of [
      [parent, 'getEvidenceLink'],
      [officer.holder, 'deskGetEvidenceLink'],
    ] as const) {
      const shown = await bytesAt((await who.call(id, { params })).body.url);
      expect(shown.headers['content-type']).toBe('image/jpeg');
      expect(shown.bytes.includes('PhoneOfZhangSan')).toBe(false);
      const link = await who.call(id, { params, query: { original: true } });
      const original = await bytesAt(link.body.url);
      expect(original.bytes.equals(photograph)).toBe(true);
      expect(original.headers['content-disposition']).toMatch(/^attachment/);
    }
  });

  it('is not the centre’s to see, nor that there is any', async () => {
    const desks = await districtWithDesks(test);
    const parent = await new Parent(test.app).signIn();
    const fileId = (await sendEvidence(parent, await tellingPhotograph('x'))).body.id;
    const body = { category: 'service', what: '老师总是不回话', identity: 'named', centreId: desks.centreId };
    const filed = await parent.call('fileComplaint', { body: { ...body, evidence: [fileId] } });
    const complaintId = filed.body.id;
    await desks.staff.holder.call('deskAnswerComplaint', {
      params: { complaintId },
      body: { move: 'accepted' },
    });
    const seen = await desks.staff.holder.call('deskGetCentreComplaint', { params: { complaintId } });
    expect(seen.status).toBe(200);
    expect(JSON.stringify(seen.body)).not.toContain(fileId);
    expect(JSON.stringify(seen.body)).not.toContain('evidence');
  });

  it('is added later, with words or without, once for its key', async () => {
    const { parent, params } = await filedComplaint(test, (await districtWithDesks(test)).centreId);
    const fileId = (await sendEvidence(parent, tellingFilm('x'), { type: 'video/mp4' })).body.id;
    const body = { evidence: [fileId] };
    for (let times = 0; times < 2; times += 1) {
      const added = await parent.call('addToComplaint', { params, body, key: 'the-addition-once' });
      expect(added.status).toBe(200);
      expect(added.body.events.map(({ kind }) => kind)).toEqual(['filed', 'added']);
      expect(added.body.events[1]).toMatchObject({ text: null, evidence: [{ fileId, kind: 'video' }] });
    }
    expect(faultOf(await parent.call('addToComplaint', { params, body: {} }))).toEqual([
      400,
      'input_invalid',
    ]);
  });

  it('can’t be somebody else’s, another complaint’s, unfinished or made up; then nothing is filed', async () => {
    const { parent, fileId, centreId } = await withPhotograph();
    const other = await new Parent(test.app).signIn();
    const theirs = (await sendEvidence(other, await tellingPhotograph('x'))).body.id;
    const unfinished = await parent.call('startEvidence', { body: { type: 'image/jpeg', bytes: 10 } });
    const mine = (await sendEvidence(parent, await tellingPhotograph('x'))).body.id;
    for (const bad of [theirs, fileId, unfinished.body.id, 'fl_0000000000000000']) {
      const body = { ...matter, identity: 'named', centreId, evidence: [mine, bad] };
      const refused = await parent.call('fileComplaint', { body });
      expect(faultOf(refused)).toEqual([409, 'file_unknown']);
      expect(refused.problem.errors).toEqual([expect.objectContaining({ path: '/evidence/1' })]);
    }
    expect((await parent.call('listMyComplaints')).body.items).toHaveLength(1);
    // What was good of it is still there to be filed.
    const body = { ...matter, identity: 'named', centreId, evidence: [mine] };
    expect((await parent.call('fileComplaint', { body })).status).toBe(201);
  });

  it('keeps no urgent report waiting: it is filed without what is gone, and the receipt says without which', async () => {
    const { centreId } = await districtWithDesks(test);
    const parent = await new Parent(test.app).signIn();
    const there = (await sendEvidence(parent, await tellingPhotograph('x'))).body.id;
    const gone = 'fl_0000000000000000';
    const body = { category: 'abuse', what: '老师打孩子', identity: 'named', centreId };
    const file = () =>
      parent.call('fileComplaint', { body: { ...body, evidence: [gone, there] }, key: 'urgent-once' });
    for (const filed of [await file(), await file()]) {
      expect([filed.status, filed.body.missingFiles]).toEqual([201, [gone]]);
      expect(filed.body.events[0]?.evidence.map(({ fileId }) => fileId)).toEqual([there]);
    }
    expect((await parent.call('listMyComplaints')).body.items).toHaveLength(1);
    const plain = await parent.call('fileComplaint', { body });
    expect(plain.body.missingFiles).toEqual([]);
  });

  it('a day old is not taken for left over between being given and being named', async () => {
    const { centreId } = await districtWithDesks(test);
    const parent = await new Parent(test.app).signIn();
    const { guardians } = (await parent.call('exportMyData')).body;
    const fileId = (await sendEvidence(parent, await tellingPhotograph('x'))).body.id;
    test.clock.advance({ days: 1, minutes: 5 });
    const steady = complaintStack(test);
    let writes = 0;
    // Another process runs the job before each write.
    const filing = complaintStack(test, async (write) => {
      writes += 1;
      await steady.keep();
      return write();
    });
    const who = { familyId: parent.familyId, guardianId: guardians[0]?.id ?? '' };
    const identity = 'hidden' as const;
    const body = { ...matter, identity, centreId, evidence: [fileId] };
    await filing.ofAuthors.fileComplaint(who, body, 'filed-a-day-later');
    expect([writes > 2, await steady.hasFile(fileId)]).toEqual([true, true]);
    test.clock.set('2026-11-24T01:12:00Z');
  });

  it('that is the complaint’s but that no event names is linked for nobody', async () => {
    const { parent, officer, params } = await withPhotograph();
    const unnamed = (await sendEvidence(parent, await tellingPhotograph('x'))).body.id;
    const { complaintId } = params;
    const owned = { holderId: complaintId, owner: `complaints/${complaintId}` };
    await test.app.store.collection<{ _id: string }>('files').updateOne({ _id: unnamed }, { $set: owned });
    const of = { params: { complaintId, fileId: unnamed } };
    expect(faultOf(await parent.call('getEvidenceLink', of))).toEqual([404, 'not_found']);
    expect(faultOf(await officer.holder.call('deskGetEvidenceLink', of))).toEqual([404, 'not_found']);
  });

  it('is no longer its sender’s once it is filed: neither to throw away nor to be found by its marks', async () => {
    const { parent, params } = await withPhotograph();
    const { fileId } = params;
    for (const id of ['getEvidenceUpload', 'discardEvidence', 'completeEvidence'] as const)
      expect(faultOf(await parent.call(id, { params: { fileId } }))).toEqual([404, 'not_found']);
    const kept = await test.app.store.collection<{ _id: string }>('files').findOne({ _id: fileId });
    expect(kept).toMatchObject({ holderId: params.complaintId, keyId: fileId });
    expect(JSON.stringify(kept)).not.toContain(parent.familyId);
  });

  it('stays when its author’s account goes, and what was not filed goes with it', async () => {
    const { parent, officer, params, photograph } = await withPhotograph();
    const unfiled = (await sendEvidence(parent, photograph)).body.id;
    const { scope } = (await parent.call('previewDeletion')).body;
    expect((await parent.call('deleteMyAccount', { body: { scope } })).status).toBe(201);
    const stack = complaintStack(test);
    await expect.poll(() => stack.hasFile(unfiled), { timeout: 20_000 }).toBe(false);
    await officer.open();
    const link = await officer.holder.call('deskGetEvidenceLink', { params, query: { original: true } });
    expect((await bytesAt(link.body.url)).bytes.equals(photograph)).toBe(true);
  });
});

describe('evidence of an anonymous author', () => {
  async function anonymous() {
    const desks = await districtWithDesks(test);
    const nobody = new Parent(test.app);
    const code = trackingCode();
    const photograph = await tellingPhotograph('PhoneOfLiSi');
    const fileId = (await sendEvidence(nobody, photograph, { trackingCode: code })).body.id;
    const body = { ...matter, centreId: desks.centreId, trackingCode: code, evidence: [fileId] };
    const filed = await nobody.call('fileAnonymousComplaint', { body });
    const params = { complaintId: filed.body.id, fileId };
    return { ...desks, nobody, code, photograph, filed, params };
  }

  it('comes by the code in a header, whatever token comes with it', async () => {
    const { filed, photograph } = await anonymous();
    expect(filed.status).toBe(201);
    expect(filed.body.events[0]?.evidence).toMatchObject([{ kind: 'image', sha256: sha256(photograph) }]);
    const parent = await new Parent(test.app).signIn();
    const code = trackingCode();
    const sent = await sendEvidence(parent, photograph, { trackingCode: code });
    expect(sent.status).toBe(200);
    const params = { fileId: sent.body.id };
    expect(faultOf(await parent.call('getEvidenceUpload', { params }))).toEqual([404, 'not_found']);
    const bad = await parent.call('getEvidenceUpload', {
      params,
      token: 'no.token.at-all',
      trackingCode: code,
    });
    expect(bad.status).toBe(200);
  });

  it('reaches the desk as a copy alone; as it was sent its author gets it, and nobody else', async () => {
    const { nobody, code, officer, photograph, params } = await anonymous();
    const copy = await officer.holder.call('deskGetEvidenceLink', { params });
    expect((await bytesAt(copy.body.url)).bytes.includes('PhoneOfLiSi')).toBe(false);
    const query = { original: true };
    const denied = await officer.holder.call('deskGetEvidenceLink', { params, query });
    expect(faultOf(denied)).toEqual([404, 'not_found']);
    // The link to the copy is none to the original.
    const forged = copy.body.url.replace('form=copy', 'form=original');
    expect((await test.app.inject({ method: 'GET', url: forged })).statusCode).toBe(404);
    const own = await nobody.call('getEvidenceLink', { params, query, trackingCode: code });
    expect((await bytesAt(own.body.url)).bytes.equals(photograph)).toBe(true);
  });

  it('is no PDF, which may name who made it', async () => {
    const code = trackingCode();
    const pdf = makePdf();
    const type = 'application/pdf';
    const refused = await sendEvidence(new Parent(test.app), pdf, { type, trackingCode: code });
    expect(refused.problem.code).toBe('file_type_refused');
    // Nor under another name.
    const hidden = await sendEvidence(new Parent(test.app), pdf, { type: 'image/png', trackingCode: code });
    expect(hidden.problem.code).toBe('file_type_refused');
    const { status } = await sendEvidence(await new Parent(test.app).signIn(), pdf, { type });
    expect(status).toBe(200);
  });

  it('is added by the code, and not with a move that takes none', async () => {
    const { nobody, code } = await anonymous();
    const fileId = (await sendEvidence(nobody, tellingFilm('x'), { type: 'video/mp4', trackingCode: code }))
      .body.id;
    const act = (body: object) =>
      nobody.call('actOnTrackedComplaint', { body: { trackingCode: code, evidence: [fileId], ...body } });
    expect(faultOf(await act({ move: 'withdrawn' }))).toEqual([400, 'input_invalid']);
    const added = await act({ move: 'added', text: '又拍到一次' });
    expect(added.body.events.at(-1)).toMatchObject({ evidence: [{ fileId, kind: 'video' }] });
  });

  it('with no code, or a wrong one, is nobody’s', async () => {
    const { nobody, params, code } = await anonymous();
    expect(faultOf(await nobody.call('getEvidenceLink', { params }))).toEqual([401, 'sign_in_required']);
    for (const [trackingCodeSent, fault] of [
      ['short', [404, 'tracking_code_wrong']],
      [trackingCode(), [404, 'not_found']],
    ] as const)
      for (const id of ['getEvidenceLink', 'getEvidencePack'] as const)
        expect(faultOf(await nobody.call(id, { params, trackingCode: trackingCodeSent }))).toEqual(fault);
    expect((await nobody.call('getEvidencePack', { params, trackingCode: code })).status).toBe(200);
  });
});

describe('the pack to keep', () => {
  it('holds the words of both sides and the files with hashes that anybody can work out again', async () => {
    const { parent, params, fileId, photograph, act } = await withPhotograph();
    const { complaintId } = params;
    await act(complaintId, 'noted', { text: '先问消防' });
    await act(complaintId, 'accepted', { text: '收到了，正在核实。' });
    const { body } = await parent.call('getEvidencePack', { params: { complaintId } });
    expect(body).toMatchObject({ categoryLabel: '收费、退费', madeAt: test.clock.now().toISOString() });
    // Numbered without gaps: nothing tells that the desk noted something.
    expect(body.texts.map(({ seq, part, by, text }) => [seq, part, by, text])).toEqual([
      [0, 'what', 'author', matter.what],
      [1, 'text', 'officer', '收到了，正在核实。'],
    ]);
    for (const { text, sha256: told } of body.texts) expect(told).toBe(sha256(text));
    expect(body.files).toMatchObject([{ seq: 0, fileId, sha256: sha256(photograph) }]);
  });
});

describe('evidence that nobody names', () => {
  it('is erased a day later, with its key; what its complaint names stays', async () => {
    const { parent, params, fileId } = await withPhotograph();
    const stack = complaintStack(test);
    // As if the process had died between taking it and writing what names it.
    const orphan = (await sendEvidence(parent, await tellingPhotograph('x'))).body.id;
    const files = test.app.store.collection<{ _id: string }>('files');
    const { complaintId } = params;
    await files.updateOne(
      { _id: orphan },
      { $set: { holderId: complaintId, owner: `complaints/${complaintId}` } },
    );
    const left = async () =>
      (await files.find({ _id: { $in: [orphan, fileId] } }).toArray()).map(({ _id }) => _id);
    await stack.keep();
    expect((await left()).sort()).toEqual([orphan, fileId].sort());
    test.clock.advance({ days: 1, minutes: 1 });
    await stack.keep();
    expect(await left()).toEqual([fileId]);
    expect([await stack.hasKey(orphan), await stack.hasKey(fileId)]).toEqual([false, true]);
    test.clock.set('2026-11-24T01:12:00Z');
  });

  it('and was never filed is swept after a day, with its key', async () => {
    const parent = await new Parent(test.app).signIn();
    const key = 'the-upload-left-alone';
    const photograph = await tellingPhotograph('x');
    const fileId = (await sendEvidence(parent, photograph, { key })).body.id;
    const stack = complaintStack(test);
    test.clock.advance({ days: 1, minutes: 1 });
    await stack.sweepFiles();
    expect(await stack.hasKey(fileId)).toBe(false);
    // Asked for again under its old key it says that it is gone, not that somebody has to sign in.
    const elsewhere = await buildApp(test.config, { clock: test.clock });
    const again = await new Parent(elsewhere, parent.phone).signIn();
    expect(faultOf(await sendEvidence(again, photograph, { key }))).toEqual([404, 'not_found']);
    await elsewhere.close();
    test.clock.set('2026-11-24T01:12:00Z');
  });

  it('goes with its complaint when that has been kept long enough', async () => {
    const { act, params, fileId } = await withPhotograph();
    const { complaintId } = params;
    await act(complaintId, 'accepted');
    await act(complaintId, 'replied', { text: '已经到现场看过' });
    await act(complaintId, 'closed', { text: '办完了', result: 'solved' });
    const stack = complaintStack(test);
    test.clock.set('2029-12-01T01:12:00Z');
    await stack.keep();
    expect([await stack.hasKey(complaintId), await stack.hasKey(fileId)]).toEqual([false, false]);
    expect(await stack.hasFile(fileId)).toBe(false);
    test.clock.set('2026-11-24T01:12:00Z');
  });
});

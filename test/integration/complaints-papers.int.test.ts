import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { districtWithDesks, filedComplaint, matter, trackingCode } from '../support/complaint-stack.js';
import { sendEvidence, sha256, tellingPhotograph } from '../support/evidence.js';
import { addCentre } from '../support/factories.js';
import { faultOf, Parent } from '../support/parent.js';

const test = ownTestApp();

describe('the sheet for a body outside', () => {
  it('says what, when, where and with what, and how to reach who said so, to the police and to 12345', async () => {
    const { officer, centreId } = await districtWithDesks(test);
    const author = await new Parent(test.app).signIn();
    const photograph = await tellingPhotograph('x');
    const evidence = [(await sendEvidence(author, photograph)).body.id];
    const told = {
      category: 'abuse',
      who: '小周老师',
      incidentOn: '2026-11-20',
      incidentTime: '12:30',
      evidence,
    };
    const filed = await author.call('fileComplaint', {
      body: { ...matter, ...told, identity: 'hidden', centreId },
    });
    const params = { complaintId: filed.body.id };
    await author.call('addToComplaint', { params, body: { text: '又看见一次' } });
    const sheet = async (body: string) =>
      (await officer.holder.call('deskGetHandOver', { params, query: { body } })).body;
    const police = await sheet('police');
    expect(police).toMatchObject({
      ...{ number: filed.body.number, level: 'urgent', what: matter.what, who: '小周老师' },
      ...{ incidentOn: '2026-11-20', incidentTime: '12:30', districtName: '河东区' },
      ...{ additions: [{ text: '又看见一次' }], evidence: [{ sha256: sha256(photograph) }] },
      ...{ receiver: { code: 'police', name: '公安机关' }, authorPhone: author.phone },
      ...{ preparedBy: '李专员', preparedAt: test.clock.now().toISOString() },
    });
    expect(police.placeAddress).toBeTruthy();
    expect((await sheet('hotline')).authorPhone).toBe(author.phone);
    for (const body of ['market', 'fire', 'cyberspace', 'centre', 'organiser', 'health'])
      expect([body, (await sheet(body)).authorPhone]).toEqual([body, null]);
  });

  it('never tells who an anonymous author is, and tells nothing to another district', async () => {
    const { officer, centreId } = await districtWithDesks(test);
    const parent = await new Parent(test.app).signIn();
    const body = { ...matter, centreId, trackingCode: trackingCode() };
    const filed = await parent.call('fileAnonymousComplaint', { body });
    const params = { complaintId: filed.body.id };
    const query = { body: 'police' };
    const sheet = await officer.holder.call('deskGetHandOver', { params, query });
    expect(sheet.body.authorPhone).toBeNull();
    expect(JSON.stringify(sheet.body)).not.toContain(parent.phone);
    const other = await districtWithDesks(test);
    const theirs = await other.officer.holder.call('deskGetHandOver', { params, query });
    expect(faultOf(theirs)).toEqual([404, 'not_found']);
  });

  it('is a look on record, as a link to evidence is', async () => {
    const { officer, centreId } = await districtWithDesks(test);
    const author = await new Parent(test.app).signIn();
    const fileId = (await sendEvidence(author, await tellingPhotograph('x'))).body.id;
    const body = { ...matter, identity: 'named', centreId, evidence: [fileId] };
    const complaintId = (await author.call('fileComplaint', { body })).body.id;
    const looks = async () =>
      (await test.app.store.collection('complaintLooks').find({ complaintId }).toArray()).map(
        ({ times }) => times,
      );
    expect(await looks()).toEqual([]);
    await officer.holder.call('deskGetHandOver', { params: { complaintId }, query: { body: 'police' } });
    expect(await looks()).toEqual([1]);
    await officer.holder.call('deskGetEvidenceLink', { params: { complaintId, fileId } });
    expect(await looks()).toEqual([2]);
  });
});

describe('counts of complaints', () => {
  /** So many of a centre, filed in October; `late` of them past a deadline, `solved` closed ten days later. */
  async function october(count: number, { solved = 0, late = 0 } = {}) {
    const desks = await districtWithDesks(test);
    const rows = test.app.store.collection<{ _id: string }>('complaints');
    for (let index = 0; index < count; index += 1) {
      const { id } = await filedComplaint(test, desks.centreId);
      const isSolved = index < solved;
      const filedAt = new Date('2026-10-12T02:00:00Z');
      const ended = {
        isOpen: false,
        state: 'closed',
        result: 'solved',
        dueAt: new Date('2026-10-22T02:00:00Z'),
      };
      const isLate = index < late;
      await rows.updateOne(
        { _id: id },
        { $set: { filedAt, isOnTime: !isLate, isOverdue: isLate && !isSolved, ...(isSolved ? ended : {}) } },
      );
    }
    return desks;
  }
  const published = (query: object) =>
    new Parent(test.app).call('getComplaintStatistics', { query: query as Record<string, unknown> });

  it('are told of whole months that are over, of a centre and of its district', async () => {
    const { centreId, districtCode } = await october(7, { solved: 6, late: 1 });
    // Filed today: in no whole month yet.
    await filedComplaint(test, centreId);
    const counts = { received: 7, solved: 6, medianDays: 10, onTimePercent: 83 };
    const ofCentre = (await published({ centreId })).body;
    expect(ofCentre).toMatchObject({ centreId, from: '2025-11-01', until: '2026-10-31', ...counts });
    expect((await published({ districtCode })).body).toMatchObject({
      centreId: null,
      name: '河东区',
      ...counts,
    });
  });

  it('are told to nobody where they are fewer than five', async () => {
    const nothing = { received: null, solved: null, medianDays: null, onTimePercent: null };
    const few = await october(4, { solved: 4 });
    expect((await published({ centreId: few.centreId })).body).toMatchObject(nothing);
    const unsolved = await october(5, { solved: 4 });
    expect((await published({ centreId: unsolved.centreId })).body).toMatchObject({
      ...nothing,
      received: 5,
    });
    // Nor by a district, less the centre that may be read.
    const district = { code: unsolved.districtCode, name: '河东区' };
    const { id } = await filedComplaint(test, (await addCentre(test.app.store, { district }))._id);
    const rows = test.app.store.collection<{ _id: string }>('complaints');
    await rows.updateOne({ _id: id }, { $set: { filedAt: new Date('2026-10-12T02:00:00Z') } });
    expect((await published({ districtCode: unsolved.districtCode })).body.received).toBeNull();
  });

  it('are whole for the desk that is measured by them', async () => {
    const { officer } = await october(3, { solved: 2, late: 1 });
    expect((await officer.holder.call('deskGetComplaintStatistics')).body).toMatchObject({
      ...{ received: 3, solved: 2, open: 1, overdue: 0, medianDays: 10, onTimePercent: 50 },
      ...{ from: '2025-11-25', until: '2026-11-24' },
    });
  });

  it.each([{}, { centreId: 'c_0000000000000000', districtCode: 'd' }])(
    'of %j are not asked for',
    async (query) => {
      expect(faultOf(await published(query))).toEqual([400, 'input_invalid']);
    },
  );

  it('of a place that is not there are not there', async () => {
    for (const query of [{ centreId: 'c_0000000000000000' }, { districtCode: 'nowhere' }])
      expect(faultOf(await published(query))).toEqual([404, 'not_found']);
  });

  it('have a tag, and 304 to who has them already', async () => {
    const { centreId } = await october(5, { solved: 5 });
    const url = `/api/v1/complaint-statistics?centreId=${centreId}`;
    const first = await test.app.inject({ method: 'GET', url });
    const headers = { 'if-none-match': String(first.headers.etag) };
    expect((await test.app.inject({ method: 'GET', url, headers })).statusCode).toBe(304);
  });
});

import { toneWav } from '@nearcare/bff/demo/tone-wav';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { type OperationId, routes } from '@nearcare/shared/contract/routes';
import type { Operation } from '@nearcare/shared/operations/operation';
import { operations } from '@nearcare/shared/operations/operations';
import { beforeAll, describe, expect, it } from 'vitest';
import { staffAtNewCentre } from '../support/at-desk.js';
import { addExpert } from '../support/at-guidance-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { publish, signUp } from '../support/class-acts.js';
import { liveClass, recordedClass, updatedClass } from '../support/class-stack.js';
import { type Place, placesOfIds } from '../support/contract-ids.js';
import { deskHolder, officerOf } from '../support/desk-holder.js';
import { sendEvidence } from '../support/evidence.js';
import { addCentre, addDistrict, monthlyPrices } from '../support/factories.js';
import { type Parent, parentWithChild } from '../support/parent.js';
import { makePicture } from '../support/pictures.js';
import { sendFile } from '../support/uploads.js';

const test = ownTestApp({ MEDIA_ORIGINS: 'https://vod.example.org' });
const ofDesks = (Object.keys(routes) as OperationId[]).filter(
  (id) => !['public', 'family', 'author'].includes(operations[id].access),
);
const days = {
  today: '2026-11-24',
  enrolled: '2026-11-25',
  open: '2026-11-26',
  quoted: '2026-11-27',
  closed: '2026-12-01',
};

/** A class of this morning, whose doors are open. */
const openNow = { sessions: [{ date: days.today, from: '09:50', to: '11:00' }] };

type Things = Record<
  | 'groupId'
  | 'complaintId'
  | 'expertQuestionId'
  | 'homeVisitId'
  | 'leadId'
  | 'enrolmentId'
  | 'deskVisitId'
  | 'childId'
  | 'quoteId'
  | 'bookingId'
  | 'feeReductionId'
  | 'fileId'
  | 'evidenceId'
  | 'classId'
  | 'lessonClassId'
  | 'liveClassId'
  | 'questionId'
  | 'classMediaId'
  | 'signUpId'
  | 'ratedSignUpId'
  | 'centreId',
  string
>;
type Desk = { staff: Parent; officer: Parent; things: Things };

/** Things of nobody. */
const none: Things = {
  groupId: 'gr_0000000000000000',
  complaintId: 'cp_0000000000000000',
  expertQuestionId: 'eq_0000000000000000',
  homeVisitId: 'hv_0000000000000000',
  leadId: 'cp_0000000000000001',
  enrolmentId: 'en_0000000000000000',
  deskVisitId: 'dv_0000000000000000',
  childId: 'ch_0000000000000000',
  quoteId: 'q_0000000000000000',
  bookingId: 'b_000000000000000000',
  feeReductionId: 'fr_0000000000000000',
  fileId: 'fl_0000000000000000',
  evidenceId: 'fl_0000000000000000',
  classId: 'cl_0000000000000000',
  lessonClassId: 'cl_0000000000000000',
  liveClassId: 'cl_0000000000000000',
  questionId: 'lq_0000000000000000',
  classMediaId: 'fl_0000000000000000',
  signUpId: 'su_0000000000000000',
  ratedSignUpId: 'su_0000000000000000',
  centreId: 'ce_0000000000000000',
};
const isThing = (name: string): name is keyof Things => name in none;
/** Which of a desk's things an operation takes there: classes and files are of several kinds. */
function ownName(id: OperationId, name: string): keyof Things {
  if (name === 'fileId' && id === 'deskGetEvidenceLink') return 'evidenceId';
  if (name === 'fileId' && id.includes('ClassMedia')) return 'classMediaId';
  if (name === 'signUpId' && id === 'deskDecideComment') return 'ratedSignUpId';
  if (name === 'classId' && id.includes('Lesson')) return 'lessonClassId';
  if (name === 'classId' && /Live|Replay/.test(id)) return 'liveClassId';
  return name as keyof Things;
}

const ratedAt = '2026-11-24T01:00:00.000Z';
const outside = { source: 'outside', kind: 'video', url: 'https://vod.example.org/a.mp4' };
const recording = { media: outside, seconds: 60, chapters: [], transcript: [] };

/** What an operation takes besides ids. One with ids and a body, and no entry here, fails below. */
const rest: Partial<Record<OperationId, { params?: object; query?: object; body?: object }>> = {
  deskListRoster: { query: { date: days.open } },
  deskTellVacancy: { body: { freePlaces: 1 } },
  deskSetPlaces: { body: { date: days.open, places: 3 } },
  deskQuoteForFamily: { body: { mode: 'fullDay', dates: [days.quoted] } },
  deskBookForFamily: { body: {} },
  deskCheckIn: { body: {} },
  deskCheckOut: { body: {} },
  deskMarkNoShow: { body: {} },
  deskCancelBooking: { body: { reason: '老师请假' } },
  deskSuspendCentre: { body: { from: days.today, reason: '消防整改' } },
  deskDecideTemporary: { body: { decision: 'accepted' } },
  deskDecideFeeReduction: { body: { decision: 'granted' } },
  deskPreviewEnrolment: { body: { firstDay: days.enrolled } },
  deskDecideEnrolment: { body: { decision: 'accepted', firstDay: days.enrolled } },
  deskConfirmHealthCheck: { body: { kinds: [] } },
  deskNoteAttendance: { body: { date: days.today, attendance: 'checkedIn' } },
  deskActOnComplaint: { body: { move: 'joined' } },
  deskGetEvidenceLink: { query: { original: true } },
  deskGetHandOver: { query: { body: 'police' } },
  deskAnswerComplaint: { body: { move: 'accepted' } },
  deskSetLesson: { body: recording },
  deskUploadClassMediaChunk: { query: { offset: 0 } },
  deskSetLiveRoom: { body: { video: null, isOpenToAll: false } },
  deskActInLiveRoom: { body: { move: 'mute' } },
  deskPublishReplay: { body: { title: '回放', ...recording } },
  // Its doors are open, and it began a moment ago.
  deskUpdateClass: { body: { ...updatedClass(openNow), rev: 0 } },
  deskCancelClass: { body: { reason: '停电' } },
  deskMarkAttendance: { body: { mark: 'attended' } },
  deskDecideComment: { body: { givenAt: ratedAt, decision: 'released' } },
  deskAnswerExpertQuestion: { body: { kind: 'answered', text: '先固定顺序' } },
  deskOfferHomeVisit: {
    body: { slots: [{ date: days.open, from: '09:00', to: '10:00' }], visitor: '张医生' },
  },
  deskEndHomeVisit: { body: { reason: '来不了' } },
  deskReportHomeVisit: { body: { text: '都好' } },
};

function callWith(id: OperationId, own: Things, replaced?: Place & { by: string }) {
  const call = {
    params: { ...rest[id]?.params },
    query: { ...rest[id]?.query },
    body: { ...rest[id]?.body },
  };
  const put = ({ part, name }: Place, value: string) => Object.assign(call[part], { [name]: value });
  for (const place of placesOfIds(id)) if (isThing(place.name)) put(place, own[ownName(id, place.name)]);
  if (replaced) put(replaced, replaced.by);
  const bytes = (operations[id] as Operation).isRawBody ? { body: Buffer.alloc(10) } : {};
  return { ...call, ...bytes, params: call.params as Record<string, string> };
}

/** All that the one who asked could tell apart. */
function told({ status, problem }: Awaited<ReturnType<Parent['call']>>): string {
  const { requestId: _, ...said } = problem;
  return JSON.stringify([status, said]);
}

let count = 0;

/** A visit of today that the centre was asked for and accepted: what a gate and an answer are about. */
async function acceptedVisit(staff: Parent, parent: Parent, of: { centreId: string; childId: string }) {
  const visit = {
    id: 'visit',
    kind: 'care',
    mode: 'temporary',
    label: '临时托',
    unit: 'visit',
    amountFen: 3000,
  };
  await centreModels(test.app.store).centres.updateOne(
    { _id: of.centreId },
    {
      $push: { careModes: 'temporary', priceList: { ...visit, isVoluntary: false } },
      $set: { careRules: { temporary: { needsAcceptance: true } } },
    },
  );
  const hours = { mode: 'temporary', from: '14:00', to: '16:00', dates: [days.today] };
  const quote = await parent.call('quoteBooking', { body: { ...of, ...hours } });
  const booked = await parent.call('createBooking', { body: { quoteId: quote.body.id } });
  const params = { bookingId: booked.body.id };
  await staff.call('deskDecideTemporary', { params, body: { decision: 'accepted' } });
  return booked;
}

const complain = (parent: Parent, centreId: string, evidence: string[]) =>
  parent.call('fileComplaint', {
    body: { category: 'service', what: '老师总是不回话', identity: 'hidden', centreId, evidence },
  });

/** A question to an expert of the district, and a visit that it offered a time for which the family picked. */
async function askedForGuidance(
  officer: Parent,
  parent: Parent,
  of: { districtCode: string; childId: string },
) {
  const { districtCode, childId } = of;
  await parent.agreeTo('expertQuestion');
  await parent.agreeTo('homeVisit');
  const expertId = await addExpert(test, districtCode);
  const question = await parent.call('askExpert', {
    body: { expertId, childId, topic: 'sleep', text: '怎么睡整觉' },
  });
  const visit = await parent.call('requestHomeVisit', {
    body: { childId, districtCode, topics: ['motor'], area: '城关', address: '栗树路 1 号' },
  });
  const params = { homeVisitId: visit.body.id };
  const { offer } = (
    await officer.call('deskOfferHomeVisit', { params, body: rest.deskOfferHomeVisit?.body })
  ).body;
  await parent.call('chooseHomeVisitSlot', {
    params,
    body: { offerId: offer?.id, slotId: offer?.slots[0]?.id },
  });
  return { expertQuestionId: question.body.id, homeVisitId: visit.body.id };
}

/** A centre and a district with a desk each, and a family that both have to do with. */
async function desksWithEverything(): Promise<Desk> {
  count += 1;
  const districtCode = `other-desks-${count}`;
  const ofDistrict = await addCentre(test.app.store, { district: { code: districtCode, name: '河东区' } });
  await addDistrict(test.app.store, districtCode, '河东区');
  const { holder: staff, centreId } = await staffAtNewCentre(test);
  const { holder: officer } = await deskHolder(test, officerOf(districtCode, '河东区'));
  const { parent, child } = await parentWithChild(test.app);
  const file = await sendFile(parent, await makePicture('png'));
  const asked = { childId: child.id, kind: 'childInNeed', districtCode, proofFileIds: [file.body.id] };
  const request = await parent.call('requestFeeReduction', { body: asked });
  const card = await parent.call('createFamilyCard');
  const visit = await staff.call('deskIdentifyFamily', { body: { cardText: card.body.qrText } });
  const { deskVisitId } = visit.body;
  const quote = await staff.call('deskQuoteForFamily', {
    params: { deskVisitId },
    body: { childId: child.id, mode: 'fullDay', dates: [days.open] },
  });
  const booked = await acceptedVisit(staff, parent, { centreId, childId: child.id });
  const groupId = (await staff.call('getDesk')).body.open?.centre?.groups[0]?.id ?? '';
  await parent.agreeTo('enrolment');
  const centres = test.app.store.collection<CentreRecord>('centres');
  const district = { code: districtCode, name: '河东区' };
  await centres.updateOne({ _id: centreId }, { $set: { priceList: monthlyPrices, district } });
  const applied = await parent.call('applyForEnrolment', {
    body: { centreId, childId: child.id, mode: 'fullDay', startMonth: '2026-11', weekdays: [3] },
  });
  // With the centre first, and in the district: both desks have to do with it.
  const evidence: string[] = [];
  for (let count = 0; count < 2; count += 1)
    evidence.push((await sendEvidence(parent, await makePicture('jpeg'))).body.id);
  const lead = await complain(parent, centreId, evidence.slice(0, 1));
  const complaint = await complain(parent, centreId, evidence.slice(1));
  const asks = await askedForGuidance(officer, parent, { districtCode, childId: child.id });
  const published = await publish(officer, openNow);
  const seat = await signUp({ parent, child }, published.id);
  const things = {
    ...{ classId: published.id, signUpId: seat.body.id },
    ...(await learning(officer, { parent, child })),
    ratedSignUpId: await heldComment(staff, { parent, child }),
    ...asks,
    ...{ complaintId: complaint.body.id, leadId: lead.body.id, evidenceId: evidence[1] ?? '' },
    enrolmentId: applied.body.id,
    ...{ groupId, deskVisitId, childId: child.id, quoteId: quote.body.id },
    ...{ bookingId: booked.body.id },
    ...{ feeReductionId: request.body.id, fileId: file.body.id, centreId: ofDistrict._id },
  };
  const missing = Object.entries(things).filter(([, id]) => !id);
  if (missing.length > 0) throw new Error(`no ${missing.map(([name]) => name).join(', ')}`);
  return { staff, officer, things };
}

/** A sign-up for a class of the centre, with words that the content check holds back. */
async function heldComment(staff: Parent, family: Parameters<typeof signUp>[0]): Promise<string> {
  const { body } = await signUp(family, (await publish(staff)).id);
  const rating = { stars: 4, on: days.today, at: new Date(ratedAt), sealed: 'sealed', isHeld: true };
  await test.app.store
    .collection<{ _id: string }>('classSignUps')
    .updateOne({ _id: body.id }, { $set: { rating } });
  return body.id;
}

/** A recorded class, a live one that is on with a question in it, and a recording handed in but for its last word. */
async function learning(officer: Parent, family: Parameters<typeof signUp>[0]) {
  const recorded = await publish(officer, recordedClass);
  const soon = { sessions: [{ date: days.today, from: '09:40', to: '11:00' }] };
  const live = await publish(officer, { ...liveClass, ...soon });
  await signUp(family, live.id);
  const params = { classId: live.id };
  await officer.call('deskActInLiveRoom', { params, body: { move: 'start' } });
  const asked = await family.parent.call('postLiveQuestion', { params, body: { text: '能喝酸奶吗？' } });
  const bytes = toneWav(1);
  const begun = await officer.call('deskStartClassMedia', {
    body: { type: 'audio/wav', bytes: bytes.length },
  });
  const sent = { params: { fileId: begun.body.id }, query: { offset: 0 }, body: bytes };
  await officer.call('deskUploadClassMediaChunk', sent);
  return {
    ...{ lessonClassId: recorded.id, liveClassId: live.id },
    ...{ questionId: asked.body.id, classMediaId: begun.body.id },
  };
}

const cases = ofDesks.flatMap((id) =>
  placesOfIds(id).map((place) => [id, `${place.part}.${place.name}`, place] as const),
);
const by = (desk: Desk, id: OperationId) => (operations[id].access === 'staff' ? desk.staff : desk.officer);

describe('an id of another desk', () => {
  let owner: Desk;
  let thief: Desk;
  beforeAll(async () => {
    owner = await desksWithEverything();
    thief = await desksWithEverything();
  });

  it('is known of by this test wherever the contract asks for one', () => {
    expect(cases.filter(([, , { name }]) => !isThing(name))).toEqual([]);
    expect(cases.length).toBeGreaterThan(8);
    // Were the schemas not understood any more, the paths would still name their ids.
    for (const id of ofDesks)
      for (const [, name] of routes[id].path.matchAll(/:(\w+Id)\b/g))
        expect(placesOfIds(id), id).toContainEqual({ part: 'params', name });
    const unprepared = cases.filter(([id]) => (operations[id] as Operation).body && !rest[id]?.body);
    expect(unprepared.map(([id]) => id)).toEqual([]);
  });

  it.each(cases)('in %s (%s) is answered like one that does not exist', async (id, _, place) => {
    const name = ownName(id, place.name);
    const foreign = await by(thief, id).call(
      id,
      callWith(id, thief.things, { ...place, by: owner.things[name] }),
    );
    const absent = await by(thief, id).call(id, callWith(id, thief.things, { ...place, by: none[name] }));
    expect([foreign.status, foreign.problem.code]).toEqual([404, 'not_found']);
    expect(told(foreign)).toBe(told(absent));
  });

  const withSeveral = ofDesks.filter((id) => placesOfIds(id).length > 1);
  it.each(withSeveral)('is no better in %s where all its ids are of that desk', async (id) => {
    const foreign = await by(thief, id).call(id, callWith(id, owner.things));
    const absent = await by(thief, id).call(id, callWith(id, none));
    expect([foreign.status, foreign.problem.code]).toEqual([404, 'not_found']);
    expect(told(foreign)).toBe(told(absent));
  });

  // So that the refusals above are of the id alone. Reading first, deciding last.
  const order = ['GET', 'POST', 'PUT', 'DELETE'];
  const own = [...new Set(cases.map(([id]) => id))].sort(
    (a, b) => order.indexOf(routes[a].method) - order.indexOf(routes[b].method),
  );
  /** By then the child was collected, and that is said of one's own alone. */
  const refusedSince: Partial<Record<OperationId, string>> = {
    deskMarkNoShow: 'not_booked_today',
    deskCancelBooking: 'cancel_too_late',
    // Cancelled just before.
    deskMarkAttendance: 'class_cancelled',
    // Accepted from another day on.
    deskNoteAttendance: 'not_booked_today',
    // It is on.
    deskPublishReplay: 'live_move_refused',
    // Ended just before.
    deskReportHomeVisit: 'home_visit_moved',
  };
  it.each(own.map((id) => [id]))('is all that %s minds: with one’s own it is done', async (id) => {
    const { problem, status } = await by(thief, id).call(id, callWith(id, thief.things));
    if (refusedSince[id]) return expect([status, problem.code]).toEqual([409, refusedSince[id]]);
    expect([status, status < 300 ? '' : problem.code]).toEqual([operations[id].status, '']);
  });
});

import { type OperationId, routes } from '@nearcare/shared/contract/routes';
import type { Operation } from '@nearcare/shared/operations/operation';
import { operations } from '@nearcare/shared/operations/operations';
import { beforeAll, describe, expect, it } from 'vitest';
import { addExpert } from '../support/at-guidance-desk.js';
import { badTokens, claimsOf, signedToken } from '../support/bad-tokens.js';
import { ownTestApp } from '../support/build-test-app.js';
import { addLiveClass } from '../support/class-stack.js';
import { idPattern, type Part, type Place, placesOfIds } from '../support/contract-ids.js';
import { deskHolder, officerOf } from '../support/desk-holder.js';
import { addCentre, addDistrict, monthlyPrices } from '../support/factories.js';
import {
  days,
  fillDays,
  fullDays,
  months,
  type OwnThings,
  parentWithEverything,
} from '../support/own-things.js';
import { Parent } from '../support/parent.js';

/** Ids at desks, and of a place at one, are tried in other-desks.test.ts and desks.test.ts. */
const ids = (Object.keys(routes) as OperationId[]).filter(
  (id) => ['public', 'family', 'author'].includes(operations[id].access) && id !== 'openDesk',
);

/** Ids that are anybody's: those of what is public, and a receipt, which names nobody and is for whoever holds its number. */
const publicIds = ['centreId', 'classId', 'expertId', 'receiptId', 'roomId'];
const randomThings: OwnThings = {
  bookingId: 'b_0000000000000000',
  cardId: 'fc_0000000000000000',
  changeQuoteId: 'q_0000000000000000',
  childId: 'ch_0000000000000000',
  complaintId: 'cp_0000000000000000',
  enrolmentId: 'en_0000000000000000',
  evidenceId: 'fl_0000000000000000',
  expertQuestionId: 'eq_0000000000000000',
  filedEvidenceId: 'fl_0000000000000000',
  fileId: 'fl_0000000000000000',
  homeVisitId: 'hv_0000000000000000',
  invitationId: 'inv_0000000000000000',
  pickupCodeId: 'pc_0000000000000000',
  pickupId: 'pk_0000000000000000',
  quoteId: 'q_0000000000000000',
  sessionId: 's_0000000000000000',
  signUpId: 'su_0000000000000000',
  waitlistEntryId: 'w_0000000000000000',
};

/** What an operation takes besides ids. One with ids of a family and other parts, and no entry here, fails below. */
const rest: Partial<Record<OperationId, Partial<Record<Part, object>>>> = {
  getCentreAvailability: { query: { mode: 'fullDay' } },
  updateChild: { body: { nickname: '满满', birthOn: '2025-04-08' } },
  createPickupCode: { body: { on: days.booked } },
  requestFeeReduction: { body: { kind: 'childInNeed', districtCode: 'test-1' } },
  uploadChunk: { query: { offset: 0 } },
  uploadEvidenceChunk: { query: { offset: 0 } },
  getEvidenceLink: { query: { original: true } },
  listComplaintLooks: { query: { limit: 5 } },
  getComplaintStatistics: { query: {} },
  quoteBooking: { body: { mode: 'fullDay', dates: [days.quoted] } },
  createBooking: { body: {} },
  rescheduleBooking: { body: {} },
  cancelBooking: { body: {} },
  listClasses: { query: {} },
  getClass: { query: {} },
  listClassesForChild: { query: {} },
  signUpForClass: { body: {} },
  rateClass: { body: { stars: 5 } },
  listLiveEvents: { query: {} },
  recordLessonProgress: { body: { play: 'play-0001', n: 0, position: 0, played: [] } },
  postLiveQuestion: { body: { text: '能喝酸奶吗？' } },
  getClassCalendar: { query: {} },
  joinWaitlist: { body: { mode: 'fullDay', date: fullDays[1] } },
  acceptOffer: { body: {} },
  reportAbsence: { body: { symptom: 'fever' } },
  submitSurvey: { body: { answer: 'satisfied' } },
  getBookingCalendar: { query: { of: 'request' } },
  applyForEnrolment: { body: months },
  withdrawEnrolment: { body: {} },
  noteEntryHealthCheck: { body: { items: [] } },
  addToComplaint: { body: { text: '今天又这样' } },
  withdrawComplaint: { body: {} },
  rateComplaint: { body: { score: 5 } },
  reopenComplaint: { body: {} },
  escalateComplaint: { body: {} },
  declineGuidance: { body: { year: 2026, isDeclined: true } },
  askExpert: { body: { topic: 'sleep', text: '不肯睡午觉' } },
  requestHomeVisit: {
    body: { districtCode: 'test-1', topics: ['sleep'], area: '城关街道', address: '栗树路 2 号' },
  },
  chooseHomeVisitSlot: { body: { offerId: 'ho_0000000000000000', slotId: 'hs_0000000000000000' } },
  cancelHomeVisit: { body: {} },
};
/** Ids of what a desk offers, by which nothing is found: they are looked for within one's own. */
const withinOwn = ['offerId', 'slotId'];

/** Known to be one's own, and refused for that no place is offered to it. */
const nothingOffered: readonly OperationId[] = ['declineOffer', 'acceptOffer', 'acceptSeat', 'declineSeat'];

const test = ownTestApp();
let centreId: string;
let classId: string;
let expertId: string;
const publicThings = (): Record<string, string> => ({ centreId, classId, expertId });
let owner: Awaited<ReturnType<typeof parentWithEverything>>;
let thief: Awaited<ReturnType<typeof parentWithEverything>>;

beforeAll(async () => {
  const centre = await addCentre(test.app.store, { priceList: monthlyPrices });
  centreId = centre._id;
  await fillDays(test, centre);
  await addDistrict(test.app.store);
  classId = await addLiveClass(test.app.store);
  const { holder: officer } = await deskHolder(test, officerOf('test-1'));
  await officer.call('deskNameGuidanceCentre', { params: { centreId } });
  expertId = await addExpert(test, 'test-1');
  const waitForNextCode = () => test.clock.advance({ minutes: 2 });
  owner = await parentWithEverything(test.app, centreId, waitForNextCode, expertId);
  thief = await parentWithEverything(test.app, centreId, waitForNextCode, expertId);
});

const placesOfFamilies = (id: OperationId): Place[] =>
  placesOfIds(id).filter(({ name }) => ![...publicIds, ...withinOwn].includes(name));

/** Which of one's own things the operation takes there: a booking is changed to a quote that was made for it. */
function ownName(id: OperationId, name: string): keyof OwnThings {
  if (name === 'replaces') return 'bookingId';
  if (name === 'fileId' && id === 'getEvidenceLink') return 'filedEvidenceId';
  if (name === 'fileId' && operations[id].access === 'author') return 'evidenceId';
  const isForChange = id === 'rescheduleBooking' && name === 'quoteId';
  return isForChange ? 'changeQuoteId' : (name as keyof OwnThings);
}

/** The operation's call with one's own things, and in one place the id given. */
function callWith(id: OperationId, own: OwnThings, replaced?: Place & { by: string }) {
  const call: Record<Part, Record<string, unknown>> = { params: {}, query: {}, body: {} };
  for (const part of ['params', 'query', 'body'] as const) Object.assign(call[part], rest[id]?.[part]);
  for (const { part, name } of placesOfIds(id).filter((place) => !withinOwn.includes(place.name)))
    call[part][name] = publicThings()[name] ?? own[ownName(id, name)];
  if (replaced) call[replaced.part][replaced.name] = replaced.by;
  const operation: Operation = operations[id];
  return {
    params: call.params as Record<string, string>,
    query: call.query,
    ...(operation.body ? { body: call.body } : {}),
    ...(operation.isRawBody ? { body: Buffer.alloc(10) } : {}),
  };
}

/** Everything of an answer that its reader could tell apart, save the number of the request and the time. */
function tellable({ status, problem, headers }: Awaited<ReturnType<Parent['call']>>): string {
  const { requestId: _, ...said } = problem;
  const shown = Object.entries(headers).filter(
    ([name]) => !/^(date|x-request-id|x-ratelimit-(reset|remaining))$/.test(name),
  );
  return JSON.stringify([status, said, shown]);
}

const cases = ids.flatMap((id) =>
  placesOfFamilies(id).map((place) => [id, `${place.part}.${place.name}`, place] as const),
);

describe('an id of another family', () => {
  it('is known of by this test wherever the contract asks for one', () => {
    const known = [...Object.keys(randomThings), ...publicIds, ...withinOwn];
    expect(
      ids.flatMap(placesOfIds).filter(({ name }) => name !== 'replaces' && !known.includes(name)),
    ).toEqual([]);
    expect(idPattern).toBeDefined();
    // Were the schemas not understood any more, the paths would still name their ids.
    for (const id of ids)
      for (const [, name] of routes[id].path.matchAll(/:(\w+Id)\b/g))
        expect(placesOfIds(id), id).toContainEqual({ part: 'params', name });
    expect(cases.filter(([, , { part }]) => part !== 'params').length).toBeGreaterThanOrEqual(5);
    const incomplete = cases.filter(([id]) => {
      const operation: Operation = operations[id];
      return (operation.body && !rest[id]?.body) || (operation.query && !rest[id]?.query);
    });
    expect(incomplete.map(([id]) => id)).toEqual([]);
  });

  it.each(cases)('in %s (%s) is answered like one that does not exist', async (id, _, place) => {
    const name = ownName(id, place.name);
    const foreign = await thief.parent.call(
      id,
      callWith(id, thief.things, { ...place, by: owner.things[name] }),
    );
    const none = await thief.parent.call(
      id,
      callWith(id, thief.things, { ...place, by: randomThings[name] }),
    );
    expect([foreign.status, foreign.problem.code]).toEqual([404, 'not_found']);
    expect(tellable(foreign)).toBe(tellable(none));
  });

  it('changed nothing of what is theirs', async () => {
    const { parent, things } = owner;
    const family = (await parent.call('getMyFamily')).body;
    expect(family.children).toMatchObject([{ id: things.childId, nickname: '小满' }]);
    expect(family.pickups.map(({ id }) => id)).toEqual([things.pickupId]);
    expect(family.pickupCodes).toMatchObject([{ id: things.pickupCodeId, state: 'valid' }]);
    expect(family.invitations.map(({ id }) => id)).toEqual([things.invitationId]);
    expect([family.feeReductions, family.guardians.length]).toEqual([[], 1]);
    const bookings = (await parent.call('listMyBookings')).body.items;
    expect(bookings).toMatchObject([{ id: things.bookingId, status: 'confirmed' }]);
    const sessions = (await parent.call('listSessions')).body.items;
    expect(sessions.map(({ id }) => id)).toContain(things.sessionId);
    const complaints = (await parent.call('listMyComplaints')).body.items;
    expect(complaints).toMatchObject([{ id: things.complaintId, state: 'submitted' }]);
    const saved = (await parent.call('listSavedCentres')).body.items;
    expect(saved.map((item) => item.centreId)).toEqual([centreId]);
    const file = (await parent.call('getUpload', { params: { fileId: things.fileId } })).body;
    expect(file).toMatchObject({ state: 'ready', file: { type: 'image/png' } });
    const theirs = (await thief.parent.call('listMyBookings')).body.items;
    expect(theirs.map(({ id }) => id)).toEqual([thief.things.bookingId]);
  });

  // So that the refusals above are of the id alone. What ends something comes last.
  const order = ['GET', 'POST', 'PUT', 'DELETE'];
  const own = [...new Set(cases.map(([id]) => id))].sort(
    (a, b) => order.indexOf(routes[a].method) - order.indexOf(routes[b].method),
  );
  /** By then the booking is cancelled and the complaint withdrawn, and that is said of one's own alone. */
  const refusedSince: Partial<Record<OperationId, string>> = {
    reportAbsence: 'absence_too_late',
    submitSurvey: 'survey_closed',
    rateClass: 'class_rating_closed',
    rateComplaint: 'complaint_already_closed',
    reopenComplaint: 'complaint_already_closed',
    escalateComplaint: 'complaint_already_closed',
    // One is open already, and no time of it was offered.
    requestHomeVisit: 'home_visit_already_open',
    chooseHomeVisitSlot: 'home_visit_moved',
  };
  it.each(own.map((id) => [id]))('is all that %s minds: with one’s own it is done', async (id) => {
    const { problem, status } = await thief.parent.call(id, callWith(id, thief.things));
    if (refusedSince[id]) return expect([status, problem.code]).toEqual([409, refusedSince[id]]);
    const expected = nothingOffered.includes(id) ? [409, 'offer_gone'] : [operations[id].status, ''];
    expect([status, status < 300 ? '' : problem.code]).toEqual(expected);
  });
});

describe('every operation of a family', () => {
  const ofFamilies = (Object.keys(routes) as OperationId[]).filter((id) =>
    ['family', 'author'].includes(operations[id].access),
  );

  it('is every one but those meant for everybody', () => {
    expect(ids.filter((id) => operations[id].access === 'public').sort()).toEqual(
      [
        'actOnTrackedComplaint',
        'compareCentres',
        'fileAnonymousComplaint',
        'getCentre',
        'getCentreAvailability',
        'getClass',
        'getComplaintStatistics',
        'getDeletionReceipt',
        'getExpert',
        'getGuidanceCoverage',
        'getHelp',
        'getLessonTranscript',
        'getLegalDocument',
        'getSubscriptionTemplates',
        'listCareNow',
        'listCentreClusters',
        'listClasses',
        'listDistricts',
        'listExperts',
        'listHomeVisitProviders',
        'listMotherBabyRooms',
        'listNearbyCentres',
        'loginWithPhone',
        'loginWithWechat',
        'refreshSession',
        'reportRoomFault',
        'requestPhoneCode',
        'searchCentres',
        'signOut',
        'trackComplaint',
      ].sort(),
    );
  });

  for (const [what, { make, code }] of Object.entries(badTokens)) {
    it(`refuses ${what}, whether the thing is there or not`, async () => {
      for (const id of ofFamilies) {
        const token = make(owner.parent.familyId, test.config.sessionSecret);
        const theirs = await new Parent(test.app).call(id, { ...callWith(id, owner.things), token });
        const none = await new Parent(test.app).call(id, { ...callWith(id, randomThings), token });
        expect([id, theirs.status, theirs.problem.code]).toEqual([id, 401, code]);
        expect(tellable(theirs)).toBe(tellable(none));
      }
    });
  }

  it('takes the very same token when it is good (so the refusals above mean something)', async () => {
    const good = signedToken(claimsOf(owner.parent.familyId, 'g_none'), test.config.sessionSecret);
    expect((await new Parent(test.app).call('listMyBookings', { token: good })).status).toBe(200);
  });

  it('refuses a good token of somebody who is no guardian of the family it names', async () => {
    const stranger = signedToken(claimsOf(owner.parent.familyId, 'g_none'), test.config.sessionSecret);
    const answer = await new Parent(test.app).call('getMyFamily', { token: stranger });
    expect([answer.status, answer.problem.code]).toEqual([401, 'session_expired']);
  });
});

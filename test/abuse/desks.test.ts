import { type OperationId, routes } from '@nearcare/shared/contract/routes';
import type { Operation } from '@nearcare/shared/operations/operation';
import { operations } from '@nearcare/shared/operations/operations';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { badTokens } from '../support/bad-tokens.js';
import { ownTestApp } from '../support/build-test-app.js';
import { newClass, updatedClass } from '../support/class-stack.js';
import { authenticatorCode, deskHolder, officerOf, staffOf, terminal } from '../support/desk-holder.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { faultOf, Parent, parentWithChild } from '../support/parent.js';

type Role = 'staff' | 'officer';
const ids = (Object.keys(routes) as OperationId[]).filter((id) => operations[id].access !== 'public');
const ofDesks = ids.filter((id) => !['family', 'author'].includes(operations[id].access));
const ofRole = (role: Role) => ofDesks.filter((id) => [role, 'desk'].includes(operations[id].access));

/** What the schema of an operation asks for, so that nothing but who is asking can be refused. */
const bodies: Partial<Record<OperationId, object>> = {
  deskTellVacancy: { freePlaces: 1 },
  deskSetPlaces: { date: '2026-11-26', places: 3 },
  deskPreviewClosing: { dates: ['2026-11-26'] },
  deskCloseDays: { dates: ['2026-11-26'], reason: '消毒' },
  deskIdentifyFamily: { phone: '13900001111', code: '000000' },
  deskQuoteForFamily: { childId: 'ch_0000000000000000', mode: 'fullDay', dates: ['2026-11-26'] },
  deskBookForFamily: { quoteId: 'q_0000000000000000' },
  deskCheckIn: { gateText: 'YY2611-000000 0000' },
  deskCheckOut: { bookingId: 'b_000000000000000000' },
  deskMarkNoShow: { bookingId: 'b_000000000000000000' },
  deskCancelBooking: { reason: '老师请假' },
  deskSuspendCentre: { from: '2026-11-24', reason: '消防整改' },
  deskDecideTemporary: { decision: 'accepted' },
  deskRedeemPickupCode: { text: 'nearcare:pickup:pc_0000000000000000:000000' },
  deskDecideFeeReduction: { decision: 'granted' },
  deskPreviewEnrolment: { groupId: 'gr_0000000000000000', firstDay: '2026-11-26' },
  deskDecideEnrolment: { decision: 'declined', reason: '满了' },
  deskNoteAttendance: { date: '2026-11-26', attendance: 'checkedIn' },
  deskConfirmHealthCheck: { kinds: [] },
  deskPublishClass: newClass(),
  deskUpdateClass: { ...updatedClass(), rev: 0 },
  deskCancelClass: { reason: '停电' },
  deskMarkAttendance: { code: '123456', mark: 'attended' },
  deskDecideComment: { givenAt: '2026-11-24T01:00:00.000Z', decision: 'released' },
  deskSetLesson: {
    media: { source: 'outside', kind: 'video', url: 'https://vod.example.org/a.mp4' },
    ...{ seconds: 60, chapters: [], transcript: [] },
  },
  deskStartClassMedia: { type: 'video/mp4', bytes: 1000 },
  deskSetLiveRoom: { video: null, isOpenToAll: false },
  deskActInLiveRoom: { move: 'start' },
  deskPublishReplay: {
    ...{ title: '回放', seconds: 60, chapters: [], transcript: [] },
    media: { source: 'outside', kind: 'video', url: 'https://vod.example.org/a.mp4' },
  },
  deskActOnComplaint: { move: 'accepted' },
  deskAnswerComplaint: { move: 'accepted' },
  deskAnswerExpertQuestion: { kind: 'answered', text: '先固定顺序' },
  deskOfferHomeVisit: {
    slots: [{ date: '2026-11-26', from: '09:00', to: '10:00' }],
    visitor: '张医生',
  },
  deskEndHomeVisit: { reason: '来不了' },
  deskReportHomeVisit: { text: '都好' },
};
/** Things of nobody. */
const none: Record<string, string> = {
  date: '2026-11-26',
  groupId: 'gr_0000000000000000',
  bookingId: 'b_000000000000000000',
  deskVisitId: 'dv_0000000000000000',
  feeReductionId: 'fr_0000000000000000',
  enrolmentId: 'en_0000000000000000',
  complaintId: 'cp_0000000000000000',
  expertQuestionId: 'eq_0000000000000000',
  signUpId: 'su_0000000000000000',
  homeVisitId: 'hv_0000000000000000',
  fileId: 'fl_0000000000000000',
  centreId: 'ce_0000000000000000',
  classId: 'cl_0000000000000000',
};
const namesIn = (id: OperationId): string[] =>
  [...routes[id].path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
/** The same of queries. */
const queries: Partial<Record<OperationId, Record<string, unknown>>> = {
  deskGetHandOver: { body: 'police' },
};
const inputOf = (id: OperationId, things = none) => ({
  params: Object.fromEntries(namesIn(id).map((name) => [name, things[name] ?? none[name] ?? ''])),
  ...(bodies[id] ? { body: bodies[id] } : {}),
  ...(queries[id] ? { query: queries[id] } : {}),
});
type Answer = Awaited<ReturnType<Parent['call']>>;
/** All that the one who asked could tell apart. */
function told({ status, problem }: Answer): string {
  const { requestId: _, ...said } = problem;
  return JSON.stringify([status, said]);
}

const test = ownTestApp();
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

describe('every operation of a desk', () => {
  it('is known to this test, with what its body asks for', () => {
    expect(ofDesks.length).toBeGreaterThan(12);
    const unknown = ofDesks.flatMap(namesIn).filter((name) => !(name in none));
    expect(unknown).toEqual([]);
    const withBody = ofDesks.filter((id) => (operations[id] as Operation).body);
    expect(withBody.filter((id) => !bodies[id])).toEqual([]);
  });

  it.each(Object.entries(badTokens))('refuses %s', async (_, { make, code }) => {
    for (const id of ofDesks) {
      const token = make('f_0000000000000000', test.config.sessionSecret);
      const answer = await new Parent(test.app).call(id, { ...inputOf(id), token });
      expect([id, faultOf(answer)]).toEqual([id, [401, code]]);
    }
  });

  it('wants an open desk: a parent’s token opens none', async () => {
    const parent = await new Parent(test.app).signIn();
    for (const id of ofDesks)
      expect([id, faultOf(await parent.call(id, inputOf(id)))]).toEqual([
        id,
        [403, 'second_factor_required'],
      ]);
  });

  it('wants it before the body is looked at', async () => {
    const parent = await new Parent(test.app).signIn();
    for (const id of Object.keys(bodies) as OperationId[])
      expect(faultOf(await parent.call(id, { ...inputOf(id), body: { x: 1 } }))).toEqual([
        403,
        'second_factor_required',
      ]);
  });

  const places = {
    staff: async () => staffOf((await addCentre(test.app.store))._id),
    officer: async () => officerOf(await addDistrict(test.app.store)),
  };
  const ends: Record<string, (test: Awaited<ReturnType<typeof deskHolder>>) => Promise<unknown>> = {
    'that was closed': ({ holder }) => holder.call('closeDesk'),
    'whose membership ended': ({ membershipId }) => terminal(test).end(membershipId),
    'left alone too long': async () => test.clock.advance({ minutes: 61 }),
    'after its shift': async () => test.clock.advance({ minutes: 12 * 60 + 1 }),
  };
  const cases = (['staff', 'officer'] as const).flatMap((role) =>
    Object.keys(ends).map((how) => [role, how] as const),
  );
  it.each(cases)('is refused to the desk of %s %s', async (role, how) => {
    const desk = await deskHolder(test, await places[role]());
    await ends[how]?.(desk);
    for (const id of ofRole(role))
      expect([id, faultOf(await desk.holder.call(id, inputOf(id)))]).toEqual([
        id,
        [403, 'second_factor_required'],
      ]);
  });

  it.each([
    ['staff', 'officer'],
    ['officer', 'staff'],
  ] as const)('of %s is not there for %s', async (role, other) => {
    const { holder } = await deskHolder(test, await places[other]());
    for (const id of ofDesks.filter((one) => operations[one].access === role))
      expect([id, faultOf(await holder.call(id, inputOf(id)))]).toEqual([id, [404, 'not_found']]);
  });
});

describe('somebody else’s place at a desk', () => {
  it('is answered like one that does not exist, also with its own right code', async () => {
    const centreId = (await addCentre(test.app.store))._id;
    const owner = await deskHolder(test, staffOf(centreId));
    const thief = await deskHolder(test, staffOf(centreId));
    test.clock.advance({ seconds: 60 });
    const code = authenticatorCode(owner.secret, test.clock.now());
    const open = (membershipId: string) => thief.holder.call('openDesk', { body: { membershipId, code } });
    const foreign = await open(owner.membershipId);
    expect(faultOf(foreign)).toEqual([404, 'not_found']);
    expect(told(foreign)).toBe(told(await open('m_0000000000000000')));
    // So that the refusal is of the membership alone.
    expect((await owner.holder.call('openDesk', { body: { code } })).status).toBe(200);
  });

  it('can’t be joined by who holds its used invitation', async () => {
    const { invitationCode } = await deskHolder(test, staffOf((await addCentre(test.app.store))._id));
    const thief = await new Parent(test.app).signIn();
    const join = (text: string) => thief.call('joinDesk', { body: { invitationCode: text } });
    const used = await join(invitationCode);
    expect(faultOf(used)).toEqual([409, 'invitation_expired']);
    expect(told(used)).toBe(told(await join('ZZZZ-ZZZZ-ZZZZ-Z')));
  });
});

describe('a visit', () => {
  it('is of the desk that opened it, for twenty minutes, until it closes; to others it is not there', async () => {
    const centreId = (await addCentre(test.app.store))._id;
    const own = await deskHolder(test, staffOf(centreId));
    const colleague = await deskHolder(test, staffOf(centreId));
    const { parent, child } = await parentWithChild(test.app);
    const cardText = (await parent.call('createFamilyCard')).body.qrText;
    const identify = async () =>
      (await own.holder.call('deskIdentifyFamily', { body: { cardText } })).body.deskVisitId;
    const body = { childId: child.id, mode: 'fullDay', dates: ['2026-11-26'] };
    const quote = (by: Parent, deskVisitId: string) =>
      by.call('deskQuoteForFamily', { params: { deskVisitId }, body });
    const absent = told(await quote(own.holder, 'dv_0000000000000000'));
    const first = await identify();
    expect((await quote(own.holder, first)).status).toBe(201);
    expect(told(await quote(colleague.holder, first))).toBe(absent);
    test.clock.advance({ minutes: 20 });
    expect(told(await quote(own.holder, first))).toBe(absent);
    const second = await identify();
    await own.holder.call('closeDesk');
    await own.open();
    expect(told(await quote(own.holder, second))).toBe(absent);
  });
});

describe('what a desk looks at', () => {
  let family: Awaited<ReturnType<typeof parentWithChild>>;
  beforeAll(async () => {
    family = await parentWithChild(test.app);
  });

  it('is shown to its own family only', async () => {
    const { holder } = await deskHolder(test, staffOf((await addCentre(test.app.store))._id));
    const card = (await family.parent.call('createFamilyCard')).body;
    const visit = await holder.call('deskIdentifyFamily', { body: { cardText: card.qrText } });
    expect(visit.status).toBe(201);
    expect((await family.parent.call('listAccesses')).body.items).toHaveLength(1);
    const other = await new Parent(test.app).signIn();
    expect((await other.call('listAccesses')).body.items).toEqual([]);
    expect((await other.call('exportMyData')).body.accesses).toEqual([]);
  });
});

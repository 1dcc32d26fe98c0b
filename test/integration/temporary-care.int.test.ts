import { endedSessions } from '@nearcare/bff/features/auth/ended-sessions';
import { guardiansPublic } from '@nearcare/bff/features/auth/guardians.service';
import { bookingNews } from '@nearcare/bff/features/bookings/booking-news';
import { bookingPlaces } from '@nearcare/bff/features/bookings/places';
import { sealedWords } from '@nearcare/bff/features/bookings/sealed-words';
import { temporaryDeadlines } from '@nearcare/bff/features/bookings/temporary-deadlines';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import { noticesPublic } from '@nearcare/bff/features/notices/notices.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { beforeEach, describe, expect, it } from 'vitest';
import { looksOf, openDesk, toldTo, visitDesk } from '../support/at-desk.js';
import { ownTestApp } from '../support/build-test-app.js';
import { deskErasureOf } from '../support/desk-holder.js';
import { addCentre, makeGroup } from '../support/factories.js';
import { familyModels } from '../support/family-models.js';
import { faultOf, type Parent, parentWithChild } from '../support/parent.js';

const [today, tomorrow, thursday] = ['2026-11-24', '2026-11-25', '2026-11-26'] as const;
const line = { kind: 'care', isVoluntary: false } as const;

const test = ownTestApp();
// Tuesday, 9:12 in Shanghai.
beforeEach(() => test.clock.set('2026-11-24T01:12:00Z'));

type Rules = NonNullable<NonNullable<CentreRecord['careRules']>['temporary']>;
const asks: Rules = { needsAcceptance: true };

const centreWith = (temporary: Rules = {}, places = 2) =>
  addCentre(test.app.store, {
    ...{ groups: [makeGroup({ places })], careModes: ['fullDay', 'hourly', 'temporary'] },
    priceList: [
      { ...line, id: '1', mode: 'fullDay', label: '全日托', unit: 'day', amountFen: 9900 },
      { ...line, id: '2', mode: 'hourly', label: '计时托', unit: 'hour', amountFen: 1800 },
      { ...line, id: '3', mode: 'temporary', label: '临时托', unit: 'visit', amountFen: 3000 },
    ],
    careRules: { temporary },
  });

type Visit = { date?: string; from?: string; to?: string };
const wishOf = ({ date = today, from = '14:00', to = '16:00' }: Visit) => ({
  ...{ mode: 'temporary', from, to, dates: [date] },
});
const quote = (parent: Parent, centreId: string, childId: string, visit: Visit = {}) =>
  parent.call('quoteBooking', { body: { centreId, childId, ...wishOf(visit) } });

async function ask(parent: Parent, centreId: string, childId: string, visit: Visit = {}, key?: string) {
  const quoted = await quote(parent, centreId, childId, visit);
  if (quoted.status !== 201) throw new Error(JSON.stringify(quoted.problem));
  const body = { quoteId: quoted.body.id };
  return parent.call('createBooking', { body, ...(key ? { key } : {}) });
}

/** A visit that waits for its centre until 10:12, with the desk that may answer. */
async function waiting(visit: Visit = {}, rules: Rules = asks, places = 1) {
  const { _id: centreId, groups } = await centreWith(rules, places);
  const staff = await openDesk(test, centreId);
  const { parent, child } = await parentWithChild(test.app);
  const { body: booking } = await ask(parent, centreId, child.id, visit);
  const params = { bookingId: booking.id };
  const decide = (body: object, by = staff) => by.call('deskDecideTemporary', { params, body });
  const now = async () => (await parent.call('getBooking', { params })).body;
  const free = async (date = visit.date ?? today) => {
    const query = { ...wishOf(visit), dates: undefined, ageMonths: 19, fromDate: date, days: 1 };
    const { mode, from, to, ageMonths, fromDate, days } = query;
    const { body } = await parent.call('getCentreAvailability', {
      params: { centreId },
      query: { mode, from, to, ageMonths, fromDate, days },
    });
    return body.days[0]?.freePlaces;
  };
  return { centreId, groupId: groups[0]?.id ?? '', staff, parent, child, booking, params, decide, now, free };
}

/** One run of the job that ends what nobody answered, in a second process. */
async function expireDue(): Promise<number> {
  const { clock, config } = test;
  const models = familyModels(test);
  const keys = familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) });
  const ended = endedSessions(models.accounts, clock.now);
  const desks = deskErasureOf(test, keys, (write) => write());
  const guardians = guardiansPublic({ model: models.accounts, keys, ended, desks, clock });
  const notices = noticesPublic({ model: models.notices, guardians, keys, clock });
  const { requests } = models;
  const child = { nickname: '小满', birthOn: '2025-04-08' };
  const families = {
    findChild: async (_family: string, id: string) => ({ id, ...child }),
    hasChild: async () => true,
    listChildren: async () => [],
  };
  const news = bookingNews({ requests, families, notices, words: sealedWords(keys) });
  return temporaryDeadlines({ requests, places: bookingPlaces(models), news, clock }).expireDue();
}

describe('care at short notice', () => {
  it('is confirmed at once where the centre does not ask to be asked', async () => {
    const { _id: centreId } = await centreWith();
    const { parent, child } = await parentWithChild(test.app);
    const booked = await ask(parent, centreId, child.id);
    expect(booked.body).toMatchObject({ status: 'confirmed', mode: 'temporary', answerBy: null });
    expect(booked.body.quote.lines).toMatchObject([{ label: '临时托', amountFen: 3000 }]);
    expect((await toldTo(parent)).length).toBe(0);
  });

  it('is for today and tomorrow, and so often in a week', async () => {
    const { _id: centreId } = await centreWith({ perWeek: 2 });
    const { parent, child } = await parentWithChild(test.app);
    const late = await quote(parent, centreId, child.id, { date: thursday });
    expect(faultOf(late)).toEqual([409, 'date_too_far']);
    expect(late.problem.detail).toBe('最远可以约到 11月25日。可以改约计时托 14:00–16:00。');
    const first = await ask(parent, centreId, child.id);
    await ask(parent, centreId, child.id, { date: tomorrow });
    const third = await quote(parent, centreId, child.id, { date: tomorrow, from: '08:00', to: '09:00' });
    expect(faultOf(third)).toEqual([409, 'weekly_limit_reached']);
    expect(third.problem.detail).toContain('每周最多 2 次，11月30日 起又可以约');
    // A cancelled one is not used, and another child has its own.
    await parent.call('cancelBooking', { params: { bookingId: first.body.id }, body: {} });
    expect(
      (await quote(parent, centreId, child.id, { date: tomorrow, from: '08:00', to: '09:00' })).status,
    ).toBe(201);
  });

  it('is not had more often by asking twice at once', async () => {
    const { _id: centreId } = await centreWith({ perWeek: 1 }, 4);
    const { parent, child } = await parentWithChild(test.app);
    const quotes = await Promise.all(
      [{}, { date: tomorrow }].map((visit) => quote(parent, centreId, child.id, visit)),
    );
    const answers = await Promise.all(
      quotes.map(({ body }) => parent.call('createBooking', { body: { quoteId: body.id } })),
    );
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(faultOf(answer)).toEqual([409, 'weekly_limit_reached']);
  });
});

describe('care that its centre has to accept', () => {
  it('holds the place and the child’s day, and says until when the centre answers', async () => {
    const { centreId, parent, child, booking, free } = await waiting();
    expect(booking).toMatchObject({
      status: 'requested',
      answerBy: { on: today, time: '10:12', at: '2026-11-24T02:12:00.000Z' },
      ...{ canCancel: true, ifCancelledNow: { feeFen: 0, backFen: 3000 } },
    });
    expect(await free()).toBe(0);
    const other = await centreWith({}, 2);
    const elsewhere = await ask(parent, other._id, child.id);
    expect(faultOf(elsewhere)).toEqual([409, 'child_already_booked']);
    const { parent: late, child: another } = await parentWithChild(test.app);
    expect(faultOf(await ask(late, centreId, another.id))).toEqual([409, 'no_place_left']);
  });

  it('waits in the desk’s inbox without a name, and is listed with it for the record', async () => {
    const { staff, parent, booking } = await waiting();
    const { items } = (await staff.call('deskListInbox')).body;
    expect(items).toEqual([
      {
        ...{ kind: 'temporary', id: booking.id, title: '临时托', isUrgent: false, isOverdue: false },
        ...{ askedAt: booking.bookedAt, answerBy: '2026-11-24T02:12:00.000Z' },
      },
    ]);
    expect(await looksOf(parent)).toEqual([]);
    const listed = (await staff.call('deskListTemporary')).body.items;
    expect(listed).toMatchObject([
      { bookingId: booking.id, nickname: '小满', ageMonths: 19, decision: null },
    ]);
    expect((await looksOf(parent)).map(({ what }) => what)).toEqual(['temporary']);
  });

  it('is not expected at the gate before it is accepted', async () => {
    const { staff, booking, decide, groupId } = await waiting({ from: '11:00', to: '12:00' });
    const checkIn = () => staff.call('deskCheckIn', { body: { bookingId: booking.id } });
    expect(faultOf(await checkIn())).toEqual([409, 'not_booked_today']);
    const roster = await staff.call('deskListRoster', { params: { groupId }, query: {} });
    expect(roster.body.children).toMatchObject([{ status: 'requested' }]);
    await decide({ decision: 'accepted' });
    expect((await checkIn()).body).toMatchObject({ status: 'checkedIn' });
  });

  it('accepted is confirmed, its family told once, whoever asks again', async () => {
    const { staff, parent, decide, now, free } = await waiting();
    const first = await decide({ decision: 'accepted' });
    expect(first.body).toMatchObject({ decision: 'accepted' });
    expect((await decide({ decision: 'accepted' })).body).toEqual(first.body);
    expect(faultOf(await decide({ decision: 'declined', reason: 'groupFull' }))).toEqual([
      409,
      'already_decided',
    ]);
    expect(await now()).toMatchObject({ status: 'confirmed', answeredAt: expect.any(String) });
    expect(await free()).toBe(0);
    const told = await toldTo(parent);
    expect(told).toMatchObject([{ kind: 'temporaryAnswered', title: '机构同意了' }]);
    expect((await staff.call('deskListInbox')).body.items).toEqual([]);
    expect((await looksOf(parent)).map(({ what }) => what)).toEqual(['answered']);
  });

  it('declined needs a reason, gives the place back and the child’s day, and says why', async () => {
    const { parent, child, decide, now, free } = await waiting();
    const asked = await parent.call('getBookingCalendar', { params: { bookingId: (await now()).id } });
    expect(asked.body.text).toContain('STATUS:TENTATIVE');
    expect(faultOf(await decide({ decision: 'declined' }))).toEqual([400, 'reason_required']);
    expect(faultOf(await decide({ decision: 'declined', reason: '小满哭闹' }))).toEqual([
      400,
      'input_invalid',
    ]);
    expect((await decide({ decision: 'declined', reason: 'tooFewCarers' })).body).toMatchObject({
      decision: 'declined',
    });
    expect(await now()).toMatchObject({
      ...{ status: 'declined', declineReason: 'tooFewCarers', canCancel: false, ifCancelledNow: null },
    });
    expect(await free()).toBe(1);
    expect((await toldTo(parent))[0]?.text).toContain('老师人手不够');
    const calendar = await parent.call('getBookingCalendar', { params: { bookingId: (await now()).id } });
    expect(calendar.body.text).toContain('STATUS:CANCELLED');
    const other = await centreWith({}, 2);
    expect((await ask(parent, other._id, child.id)).status).toBe(201);
  });

  it('that nobody answers is over at the deadline, the place free and the family told', async () => {
    const { staff, parent, decide, now, free } = await waiting();
    test.clock.set('2026-11-24T02:11:00Z');
    await expireDue();
    expect((await now()).status).toBe('requested');
    test.clock.set('2026-11-24T02:12:00Z');
    expect((await staff.call('deskListInbox')).body.items).toEqual([]);
    await expireDue();
    expect(await now()).toMatchObject({ status: 'expired', canCancel: false });
    expect(await free()).toBe(1);
    expect(await toldTo(parent)).toMatchObject([{ kind: 'temporaryAnswered', title: '机构没有按时答复' }]);
    expect(faultOf(await decide({ decision: 'accepted' }))).toEqual([409, 'answer_too_late']);
    await expireDue();
    expect((await toldTo(parent)).length).toBe(1);
  });

  it('answered after the deadline is over at once, also before any job looks', async () => {
    const { parent, decide, now, free } = await waiting({}, { ...asks, answerWithinMinutes: 30 });
    test.clock.set('2026-11-24T01:50:00Z');
    expect(faultOf(await decide({ decision: 'accepted' }))).toEqual([409, 'answer_too_late']);
    expect((await now()).status).toBe('expired');
    expect(await free()).toBe(1);
    expect(await toldTo(parent)).toMatchObject([{ title: '机构没有按时答复' }]);
  });

  it('is its family’s to take back, and then nobody’s to answer', async () => {
    const { parent, params, decide, now, free } = await waiting();
    expect((await parent.call('cancelBooking', { params, body: {} })).body).toMatchObject({
      status: 'cancelled',
    });
    expect(await free()).toBe(1);
    expect(faultOf(await decide({ decision: 'accepted' }))).toEqual([409, 'booking_already_cancelled']);
    expect((await now()).status).toBe('cancelled');
  });

  it('is nobody else’s to answer: another centre’s desk hears what it hears of none', async () => {
    const { decide, booking } = await waiting();
    const stranger = await openDesk(test, (await centreWith())._id);
    const foreign = await decide({ decision: 'accepted' }, stranger);
    const none = await stranger.call('deskDecideTemporary', {
      params: { bookingId: `${booking.id.slice(0, -3)}x00` },
      body: { decision: 'accepted' },
    });
    expect([faultOf(foreign), foreign.problem.detail]).toEqual([faultOf(none), none.problem.detail]);
  });

  it('ends with a closed day, and with the child', async () => {
    const { staff, booking, parent, child, now, free } = await waiting({ date: tomorrow });
    expect((await staff.call('deskPreviewClosing', { body: { dates: [tomorrow] } })).body.bookings).toBe(1);
    await staff.call('deskCloseDays', { body: { dates: [tomorrow], reason: '停电' } });
    expect(await now()).toMatchObject({ status: 'cancelled', cancelledBy: 'centre', cancelReason: '停电' });
    expect(await free()).toBe(0);
    expect(await toldTo(parent)).toMatchObject([{ kind: 'bookingCancelledByCentre' }]);
    expect((await parent.call('exportMyData')).body.bookings).toMatchObject([
      { id: booking.id, status: 'cancelled' },
    ]);

    const again = await waiting();
    const removed = await again.parent.call('removeChild', { params: { childId: again.child.id } });
    expect(removed.status).toBe(200);
    expect((await again.staff.call('deskListInbox')).body.items).toEqual([]);
    expect(await again.free()).toBe(1);
    expect(child.id).not.toBe(again.child.id);
  });

  it('needs no acceptance when its own desk books it', async () => {
    const { centreId, staff, parent, child } = await waiting({}, { ...asks, perWeek: 5 }, 3);
    const visit = await visitDesk(test, staff, parent);
    const quoted = await staff.call('deskQuoteForFamily', {
      params: visit,
      body: { childId: child.id, ...wishOf({ date: tomorrow }) },
    });
    const booked = await staff.call('deskBookForFamily', {
      params: visit,
      body: { quoteId: quoted.body.id },
    });
    expect(booked.body).toMatchObject({ status: 'confirmed', answerBy: null, centre: { id: centreId } });
  });

  it('has its deadline on the calendar, before anything is asked', async () => {
    const { _id: centreId } = await centreWith(asks);
    const { parent, child } = await parentWithChild(test.app);
    const { body } = await parent.call('getCentreAvailability', {
      params: { centreId },
      query: { mode: 'temporary', from: '14:00', to: '16:00', childId: child.id, days: 3 },
    });
    expect(body.limits).toEqual({ minMinutes: 30, maxMinutes: 240, gridMinutes: 30 });
    expect(body.days.map(({ state, answerBy }) => [state, answerBy?.time ?? null])).toEqual([
      ['free', '10:12'],
      ['free', '10:12'],
      ['tooFar', null],
    ]);
    expect(body.days[2]?.instead).toMatchObject({ text: '改约计时托 14:00–16:00', date: thursday });
  });
});

import { rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import { rosterId } from '@nearcare/bff/features/bookings/roster.rules';
import type { CentreRecord } from '@nearcare/bff/features/centres/centres.records';
import type { FastifyInstance } from 'fastify';
import type { TestApp } from './build-test-app.js';
import { addLiveClass } from './class-stack.js';
import { sendEvidence } from './evidence.js';
import { addCentre, monthlyPrices } from './factories.js';
import { Parent } from './parent.js';
import { makePicture } from './pictures.js';
import { sendFile } from './uploads.js';

/** Ids of everything that one family can have, and that an operation takes by path, query or body. */
export type OwnThings = Record<
  | 'bookingId'
  | 'cardId'
  | 'changeQuoteId'
  | 'childId'
  | 'complaintId'
  | 'enrolmentId'
  | 'evidenceId'
  | 'expertQuestionId'
  | 'filedEvidenceId'
  | 'fileId'
  | 'homeVisitId'
  | 'invitationId'
  | 'pickupCodeId'
  | 'pickupId'
  | 'quoteId'
  | 'sessionId'
  | 'signUpId'
  | 'waitlistEntryId',
  string
>;

/** The day of the booking and of the code, that of the quote, and that of the quote for a change: workdays to come. */
export const days = { booked: '2026-11-26', quoted: '2026-11-27', changedTo: '2026-11-30' };

/** Care by the month, as it is applied for. */
export const months = { mode: 'fullDay', startMonth: '2026-12', weekdays: [4] };

/** Workdays on which the centre has no place, so that there is something to wait for. */
export const fullDays = ['2026-12-01', '2026-12-02'] as const;

/** Has the desk of this centre tell no place at all for the full days. */
export async function fillDays(
  { app, clock }: TestApp,
  { _id: centreId, groups }: CentreRecord,
): Promise<void> {
  const rosters = rosterModel(app.store.useDb(app.store.name), 'Roster', 'rosters', clock.now);
  for (const { id, places } of groups)
    for (const date of fullDays) {
      const seed = { _id: rosterId(id, date), scope: centreId, date, places, epoch: 1 };
      await rosters.apply(seed, { kind: 'setPlaces', own: 0, epoch: 1, places });
    }
}

const handIn = async (parent: Parent) => sendEvidence(parent, await makePicture('jpeg'));

/** A parent who has one of everything, made over the wire. `sessionId` is another device of the same parent. */
export async function parentWithEverything(
  app: FastifyInstance,
  centreId: string,
  waitForNextCode: () => void,
  expertId: string,
): Promise<{ parent: Parent; things: OwnThings }> {
  const parent = await new Parent(app).signIn();
  const { items } = (await parent.call('listSessions')).body;
  waitForNextCode();
  await parent.signIn();
  const purposes = ['childProfile', 'pickups', 'feeReduction', 'enrolment'] as const;
  for (const purpose of [...purposes, 'expertQuestion', 'homeVisit'] as const) await parent.agreeTo(purpose);
  const child = await parent.addChild();
  const booking = await parent.book(centreId, child.id, days.booked);
  const quote = await parent.quote(centreId, child.id, days.quoted);
  const changeQuote = await parent.call('quoteBooking', {
    body: {
      ...{ centreId, childId: child.id, bookingId: booking.body.id, mode: 'fullDay' },
      dates: [days.changedTo],
    },
  });
  const pickup = await parent.call('addPickup', {
    body: { name: '奶奶', relation: 'grandparent', phone: '13900004321' },
  });
  const code = await parent.call('createPickupCode', {
    params: { pickupId: pickup.body.id },
    body: { childId: child.id, on: days.booked },
  });
  const invitation = await parent.call('inviteGuardian');
  const entry = await parent.call('joinWaitlist', {
    body: { centreId, childId: child.id, mode: 'fullDay', date: fullDays[0] },
  });
  await parent.call('saveCentre', { params: { centreId } });
  const card = await parent.call('createFamilyCard');
  const file = await sendFile(parent, await makePicture('png'));
  // At a centre of its own, so that this family may still apply where the test does.
  const { _id: monthlyId } = await addCentre(app.store, { priceList: monthlyPrices });
  const applied = await parent.call('applyForEnrolment', {
    body: { ...{ centreId: monthlyId, childId: child.id }, ...months },
  });
  const [evidence, filedEvidence] = [await handIn(parent), await handIn(parent)];
  const complaint = await parent.call('fileComplaint', {
    body: {
      ...{ category: 'hygiene', what: '地上很脏', identity: 'named', centreId },
      evidence: [filedEvidence.body.id],
    },
  });
  const signedUp = await parent.call('signUpForClass', {
    params: { classId: await addLiveClass(app.store) },
    body: { childId: child.id },
  });
  const question = await parent.call('askExpert', {
    body: { expertId, childId: child.id, topic: 'sleep', text: '怎么睡整觉' },
  });
  const visit = await parent.call('requestHomeVisit', {
    body: {
      childId: child.id,
      districtCode: 'test-1',
      topics: ['motor'],
      area: '城关',
      address: '栗树路 1 号',
    },
  });
  const things = {
    bookingId: booking.body.id,
    cardId: card.body.id,
    changeQuoteId: changeQuote.body.id,
    childId: child.id,
    complaintId: complaint.body.id,
    enrolmentId: applied.body.id,
    evidenceId: evidence.body.id,
    filedEvidenceId: filedEvidence.body.id,
    fileId: file.body.id,
    expertQuestionId: question.body.id,
    homeVisitId: visit.body.id,
    invitationId: invitation.body.id,
    pickupCodeId: code.body.id,
    pickupId: pickup.body.id,
    quoteId: quote.body.id,
    sessionId: items[0]?.id ?? '',
    signUpId: signedUp.body.id,
    waitlistEntryId: entry.body.id,
  };
  const missing = Object.entries(things).filter(([, id]) => !id);
  if (missing.length > 0) throw new Error(`no ${missing.map(([name]) => name).join(', ')}`);
  return { parent, things };
}

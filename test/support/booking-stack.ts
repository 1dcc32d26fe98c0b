import { bookingNews } from '@nearcare/bff/features/bookings/booking-news';
import type { FamilyBookings } from '@nearcare/bff/features/bookings/bookings.public';
import { bookingsService } from '@nearcare/bff/features/bookings/bookings.service';
import { isHolding } from '@nearcare/bff/features/bookings/care-request.rules';
import { type CareRequestDoc, careRequestsModel } from '@nearcare/bff/features/bookings/care-requests.model';
import { changesService } from '@nearcare/bff/features/bookings/changes.service';
import { closures } from '@nearcare/bff/features/bookings/closures';
import { attendanceAtDesk } from '@nearcare/bff/features/bookings/desk/attendance.service';
import { bookingsOfDesk } from '@nearcare/bff/features/bookings/desk/bookings-of-desk';
import { cancelAtDesk } from '@nearcare/bff/features/bookings/desk/cancel-at-desk.service';
import { noShowAtDesk } from '@nearcare/bff/features/bookings/desk/no-show.service';
import { placesAtDesk } from '@nearcare/bff/features/bookings/desk/places-at-desk.service';
import { readmission } from '@nearcare/bff/features/bookings/desk/readmission';
import { rosterAtDesk } from '@nearcare/bff/features/bookings/desk/roster-at-desk.service';
import { temporaryAtDeskService } from '@nearcare/bff/features/bookings/desk/temporary.service';
import { bookedCheckIns, familyBookings } from '@nearcare/bff/features/bookings/family-bookings.service';
import { remindJob } from '@nearcare/bff/features/bookings/jobs/remind.job';
import { settleDaysJob } from '@nearcare/bff/features/bookings/jobs/settle-days.job';
import { ownBookings } from '@nearcare/bff/features/bookings/own-bookings.service';
import { bookingPlaces } from '@nearcare/bff/features/bookings/places';
import { placesByDay } from '@nearcare/bff/features/bookings/places-by-day';
import { quotesModel } from '@nearcare/bff/features/bookings/quotes.model';
import { quotesService } from '@nearcare/bff/features/bookings/quotes.service';
import { reconciler } from '@nearcare/bff/features/bookings/reconcile';
import { type RosterDoc, rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import { rosterVacancies, vacanciesNow } from '@nearcare/bff/features/bookings/roster-vacancies';
import { sealedWords } from '@nearcare/bff/features/bookings/sealed-words';
import { surveysModel } from '@nearcare/bff/features/bookings/survey/surveys.model';
import { temporaryDeadlines } from '@nearcare/bff/features/bookings/temporary-deadlines';
import { entryCopies } from '@nearcare/bff/features/bookings/waitlist/copies';
import { entriesModel } from '@nearcare/bff/features/bookings/waitlist/entries.model';
import { familyWaitlist } from '@nearcare/bff/features/bookings/waitlist/family-waitlist';
import { waitlistKeeper } from '@nearcare/bff/features/bookings/waitlist/keeper.job';
import { waitlistService } from '@nearcare/bff/features/bookings/waitlist/waitlist.service';
import { waitlistNews } from '@nearcare/bff/features/bookings/waitlist/waitlist-news';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { centresPublic } from '@nearcare/bff/features/centres/centres.service';
import { centreWord } from '@nearcare/bff/features/centres/desk/centre-word.service';
import { closedDaysService } from '@nearcare/bff/features/centres/desk/closed-days.service';
import { ownCentreModel } from '@nearcare/bff/features/centres/desk/own-centre.model';
import type { AccessLog } from '@nearcare/bff/features/desk/desk.public';
import { attendanceOfEnrolled } from '@nearcare/bff/features/enrolments/desk/attendance.service';
import { enrolmentsAtDesk } from '@nearcare/bff/features/enrolments/desk/enrolments-at-desk.service';
import { enrolledDays } from '@nearcare/bff/features/enrolments/enrolled-days.service';
import { enrolledOnDay } from '@nearcare/bff/features/enrolments/enrolled-on-day';
import { enrolmentNews } from '@nearcare/bff/features/enrolments/enrolment-news';
import { type EnrolmentDoc, enrolmentsModel } from '@nearcare/bff/features/enrolments/enrolments.model';
import { enrolmentsService } from '@nearcare/bff/features/enrolments/enrolments.service';
import { familyEnrolments } from '@nearcare/bff/features/enrolments/family-enrolments.service';
import { settleAttendanceJob } from '@nearcare/bff/features/enrolments/settle-attendance.job';
import type { KnownChild } from '@nearcare/bff/features/families/families.public';
import type { FamilyKeys } from '@nearcare/bff/keys/family-keys';
import type { Clock } from '@nearcare/bff/lib/clock';
import type { StaffDesk } from '@nearcare/bff/plugins/session';
import { checkInsOf } from '@nearcare/bff/wiring/care-of-family';
import type { Connection } from 'mongoose';
import { expect } from 'vitest';
import { type FakeNotices, fakeNotices } from './fake-notices.js';

/** Stands between a service and its models: may throw before a write, or after it was done. */
export type Interrupt = <T>(write: () => Promise<T>) => Promise<T>;

const writesOf = {
  requests: ['insertPending', 'decideOn', 'markTold', 'eraseEnded'],
  quotes: ['add', 'eraseFamily'],
  rosters: ['apply', 'eraseScope'],
  own: ['change'],
  entries: ['insertJoining', 'decideOn', 'markTold', 'erase'],
  enrolments: ['insert', 'decideOn', 'reseal', 'eraseEnded'],
  notices: ['tell'],
} as const;

/** The bookings feature over one connection, without HTTP, with every write passing through `interrupt`. */
export function bookingStack(store: Connection, clock: Clock, children: Map<string, KnownChild>) {
  const models = {
    requests: careRequestsModel(store, clock.now),
    quotes: quotesModel(store),
    rosters: rosterModel(store, 'Roster', 'rosters', clock.now),
    childDays: rosterModel(store, 'ChildDay', 'childDays', clock.now),
    surveys: surveysModel(store),
    enrolments: enrolmentsModel(store),
  };
  const entriesStored = entriesModel(store);
  const { surveys } = models;
  const stored = centreModels(store);
  const centres = centresPublic(stored);
  const told: FakeNotices = fakeNotices();
  const record = { isBroken: false, looks: [] as string[] };
  const accessLog: AccessLog = {
    async note(desk, seen) {
      if (record.isBroken) throw new Error('no record can be made');
      record.looks.push(...seen.map(({ childId, what }) => `${desk.name} ${what} ${childId}`));
    },
  };
  const families = {
    findChild: async (_family: string, id: string) => children.get(id) ?? null,
    listChildren: async () => [...children.values()],
    listGranted: async () => [],
  };

  /** A process of its own: what it does can be cut short. */
  function process(interrupt: Interrupt) {
    const requests = interrupted(models.requests, writesOf.requests, interrupt);
    const quotes = interrupted(models.quotes, writesOf.quotes, interrupt);
    const rosters = interrupted(models.rosters, writesOf.rosters, interrupt);
    const childDays = interrupted(models.childDays, writesOf.rosters, interrupt);
    const own = interrupted(ownCentreModel(stored), writesOf.own, interrupt);
    const entries = interrupted(entriesStored, writesOf.entries, interrupt);
    const notices = interrupted(told.notices, writesOf.notices, interrupt);
    const places = bookingPlaces({ rosters, childDays });
    const words = sealedWords(openKeys);
    const news = bookingNews({ requests, families, notices, words });
    const closing = closures({ requests, rosters, places, centres, news, clock });
    const deadlines = temporaryDeadlines({ requests, places, news, clock });
    const vacancies = rosterVacancies(rosters);
    const enrolments = interrupted(models.enrolments, writesOf.enrolments, interrupt);
    const byDay = placesByDay({ rosters, childDays });
    const days = enrolledDays({ enrolments, places: byDay, centres, families, clock });
    const monthly = { enrolments, days, centres, families, consents: anyConsent, keys: openKeys, clock };
    const newsOfMonths = enrolmentNews({ enrolments, families, notices });
    const enrolled = enrolledOnDay(enrolments);
    const checkIns = checkInsOf(bookedCheckIns(requests), enrolled);
    const seen = { requests, rosters, vacancies, centres, families, enrolled, accessLog, clock };
    const roster = rosterAtDesk({ ...seen, words });
    const ownBooked = ownBookings({ requests, centres, families, surveys, words, clock });
    const ofDesk = bookingsOfDesk({ requests, centres, clock });
    const returns = readmission({ requests, places, centres, clock });
    const word = centreWord({ own, clock });
    const booking = { own: ownBooked, requests, quotes, places, centres, families, news, accessLog, clock };
    const bookings = bookingsService(booking);
    const changes = changesService(booking);
    const waiting = waitingParts({ entries, rosters, requests, centres, families, notices });
    return {
      bookings: { ...ownBooked, ...bookings },
      changes,
      waitlist: waitlistService({
        ...{ ...waiting, own: ownBooked, changes },
        ...{ rosters, requests, quotes, bookings, centres, families, clock },
      }),
      watch: () => waiting.copies.watch(),
      idle: () => waiting.copies.idle(),
      keeper: waitlistKeeper({ ...waiting, rosters, centres, clock }),
      attendance: attendanceAtDesk({
        ...{ ofDesk, readmission: returns, requests, places, families, accessLog, clock },
      }),
      noShow: noShowAtDesk({ ofDesk, requests, places, news, accessLog, clock }),
      cancelling: cancelAtDesk({ ofDesk, requests, places, news, words, accessLog, clock }),
      settleDays: settleDaysJob({ requests, checkIns, places, news, clock }),
      remind: remindJob({ requests, news, clock }),
      quotes: quotesService({ ...booking, entries, rosters, vacancies }),
      deadlines,
      temporary: temporaryAtDeskService({ requests, places, families, news, deadlines, accessLog, clock }),
      ofFamily: familyBookings({
        ...{ requests, quotes, surveys, childDays, places, clock },
        waitlist: familyWaitlist({ entries, rosters }),
      }) as FamilyBookings,
      reconcile: reconciler({
        ...{ requests, rosters, childDays, places, closures: closing, news, clock },
        others: days.holders,
      }),
      enrolments: enrolmentsService(monthly),
      enrolmentsAtDesk: enrolmentsAtDesk({ ...monthly, accessLog, news: newsOfMonths }),
      attendanceOfEnrolled: attendanceOfEnrolled({ ...monthly, accessLog, news: newsOfMonths }),
      settleAttendance: settleAttendanceJob({ ...monthly, checkIns }),
      enrolledDays: { run: days.run, tellAll: () => newsOfMonths.tellAll() },
      enrolmentsOfFamily: familyEnrolments({ enrolments, days, keys: openKeys, clock }),
      news,
      roster,
      closedDays: closedDaysService({ own, bookings: closing, clock }),
      atDesk: placesAtDesk({
        ...{ rosters, roster, centres, word, clock },
        vacancies: vacanciesNow(rosters),
      }),
    };
  }

  return { process, told, record, onRosterWritten: models.rosters.onWritten };
}

/** What writes down in entries, and tells, what rosters decide. */
function waitingParts(
  parts: Parameters<typeof waitlistNews>[0] & Omit<Parameters<typeof entryCopies>[0], 'news'>,
) {
  const news = waitlistNews(parts);
  return { entries: parts.entries, news, copies: entryCopies({ ...parts, news }) };
}

/** Keys that seal nothing: what is sealed is tried elsewhere. */
const openKey = {
  seal: (_place: string, text: string) => text,
  open: (_place: string, text: string) => text,
  fingerprint: (body: unknown) => JSON.stringify(body),
};
export const openKeys = { ensure: async () => openKey, find: async () => openKey } as unknown as FamilyKeys;
const anyConsent = { require: async () => undefined };

/** Somebody at the desk of that centre. */
export function deskOf(centreId: string): StaffDesk {
  const who = {
    membershipId: 'dm_0001',
    sessionId: 's_0001',
    familyId: 'f_staff',
    name: '王老师',
    placeName: '测试托育中心',
  };
  return { ...who, role: 'staff', centreId };
}

/** The model with these of its writes passing through `interrupt`. */
export function interrupted<T extends object>(model: T, names: readonly string[], interrupt: Interrupt): T {
  const wrapped = names.map((name) => {
    const write = (model as Record<string, unknown>)[name] as (...args: unknown[]) => Promise<unknown>;
    return [name, (...args: unknown[]) => interrupt(() => write(...args))] as const;
  });
  return { ...model, ...Object.fromEntries(wrapped) };
}

/** Every live booking has exactly its claims and every claim a live owner (invariant 3); offers are their roster's own. */
export async function expectClaimsToMatch(store: Connection): Promise<void> {
  const requests = await store.collection<CareRequestDoc>('careRequests').find().toArray();
  expect(requests.map(({ status }) => status)).not.toContain('pending');
  expect(requests.flatMap(({ days }) => days).filter(({ change }) => change)).toEqual([]);
  const live = requests.flatMap((request) =>
    request.days
      .filter((day) => request.status === 'confirmed' && isHolding(day))
      .map((day) => ({ ...day, childId: request.childId, claim: `${request._id}#${day.n}` })),
  );
  const enrolments = await store.collection<EnrolmentDoc>('enrolments').find().toArray();
  expect(enrolments.filter(({ attempt, owed }) => attempt || owed.length > 0)).toEqual([]);
  const byMonth = enrolments.flatMap(({ _id, childId, days }) =>
    days.map((day) => ({ ...day, childId, claim: `${_id}#${day.n}` })),
  );
  const all = [...live, ...byMonth];
  const expected = {
    rosters: all.flatMap(({ claim, groupId, date }) => (groupId ? `${groupId}:${date} ${claim}` : [])),
    childDays: all.map(({ claim, childId, date }) => `${childId}:${date} ${claim}`),
  };
  for (const collection of ['rosters', 'childDays'] as const) {
    const docs = await store.collection<RosterDoc>(collection).find().toArray();
    const held = docs.flatMap(({ _id, claims }) =>
      claims.flatMap(({ id, isOffer }) => (isOffer ? [] : [`${_id} ${id}`])),
    );
    expect(held.sort(), collection).toEqual(expected[collection].sort());
  }
}

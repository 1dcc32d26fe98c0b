import type { FastifyInstance } from 'fastify';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { counter } from '../../plugins/health.js';
import type { Centres, CentreWord, NearbyCentres, RosterVacancies } from '../centres/centres.public.js';
import type { AccessLog, DeskVisits } from '../desk/desk.public.js';
import type { EnrolledOnDay } from '../enrolments/enrolments.public.js';
import type { Children, GrantedReductions } from '../families/families.public.js';
import { absenceService } from './absence.service.js';
import { alternativesService } from './alternatives.service.js';
import { availabilityService } from './availability.service.js';
import type { BookingNews } from './booking-news.js';
import type { CheckIns, OtherHolders } from './bookings.public.js';
import { bookingsRoutes } from './bookings.routes.js';
import { bookingsService } from './bookings.service.js';
import { calendarService } from './calendar.service.js';
import type { CareRequestsModel } from './care-requests.model.js';
import { changesService } from './changes.service.js';
import type { Closures } from './closures.js';
import { attendanceAtDesk } from './desk/attendance.service.js';
import { bookingsOfDesk } from './desk/bookings-of-desk.js';
import { cancelAtDesk } from './desk/cancel-at-desk.service.js';
import { bookingDeskRoutes } from './desk/desk.routes.js';
import { bookingForFamily } from './desk/for-family.service.js';
import { noShowAtDesk } from './desk/no-show.service.js';
import { placesAtDesk } from './desk/places-at-desk.service.js';
import { readmission } from './desk/readmission.js';
import { rosterAtDesk } from './desk/roster-at-desk.service.js';
import { temporaryAtDeskService } from './desk/temporary.service.js';
import { forgetSymptomsJob } from './jobs/forget-symptoms.job.js';
import { remindJob } from './jobs/remind.job.js';
import { settleDaysJob } from './jobs/settle-days.job.js';
import { ownBookings } from './own-bookings.service.js';
import type { Places } from './places.js';
import type { QuotesModel } from './quotes.model.js';
import { quotesService } from './quotes.service.js';
import { reconciler } from './reconcile.js';
import type { RosterModel } from './roster.model.js';
import { vacanciesNow } from './roster-vacancies.js';
import { sealedWords } from './sealed-words.js';
import { surveyService } from './survey/survey.service.js';
import type { SurveysModel } from './survey/surveys.model.js';
import { temporaryDeadlines } from './temporary-deadlines.js';
import { type Waiting, waitlist } from './waitlist/index.js';

const reconcileEveryMs = 20_000;
/** A deadline is told to the minute. */
const expireEveryMs = 10_000;
/** Nobody waits for these: a minute more of a place, or of an evening, is none. */
const settleEveryMs = 60_000;
const remindEveryMs = 60_000;
const forgetEveryMs = 3_600_000;

type Options = {
  requests: CareRequestsModel;
  quotes: QuotesModel;
  rosters: RosterModel;
  childDays: RosterModel;
  places: Places;
  vacancies: RosterVacancies;
  surveys: SurveysModel;
  centres: Centres;
  nearby: NearbyCentres;
  word: CentreWord;
  families: Children & GrantedReductions;
  closures: Closures;
  others: OtherHolders;
  enrolled: EnrolledOnDay;
  checkIns: CheckIns;
  news: BookingNews;
  waiting: Waiting;
  accessLog: AccessLog;
  visits: DeskVisits;
  keys: FamilyKeys;
  clock: Clock;
};

/** Quotes, bookings, what the desk does with them, and the job that settles what a crash left. */
export async function bookings(app: FastifyInstance, options: Options) {
  const words = sealedWords(options.keys);
  const own = ownBookings({ ...options, words });
  const parts = { ...options, own, words };
  const quotes = quotesService({ ...parts, entries: options.waiting.entries });
  const booking = bookingsService(parts);
  const changes = changesService(parts);
  bookingsRoutes(app, {
    ...{ own, quotes, bookings: booking, changes, survey: surveyService(parts) },
    availability: availabilityService(parts),
    absences: absenceService(parts),
    alternatives: alternativesService(parts),
    calendar: calendarService(parts),
  });
  waitlist(app, { ...parts, bookings: booking, changes });

  const roster = rosterAtDesk({ ...options, words });
  const ofDesk = bookingsOfDesk(options);
  const deadlines = temporaryDeadlines(options);
  const vacancies = vacanciesNow(options.rosters);
  bookingDeskRoutes(app, {
    roster,
    places: placesAtDesk({ ...options, roster, vacancies }),
    attendance: attendanceAtDesk({ ...options, ofDesk, readmission: readmission(options) }),
    noShow: noShowAtDesk({ ...options, ofDesk }),
    cancelling: cancelAtDesk({ ...options, ofDesk, words }),
    temporary: temporaryAtDeskService({ ...options, deadlines }),
    forFamily: bookingForFamily({ visits: options.visits, quotes, bookings: booking }),
  });

  app.jobs.add({
    name: 'expireTemporary',
    schedule: { everyMs: expireEveryMs },
    run: () => deadlines.expireDue(),
  });

  const { run } = reconciler(options);
  const settled = counter(app.metrics, 'nearcare_reconciled_total', 'Leftovers settled by reconcile', [
    'kind',
  ]);
  app.jobs.add({
    name: 'reconcileBookings',
    schedule: { everyMs: reconcileEveryMs },
    async run() {
      const counts = Object.entries(await run());
      for (const [kind, count] of counts) settled.inc({ kind }, count);
      return counts.reduce((total, [, count]) => total + count, 0);
    },
  });
  const { run: settle } = settleDaysJob(options);
  app.jobs.add({ name: 'settleDays', schedule: { everyMs: settleEveryMs }, run: settle });
  const { run: remind } = remindJob(options);
  app.jobs.add({ name: 'remindOfCare', schedule: { everyMs: remindEveryMs }, run: remind });
  const { run: forget } = forgetSymptomsJob(options);
  app.jobs.add({ name: 'forgetSymptoms', schedule: { everyMs: forgetEveryMs }, run: forget });
}

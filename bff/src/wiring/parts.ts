import { guardiansPublic } from '../features/auth/guardians.service.js';
import { bookingNews } from '../features/bookings/booking-news.js';
import { careRequestsModel } from '../features/bookings/care-requests.model.js';
import { closures } from '../features/bookings/closures.js';
import { bookedCheckIns, familyBookings } from '../features/bookings/family-bookings.service.js';
import { bookingPlaces } from '../features/bookings/places.js';
import { placesByDay } from '../features/bookings/places-by-day.js';
import { quotesModel } from '../features/bookings/quotes.model.js';
import { rosterModel } from '../features/bookings/roster.model.js';
import { rosterVacancies } from '../features/bookings/roster-vacancies.js';
import { sealedWords } from '../features/bookings/sealed-words.js';
import { satisfactionCounts } from '../features/bookings/survey/survey.service.js';
import { surveysModel } from '../features/bookings/survey/surveys.model.js';
import { entryCopies } from '../features/bookings/waitlist/copies.js';
import { entriesModel } from '../features/bookings/waitlist/entries.model.js';
import { familyWaitlist } from '../features/bookings/waitlist/family-waitlist.js';
import { waitlistNews } from '../features/bookings/waitlist/waitlist-news.js';
import { centreModels } from '../features/centres/centres.model.js';
import { centresPublic } from '../features/centres/centres.service.js';
import { districtsPublic } from '../features/centres/districts.service.js';
import { finding } from '../features/centres/finding/finding.service.js';
import { freshIndex } from '../features/centres/finding/fresh-index.js';
import { nearbyCentres } from '../features/centres/finding/nearby-centres.js';
import { savedCentresModel } from '../features/centres/saved/saved-centres.model.js';
import { savedCentresPublic } from '../features/centres/saved/saved-centres.service.js';
import { classParts } from '../features/classes/class-parts.js';
import { classesModel } from '../features/classes/classes.model.js';
import { signUpsModel } from '../features/classes/sign-ups.model.js';
import { authorMarks } from '../features/complaints/author-marks.js';
import { complaintChanges } from '../features/complaints/changes.js';
import { complaintNews } from '../features/complaints/complaint-news.js';
import { complaintsModel } from '../features/complaints/complaints.model.js';
import { newsAtDesk } from '../features/complaints/desk/desk-news.js';
import { looksModel } from '../features/complaints/desk/looks.model.js';
import { complaintsOfFamily } from '../features/complaints/family-complaints.service.js';
import { complaintFollowing } from '../features/complaints/following.js';
import { handledHere } from '../features/complaints/handled-here.js';
import { consentsModel } from '../features/consents/consents.model.js';
import { consentsPublic } from '../features/consents/consents.service.js';
import { enrolledDays } from '../features/enrolments/enrolled-days.service.js';
import { enrolledOnDay } from '../features/enrolments/enrolled-on-day.js';
import { enrolmentNews } from '../features/enrolments/enrolment-news.js';
import { enrolmentsModel } from '../features/enrolments/enrolments.model.js';
import { familyEnrolments } from '../features/enrolments/family-enrolments.service.js';
import { familiesModel } from '../features/families/families.model.js';
import type { FamilyKeepers } from '../features/families/families.public.js';
import { familiesPublic } from '../features/families/families.service.js';
import { oneTimeCodes } from '../features/families/one-time-codes.js';
import { spareFamily } from '../features/families/spare-family.service.js';
import { fileBytes } from '../features/files/file-bytes.js';
import { fileLinks } from '../features/files/file-links.js';
import { filesModel } from '../features/files/files.model.js';
import { filesPublic } from '../features/files/files.service.js';
import { uploadsService } from '../features/files/uploads.service.js';
import { lessonsModel } from '../features/lessons/lessons.model.js';
import { lessonsOfFamily } from '../features/lessons/lessons-of-family.js';
import { liveModel } from '../features/live/live.model.js';
import { liveLog } from '../features/live/live-log.js';
import { liveOfFamily } from '../features/live/live-of-family.js';
import { noticesModel } from '../features/notices/notices.model.js';
import { noticesOfFamily, noticesPublic } from '../features/notices/notices.service.js';
import { outboxModel } from '../features/notices/outbox.model.js';
import { subscriptionsModel } from '../features/notices/subscriptions.model.js';
import { careOfFamily, checkInsOf } from './care-of-family.js';
import type { Ground } from './ground.js';
import { guidanceModels, guidanceParts } from './guidance.js';

export type Parts = ReturnType<typeof makeParts>;

/** What each feature stores, and what it lets the others see: features know each other only by these views. */
export function makeParts(ground: Ground) {
  const { config, clock, store, keys, storage, accounts, ended, desks, report } = ground;

  // Those that everybody asks: guardians, notices, files, consents, centres.
  const guardians = guardiansPublic({ model: accounts, keys, ended, desks: desks.erasure, clock });
  const outbox = {
    model: noticesModel(store),
    outbox: outboxModel(store),
    subscriptions: subscriptionsModel(store),
  };
  const notices = noticesPublic({ model: outbox.model, guardians, keys, clock });
  const fileParts = {
    model: filesModel(store),
    keys,
    bytes: fileBytes(storage, (error) => report('file storage failed', { reason: error.message })),
    links: fileLinks(config.sessionSecret, clock),
  };
  const files = filesPublic({ ...fileParts, clock });
  const consentStore = consentsModel(store);
  const consents = consentsPublic(consentStore, clock);
  const uploads = uploadsService({ ...fileParts, consents, clock });
  const centreStore = centreModels(store);
  const savedStore = savedCentresModel(store);
  const centres = centresPublic(centreStore);

  // Families, and what they book.
  const familyStore = familiesModel(store);
  const families = familiesPublic({ model: familyStore, keys, files, clock });
  const rosters = rosterModel(store, 'Roster', 'rosters', clock.now);
  const childDays = rosterModel(store, 'ChildDay', 'childDays', clock.now);
  const requests = careRequestsModel(store, clock.now);
  const quotes = quotesModel(store);
  const surveys = surveysModel(store);
  const places = bookingPlaces({ rosters, childDays });
  const enrolments = enrolmentsModel(store);
  const enrolled = enrolledOnDay(enrolments);
  const byDay = placesByDay({ rosters, childDays });
  const days = enrolledDays({ enrolments, places: byDay, centres, families, clock });
  const enrolmentsOfFamily = familyEnrolments({ enrolments, days, keys, clock });
  const news = bookingNews({ requests, families, notices, words: sealedWords(keys) });
  const entries = entriesModel(store);
  const waitlistTold = waitlistNews({ entries, centres, families, notices });
  const copies = entryCopies({ entries, rosters, requests, news: waitlistTold });
  copies.watch();
  const waitlist = familyWaitlist({ entries, rosters });
  // Guidance: each child's year, questions to experts, visits at home.
  const guided = guidanceParts({ models: guidanceModels(store), centres, families, notices, keys, clock });
  const classes = classParts({
    ...{ classes: classesModel(store), signUps: signUpsModel(store) },
    seatLists: rosterModel(store, 'SeatList', 'seatLists', clock.now),
    ...{ centres, families, notices, keys, clock },
    guidance: guided.log,
  });
  const bookings = careOfFamily(
    familyBookings({ requests, quotes, surveys, childDays, places, waitlist, clock }),
    enrolmentsOfFamily,
    classes.ofFamily,
  );

  // Complaints: theirs, and those of nobody known.
  const complaints = complaintsModel(store);
  const marks = authorMarks(config.phoneIndexSecret);
  const handled = handledHere({ deskHolders: desks.memberships, guardians });
  const newsOfComplaints = complaintNews({ complaints, handled, keys, notices });
  const looks = looksModel(store);
  const complaintsOf = complaintsOfFamily({ complaints, marks, looks, files, keys, clock });

  // Learning away from a place.
  const lessonStore = lessonsModel(store);
  const liveStore = liveModel(store);
  const log = liveLog({ model: liveStore, keys });

  // Finding counts free places from what is booked.
  const vacancies = rosterVacancies(rosters);
  const index = freshIndex(centreStore);
  const found = finding({ models: centreStore, index, vacancies });

  const keepers: FamilyKeepers = {
    families,
    bookings,
    guided: guided.guided,
    savedCentres: savedCentresPublic(savedStore, centreStore),
    files,
    desks: desks.erasure,
    complaints: complaintsOf,
    lessons: lessonsOfFamily(lessonStore),
    live: liveOfFamily({ model: liveStore, log, clock }),
    consents,
    notices: noticesOfFamily({ ...outbox, keys }),
    keys,
    clock,
  };
  return {
    ...{ guardians, outbox, notices, fileParts, files, uploads, consentStore, consents },
    ...{ centreStore, savedStore, centres, districts: districtsPublic(centreStore) },
    ...{ familyStore, families, codes: oneTimeCodes(config.phoneIndexSecret) },
    ...{ rosters, childDays, requests, quotes, surveys, places, bookings, news },
    waiting: { entries, copies, news: waitlistTold },
    ...{ enrolments, enrolmentsOfFamily, enrolled },
    classParts: classes,
    checkIns: checkInsOf(bookedCheckIns(requests), enrolled),
    enrolledDays: days,
    enrolmentNews: enrolmentNews({ enrolments, families, notices }),
    complaintParts: {
      ...{
        complaints,
        marks,
        changes: complaintChanges({ complaints, keys, clock }),
        looks,
      },
      news: newsOfComplaints,
      atDesk: newsAtDesk({
        ...{ complaints, handled, guardians, keys, notices },
        deskHolders: desks.memberships,
      }),
      handled,
      deskHolders: desks.memberships,
      following: complaintFollowing({ complaints, keys, clock }),
    },
    ...{ lessonStore, liveStore, liveLog: log },
    ...{ vacancies, index, found, nearby: nearbyCentres(found) },
    satisfaction: satisfactionCounts({ surveys, clock }),
    closures: closures({ requests, rosters, places, centres, news, clock }),
    guidanceParts: guided,
    keepers,
    spareFamily: spareFamily({ ...keepers, model: familyStore }),
  };
}

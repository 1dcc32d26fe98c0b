import { type AuthModel, authModel } from '@nearcare/bff/features/auth/auth.model';
import {
  type CareRequestsModel,
  careRequestsModel,
} from '@nearcare/bff/features/bookings/care-requests.model';
import { type QuotesModel, quotesModel } from '@nearcare/bff/features/bookings/quotes.model';
import { type RosterModel, rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import { type SurveysModel, surveysModel } from '@nearcare/bff/features/bookings/survey/surveys.model';
import { type EntriesModel, entriesModel } from '@nearcare/bff/features/bookings/waitlist/entries.model';
import { type CentreModels, centreModels } from '@nearcare/bff/features/centres/centres.model';
import {
  type SavedCentresModel,
  savedCentresModel,
} from '@nearcare/bff/features/centres/saved/saved-centres.model';
import { type ClassesModel, classesModel } from '@nearcare/bff/features/classes/classes.model';
import { type SignUpsModel, signUpsModel } from '@nearcare/bff/features/classes/sign-ups.model';
import { type ComplaintsModel, complaintsModel } from '@nearcare/bff/features/complaints/complaints.model';
import { type LooksModel, looksModel } from '@nearcare/bff/features/complaints/desk/looks.model';
import { type ConsentsModel, consentsModel } from '@nearcare/bff/features/consents/consents.model';
import { type EnrolmentsModel, enrolmentsModel } from '@nearcare/bff/features/enrolments/enrolments.model';
import { type FamiliesModel, familiesModel } from '@nearcare/bff/features/families/families.model';
import { type FilesModel, filesModel } from '@nearcare/bff/features/files/files.model';
import { type LessonsModel, lessonsModel } from '@nearcare/bff/features/lessons/lessons.model';
import { type LiveModel, liveModel } from '@nearcare/bff/features/live/live.model';
import { type NoticesModel, noticesModel } from '@nearcare/bff/features/notices/notices.model';
import { type OutboxModel, outboxModel } from '@nearcare/bff/features/notices/outbox.model';
import {
  type SubscriptionsModel,
  subscriptionsModel,
} from '@nearcare/bff/features/notices/subscriptions.model';
import { type DeletionsModel, deletionsModel } from '@nearcare/bff/features/privacy/deletions.model';
import type { Clock } from '@nearcare/bff/lib/clock';
import type { TestApp } from './build-test-app.js';

export type FamilyModels = {
  accounts: AuthModel;
  requests: CareRequestsModel;
  quotes: QuotesModel;
  surveys: SurveysModel;
  rosters: RosterModel;
  childDays: RosterModel;
  entries: EntriesModel;
  enrolments: EnrolmentsModel;
  classes: ClassesModel;
  signUps: SignUpsModel;
  seatLists: RosterModel;
  complaints: ComplaintsModel;
  looks: LooksModel;
  centres: CentreModels;
  savedCentres: SavedCentresModel;
  consents: ConsentsModel;
  families: FamiliesModel;
  files: FilesModel;
  lessons: LessonsModel;
  live: LiveModel;
  notices: NoticesModel;
  outbox: OutboxModel;
  subscriptions: SubscriptionsModel;
  deletions: DeletionsModel;
};

/** A store, whoever opened it, and the clock of who writes to it. */
export type StoreOfTest = { clock: Clock } & { app: Pick<TestApp['app'], 'store'> };

/** The models of all that a family has, as a second process beside the service of a test would open them. */
export function familyModels({ app, clock }: StoreOfTest): FamilyModels {
  const store = app.store.useDb(app.store.name);
  return {
    accounts: authModel(store),
    requests: careRequestsModel(store, clock.now),
    quotes: quotesModel(store),
    surveys: surveysModel(store),
    rosters: rosterModel(store, 'Roster', 'rosters', clock.now),
    childDays: rosterModel(store, 'ChildDay', 'childDays', clock.now),
    entries: entriesModel(store),
    enrolments: enrolmentsModel(store),
    classes: classesModel(store),
    signUps: signUpsModel(store),
    seatLists: rosterModel(store, 'SeatList', 'seatLists', clock.now),
    complaints: complaintsModel(store),
    looks: looksModel(store),
    centres: centreModels(store),
    savedCentres: savedCentresModel(store),
    consents: consentsModel(store),
    families: familiesModel(store),
    files: filesModel(store),
    lessons: lessonsModel(store),
    live: liveModel(store),
    notices: noticesModel(store),
    outbox: outboxModel(store),
    subscriptions: subscriptionsModel(store),
    deletions: deletionsModel(store),
  };
}

import { endedSessions } from '@nearcare/bff/features/auth/ended-sessions';
import { guardiansPublic } from '@nearcare/bff/features/auth/guardians.service';
import { familyBookings } from '@nearcare/bff/features/bookings/family-bookings.service';
import { bookingPlaces } from '@nearcare/bff/features/bookings/places';
import { placesByDay } from '@nearcare/bff/features/bookings/places-by-day';
import { familyWaitlist } from '@nearcare/bff/features/bookings/waitlist/family-waitlist';
import { centresPublic } from '@nearcare/bff/features/centres/centres.service';
import { savedCentresPublic } from '@nearcare/bff/features/centres/saved/saved-centres.service';
import { classParts } from '@nearcare/bff/features/classes/class-parts';
import { authorMarks } from '@nearcare/bff/features/complaints/author-marks';
import { complaintsOfFamily } from '@nearcare/bff/features/complaints/family-complaints.service';
import { consentsPublic } from '@nearcare/bff/features/consents/consents.service';
import { enrolledDays } from '@nearcare/bff/features/enrolments/enrolled-days.service';
import { familyEnrolments } from '@nearcare/bff/features/enrolments/family-enrolments.service';
import { familiesPublic } from '@nearcare/bff/features/families/families.service';
import { noticesOfFamily } from '@nearcare/bff/features/notices/notices.service';
import { deletionsService } from '@nearcare/bff/features/privacy/deletions.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { careOfFamily } from '@nearcare/bff/wiring/care-of-family';
import { guidanceParts } from '@nearcare/bff/wiring/guidance';
import { type Interrupt, interrupted } from './booking-stack.js';
import type { TestApp } from './build-test-app.js';
import { deskErasureOf, terminal } from './desk-holder.js';
import { fakeNotices } from './fake-notices.js';
import { familyModels } from './family-models.js';
import { filesStack } from './files-stack.js';
import { cutGuidanceModels } from './guidance-stack.js';
import { learningKeepers } from './learning-keepers.js';

/** Deletion beside the service of a test, as a second process would run it, with every write passing `interrupt`. */
export function deletionStack(test: TestApp) {
  const { clock, config } = test;
  const models = familyModels(test);
  const ended = endedSessions(models.accounts, clock.now);
  const openKeys = familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) });

  /** A process of its own: what it does can be cut short. */
  function process(interrupt: Interrupt) {
    const cut = <T extends object>(model: T, ...names: (keyof T & string)[]) =>
      interrupted(model, names, interrupt);
    const keys = cut(openKeys, 'destroy');
    const rosters = cut(models.rosters, 'apply');
    const childDays = cut(models.childDays, 'apply', 'eraseScope');
    const erased = {
      children: cut(models.families.children, 'eraseAll'),
      circles: cut(models.families.circles, 'erase', 'forgetGuardian'),
      pickups: cut(models.families.pickups, 'eraseAll'),
      pickupCodes: cut(models.families.pickupCodes, 'eraseAll'),
      feeReductions: cut(models.families.feeReductions, 'erase'),
      cards: cut(models.families.cards, 'eraseAll'),
    };
    const accounts = cut(
      models.accounts,
      'forgetPhone',
      'forgetWechatLogins',
      'removeGuardian',
      'endAll',
      'forgetGuardian',
    );
    const { files } = filesStack({ config, model: models.files, keys, clock }, interrupt);
    const desks = deskErasureOf(test, keys, interrupt);
    const families = familiesPublic({ model: erased, keys, files, clock });
    const enrolments = cut(models.enrolments, 'decideOn', 'eraseEnded');
    const days = enrolledDays({
      ...{ enrolments, families, clock },
      places: placesByDay({ rosters, childDays }),
      centres: centresPublic(models.centres),
    });
    return deletionsService({
      model: cut(models.deletions, 'add', 'advance', 'widen', 'finish', 'close'),
      guardians: guardiansPublic({ model: accounts, keys, ended, desks, clock }),
      memberships: terminal(test),
      families,
      bookings: careOfFamily(
        familyBookings({
          requests: cut(models.requests, 'decideOn', 'eraseEnded'),
          quotes: cut(models.quotes, 'eraseFamily'),
          surveys: cut(models.surveys, 'eraseFamily'),
          childDays,
          places: bookingPlaces({ rosters, childDays }),
          waitlist: familyWaitlist({ entries: cut(models.entries, 'decideOn', 'erase'), rosters }),
          clock,
        }),
        familyEnrolments({ enrolments, days, keys, clock }),
        classParts({
          classes: models.classes,
          signUps: cut(models.signUps, 'decideOn', 'erase'),
          seatLists: { ...cut(models.seatLists, 'apply'), onWritten: () => undefined },
          guidance: { note: async () => undefined },
          notices: fakeNotices().notices,
          centres: { findStanding: async () => null, listFiled: async () => new Set() },
          ...{ families, keys, clock },
        }).ofFamily,
      ),
      complaints: complaintsOfFamily({
        complaints: cut(models.complaints, 'change'),
        marks: authorMarks(config.phoneIndexSecret),
        looks: models.looks,
        ...{ files, keys, clock },
      }),
      ...learningKeepers(test, keys, interrupt),
      guided: guidanceParts({
        models: cutGuidanceModels(test, interrupt),
        centres: { findStanding: async () => null },
        ...{ families, keys, clock, notices: fakeNotices().notices },
      }).guided,
      savedCentres: savedCentresPublic(cut(models.savedCentres, 'eraseAll'), models.centres),
      files,
      desks,
      consents: consentsPublic(cut(models.consents, 'append', 'close'), clock),
      notices: noticesOfFamily({
        model: cut(models.notices, 'forgetGuardian', 'eraseFamily'),
        outbox: cut(models.outbox, 'forgetGuardian', 'eraseFamily'),
        subscriptions: cut(models.subscriptions, 'forgetGuardian'),
        keys,
      }),
      keys,
      clock,
    });
  }

  return { process };
}

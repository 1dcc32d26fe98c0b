import { endedSessions } from '@nearcare/bff/features/auth/ended-sessions';
import { guardiansPublic } from '@nearcare/bff/features/auth/guardians.service';
import { familyBookings } from '@nearcare/bff/features/bookings/family-bookings.service';
import { bookingPlaces } from '@nearcare/bff/features/bookings/places';
import { familyWaitlist } from '@nearcare/bff/features/bookings/waitlist/family-waitlist';
import { savedCentresPublic } from '@nearcare/bff/features/centres/saved/saved-centres.service';
import { authorMarks } from '@nearcare/bff/features/complaints/author-marks';
import { complaintsOfFamily } from '@nearcare/bff/features/complaints/family-complaints.service';
import { consentsPublic } from '@nearcare/bff/features/consents/consents.service';
import { familiesPublic } from '@nearcare/bff/features/families/families.service';
import { invitationsService } from '@nearcare/bff/features/families/invitations.service';
import { joiningService } from '@nearcare/bff/features/families/joining.service';
import { oneTimeCodes } from '@nearcare/bff/features/families/one-time-codes';
import { spareFamily } from '@nearcare/bff/features/families/spare-family.service';
import { noticesOfFamily, noticesPublic } from '@nearcare/bff/features/notices/notices.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { guidanceParts } from '@nearcare/bff/wiring/guidance';
import { type Interrupt, interrupted } from './booking-stack.js';
import type { TestApp } from './build-test-app.js';
import { deskErasureOf } from './desk-holder.js';
import { fakeNotices } from './fake-notices.js';
import { familyModels } from './family-models.js';
import { filesStack } from './files-stack.js';
import { cutGuidanceModels } from './guidance-stack.js';
import { learningKeepers } from './learning-keepers.js';

/** Inviting and joining beside the service of a test, as a second process, with every write passing `interrupt`. */
export function joiningStack(test: TestApp) {
  const { clock, config } = test;
  const models = familyModels(test);
  const vault = folderVault(config.keysDir);

  /** A process of its own: what it does can be cut short. */
  function process(interrupt: Interrupt) {
    const cut = <T extends object>(model: T, ...names: (keyof T & string)[]) =>
      interrupted(model, names, interrupt);
    const keys = cut(familyKeys({ ring: config.keyRing, vault }), 'destroy');
    const { files } = filesStack({ config, model: models.files, keys, clock }, interrupt);
    const desks = deskErasureOf(test, keys, interrupt);
    const ended = endedSessions(models.accounts, clock.now);
    const guardians = guardiansPublic({
      model: cut(models.accounts, 'move'),
      ...{ keys, ended, desks, clock },
    });
    const circles = cut(models.families.circles, 'takeAttempt', 'swap', 'removeAt', 'erase');
    const model = {
      ...models.families,
      circles,
      children: cut(models.families.children, 'eraseAll'),
      pickups: cut(models.families.pickups, 'eraseAll'),
    };
    const { rosters, childDays } = models;
    const places = bookingPlaces({ rosters, childDays });
    const families = familiesPublic({ model, keys, files, clock });
    const spare = spareFamily({
      ...{ model, families },
      guided: guidanceParts({
        models: cutGuidanceModels(test, interrupt),
        centres: { findStanding: async () => null },
        ...{ families, keys, clock, notices: fakeNotices().notices },
      }).guided,
      bookings: familyBookings({
        requests: models.requests,
        quotes: cut(models.quotes, 'eraseFamily'),
        surveys: cut(models.surveys, 'eraseFamily'),
        childDays: cut(childDays, 'eraseScope'),
        places,
        waitlist: familyWaitlist({ entries: models.entries, rosters }),
        clock,
      }),
      complaints: complaintsOfFamily({
        complaints: cut(models.complaints, 'change'),
        marks: authorMarks(config.phoneIndexSecret),
        looks: models.looks,
        ...{ files, keys, clock },
      }),
      ...learningKeepers(test, keys, interrupt),
      savedCentres: savedCentresPublic(cut(models.savedCentres, 'eraseAll'), models.centres),
      files,
      desks,
      consents: consentsPublic(cut(models.consents, 'close'), clock),
      notices: noticesOfFamily({ ...models, model: cut(models.notices, 'eraseFamily'), keys }),
      keys,
      clock,
    });
    const notices = noticesPublic({ model: cut(models.notices, 'insert'), guardians, keys, clock });
    const deps = { circles, guardians, spareFamily: spare, notices, clock };
    const codes = oneTimeCodes(config.phoneIndexSecret);
    return invitationsService({ ...deps, joining: joiningService(deps), keys, codes });
  }

  return { process };
}

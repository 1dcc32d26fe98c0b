import { authModel } from '@nearcare/bff/features/auth/auth.model';
import { endedSessions } from '@nearcare/bff/features/auth/ended-sessions';
import { guardiansPublic } from '@nearcare/bff/features/auth/guardians.service';
import { bookingsModel } from '@nearcare/bff/features/bookings/bookings.model';
import { familyBookings } from '@nearcare/bff/features/bookings/family-bookings.service';
import { bookingPlaces } from '@nearcare/bff/features/bookings/places';
import { rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { savedCentresModel } from '@nearcare/bff/features/centres/saved-centres.model';
import { savedCentresPublic } from '@nearcare/bff/features/centres/saved-centres.service';
import { consentsModel } from '@nearcare/bff/features/consents/consents.model';
import { consentsPublic } from '@nearcare/bff/features/consents/consents.service';
import { familiesModel } from '@nearcare/bff/features/families/families.model';
import { familiesPublic } from '@nearcare/bff/features/families/families.service';
import { deletionsModel } from '@nearcare/bff/features/privacy/deletions.model';
import { deletionsService } from '@nearcare/bff/features/privacy/deletions.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { type Interrupt, interrupted } from './booking-stack.js';
import type { TestApp } from './build-test-app.js';

/** Deletion beside the service of a test, as a second process would run it, with every write passing `interrupt`. */
export function deletionStack(test: TestApp) {
  const { clock, config } = test;
  const store = test.app.store.useDb(test.app.store.name);
  const models = {
    accounts: authModel(store),
    bookings: bookingsModel(store),
    centres: centreModels(store),
    savedCentres: savedCentresModel(store),
    rosters: rosterModel(store, 'Roster', 'rosters', clock.now),
    childDays: rosterModel(store, 'ChildDay', 'childDays', clock.now),
    consents: consentsModel(store),
    families: familiesModel(store),
    deletions: deletionsModel(store),
  };
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
      feeReductions: cut(models.families.feeReductions, 'eraseAll'),
    };
    const accounts = cut(
      models.accounts,
      'forgetPhone',
      'forgetWechatLogins',
      'removeGuardian',
      'endAll',
      'forgetGuardian',
    );
    return deletionsService({
      model: cut(models.deletions, 'add', 'advance', 'widen', 'finish', 'close'),
      guardians: guardiansPublic({ model: accounts, keys, ended, clock }),
      families: familiesPublic({ model: erased, keys, clock }),
      bookings: familyBookings({
        model: cut(models.bookings, 'abandon', 'cancel', 'eraseEnded', 'eraseQuotes'),
        childDays,
        places: bookingPlaces({ rosters, childDays }),
        clock,
      }),
      savedCentres: savedCentresPublic(cut(models.savedCentres, 'eraseAll'), models.centres),
      consents: consentsPublic(cut(models.consents, 'append', 'close'), clock),
      keys,
      clock,
    });
  }

  return { process };
}

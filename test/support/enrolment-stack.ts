import { endedSessions } from '@nearcare/bff/features/auth/ended-sessions';
import { guardiansPublic } from '@nearcare/bff/features/auth/guardians.service';
import { bookedCheckIns } from '@nearcare/bff/features/bookings/family-bookings.service';
import { placesByDay } from '@nearcare/bff/features/bookings/places-by-day';
import { centresPublic } from '@nearcare/bff/features/centres/centres.service';
import { enrolledDays } from '@nearcare/bff/features/enrolments/enrolled-days.service';
import { enrolledOnDay } from '@nearcare/bff/features/enrolments/enrolled-on-day';
import { enrolmentNews } from '@nearcare/bff/features/enrolments/enrolment-news';
import { familyEnrolments } from '@nearcare/bff/features/enrolments/family-enrolments.service';
import { settleAttendanceJob } from '@nearcare/bff/features/enrolments/settle-attendance.job';
import { familiesPublic } from '@nearcare/bff/features/families/families.service';
import { noticesPublic } from '@nearcare/bff/features/notices/notices.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { checkInsOf } from '@nearcare/bff/wiring/care-of-family';
import type { TestApp } from './build-test-app.js';
import { deskErasureOf } from './desk-holder.js';
import { familyModels } from './family-models.js';
import { filesStack } from './files-stack.js';

/** Enrolments beside the service of a test, as a second process would keep them: its job, and what a family's end does. */
export function enrolmentStack(test: TestApp) {
  const { clock, config } = test;
  const models = familyModels(test);
  const keys = familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) });
  const asItIs = <T>(write: () => Promise<T>): Promise<T> => write();
  const { files } = filesStack({ config, model: models.files, keys, clock }, asItIs);
  const families = familiesPublic({ model: models.families, keys, files, clock });
  const ended = endedSessions(models.accounts, clock.now);
  const desks = deskErasureOf(test, keys, asItIs);
  const guardians = guardiansPublic({ model: models.accounts, keys, ended, desks, clock });
  const notices = noticesPublic({ model: models.notices, guardians, keys, clock });
  const { enrolments, rosters, childDays } = models;
  const places = placesByDay({ rosters, childDays });
  const centres = centresPublic(models.centres);
  const days = enrolledDays({ enrolments, places, centres, families, clock });
  const news = enrolmentNews({ enrolments, families, notices });
  const checkIns = checkInsOf(bookedCheckIns(models.requests), enrolledOnDay(enrolments));
  const settleAttendance = settleAttendanceJob({ enrolments, days, centres, checkIns, clock });
  return {
    /** One run of the job. */
    async keep(): Promise<void> {
      await days.run();
      await news.tellAll();
    },
    /** One run of the job that ends days. */
    settle: () => settleAttendance.run({ isHeld: () => true }),
    ofFamily: familyEnrolments({ enrolments, days, keys, clock }),
  };
}

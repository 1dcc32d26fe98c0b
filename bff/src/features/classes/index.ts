import type { FastifyInstance } from 'fastify';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { ContentCheck } from '../../lib/content-check.js';
import type { Guardians } from '../auth/auth.public.js';
import type { Centres, Districts } from '../centres/centres.public.js';
import type { AccessLog } from '../desk/desk.public.js';
import type { KnownExperts } from '../experts/experts.public.js';
import type { Children } from '../families/families.public.js';
import { classCalendarService } from './calendar.service.js';
import type { ClassParts } from './class-parts.js';
import { classesRoutes } from './classes.routes.js';
import { attendanceService } from './desk/attendance.service.js';
import { classesAtDesk } from './desk/classes-at-desk.service.js';
import { heldComments } from './desk/held-comments.service.js';
import { publishingService } from './desk/publishing.service.js';
import { findingService } from './finding.service.js';
import { callToLiveJob } from './jobs/call-to-live.job.js';
import { classKeeper } from './jobs/keep-classes.job.js';
import { remindJob } from './jobs/remind.job.js';
import { ownSignUps } from './own-sign-ups.service.js';
import { classRatings } from './ratings.js';
import { signUpsService } from './sign-ups.service.js';

/** The end of an offer is told to the minute. */
const keepEveryMs = 10_000;
const remindEveryMs = 60_000;
/** Who waits for a live class to begin waits no longer than this. */
const callEveryMs = 15_000;

type Options = {
  parts: ClassParts;
  centres: Centres;
  districts: Districts;
  experts: KnownExperts;
  families: Children;
  guardians: Pick<Guardians, 'findAddress'>;
  accessLog: AccessLog;
  content: ContentCheck;
  keys: FamilyKeys;
  clock: Clock;
};

/** Parenting classes: found, signed up for, waited for, attended and rated; published by centres and districts. */
export async function classes(app: FastifyInstance, { parts, guardians, ...options }: Options) {
  const deps = { ...options, ...parts };
  const ratings = classRatings(deps);
  const own = ownSignUps(deps);
  const atDesk = classesAtDesk({ ...deps, ratings });
  classesRoutes(app, {
    own,
    finding: findingService({ ...deps, ratings }),
    signUps: signUpsService({
      ...{ ...deps, own },
      askOpenid: async ({ familyId, guardianId }) =>
        (await guardians.findAddress(familyId, guardianId))?.openid ?? null,
    }),
    calendar: classCalendarService({ ...deps, own }),
    atDesk,
    publishing: publishingService({ ...deps, atDesk }),
    attendance: attendanceService({ ...deps, atDesk }),
    held: heldComments(deps),
  });
  app.jobs.add({
    name: 'keepClasses',
    schedule: { everyMs: keepEveryMs },
    run: classKeeper(deps).run,
  });
  app.jobs.add({ name: 'callToLive', schedule: { everyMs: callEveryMs }, run: callToLiveJob(deps).run });
  app.jobs.add({ name: 'remindOfClasses', schedule: { everyMs: remindEveryMs }, run: remindJob(deps).run });
}

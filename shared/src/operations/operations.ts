import type { OperationId } from '../contract/routes.js';
import { authOperations } from './auth.js';
import { bookingsOperations } from './bookings.js';
import { centresOperations } from './centres.js';
import { classesOperations } from './classes.js';
import { complaintsOperations } from './complaints.js';
import { deskOperations } from './desk.js';
import { enrolmentsOperations } from './enrolments.js';
import { evidenceOperations } from './evidence.js';
import { expertsOperations } from './experts.js';
import { familiesOperations } from './families.js';
import { filesOperations } from './files.js';
import { guidanceOperations } from './guidance.js';
import { homeVisitsOperations } from './home-visits.js';
import { lessonsOperations } from './lessons.js';
import { liveOperations } from './live.js';
import { noticesOperations } from './notices.js';
import type { Operation } from './operation.js';
import { privacyOperations } from './privacy.js';
import { waitlistOperations } from './waitlist.js';

/** Every operation of the contract, one file a feature; each has its method and path in `contract/routes`. */
export const operations = {
  ...authOperations,
  ...centresOperations,
  ...familiesOperations,
  ...privacyOperations,
  ...bookingsOperations,
  ...waitlistOperations,
  ...enrolmentsOperations,
  ...classesOperations,
  ...complaintsOperations,
  ...evidenceOperations,
  ...guidanceOperations,
  ...expertsOperations,
  ...homeVisitsOperations,
  ...noticesOperations,
  ...filesOperations,
  ...lessonsOperations,
  ...liveOperations,
  ...deskOperations,
} as const satisfies Record<OperationId, Operation>;

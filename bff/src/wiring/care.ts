import type { FastifyInstance } from 'fastify';
import { bookings } from '../features/bookings/index.js';
import { centreWord } from '../features/centres/desk/centre-word.service.js';
import { ownCentreModel } from '../features/centres/desk/own-centre.model.js';
import { centres } from '../features/centres/index.js';
import { classes } from '../features/classes/index.js';
import { enrolments } from '../features/enrolments/index.js';
import { rooms } from '../features/rooms/index.js';
import { roomsModel } from '../features/rooms/rooms.model.js';
import type { Ground } from './ground.js';
import type { Parts } from './parts.js';

/** Where children are looked after: centres, mother-baby rooms, booking a day; and the classes of their parents. */
export async function registerCare(app: FastifyInstance, ground: Ground, parts: Parts): Promise<void> {
  const { clock, store, keys, desks } = ground;
  const { centreStore, vacancies, closures } = parts;

  await app.register(centres, {
    ...{ models: centreStore, saved: parts.savedStore, vacancies, clock },
    ...{ index: parts.index, found: parts.found, satisfaction: parts.satisfaction },
    closedDayBookings: closures,
    centreClasses: parts.classParts.closing,
  });
  await app.register(rooms, { model: roomsModel(store), clock });
  await app.register(bookings, {
    ...{ requests: parts.requests, quotes: parts.quotes, rosters: parts.rosters, childDays: parts.childDays },
    waiting: parts.waiting,
    ...{ surveys: parts.surveys, nearby: parts.nearby, keys: ground.keys },
    ...{ places: parts.places, vacancies, closures, news: parts.news, enrolled: parts.enrolled },
    ...{ others: parts.enrolledDays.holders, checkIns: parts.checkIns },
    ...{ centres: parts.centres, families: parts.families, clock },
    word: centreWord({ own: ownCentreModel(centreStore), clock }),
    accessLog: desks.accesses,
    visits: desks.visits,
  });
  await app.register(enrolments, {
    ...{ enrolments: parts.enrolments, days: parts.enrolledDays, news: parts.enrolmentNews },
    ...{ centres: parts.centres, families: parts.families, consents: parts.consents, keys, clock },
    ...{ checkIns: parts.checkIns, accessLog: desks.accesses },
  });
  await app.register(classes, {
    parts: parts.classParts,
    ...{ centres: parts.centres, districts: parts.districts, families: parts.families },
    experts: parts.guidanceParts.knownExperts,
    ...{ guardians: parts.guardians, accessLog: desks.accesses, content: ground.content, keys, clock },
  });
}

import type { FastifyInstance } from 'fastify';
import { mount } from '../../plugins/contract.js';
import type { classCalendarService } from './calendar.service.js';
import type { attendanceService } from './desk/attendance.service.js';
import type { ClassesAtDesk } from './desk/classes-at-desk.service.js';
import type { heldComments } from './desk/held-comments.service.js';
import type { publishingService } from './desk/publishing.service.js';
import type { findingService } from './finding.service.js';
import type { OwnSignUps } from './own-sign-ups.service.js';
import type { signUpsService } from './sign-ups.service.js';

type Services = {
  finding: ReturnType<typeof findingService>;
  own: OwnSignUps;
  signUps: ReturnType<typeof signUpsService>;
  calendar: ReturnType<typeof classCalendarService>;
  atDesk: ClassesAtDesk;
  publishing: ReturnType<typeof publishingService>;
  attendance: ReturnType<typeof attendanceService>;
  held: ReturnType<typeof heldComments>;
};

export function classesRoutes(app: FastifyInstance, services: Services): void {
  const { finding, own, signUps, calendar, atDesk, publishing, attendance, held } = services;
  mount(app, 'listClasses', ({ query }) => finding.listClasses(query));
  mount(app, 'getClass', ({ params, query }) => finding.getClass(params.classId, query));
  mount(app, 'listClassesForChild', ({ session, params, query }) =>
    finding.listClassesForChild(session.familyId, params.childId, query),
  );
  mount(app, 'signUpForClass', ({ session, params, body, key }) =>
    signUps.signUpForClass(session.familyId, params.classId, body, key),
  );
  mount(app, 'listMySignUps', ({ session, query }) => own.listMySignUps(session.familyId, query));
  mount(app, 'getSignUp', async ({ session, params }) =>
    own.view(await own.findOwn(session.familyId, params.signUpId)),
  );
  mount(app, 'cancelSignUp', ({ session, params }) =>
    signUps.cancelSignUp(session.familyId, params.signUpId),
  );
  mount(app, 'acceptSeat', ({ session, params }) => signUps.acceptSeat(session.familyId, params.signUpId));
  mount(app, 'declineSeat', ({ session, params }) => signUps.declineSeat(session.familyId, params.signUpId));
  mount(app, 'rateClass', ({ session, params, body }) => signUps.rateClass(session, params.signUpId, body));
  mount(app, 'getClassCalendar', ({ session, query }) => calendar.getClassCalendar(session.familyId, query));

  mount(app, 'deskPublishClass', ({ desk, body, key }) => publishing.publishClass(desk, body, key));
  mount(app, 'deskListClasses', ({ desk, query }) => atDesk.listClasses(desk, query));
  mount(app, 'deskGetClass', ({ desk, params }) => atDesk.getClass(desk, params.classId));
  mount(app, 'deskUpdateClass', ({ desk, params, body }) =>
    publishing.updateClass(desk, params.classId, body),
  );
  mount(app, 'deskCancelClass', ({ desk, params, body }) =>
    publishing.cancelClass(desk, params.classId, body),
  );
  mount(app, 'deskListAttendees', ({ desk, params, query }) =>
    attendance.listAttendees(desk, params.classId, query),
  );
  mount(app, 'deskMarkAttendance', ({ desk, params, body }) =>
    attendance.markAttendance(desk, params.classId, body),
  );
  mount(app, 'deskListHeldComments', ({ desk, query }) => held.list(desk, query));
  mount(app, 'deskDecideComment', ({ desk, params, body }) => held.decide(desk, params.signUpId, body));
  mount(app, 'deskExportAttendance', ({ desk, params }) => attendance.exportAttendance(desk, params.classId));
}

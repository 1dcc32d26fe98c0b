import type { FastifyInstance } from 'fastify';
import { mount } from '../../plugins/contract.js';
import type { attendanceOfEnrolled } from './desk/attendance.service.js';
import type { enrolmentsAtDesk } from './desk/enrolments-at-desk.service.js';
import type { enrolmentsService } from './enrolments.service.js';

type Services = {
  enrolments: ReturnType<typeof enrolmentsService>;
  atDesk: ReturnType<typeof enrolmentsAtDesk>;
  attendance: ReturnType<typeof attendanceOfEnrolled>;
};

export function enrolmentsRoutes(app: FastifyInstance, { enrolments, atDesk, attendance }: Services): void {
  mount(app, 'applyForEnrolment', ({ session, body, key }) =>
    enrolments.applyForEnrolment(session.familyId, body, key),
  );
  mount(app, 'listMyEnrolments', ({ session }) => enrolments.listMyEnrolments(session.familyId));
  mount(app, 'getEnrolment', ({ session, params }) =>
    enrolments.getEnrolment(session.familyId, params.enrolmentId),
  );
  mount(app, 'withdrawEnrolment', ({ session, params, body }) =>
    enrolments.withdrawEnrolment(session.familyId, params.enrolmentId, body),
  );
  mount(app, 'noteEntryHealthCheck', ({ session, params, body }) =>
    enrolments.noteEntryHealthCheck(session.familyId, params.enrolmentId, body),
  );

  mount(app, 'deskListEnrolments', ({ desk }) => atDesk.deskListEnrolments(desk));
  mount(app, 'deskGetEnrolment', ({ desk, params }) => atDesk.deskGetEnrolment(desk, params.enrolmentId));
  mount(app, 'deskPreviewEnrolment', ({ desk, params, body }) =>
    atDesk.deskPreviewEnrolment(desk, params.enrolmentId, body),
  );
  mount(app, 'deskDecideEnrolment', ({ desk, params, body }) =>
    atDesk.deskDecideEnrolment(desk, params.enrolmentId, body),
  );
  mount(app, 'deskNoteAttendance', ({ desk, params, body }) =>
    attendance.noteAttendance(desk, params.enrolmentId, body),
  );
  mount(app, 'deskConfirmHealthCheck', ({ desk, params, body }) =>
    atDesk.deskConfirmHealthCheck(desk, params.enrolmentId, body),
  );
}

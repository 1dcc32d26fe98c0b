import type { FastifyInstance } from 'fastify';
import { mount } from '../../../plugins/contract.js';
import type { attendanceAtDesk } from './attendance.service.js';
import type { cancelAtDesk } from './cancel-at-desk.service.js';
import type { bookingForFamily } from './for-family.service.js';
import type { noShowAtDesk } from './no-show.service.js';
import type { placesAtDesk } from './places-at-desk.service.js';
import type { RosterAtDesk } from './roster-at-desk.service.js';
import type { temporaryAtDeskService } from './temporary.service.js';

type Services = {
  roster: RosterAtDesk;
  places: ReturnType<typeof placesAtDesk>;
  forFamily: ReturnType<typeof bookingForFamily>;
  attendance: ReturnType<typeof attendanceAtDesk>;
  noShow: ReturnType<typeof noShowAtDesk>;
  cancelling: ReturnType<typeof cancelAtDesk>;
  temporary: ReturnType<typeof temporaryAtDeskService>;
};

/** What staff do with places and bookings. Everything is looked up within the desk's own centre. */
export function bookingDeskRoutes(
  app: FastifyInstance,
  { roster, places, forFamily, attendance, noShow, cancelling, temporary }: Services,
): void {
  mount(app, 'deskListRoster', ({ desk, params, query }) => roster.listRoster(desk, params.groupId, query));
  mount(app, 'deskTellVacancy', ({ desk, params, body, key }) =>
    places.tellVacancy(desk, params.groupId, body, key),
  );
  mount(app, 'deskSetPlaces', ({ desk, params, body }) => places.setPlaces(desk, params.groupId, body));
  mount(app, 'deskCheckIn', ({ desk, body }) => attendance.checkIn(desk, body));
  mount(app, 'deskCheckOut', ({ desk, body }) => attendance.checkOut(desk, body));
  mount(app, 'deskMarkNoShow', ({ desk, body }) => noShow.markNoShow(desk, body));
  mount(app, 'deskCancelBooking', ({ desk, params, body }) =>
    cancelling.cancelBooking(desk, params.bookingId, body),
  );
  mount(app, 'deskListTemporary', ({ desk }) => temporary.list(desk));
  mount(app, 'deskDecideTemporary', ({ desk, params, body }) =>
    temporary.decide(desk, params.bookingId, body),
  );
  mount(app, 'deskQuoteForFamily', ({ desk, params, body }) =>
    forFamily.quote(desk, params.deskVisitId, body),
  );
  mount(app, 'deskBookForFamily', ({ desk, params, body, key }) =>
    forFamily.book(desk, params.deskVisitId, body, key),
  );
}

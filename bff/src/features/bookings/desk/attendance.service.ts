import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { StaffDesk } from '../../../plugins/session.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { Children } from '../../families/families.public.js';
import { acceptedFor, gateTextOf, isComing } from '../bookings.view.js';
import { bookingId } from '../care-request.rules.js';
import type { CareRequestsModel } from '../care-requests.model.js';
import { stayOf } from '../day-of-care.rules.js';
import { letGo } from '../held-stays.rules.js';
import { dayOf, type Found } from '../own-bookings.service.js';
import type { Places } from '../places.js';
import { type BookingsOfDesk, isBooking } from './bookings-of-desk.js';
import type { Readmission } from './readmission.js';

type Deps = {
  ofDesk: BookingsOfDesk;
  readmission: Readmission;
  requests: CareRequestsModel;
  places: Places;
  families: Children;
  accessLog: AccessLog;
  clock: Clock;
};
type Checked = Reply<'deskCheckIn'>;

/** Who has come and who was collected, on the day itself, of the desk's own centre. Both may be repeated. */
export function attendanceAtDesk(deps: Deps) {
  const { ofDesk, readmission, requests, places, families, accessLog, clock } = deps;

  /**
   * A child put down as not come has come after all, if there is a place for it still.
   * @throws DomainError not_found, input_invalid (neither or both given), not_booked_today, no_place_left,
   * child_already_booked, centre_suspended, retry
   */
  async function checkIn(desk: StaffDesk, body: Body<'deskCheckIn'>): Promise<Checked> {
    const { bookingId: id, gateText } = body;
    if ((id === undefined) === (gateText === undefined))
      throw new DomainError('input_invalid', { n: 1 }, [
        { path: '/gateText', message: '扫入园码，或从名单里选' },
      ]);
    const wanted = gateText?.trim().replace(/\s+/g, ' ');
    const found = await ofDesk.findToday(desk, (one) =>
      id ? isBooking(id)(one) : gateTextOf(one.request, one.day) === wanted,
    );
    if (!found) throw new DomainError(id ? 'not_found' : 'not_booked_today');
    await note(desk, found, 'checkedIn');
    const checked = await decided(found, 'checkIn');
    const after = checked.day.state === 'noShow' ? await readmission.readmit(checked) : checked;
    if (after.day.state !== 'checkedIn' && after.day.state !== 'completed')
      throw new DomainError('not_booked_today');
    return view(after);
  }

  /** The place is free from now on. @throws DomainError as `checkIn` */
  async function checkOut(desk: StaffDesk, body: Body<'deskCheckOut'>): Promise<Checked> {
    const found = await ofDesk.findToday(desk, isBooking(body.bookingId));
    if (!found) throw new DomainError('not_found');
    await note(desk, found, 'checkedOut');
    const after = await decided(found, 'checkOut');
    if (after.day.state !== 'completed') throw new DomainError('not_booked_today');
    return view(after);
  }

  /** On record before it is done. */
  async function note(desk: StaffDesk, { request }: Found, what: 'checkedIn' | 'checkedOut'): Promise<void> {
    await accessLog.note(desk, [{ familyId: request.familyId, childId: request.childId, what }]);
  }

  /** First the decision, then the release of what it ended: a place, or a change that was being tried. */
  async function decided({ request, day }: Found, kind: 'checkIn' | 'checkOut'): Promise<Found> {
    const after = await requests.decideOn(request, { kind, ...stayOf(day), at: clock.now() });
    const now = after && dayOf(after.request, day.index);
    if (!now) throw new DomainError('not_booked_today');
    await places.release(now.request, letGo(after, day.index));
    return now;
  }

  async function view({ request, day }: Found): Promise<Checked> {
    const child = await families.findChild(request.familyId, request.childId);
    if (!child || !day.checkedInAt) throw new DomainError('not_booked_today');
    const { from, to, groupId, groupName } = acceptedFor(request, day).quoted;
    const { state } = day;
    if (!isComing(state)) throw new DomainError('not_booked_today');
    return {
      ...{ bookingId: bookingId(request._id, day), childId: child.id, nickname: child.nickname },
      ...{ ageMonths: ageInMonths(child.birthOn, day.date), from, to, status: state },
      ...{ symptom: null, groupId, groupName },
      checkedInAt: day.checkedInAt.toISOString(),
      checkedOutAt: day.checkedOutAt?.toISOString() ?? null,
    };
  }

  return { checkIn, checkOut };
}

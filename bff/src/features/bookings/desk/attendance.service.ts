import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import type { StaffDesk } from '../../../plugins/session.js';
import type { Centres } from '../../centres/centres.public.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { Children } from '../../families/families.public.js';
import { acceptedFor, gateTextOf, isComing } from '../bookings.view.js';
import { type BookedDay, bookingId } from '../care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from '../care-requests.model.js';
import type { Places } from '../places.js';

type Deps = {
  requests: CareRequestsModel;
  places: Places;
  centres: Centres;
  families: Children;
  accessLog: AccessLog;
  clock: Clock;
};
type Checked = Reply<'deskCheckIn'>;
type Found = { request: CareRequestDoc; day: BookedDay };

/** Who has come and who was collected, on the day itself, of the desk's own centre. Both may be repeated. */
export function attendanceAtDesk({ requests, places, centres, families, accessLog, clock }: Deps) {
  /** @throws DomainError not_found, input_invalid (neither or both given), not_booked_today, retry */
  async function checkIn(desk: StaffDesk, body: Body<'deskCheckIn'>): Promise<Checked> {
    const { bookingId: id, gateText } = body;
    if ((id === undefined) === (gateText === undefined))
      throw new DomainError('input_invalid', { n: 1 }, [
        { path: '/gateText', message: '扫入园码，或从名单里选' },
      ]);
    const wanted = gateText?.trim().replace(/\s+/g, ' ');
    const found = await findToday(desk, (one) =>
      id ? isOf(one, id) : gateTextOf(one.request, one.day) === wanted,
    );
    if (!found) throw new DomainError(id ? 'not_found' : 'not_booked_today');
    await note(desk, found, 'checkedIn');
    const decision = { kind: 'checkIn', index: found.day.index, at: clock.now() } as const;
    const after = await decided(found, decision);
    if (after.day.state !== 'checkedIn' && after.day.state !== 'completed')
      throw new DomainError('not_booked_today');
    return view(after);
  }

  /** The place is free from now on: first the decision, then the release. @throws DomainError as `checkIn` */
  async function checkOut(desk: StaffDesk, body: Body<'deskCheckOut'>): Promise<Checked> {
    const found = await findToday(desk, (one) => isOf(one, body.bookingId));
    if (!found) throw new DomainError('not_found');
    await note(desk, found, 'checkedOut');
    const decision = { kind: 'checkOut', index: found.day.index, at: clock.now() } as const;
    const after = await decided(found, decision);
    if (after.day.state !== 'completed') throw new DomainError('not_booked_today');
    await places.release(after.request, [after.day]);
    return view(after);
  }

  const isOf = ({ request, day }: Found, id: string): boolean => bookingId(request._id, day) === id;

  /** Among what was ever confirmed for today at this centre; another centre's is answered like none. */
  async function findToday(desk: StaffDesk, isMeant: (one: Found) => boolean): Promise<Found | null> {
    const centre = await centres.findBookable(desk.centreId);
    if (!centre) throw new DomainError('not_found');
    const today = civilNow(centre.timeZone, clock.now()).date;
    const ofDay = (await requests.listOfDay(desk.centreId, today)).flatMap((request) =>
      request.days
        .filter((day) => day.date === today && request.status === 'confirmed')
        .map((day) => ({ request, day })),
    );
    const found = ofDay.find(isMeant);
    return found ?? null;
  }

  /** On record before it is done. */
  async function note(desk: StaffDesk, { request }: Found, what: 'checkedIn' | 'checkedOut'): Promise<void> {
    await accessLog.note(desk, [{ familyId: request.familyId, childId: request.childId, what }]);
  }

  async function decided(
    { request, day }: Found,
    decision: { kind: 'checkIn' | 'checkOut'; index: number; at: Date },
  ): Promise<Found> {
    const after = await requests.decideOn(request, decision);
    const now = after?.request.days.find(({ index }) => index === day.index);
    if (!after || !now) throw new DomainError('not_booked_today');
    return { request: after.request, day: now };
  }

  async function view({ request, day }: Found): Promise<Checked> {
    const child = await families.findChild(request.familyId, request.childId);
    if (!child || !day.checkedInAt) throw new DomainError('not_booked_today');
    const { from, to, groupId, groupName } = acceptedFor(request, day).quoted;
    const { state } = day;
    if (!isComing(state)) throw new DomainError('not_booked_today');
    return {
      ...{ bookingId: bookingId(request._id, day), childId: child.id, nickname: child.nickname },
      ...{ ageMonths: ageInMonths(child.birthOn, day.date), from, to, status: state, groupId, groupName },
      checkedInAt: day.checkedInAt.toISOString(),
      checkedOutAt: day.checkedOutAt?.toISOString() ?? null,
    };
  }

  return { checkIn, checkOut };
}

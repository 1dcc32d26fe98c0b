import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { StaffDesk } from '../../../plugins/session.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { Children } from '../../families/families.public.js';
import type { BookingNews } from '../booking-news.js';
import type { TemporaryAtDesk } from '../bookings.public.js';
import { acceptedFor, deadlineOf } from '../bookings.view.js';
import { type BookedDay, bookingId, isWaiting, partsOf } from '../care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from '../care-requests.model.js';
import type { Places } from '../places.js';
import type { TemporaryDeadlines } from '../temporary-deadlines.js';

type Deps = {
  requests: CareRequestsModel;
  places: Places;
  families: Children;
  news: BookingNews;
  deadlines: Pick<TemporaryDeadlines, 'expire'>;
  accessLog: AccessLog;
  clock: Clock;
};
type DeskTemporary = Reply<'deskDecideTemporary'>;
type Decision = Body<'deskDecideTemporary'>['decision'];
type Found = { request: CareRequestDoc; day: BookedDay };

/** More than any desk answers at once. */
const mostListed = 100;

/** Children at short notice whom their centre has to accept, of the desk's own centre. */
export function temporaryAtDeskService(deps: Deps) {
  const { requests, places, families, news, deadlines, accessLog, clock } = deps;

  /** Children leave only after it is on record who looked. */
  async function list(desk: StaffDesk): Promise<Reply<'deskListTemporary'>> {
    const waiting = waitingOf(await requests.listWaiting(desk.centreId, mostListed), clock.now());
    const shown = (await Promise.all(waiting.map(view))).filter((one) => one !== null);
    const looks = new Map(waiting.map(({ request }) => [request.childId, request]));
    await accessLog.note(
      desk,
      [...looks.values()].map(({ familyId, childId }) => ({ familyId, childId, what: 'temporary' as const })),
    );
    return { items: shown };
  }

  /**
   * Answers once: asked again, the same answer. First the decision, then the release of what was declined.
   * @throws DomainError not_found, reason_required, already_decided, answer_too_late, booking_already_cancelled, retry
   */
  async function decide(
    desk: StaffDesk,
    id: string,
    { decision, reason }: Body<'deskDecideTemporary'>,
  ): Promise<DeskTemporary> {
    if (decision === 'declined' && !reason) throw new DomainError('reason_required');
    const found = await findAsked(desk, id);
    const { familyId, childId } = found.request;
    // On record before it is done.
    await accessLog.note(desk, [{ familyId, childId, what: 'answered' }]);
    const what = { index: found.day.index, at: clock.now() };
    const after = await requests.decideOn(found.request, {
      kind: 'answer',
      ...what,
      ...(decision === 'declined' && reason && { declineReason: reason }),
    });
    const day = after?.request.days.find(({ index }) => index === what.index);
    if (!after || !day) throw new DomainError('not_found');
    const decided = { request: after.request, day };
    if (decisionOf(day) === null) throw await refusalOf(decided);
    if (decisionOf(day) === 'declined') await places.release(after.request, [day]);
    await news.tell(after.request);
    if (decisionOf(day) !== decision) throw new DomainError('already_decided');
    const shown = await view(decided);
    if (!shown) throw new DomainError('not_found');
    return shown;
  }

  /** One that had to be answered at this very centre; another's and any other booking is answered like none. */
  async function findAsked({ centreId }: StaffDesk, id: string): Promise<Found> {
    const parts = partsOf(id);
    const request = parts && (await requests.find(parts.requestId));
    const day = request?.days.find(({ index }) => index === parts?.index);
    const isAsked = request?.status === 'confirmed' && request.centreId === centreId && day?.answerBy;
    if (!request || !day || !isAsked) throw new DomainError('not_found');
    return { request, day };
  }

  /** Why it can't be answered any more. What the deadline should have ended is ended now. */
  async function refusalOf({ request, day }: Found): Promise<DomainError> {
    if (day.state === 'cancelled') return new DomainError('booking_already_cancelled');
    await deadlines.expire(request);
    return new DomainError('answer_too_late');
  }

  async function view({ request, day }: Found): Promise<DeskTemporary | null> {
    const child = await families.findChild(request.familyId, request.childId);
    const { quote, quoted } = acceptedFor(request, day);
    const answerBy = deadlineOf(day, quote);
    if (!child || !answerBy) return null;
    return {
      ...{ bookingId: bookingId(request._id, day), childId: child.id, nickname: child.nickname },
      ...{ ageMonths: ageInMonths(child.birthOn, day.date), groupName: quoted.groupName },
      ...{ date: day.date, from: quoted.from, to: quoted.to },
      askedAt: (request.confirmedAt ?? request.openedAt).toISOString(),
      ...{ answerBy, decision: decisionOf(day) },
    };
  }

  return { list, decide };
}

function decisionOf({ answeredAt, declineReason }: BookedDay): Decision | null {
  if (!answeredAt) return null;
  return declineReason ? 'declined' : 'accepted';
}

/** Days that can still be answered, the first deadline first. */
function waitingOf(requests: readonly CareRequestDoc[], now: Date) {
  return requests
    .flatMap((request) => request.days.filter(isWaiting).map((day) => ({ request, day })))
    .filter(({ day }) => day.answerBy > now)
    .sort((a, b) => a.day.answerBy.getTime() - b.day.answerBy.getTime());
}

/** What the inbox of a centre's desk shows: no child, so that looking at it is no look at one. */
export function temporaryWaiting(requests: CareRequestsModel, clock: Clock): TemporaryAtDesk {
  return {
    async listWaiting(centreId) {
      const waiting = waitingOf(await requests.listWaiting(centreId, mostListed), clock.now());
      return waiting.map(({ request, day }) => ({
        id: bookingId(request._id, day),
        askedAt: request.confirmedAt ?? request.openedAt,
        answerBy: day.answerBy,
      }));
    },
  };
}

import type { Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import type { Centres } from '../../centres/centres.public.js';
import type { Children } from '../../families/families.public.js';
import { acceptedFor, canChange } from '../bookings.view.js';
import { bookingId, isAhead } from '../care-request.rules.js';
import type { CareRequestsModel } from '../care-requests.model.js';
import { versionsOf } from '../held-stays.rules.js';
import type { Found } from '../own-bookings.service.js';
import { claimId, requestOf } from '../places.js';
import { itemOf } from '../queue.rules.js';
import type { RosterDoc, RosterModel } from '../roster.model.js';
import { type QueueItem, rosterId } from '../roster.rules.js';
import type { EntryDoc } from './entries.model.js';
import { copied } from './entries.rules.js';
import { toWaitlistEntry } from './waitlist.view.js';

type Deps = {
  rosters: Pick<RosterModel, 'find'>;
  requests: Pick<CareRequestsModel, 'find' | 'listOfFamily'>;
  centres: Pick<Centres, 'findBookable'>;
  families: Children;
  clock: Clock;
};
type Shown = Reply<'getWaitlistEntry'>;

/** Waitlist entries with what their rosters, and the bookings of their child, say of them at this moment. */
export function entryReading({ rosters, requests, centres, families, clock }: Deps) {
  const findRoster = ({ groupId, date }: EntryDoc): Promise<RosterDoc | null> =>
    rosters.find(rosterId(groupId, date));

  /** The booking that took the offer; null while none is committed. */
  async function findTaker({ by }: Pick<QueueItem, 'by'>): Promise<Found | null> {
    const request = by === undefined ? null : await requests.find(requestOf(by));
    const version = request?.versions.find(({ n }) => claimId(request._id, n) === by);
    const day = version && request?.days.find((one) => versionsOf(request, one).includes(version));
    return request && day ? { request, day } : null;
  }

  /** Bookings that stand in the way of accepting: the child is there in some of these half hours. */
  async function listOverlapping({
    familyId,
    childId,
    date,
    slots,
  }: EntryDoc): Promise<Shown['overlapping']> {
    const ofChild = (await requests.listOfFamily(familyId)).filter((request) => request.childId === childId);
    return ofChild
      .filter(({ status }) => status === 'confirmed')
      .flatMap((request) => request.days.map((day) => ({ request, day })))
      .filter(
        ({ day }) => day.date === date && isAhead(day) && day.slots.some((slot) => slots.includes(slot)),
      )
      .map(({ request, day }) => {
        const { quote, quoted } = acceptedFor(request, day);
        const { centreName, mode } = quote;
        const { from, to } = quoted;
        const canReplace = canChange({ request, day }, clock.now());
        return { bookingId: bookingId(request._id, day), centreName, mode, from, to, canReplace };
      })
      .sort((a, b) => a.from.localeCompare(b.from));
  }

  /** From the roster of this moment, also where the entry is behind it. */
  async function view(entry: EntryDoc): Promise<Shown> {
    const [roster, child, centre] = await Promise.all([
      findRoster(entry),
      families.findChild(entry.familyId, entry.childId),
      centres.findBookable(entry.centreId),
    ]);
    const item = roster && itemOf(roster, entry._id);
    const taker = item ? await findTaker(item) : null;
    const current = item ? copied(entry, item, taker !== null) : entry;
    const of = {
      ...{ entry: current, roster, child, centre },
      bookingId: taker && bookingId(taker.request._id, taker.day),
      overlapping: current.status === 'offered' ? await listOverlapping(entry) : [],
    };
    return toWaitlistEntry(of, clock.now());
  }

  return { view, findRoster, findTaker };
}

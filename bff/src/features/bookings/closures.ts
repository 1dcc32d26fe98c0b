import type { Clock } from '../../lib/clock.js';
import type { BookableCentre, Centres, ClosedDay } from '../centres/centres.public.js';
import type { BookingNews } from './booking-news.js';
import { closureReason } from './bookings.rules.js';
import { type BookedDay, isAhead, isHolding, isOlderIn, type Stay } from './care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';
import { deadStays, staysOf } from './held-stays.rules.js';
import { ownersOf, type Places } from './places.js';
import type { RosterDoc, RosterModel } from './roster.model.js';

type Deps = {
  requests: CareRequestsModel;
  rosters: RosterModel;
  places: Places;
  centres: Centres;
  news: BookingNews;
  clock: Clock;
};

/** A centre's decision about what was booked. */
type Ending = { by: 'centre' | 'closure'; reason: string };

export type Closures = ReturnType<typeof closures>;

/**
 * The sweep after a suspension or the closing of days: the centre was written first, with a higher epoch; here its
 * rosters are closed at that epoch and what they hold is decided, booking by booking (protocol, “Suspension” and “Closed
 * days”). Bookings made under that epoch or a later one are left alone, so a sweep that wakes late does no harm.
 */
export function closures({ requests, rosters, places, centres, news, clock }: Deps) {
  /** All centres that have rosters from yesterday on. @returns how many bookings it ended */
  async function sweepAll(): Promise<number> {
    let count = 0;
    for (const centreId of await rosters.listScopes(yesterday())) count += await sweep(centreId);
    return count;
  }

  async function sweep(centreId: string): Promise<number> {
    const centre = await centres.findBookable(centreId);
    if (!centre || !isClosedSometime(centre, yesterday())) return 0;
    let count = 0;
    for (const roster of await rosters.listFromDate(centreId, yesterday())) {
      const ending = endingOn(centre, roster.date);
      if (ending) count += await close(roster, centre.epoch, ending);
    }
    return count;
  }

  async function close(roster: RosterDoc, epoch: number, ending: Ending): Promise<number> {
    if (roster.closedEpoch < epoch) await rosters.apply(roster, { kind: 'close', epoch });
    let count = 0;
    for (const request of await requests.findMany(ownersOf(roster.claims)))
      count += await end(request, roster, epoch, ending);
    return count;
  }

  /** Decides on what this request holds of that day, an attempt that is under way too. @returns how many it ended */
  async function end(request: CareRequestDoc, { _id: roster }: RosterDoc, epoch: number, ending: Ending) {
    const isMeant = (stay: Stay) => isOlderIn(roster, stay, epoch);
    const isOlder = request.days.some(
      (day) => isHolding(day) && (isMeant(day) || (day.change && isMeant(day.change.to))),
    );
    if (!isOlder) return 0;
    if (request.status === 'pending') {
      const abandoned = await requests.decideOn(request, { kind: 'abandon', n: request.n });
      if (abandoned?.isDecided) {
        await places.release(request, request.days);
        return 1;
      }
    }
    const at = clock.now();
    const ended = await requests.decideOn(request, { kind: 'end', roster, epoch, at, ...ending });
    if (!ended?.isDecided) return 0;
    await places.release(ended.request, deadStays(ended.request, staysOf(ended.before.days)));
    return 1;
  }

  function yesterday(): string {
    return new Date(clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);
  }

  return {
    sweepAll,
    countOn,
    async endOn(centreId: string, days: readonly ClosedDay[]): Promise<number> {
      await sweep(centreId);
      await news.tellAll();
      const ended = await Promise.all(days.map((day) => countEnded(centreId, day)));
      return ended.reduce((sum, count) => sum + count, 0);
    },
    async endAll(centreId: string, since: Date): Promise<number> {
      await sweep(centreId);
      await news.tellAll();
      const held = await rosters.listFromDate(centreId, yesterday());
      const dates = [...new Set(held.map(({ date }) => date))];
      const ended = await Promise.all(
        dates.map((date) => countDays(centreId, date, isEndedBy('closure', since))),
      );
      return ended.reduce((sum, count) => sum + count, 0);
    },
  };

  async function countOn(centreId: string, dates: readonly string[]): Promise<number> {
    const counts = await Promise.all(dates.map((date) => countDays(centreId, date, wouldEnd)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async function countEnded(centreId: string, { on, closedAt }: ClosedDay): Promise<number> {
    return countDays(centreId, on, isEndedBy('centre', closedAt ?? new Date(0)));
  }

  async function countDays(
    centreId: string,
    date: string,
    counts: (request: CareRequestDoc, day: BookedDay) => boolean,
  ): Promise<number> {
    const ofDay = await requests.listOfDay(centreId, date);
    return ofDay.filter(({ request, day }) => counts(request, day)).length;
  }
}

const wouldEnd = ({ status }: CareRequestDoc, day: BookedDay): boolean =>
  status === 'confirmed' && isAhead(day);

const isEndedBy =
  (by: Ending['by'], since: Date) =>
  (_request: CareRequestDoc, { cancelledBy, cancelledAt }: BookedDay): boolean =>
    cancelledBy === by && cancelledAt !== undefined && cancelledAt >= since;

function isClosedSometime({ filing, closedDays }: BookableCentre, from: string): boolean {
  return filing.status !== 'filed' || closedDays.some(({ on }) => on >= from);
}

/** Why nothing can be held at this centre on that day; null when it can. */
function endingOn({ filing, closedDays }: BookableCentre, date: string): Ending | null {
  const reason = closureReason({ filing });
  if (reason !== null) return { by: 'closure', reason };
  const closed = closedDays.find(({ on }) => on === date);
  return closed ? { by: 'centre', reason: closed.reason } : null;
}

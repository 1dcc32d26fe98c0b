import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { BookableCentre, Centres, ClosedDay } from '../centres/centres.public.js';
import type { BookingNews } from './booking-news.js';
import type { BookingDoc, BookingsModel, Ending } from './bookings.model.js';
import type { Places } from './places.js';
import type { RosterDoc, RosterModel } from './roster.model.js';

type Deps = {
  model: BookingsModel;
  rosters: RosterModel;
  places: Places;
  centres: Centres;
  news: BookingNews;
  clock: Clock;
};

/** How often a booking is read again because somebody else decided about it in between. */
const maxTries = 10;

export type Closures = ReturnType<typeof closures>;

/**
 * The sweep after a suspension or the closing of days: the centre was written first, with a higher epoch; here its
 * rosters are closed at that epoch and what they hold is decided, booking by booking (protocol, “Suspension” and “Closed
 * days”). Bookings made under that epoch or a later one are left alone, so a sweep that wakes late does no harm.
 */
export function closures({ model, rosters, places, centres, news, clock }: Deps) {
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
    for (const booking of await model.findMany([...new Set(roster.claims.map((claim) => claim.owner))]))
      if (await end(booking, epoch, ending)) count += 1;
    return count;
  }

  /** @returns whether this ended it. @throws DomainError retry when others kept deciding about it */
  async function end(booking: BookingDoc, epoch: number, ending: Ending): Promise<boolean> {
    let current: BookingDoc | null = booking;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const isHeld = current?.status === 'pending' || current?.status === 'confirmed';
      if (!current || !isHeld || current.epoch >= epoch) return false;
      const now = clock.now();
      const isDecided =
        current.status === 'pending'
          ? await model.abandon(current._id, current.n, now)
          : await model.cancelForFamily(current._id, ending, now);
      if (isDecided) {
        await places.release(current, current.n);
        return true;
      }
      current = await model.find(current._id);
    }
    throw new DomainError('retry');
  }

  function yesterday(): string {
    return new Date(clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);
  }

  return {
    sweepAll,
    countOn: model.countConfirmedOn,
    async endOn(centreId: string, days: readonly ClosedDay[]): Promise<number> {
      await sweep(centreId);
      await news.tellAll();
      const ended = days.map(({ on, closedAt }) =>
        model.countEndedByCentre(centreId, on, closedAt ?? new Date(0)),
      );
      return (await Promise.all(ended)).reduce((sum, count) => sum + count, 0);
    },
  };
}

function isClosedSometime({ filing, closedDays }: BookableCentre, from: string): boolean {
  return filing.status !== 'filed' || closedDays.some(({ on }) => on >= from);
}

const reasonsByStatus = {
  suspended: '机构暂停服务',
  cancelled: '机构备案已注销',
  unfiled: '机构备案查不到了',
};

/** Why nothing can be held at this centre on that day; null when it can. */
function endingOn({ filing, closedDays }: BookableCentre, date: string): Ending | null {
  if (filing.status !== 'filed')
    return { by: 'closure', reason: filing.reason ?? reasonsByStatus[filing.status] };
  const closed = closedDays.find(({ on }) => on === date);
  return closed ? { by: 'centre', reason: closed.reason } : null;
}

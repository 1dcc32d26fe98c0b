import type { Reply } from '@nearcare/shared/contract/types';
import { weekdayOf } from '@nearcare/shared/rules/civil-date';
import { civilNow } from '../../../lib/zone.js';
import { getRegion } from '../../../regions/regions.js';
import type { BookableCentre } from '../../centres/centres.public.js';
import type { KnownChild } from '../../families/families.public.js';
import { itemOf } from '../queue.rules.js';
import type { RosterDoc } from '../roster.model.js';
import type { EntryDoc } from './entries.model.js';
import { historyOf, placeInLine } from './place-in-line.rules.js';

type Shown = Reply<'getWaitlistEntry'>;
type Of = {
  /** Copied from this roster. */
  entry: EntryDoc;
  roster: RosterDoc | null;
  child: KnownChild | null;
  centre: BookableCentre | null;
  bookingId: string | null;
  overlapping: Shown['overlapping'];
};

/** An entry as its family sees it: what it waits for from the entry, where it stands from the roster. */
export function toWaitlistEntry(
  { entry, roster, child, centre, bookingId, overlapping }: Of,
  now: Date,
): Shown {
  const { _id: id, timeZone, wish, date, from, to } = entry;
  const status = statusOf(entry, now);
  const isInLine = status === 'waiting' || status === 'offered';
  const line = roster ?? { claims: [], queue: [] };
  const { atLeastMinutes, atMostMinutes, nightFrom, nightUntil } = getRegion(entry.regionCode).careRules
    .offerHold;
  return {
    ...{ id, status },
    child: { id: entry.childId, nickname: child?.nickname ?? '' },
    centre: { id: entry.centreId, name: centre?.name ?? '', phone: centre?.phone ?? null },
    ...{ groupName: entry.groupName, wish },
    ...{ date, weekday: weekdayOf(date), from, to, today: civilNow(timeZone, now).date },
    waitlistPosition: isInLine ? placeInLine(line, id) : null,
    history: isInLine
      ? historyOf(line, id).map(({ at, ...step }) => ({ ...civilNow(timeZone, at), ...step }))
      : [],
    offer: status === 'offered' && entry.offeredUntil ? toOffer(entry.offeredUntil, timeZone, now) : null,
    overlapping: status === 'offered' ? overlapping : [],
    offerHold: { atLeastMinutes, atMostMinutes, nightFrom, nightUntil },
    bookingId: status === 'accepted' ? bookingId : null,
    joinedAt: (itemOf(line, id)?.joinedAt ?? entry.openedAt).toISOString(),
    endedAt: isInLine || status === 'over' ? null : entry.changedAt.toISOString(),
    isDemo: entry.isDemo,
  };
}

/** What is over by the clock is over, whether the job came by already or not. */
export function statusOf(
  { status, offeredUntil, bookableUntil }: Pick<EntryDoc, 'status' | 'offeredUntil' | 'bookableUntil'>,
  now: Date,
): Shown['status'] {
  switch (status) {
    case 'joining':
    case 'waiting':
      return bookableUntil <= now ? 'over' : 'waiting';
    case 'offered':
      return offeredUntil && offeredUntil <= now ? 'expired' : 'offered';
    case 'abandoned':
      return 'left';
    default:
      return status;
  }
}

function toOffer(until: Date, timeZone: string, now: Date): NonNullable<Shown['offer']> {
  const { date, time } = civilNow(timeZone, until);
  return {
    ...{ untilAt: until.toISOString(), untilDate: date, untilTime: time },
    secondsLeft: Math.max(0, Math.floor((until.getTime() - now.getTime()) / 1000)),
  };
}

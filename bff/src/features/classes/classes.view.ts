import type { Reply } from '@nearcare/shared/contract/types';
import { weekdayOf } from '@nearcare/shared/rules/civil-date';
import { distanceMetres, type LatLng } from '../../lib/coordinates.js';
import { civilNow } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import {
  type ClassTime,
  changeShown,
  type ParentingClass,
  phaseOf,
  sessionShown,
  signUpClosesAt,
  signUpState,
  topicLabel,
} from './class.rules.js';
import type { ClassDoc } from './classes.model.js';

type Card = Reply<'listClasses'>['items'][number];
type Detail = Omit<Reply<'getClass'>, 'answeredAt'>;
type Counted = { places: number; left: number; waiting: number };

/** What is counted or measured for who asks, beside the class itself. */
export type Asked = {
  now: Date;
  seats: Counted | undefined;
  from?: LatLng | null;
  /** Its centre gives no classes at present. */
  isPaused?: boolean;
};

export function toSession({ startsAt, endsAt, ...civil }: ClassTime): Detail['sessions'][number] {
  return {
    ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    ...{ ...civil, weekday: weekdayOf(civil.date) },
  };
}

export function toCard(given: ClassDoc, { now, seats, from = null }: Asked): Card {
  const { title, kind, way, topic, status, organiser, sessions, venue } = given;
  const { ageFromMonths, ageToMonths, priceFen, currency, experts, recording, isDemo } = given;
  const shown = sessionShown(sessions, now);
  return {
    ...{ id: given._id, title, kind, way, topic, topicLabel: topicLabel(topic), status },
    time: phaseOf(given, now),
    organiser,
    ...{ session: shown && toSession(shown), sessionCount: sessions.length },
    ...{ venueName: venue?.name ?? null, point: venue && pointOf(venue) },
    distanceMetres: venue && from ? Math.round(distanceMetres(from, venue)) : null,
    ...{ ageFromMonths, ageToMonths, priceFen, currency, experts },
    seats: seats ? { ...seats, asOf: now.toISOString() } : null,
    ...{ recordedSeconds: recording?.seconds ?? null, isDemo },
  };
}

export function toDetail(given: ClassDoc, asked: Asked, rating: Detail['rating']): Detail {
  const { about, sessions, venue, seats, cancelHours, mostPerFamily, replayOf, regionCode } = given;
  const { atLeastMinutes, atMostMinutes } = getRegion(regionCode).careRules.offerHold;
  return {
    ...toCard(given, asked),
    ...{ about, sessions: sessions.map(toSession), venue: toVenue(venue) },
    signUp: toWindow(given, asked),
    ...{ cancelHours, mostPerFamily: seats === null ? null : mostPerFamily },
    offerHold: seats === null ? null : { atLeastMinutes, atMostMinutes },
    ...{ rating, change: toChange(given), replayOf },
  };
}

export function toVenue(venue: ParentingClass['venue']): Detail['venue'] {
  if (!venue) return null;
  const { kind, name, address } = venue;
  return { kind, name, address, point: pointOf(venue) };
}

export function toChange(given: Pick<ParentingClass, 'changes'>): Detail['change'] {
  const change = changeShown(given);
  if (!change) return null;
  const { kind, at, reason, price = null, experts = null } = change;
  return { kind, at: at.toISOString(), reason, price, experts };
}

function toWindow(given: ClassDoc, { now, isPaused = false }: Asked): Detail['signUp'] {
  const closesAt = signUpClosesAt(given);
  const opens = civilNow(given.timeZone, given.signUpOpensAt);
  const closes = closesAt && civilNow(given.timeZone, closesAt);
  return {
    state: isPaused ? 'paused' : signUpState(given, now),
    ...{ opensAt: given.signUpOpensAt.toISOString(), opensOn: opens.date, opensTime: opens.time },
    ...{ closesAt: closesAt?.toISOString() ?? null },
    ...{ closesOn: closes?.date ?? null, closesTime: closes?.time ?? null },
  };
}

function pointOf({ lat, lng }: LatLng): NonNullable<Card['point']> {
  return { lat, lng, datum: 'wgs84' };
}

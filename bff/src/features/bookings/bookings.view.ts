import { createHash } from 'node:crypto';
import type { Reply } from '@nearcare/shared/contract/types';
import { weekdayOf } from '@nearcare/shared/rules/civil-date';
import { DomainError } from '../../lib/domain-error.js';
import { civilNow, instantAt } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import type { BookableCentre } from '../centres/centres.public.js';
import type { KnownChild } from '../families/families.public.js';
import { type BookedDay, bookingId, isAhead, isWaiting, type Version } from './care-request.rules.js';
import type { CareRequestDoc } from './care-requests.model.js';
import { versionsOf } from './held-stays.rules.js';
import type { QuoteDoc, QuotedDay } from './prices.rules.js';
import { surveyUntil } from './survey/survey.rules.js';
import type { Satisfaction } from './survey/surveys.model.js';

type Booking = Reply<'getBooking'>;
type Of = { request: CareRequestDoc; day: BookedDay };

const unsaid = { answer: null, endReason: null };

/** A booking as its family sees it, with the price that was accepted for it. */
export function toBooking(
  { request, day }: Of,
  child: KnownChild | null,
  centre: BookableCentre | null,
  now: Date,
  { answer, endReason }: { answer: Satisfaction | null; endReason: string | null } = unsaid,
): Booking {
  if (!centre) throw new DomainError('not_found');
  const { quote, quoted } = acceptedFor(request, day);
  const id = bookingId(request._id, day);
  return {
    id,
    request: { id: request._id, bookings: siblingsOf(request) },
    number: bookingNumber(id, request, day),
    status: statusOf(request, day),
    entryCode: entryCodeOf(id),
    child: { id: request.childId, nickname: child?.nickname ?? '' },
    centre: {
      id: centre.id,
      name: centre.name,
      address: centre.address,
      phone: centre.phone,
      point: centre.point,
    },
    groupName: quoted.groupName,
    mode: quote.mode,
    date: day.date,
    weekday: quoted.weekday,
    from: quoted.from,
    to: quoted.to,
    quote: { lines: quoted.lines, totalFen: quoted.totalFen, currency: quote.currency },
    cancellation: quoted.cancellation,
    answerBy: deadlineOf(day, quote),
    answeredAt: day.answeredAt?.toISOString() ?? null,
    declineReason: day.declineReason ?? null,
    versions: versionsOf(request, day).map((version) => toVersion(version, day)),
    canChange: canChange({ request, day }, now),
    canCancel: canCancel({ request, day }, now),
    ifCancelledNow: canCancel({ request, day }, now) ? ifCancelled(day, quoted, now) : null,
    cancelledAt: day.cancelledAt?.toISOString() ?? null,
    cancelledBy: day.cancelledBy ?? null,
    cancelReason: endReason,
    ifAbsentNow: canReportAbsence({ request, day }, now) ? absenceAt(now, quoted, quote) : null,
    absence: day.absence ? { isInTime: day.absence.isInTime } : null,
    hasAlternatives: hasAlternatives({ request, day }, now),
    isBookedAtDesk: request.bookedBy !== undefined,
    checkedInAt: day.checkedInAt?.toISOString() ?? null,
    checkedOutAt: day.checkedOutAt?.toISOString() ?? null,
    bookedAt: (request.confirmedAt ?? request.openedAt).toISOString(),
    survey: surveyOf({ request, day }, now, answer),
    isDemo: quote.isDemo,
  };
}

/** By date: a changed one may have passed another. */
function siblingsOf(request: CareRequestDoc): Booking['request']['bookings'] {
  const siblings = request.days.map((day) => ({
    ...{ id: bookingId(request._id, day), date: day.date, weekday: weekdayOf(day.date) },
    status: statusOf(request, day),
  }));
  return siblings.sort((a, b) => a.date.localeCompare(b.date));
}

function toVersion({ quote, at }: Version, { index }: BookedDay): Booking['versions'][number] {
  const quoted = quotedIn(quote, index);
  const { date, weekday, groupName, from, to, totalFen } = quoted;
  return {
    ...{
      acceptedAt: at.toISOString(),
      centreName: quote.centreName,
      mode: quote.mode,
      date,
      weekday,
      groupName,
      from,
      to,
      totalFen,
    },
    feeFen: quote.changeOf?.feeFen ?? 0,
  };
}

/** Of a booking: an attempt decides for all its days, afterwards each has its own. */
export function statusOf({ status }: CareRequestDoc, { state }: BookedDay): Booking['status'] {
  return status === 'confirmed' ? state : status;
}

/** Those of a day whose child comes, may come or came. */
export type ComingStatus = Exclude<Booking['status'], 'abandoned' | 'cancelled' | 'declined' | 'expired'>;
export function isComing(status: Booking['status']): status is ComingStatus {
  return !['abandoned', 'cancelled', 'declined', 'expired'].includes(status);
}

/** What was accepted for this day, or is being asked for. */
export function acceptedFor(request: CareRequestDoc, day: BookedDay): { quote: QuoteDoc; quoted: QuotedDay } {
  const quote = versionsOf(request, day).at(-1)?.quote ?? request.quote;
  return { quote, quoted: quotedIn(quote, day.index) };
}

/** The quote of a request has its days in their order; that of a change has the one it is for. */
export function quotedIn({ days, changeOf }: QuoteDoc, index: number): QuotedDay {
  const quoted = days[changeOf ? 0 : index];
  if (!quoted) throw new Error('a booked day that was never quoted');
  return quoted;
}

/** What the centre keeps and gives back of the price; while it has not accepted the day, nothing is owed. */
function ifCancelled(day: BookedDay, { cancellation, totalFen }: QuotedDay, now: Date) {
  const isFree = isWaiting(day) || now < new Date(cancellation.freeUntilAt);
  const feeFen = isFree ? 0 : cancellation.lateFeeFen;
  return { feeFen, backFen: totalFen - feeFen };
}

/** As it was promised, on the centre's clock. */
export function deadlineOf({ answerBy }: BookedDay, { timeZone }: Pick<QuoteDoc, 'timeZone'>) {
  if (!answerBy) return null;
  const { date, time } = civilNow(timeZone, answerBy);
  return { at: answerBy.toISOString(), on: date, time };
}

/** Until care begins; afterwards only the centre can tell what happened. */
export function canCancel({ request, day }: Of, now: Date): boolean {
  return request.status === 'confirmed' && isAhead(day) && now < startOf({ request, day });
}

/** Until care begins. A visit at short notice is asked for anew: its centre accepted that time and no other. */
export function canChange({ request, day }: Of, now: Date): boolean {
  const isVisit = acceptedFor(request, day).quote.mode === 'temporary';
  return !isVisit && statusOf(request, day) === 'confirmed' && now < startOf({ request, day });
}

/** When care begins. */
function startOf({ request, day }: Of): Date {
  const { quote, quoted } = acceptedFor(request, day);
  return instantAt(day.date, quoted.from, quote.timeZone);
}

/** A sick day that is told at that moment costs nothing where it is told by the centre's time for it. */
export function absenceAt(
  at: Date,
  { date, cancellation }: Pick<QuotedDay, 'date' | 'cancellation'>,
  { timeZone }: Pick<QuoteDoc, 'timeZone'>,
): NonNullable<Booking['absence']> {
  return { isInTime: at < instantAt(date, cancellation.sickUntilTime, timeZone) };
}

/** Until its care is over: a child that was not brought may still be told to be ill. */
export function canReportAbsence({ request, day }: Of, now: Date): boolean {
  const { quote, quoted } = acceptedFor(request, day);
  return statusOf(request, day) === 'confirmed' && now < instantAt(day.date, quoted.to, quote.timeZone);
}

/** Where others ended it and the family still needs somebody for those hours. */
function hasAlternatives({ request, day }: Of, now: Date): boolean {
  const status = statusOf(request, day);
  const isEndedByOthers =
    status === 'declined' || status === 'expired' || (status === 'cancelled' && day.cancelledBy !== 'parent');
  if (!isEndedByOthers) return false;
  const { quote, quoted } = acceptedFor(request, day);
  return now < instantAt(day.date, quoted.from, quote.timeZone);
}

function surveyOf({ request, day }: Of, now: Date, answer: Satisfaction | null): Booking['survey'] {
  if (statusOf(request, day) !== 'completed') return null;
  const { regionCode, timeZone } = acceptedFor(request, day).quote;
  const until = surveyUntil(day.date, getRegion(regionCode).survey);
  return { answer, until, isOpen: civilNow(timeZone, now).date <= until };
}

/** What the QR of an entry card says, and what is read out: number and code. */
export function gateTextOf(request: CareRequestDoc, day: BookedDay): string {
  const id = bookingId(request._id, day);
  return `${bookingNumber(id, request, day)} ${entryCodeOf(id)}`;
}

function entryCodeOf(id: string): string {
  return digitsOf(`entry:${id}`, 4);
}

/**
 * For the phone: year and month of the day that was booked first, and six digits; the same after every change. A handle
 * for people; the id stays the key.
 */
function bookingNumber(id: string, request: CareRequestDoc, { index }: BookedDay): string {
  const { date } = quotedIn(request.versions[0]?.quote ?? request.quote, index);
  return `YY${date.slice(2, 4)}${date.slice(5, 7)}-${digitsOf(`number:${id}`, 6)}`;
}

function digitsOf(text: string, length: number): string {
  const value = createHash('sha256').update(text).digest().readUInt32BE(0) % 10 ** length;
  return String(value).padStart(length, '0');
}

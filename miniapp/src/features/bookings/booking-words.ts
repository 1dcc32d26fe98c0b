import { clockWords, dayWords, monthDay, timeRange } from '../../ui/words/civil-words';
import type { Booking } from './booking-cache';

/** One word per status, and how it is tinted: the word is the message, the tint only helps. */
export const bookingStatus: Record<Booking['status'], { word: string; tint: 'green' | 'apricot' | 'plain' }> =
  {
    pending: { word: '正在占位', tint: 'apricot' },
    requested: { word: '待机构答复', tint: 'apricot' },
    confirmed: { word: '已确认', tint: 'green' },
    checkedIn: { word: '已到园', tint: 'green' },
    completed: { word: '已接走', tint: 'plain' },
    abandoned: { word: '没约成', tint: 'plain' },
    cancelled: { word: '已取消', tint: 'plain' },
    declined: { word: '机构接不了', tint: 'plain' },
    expired: { word: '没有答复', tint: 'plain' },
    noShow: { word: '没来', tint: 'plain' },
  };

/** How one booking stands: a day that ended by a sick report is no mere cancellation. */
export function statusOf({
  status,
  absence,
}: Pick<Booking, 'status' | 'absence'>): (typeof bookingStatus)[Booking['status']] {
  return absence === null ? bookingStatus[status] : { word: '请了病假', tint: 'plain' };
}

const liveStatuses: readonly Booking['status'][] = ['pending', 'requested', 'confirmed', 'checkedIn'];

/** A booking that still keeps a place. */
export function isLive(booking: Booking): boolean {
  return liveStatuses.includes(booking.status);
}

/** Whether the day’s price is still to be paid or was paid; what a late cancellation costs, the centre says. */
export function hasPrice(booking: Booking): boolean {
  return isLive(booking) || booking.status === 'completed';
}

/** A sick child: whether it was said in time, and what to bring when it is well again. */
export function absenceWords({ absence }: Pick<Booking, 'absence'>): string {
  const cost = absence?.isInTime === true ? '按时说了，不收费。' : '说得晚了，收不收由园方定。';
  return `${cost}会传染的病，好了回来时带健康证明。`;
}

/** Whether its card opens the gate: not before the centre has accepted it. */
export function opensGate({ status }: Pick<Booking, 'status'>): boolean {
  return status === 'confirmed' || status === 'checkedIn' || status === 'pending';
}

/** Until when the centre answers, on its clock: `10:00` today, else `11月25日 8:30`. */
export function answerByWords({ on, time }: { on: string; time: string }, today: string | null): string {
  return on === today ? clockWords(time) : `${monthDay(on)} ${clockWords(time)}`;
}

const declineWords: Record<NonNullable<Booking['declineReason']>, string> = {
  tooFewCarers: '老师人手不够',
  groupFull: '班里的孩子满了',
  visitFirst: '要先来园里登记',
  callUs: '请打电话商量',
};

/** Why the centre declined, as a parent reads it; nothing where it did not say. */
export function declinedWords({ declineReason }: Pick<Booking, 'declineReason'>): string {
  return declineReason === null ? '' : `${declineWords[declineReason]}。`;
}

/** Who ended it, as a parent would say it. */
export function cancelledByWords(booking: Booking): string {
  if (booking.absence !== null) return '请了病假';
  if (booking.cancelledBy === 'centre') return '园方取消的';
  if (booking.cancelledBy === 'closure') return '机构停了，预约跟着取消';
  return '你取消的';
}

/**
 * Next ones first (soonest on top), then what is over (latest on top). `todayAt` answers the civil day at a centre: a
 * confirmed day that nobody checked out stays confirmed but is over all the same.
 */
export function splitBookings(
  bookings: readonly Booking[],
  todayAt: (booking: Booking) => string | null,
): { next: Booking[]; past: Booking[] } {
  const isNext = (booking: Booking) => {
    const today = todayAt(booking);
    return isLive(booking) && (today === null || booking.date >= today);
  };
  const byDay = (a: Booking, b: Booking) => `${a.date}${a.from}`.localeCompare(`${b.date}${b.from}`);
  return {
    next: bookings.filter(isNext).sort(byDay),
    past: bookings.filter((booking) => !isNext(booking)).sort((a, b) => byDay(b, a)),
  };
}

/** What the QR code at the gate says: number and code, nothing about the child. */
export function gateText(booking: Booking): string {
  return `${booking.number} ${booking.entryCode}`;
}

/** The card in one breath, for who listens: when, where, and the code digit by digit while it still opens the gate. */
export function spokenBooking(booking: Booking): string {
  const { child, centre, date, from, to, entryCode } = booking;
  const code = booking.status === 'confirmed' ? `，入园码 ${[...entryCode].join(' ')}` : '';
  return `${child.nickname}，${dayWords(date)}，${timeRange(from, to)}，${centre.name}${code}。`;
}

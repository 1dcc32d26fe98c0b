import { weekdayOf } from '@nearcare/shared/rules/civil-date';
import { expect } from 'vitest';
import type { WebParent } from './web-parent.js';

/** What servers answered, by id: what became of it, or `unknown` while something was asked that has no answer yet. */
export type Answered = {
  bookings: Map<string, string>;
  enrolments: Map<string, string>;
  /** Those that have joined a line. */
  lines: Set<string>;
};

type At = {
  url: string;
  centreId: string;
  group: { id: string };
  date: string;
  /** To which bookings are changed. */
  otherDate: string;
  staff: WebParent;
  answered: Answered;
  onAnswer: () => void;
  isOver: () => boolean;
};
type Person = { parent: WebParent; childId: string };

const oneOf = <T>(...all: readonly [T, ...T[]]): T => all[Math.floor(Math.random() * all.length)] ?? all[0];

/**
 * Books the day, waits where it is full, accepts or declines what is offered, changes to other days, cancels, and begins
 * again, until it is over or the server is gone.
 */
export async function bookAndCancel({ parent, childId }: Person, at: At): Promise<void> {
  const { url, centreId, date, otherDate, answered, onAnswer, isOver } = at;
  const { bookings, lines } = answered;
  const wish = { centreId, childId, mode: 'fullDay' };

  while (!isOver()) {
    const booked = await parent.call(url, 'createBooking', { body: { quoteId: await quote(date) } });
    onAnswer();
    if (booked.status === 201) await useAndCancel(booked.body.id);
    else await waitAndAccept();
  }

  async function quote(on: string, bookingId?: string): Promise<string> {
    const body = { ...wish, dates: [on], ...(bookingId && { bookingId }) };
    return (await parent.call(url, 'quoteBooking', { body })).body.id;
  }

  async function useAndCancel(id: string) {
    const params = { bookingId: id };
    bookings.set(id, 'confirmed');
    if (oneOf(true, false)) {
      // Whatever becomes of the change, it is a booking.
      const quoteId = await quote(otherDate, id);
      await parent.call(url, 'rescheduleBooking', { params, body: { quoteId } });
      onAnswer();
    }
    bookings.set(id, 'unknown');
    const cancelled = await parent.call(url, 'cancelBooking', { params, body: {} });
    if (cancelled.status === 200) bookings.set(id, 'cancelled');
    onAnswer();
  }

  async function waitAndAccept() {
    const joined = await parent.call(url, 'joinWaitlist', { body: { ...wish, date } });
    onAnswer();
    if (joined.status !== 201) return;
    const { id } = joined.body;
    lines.add(id);
    const params = { waitlistEntryId: id };
    for (let looks = 0; looks < 5 && !isOver(); looks += 1) {
      const { status } = (await parent.call(url, 'getWaitlistEntry', { params })).body;
      if (status !== 'offered') continue;
      if (oneOf(true, true, false)) {
        const body = { quoteId: await quote(date) };
        const booked = await parent.call(url, 'acceptOffer', { params, body });
        onAnswer();
        if (booked.status === 201) return useAndCancel(booked.body.id);
      }
      await parent.call(url, 'declineOffer', { params, body: {} });
      onAnswer();
      return;
    }
    await parent.call(url, 'leaveWaitlist', { params, body: {} });
    onAnswer();
  }
}

/** Applies for a month on the weekday of that date, is accepted by the desk, and stays, or withdraws and begins again. */
export async function enrolAndWithdraw({ parent, childId }: Person, at: At): Promise<void> {
  const { url, centreId, group, date, staff, answered, onAnswer, isOver } = at;
  const { enrolments } = answered;
  const wish = {
    centreId,
    childId,
    mode: 'fullDay',
    startMonth: date.slice(0, 7),
    weekdays: [weekdayOf(date)],
  };

  while (!isOver()) {
    const applied = await parent.call(url, 'applyForEnrolment', { body: wish });
    expect(applied.status).toBe(201);
    onAnswer();
    const params = { enrolmentId: applied.body.id };
    enrolments.set(applied.body.id, 'unknown');
    const seen = await staff.call(url, 'deskGetEnrolment', { params });
    const body = { decision: 'accepted', groupId: group.id, firstDay: seen.body.firstDay };
    const decided = await staff.call(url, 'deskDecideEnrolment', { params, body });
    if (decided.status === 200) enrolments.set(applied.body.id, 'accepted');
    onAnswer();
    // Some stay, so that an accepted one has to be there when all is over.
    if (decided.status === 200 && oneOf(true, false, false)) return;
    enrolments.set(applied.body.id, 'unknown');
    const withdrawn = await parent.call(url, 'withdrawEnrolment', { params, body: {} });
    if (withdrawn.status === 200) enrolments.set(applied.body.id, 'withdrawn');
    onAnswer();
  }
}

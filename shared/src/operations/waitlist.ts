import { Booking } from '../schemas/bookings.js';
import { Id, strict } from '../schemas/common.js';
import * as waitlist from '../schemas/waitlist.js';
import { refusalsOfADay } from './bookings.js';
import type { Operation } from './operation.js';

const entryParams = strict({ waitlistEntryId: Id });

export const waitlistOperations = {
  joinWaitlist: {
    tag: 'bookings',
    summary: 'Wait for a place on a day that is full; answers the place in line',
    access: 'family',
    status: 201,
    needsKey: true,
    body: waitlist.NewWaitlistEntry,
    reply: waitlist.WaitlistEntry,
    errors: [...refusalsOfADay, 'place_is_free', 'already_waiting', 'retry'],
  },
  listMyWaitlist: {
    tag: 'bookings',
    summary: 'What my family waits for, and what became of it lately',
    access: 'family',
    status: 200,
    reply: waitlist.Waitlist,
    errors: [],
  },
  getWaitlistEntry: {
    tag: 'bookings',
    summary: 'One place in line of my family, why it is what it is, and the offer that stands',
    access: 'family',
    status: 200,
    params: entryParams,
    reply: waitlist.WaitlistEntry,
    errors: [],
  },
  leaveWaitlist: {
    tag: 'bookings',
    summary: 'Wait no more; for good, and asked again the same answer',
    access: 'family',
    status: 200,
    params: entryParams,
    reply: waitlist.WaitlistEntry,
    errors: ['offer_taken', 'retry'],
  },
  declineOffer: {
    tag: 'bookings',
    summary: 'Give the offered place to the next family; asked again, the same answer',
    access: 'family',
    status: 200,
    params: entryParams,
    reply: waitlist.WaitlistEntry,
    errors: ['offer_gone', 'offer_taken', 'retry'],
  },
  acceptOffer: {
    tag: 'bookings',
    summary:
      'Book the offered place at the price just quoted for it, or take it in place of a booking; one offer makes one booking, whoever asks',
    access: 'family',
    status: 201,
    needsKey: true,
    params: entryParams,
    body: waitlist.AcceptOffer,
    reply: Booking,
    errors: [
      ...[...refusalsOfADay, 'quote_expired', 'offer_gone', 'child_already_booked', 'retry'],
      ...['changing', 'change_too_late'],
    ],
  },
} as const satisfies Record<string, Operation>;

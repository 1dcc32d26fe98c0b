import type { Version } from '@nearcare/bff/features/bookings/care-request.rules';
import { DomainError } from '@nearcare/bff/lib/domain-error';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Given, given } from './booking-draws.js';
import { dates, type OneChild, type Server, type World } from './booking-world.js';
import { asItIs, Crash, crashAt } from './crashes.js';
import { storedBookings } from './stored-bookings.js';

/** What families were answered, as far as it binds, and what they sent and may send again. */
export type BookingModel = {
  /** By booking; without a date where a change of it was cut short. */
  told: Map<string, { status: string; date?: string }>;
  sent: Sent[];
  versions: Map<string, Version[]>;
};
type Sent = {
  kind: 'book' | 'change' | 'wait';
  /** Sends the very same request again, key and all. */
  send(server: Server): Promise<{ id: string; status: string; date: string }>;
  /** The id it was answered with. */
  answer?: string;
  /** The centre closed or was suspended since: sent again it is answered as it stands, and may be cancelled yet. */
  mayEnd?: boolean;
};

export const emptyModel = (): BookingModel => ({ told: new Map(), sent: [], versions: new Map() });

/** One of all that families, desks, officers and jobs do, at one of two servers, which may die at some write of it. */
export class Act implements fc.AsyncCommand<BookingModel, World> {
  constructor(readonly given: Given) {}

  check = () => true;

  async run(model: BookingModel, world: World): Promise<void> {
    const { crash: dies, server } = this.given;
    const process = world.process(server, dies ? crashAt(dies.nth, dies.when) : asItIs);
    await acts[this.given.what]({
      ...this.given,
      child: childOf(world, this.given),
      model,
      world,
      process,
    }).catch((error: unknown) => {
      if (!(error instanceof Crash || error instanceof DomainError)) throw error;
    });
    expectNoFaults(world);
  }

  toString(): string {
    return JSON.stringify(this.given);
  }
}

export const anyAct: fc.Arbitrary<Act> = given.map((one) => new Act(one));

type Context = Given & { child: OneChild; model: BookingModel; world: World; process: Server };

const acts: Record<Given['what'], (context: Context) => Promise<unknown>> = {
  async book(context) {
    const { child, wish, dates: wanted, world, model } = context;
    const body = { centreId: world.centreId, childId: child.id, ...wish, dates: wanted };
    const { id: quoteId, days } = await world.steady.quotes.quoteBooking(child.familyId, body);
    const [day, ...others] = days;
    const isAlone = day !== undefined && others.length === 0 && !context.crash;
    const could = isAlone && {
      haveThePlace: await world.hasPlace(day.date, day),
      beBusy: await world.isBusy(child.id, day.date, day),
    };
    const key = `book-${model.sent.length}`;
    const sending = await sendNew(context, 'book', (server) =>
      server.bookings.createBooking(child.familyId, { quoteId }, key),
    ).catch(refusalOf);
    // A refusal tells the truth about what stood there before.
    if (could && sending === 'no_place_left') expect(could.haveThePlace).toBe(false);
    if (could && sending === 'child_already_booked') expect(could.beBusy).toBe(true);
  },
  async change(context) {
    const { wish, dates: wanted, world, model } = context;
    const mine = await bookingOf(context, ['confirmed']);
    if (!mine) return;
    const { id: bookingId, familyId, childId } = mine;
    const body = { centreId: world.centreId, childId, ...wish, dates: wanted.slice(-1), bookingId };
    const { id: quoteId } = await world.steady.quotes.quoteBooking(familyId, body);
    const key = `change-${model.sent.length}`;
    // Cut short it is the old or the new one, and a booking either way.
    await sendNew(
      context,
      'change',
      (server) => server.changes.rescheduleBooking(familyId, bookingId, { quoteId }, key),
      bookingId,
    );
  },
  async cancel(context) {
    const mine = await bookingOf(context, ['confirmed']);
    if (!mine) return;
    const before = context.model.told.get(mine.id);
    context.model.told.delete(mine.id);
    const done = await context.process.bookings
      .cancelBooking(mine.familyId, mine.id)
      .catch((error: unknown) => {
        // Too late to cancel: it stands. Cut short it may be cancelled or not.
        if (error instanceof DomainError && before) context.model.told.set(mine.id, before);
        throw error;
      });
    context.model.told.set(mine.id, done);
  },
  /** The very same request, at the other server perhaps: one effect, and the same answer once there was one. */
  async again(context) {
    const { model, number } = context;
    const sent = model.sent[number % Math.max(1, model.sent.length)];
    if (!sent) return;
    const outcome = await resend(context, sent).catch(refusalOf);
    if (sent.answer && outcome !== 'crashed')
      expect([outcome, sent.answer]).toEqual([sent.answer, sent.answer]);
  },
  async wait(context) {
    const { child, wish, dates: wanted, world, model } = context;
    const [date = ''] = wanted;
    const mode = wish.mode === 'hourly' ? ('hourly' as const) : ('fullDay' as const);
    const body = { centreId: world.centreId, childId: child.id, ...wish, mode, date };
    const key = `wait-${model.sent.length}`;
    const couldHaveIt = await world.hasPlace(date, { from: wish.from ?? '07:30', to: wish.to ?? '18:00' });
    const sending = await sendNew(context, 'wait', (server) =>
      server.waitlist.joinWaitlist(child.familyId, body, key),
    ).catch(refusalOf);
    if (sending === 'place_is_free') expect(couldHaveIt).toBe(true);
  },
  async accept(context) {
    const entry = await entryOf(context, 'offered');
    if (!entry) return;
    const { familyId, childId, date, wish, _id } = entry;
    const body = { centreId: context.world.centreId, childId, dates: [date], ...wish };
    const { id: quoteId } = await context.world.steady.quotes.quoteBooking(familyId, body);
    const booked = await context.process.waitlist.acceptOffer(familyId, _id, { quoteId });
    context.model.told.set(booked.id, booked);
  },
  /** An offer taken in place of a booking that the same child has: one change of that booking, or nothing. */
  async swap(context) {
    const { world } = context;
    const entry = await entryOf(context, 'offered');
    if (!entry) return;
    const { familyId, childId, date, wish, _id } = entry;
    const kept = (await bookingOfChild(world, childId)) ?? (await bookAnotherDay(context, entry));
    const body = { centreId: world.centreId, childId, dates: [date], ...wish };
    const replacing = { bookingId: kept.id, waitlistEntryId: _id };
    const { id: quoteId } = await world.steady.quotes.quoteBooking(familyId, { ...body, ...replacing });
    const taken = { quoteId, replaces: kept.id };
    await sendNew(context, 'change', (server) => server.waitlist.acceptOffer(familyId, _id, taken), kept.id);
  },
  async decline(context) {
    const entry = await entryOf(context, 'offered');
    if (entry) await context.process.waitlist.declineOffer(entry.familyId, entry._id);
  },
  async leave(context) {
    const entry = await entryOf(context);
    if (entry) await context.process.waitlist.leaveWaitlist(entry.familyId, entry._id);
  },
  async later({ world, minutes, process }) {
    world.clock.advance({ minutes });
    await process.keeper.run();
  },
  places: ({ world, process, number, dates: [date = ''] }) =>
    process.atDesk.setPlaces(world.desk, world.group.id, { date, places: number }),
  group: ({ world, number }) => world.changeCentre({ 'groups.0.enrolled': number }),
  async close({ world, process, model, dates: closed }) {
    endWhere(model, ({ date }) => date === undefined || closed.includes(date));
    await process.closedDays.closeDays(world.centreId, { dates: closed, reason: '消毒' });
  },
  reopen: ({ world, process, dates: [date = ''] }) => process.closedDays.reopenDay(world.centreId, date),
  async suspend({ world, process, model }) {
    endWhere(model, () => true);
    await world.changeCentre({ 'filing.status': 'suspended' });
    await process.reconcile.run();
  },
  lift: ({ world }) => world.changeCentre({ 'filing.status': 'filed' }),
  async enrol({ world, process, child, number, model }) {
    const { familyId, id: childId } = child;
    const { centreId, desk, steady, group } = world;
    const weekdays = [number % 2 ? 4 : 5];
    const body = { centreId, childId, mode: 'fullDay' as const, startMonth: '2026-11', weekdays };
    const key = `enrol-${model.sent.length}-${number}`;
    const { id } = await process.enrolments.applyForEnrolment(familyId, body, key);
    const firstDay = (await steady.enrolmentsAtDesk.deskGetEnrolment(desk, id)).firstDay ?? dates[0];
    const asked = { decision: 'accepted', groupId: group.id, firstDay } as const;
    const { shortDates, busyDates } = await steady.enrolmentsAtDesk.deskPreviewEnrolment(desk, id, asked);
    const withoutDates = [...shortDates, ...busyDates];
    await process.enrolmentsAtDesk.deskDecideEnrolment(desk, id, { ...asked, withoutDates });
  },
  async withdraw({ world, process, child: { familyId } }) {
    const { items } = await world.steady.enrolments.listMyEnrolments(familyId);
    const mine = items.find(({ canWithdraw }) => canWithdraw);
    if (!mine) return;
    await process.enrolments.withdrawEnrolment(
      familyId,
      mine.id,
      mine.needsLastDay ? { lastDay: dates[2] } : {},
    );
  },
  /** Another family asks for what is not its own, by its id: it is not there (invariant 6). */
  async pry({ world, child, number, process }) {
    const theirs = (await storedBookings(world.store)).find(({ familyId }) => familyId !== child.familyId);
    const other = world.children[number];
    const [entry] = other && other.familyId !== child.familyId ? await world.entriesOf(other.familyId) : [];
    const { bookings, waitlist } = process;
    const tried = [
      ...(theirs
        ? [bookings.getBooking, bookings.cancelBooking].map((act) => act(child.familyId, theirs.id))
        : []),
      ...(entry
        ? [waitlist.getWaitlistEntry, waitlist.leaveWaitlist, waitlist.declineOffer].map((act) =>
            act(child.familyId, entry._id),
          )
        : []),
    ];
    for (const outcome of await Promise.allSettled(tried))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
  },
  async checkIn(context) {
    const mine = await bookingOf(context, ['confirmed', 'noShow']);
    if (!mine) return;
    context.model.told.delete(mine.id);
    await context.process.attendance.checkIn(context.world.desk, { bookingId: mine.id });
  },
  async miss(context) {
    const mine = await bookingOf(context, ['confirmed']);
    if (!mine) return;
    context.model.told.delete(mine.id);
    await context.process.noShow.markNoShow(context.world.desk, { bookingId: mine.id });
  },
  settle: ({ process }) => process.settleDays.run({ isHeld: () => true }),
  async reconcile({ process }) {
    await process.enrolledDays.run();
    await process.reconcile.run();
  },
  keep: ({ process }) => process.keeper.run(),
};

/** Sends a request for the first time, and remembers how to send it again. @returns the id it was answered with */
async function sendNew(
  context: Context,
  kind: Sent['kind'],
  send: Sent['send'],
  changed?: string,
): Promise<string> {
  const sent: Sent = { kind, send };
  context.model.sent.push(sent);
  return resend(context, sent, changed);
}

async function resend({ model, process }: Context, sent: Sent, changed?: string): Promise<string> {
  const before = changed === undefined ? undefined : model.told.get(changed);
  const answer = await sent.send(process).catch((error: unknown) => {
    if (error instanceof Crash && changed !== undefined && before)
      model.told.set(changed, { status: before.status });
    throw error;
  });
  sent.answer = answer.id;
  if (sent.kind !== 'wait' && !sent.mayEnd)
    model.told.set(answer.id, { status: answer.status, date: answer.date });
  return answer.id;
}

function childOf({ children }: World, { nth }: Given): OneChild {
  const child = children[nth];
  if (!child) throw new Error('no such child');
  return child;
}

function expectNoFaults({ faults }: World): void {
  expect(faults).toEqual([]);
}

function refusalOf(error: unknown): string {
  if (error instanceof Crash) return 'crashed';
  if (error instanceof DomainError) return error.code;
  throw error;
}

/** A booking of anybody's, in one of these states. */
async function bookingOf({ world, number }: Context, states: readonly string[]) {
  const all = (await storedBookings(world.store)).filter(({ status }) => states.includes(status));
  return all[number % Math.max(1, all.length)];
}

const bookingOfChild = async ({ store }: World, childId: string) =>
  (await storedBookings(store)).find((one) => one.childId === childId && one.status === 'confirmed');

/** Few who wait have something else already: then they book a day beside, if there is a place. */
async function bookAnotherDay(
  { world, model }: Context,
  entry: { familyId: string; childId: string; date: string },
) {
  const { familyId, childId } = entry;
  const other = dates.find((date) => date !== entry.date) ?? entry.date;
  const body = { centreId: world.centreId, childId, mode: 'fullDay' as const, dates: [other] };
  const { id: quoteId } = await world.steady.quotes.quoteBooking(familyId, body);
  const booked = await world.steady.bookings.createBooking(
    familyId,
    { quoteId },
    `beside-${model.sent.length}`,
  );
  model.told.set(booked.id, booked);
  return booked;
}

/** What anybody waits for, or only what is offered. */
async function entryOf({ world, number }: Context, state?: 'offered') {
  const families = [...new Set(world.children.map(({ familyId }) => familyId))];
  const all = (await Promise.all(families.map(world.entriesOf))).flat();
  const states = await Promise.all(
    all.map(
      async ({ _id, date }) => (await world.rosterOn(date))?.queue?.find(({ entry }) => entry === _id)?.state,
    ),
  );
  const meant = state ? all.filter((_, nth) => states[nth] === state) : all;
  return meant[number % Math.max(1, meant.length)];
}

/** What the centre ends binds nobody any more, also while a crash left it undone. */
function endWhere({ told, sent }: BookingModel, isMeant: (booking: { date?: string }) => boolean): void {
  for (const one of sent) one.mayEnd = true;
  for (const [id, booking] of told) if (booking.status === 'confirmed' && isMeant(booking)) told.delete(id);
}

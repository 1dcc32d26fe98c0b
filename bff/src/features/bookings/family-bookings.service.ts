import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import type { BookingsAtGate, CheckIns, FamilyBookings } from './bookings.public.js';
import { acceptedFor, canCancel, quotedIn } from './bookings.view.js';
import { type BookedDay, bookingId, isHolding, isWaiting } from './care-request.rules.js';
import type { CareRequestDoc, CareRequestsModel } from './care-requests.model.js';
import { deadStays, everHeld, versionsOf } from './held-stays.rules.js';
import type { Places } from './places.js';
import type { QuotedDay } from './prices.rules.js';
import type { QuotesModel } from './quotes.model.js';
import type { RosterModel } from './roster.model.js';
import type { Satisfaction, SurveysModel } from './survey/surveys.model.js';
import type { FamilyWaitlist } from './waitlist/family-waitlist.js';

type Deps = {
  requests: CareRequestsModel;
  quotes: Pick<QuotesModel, 'eraseFamily'>;
  surveys: Pick<SurveysModel, 'listOfFamily' | 'eraseFamily'>;
  childDays: RosterModel;
  places: Places;
  waitlist: FamilyWaitlist;
  clock: Clock;
};

/** How often a request is read again because somebody else decided about it in between. */
const maxTries = 10;

/** All bookings of one family at once: counted, cancelled, taken away, erased. */
export function familyBookings({
  requests,
  quotes,
  surveys,
  childDays,
  places,
  waitlist,
  clock,
}: Deps): FamilyBookings {
  async function listOf(familyId: string, childId?: string): Promise<CareRequestDoc[]> {
    const all = await requests.listOfFamily(familyId);
    return all.filter((request) => childId === undefined || request.childId === childId);
  }

  /** What can be cancelled: bookings whose care has not begun. */
  const upcomingOf = (request: CareRequestDoc): BookedDay[] =>
    request.days.filter((day) => canCancel({ request, day }, clock.now()));

  /** Decides on an attempt under way and on these days, then gives back what they hold. */
  async function end(
    request: CareRequestDoc,
    daysOf: (current: CareRequestDoc) => BookedDay[],
  ): Promise<void> {
    let current: CareRequestDoc | null = request;
    if (current.status === 'pending') {
      const abandoned = await requests.decideOn(current, { kind: 'abandon', n: current.n });
      current = abandoned && abandoned.request;
    }
    if (!current) return release({ ...request, status: 'abandoned' });
    const indexes = daysOf(current).map(({ index }) => index);
    if (indexes.length === 0) return release(current);
    const cancel = { kind: 'cancel', indexes, at: clock.now() } as const;
    const cancelled = await requests.decideOn(current, cancel);
    await release(cancelled?.request ?? current, cancelled?.before);
  }

  /** All that it ever held and is dead now. `before`: with the changes that were open when it was decided about. */
  async function release(request: CareRequestDoc, before = request): Promise<void> {
    await places.release(request, deadStays(request, everHeld(before)));
  }

  async function eraseOne(request: CareRequestDoc): Promise<void> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const current = await requests.find(request._id);
      if (!current) return release({ ...request, status: 'abandoned' });
      await end(current, ({ days }) => days);
      const ended = await requests.find(request._id);
      // A retry may have reopened it since: then it is not erased and comes round again.
      if (!ended) return;
      // A child that is at the centre at this moment holds its place until here.
      if (await requests.eraseEnded(ended)) return release({ ...ended, status: 'abandoned' });
    }
    throw new DomainError('retry');
  }

  return {
    async countUpcoming(familyId, childId) {
      return (await listOf(familyId, childId)).flatMap(upcomingOf).length;
    },
    async cancelUpcoming(familyId, childId) {
      // First, or a place that is given back here would be offered to the same family.
      await waitlist.leave(familyId, childId);
      for (const request of await listOf(familyId, childId))
        if (request.status === 'pending' || upcomingOf(request).length > 0) await end(request, upcomingOf);
      // Once more: an offer that was being accepted stands again by now.
      await waitlist.leave(familyId, childId);
    },
    hasAny: async (familyId) => (await listOf(familyId)).some(({ confirmedAt }) => confirmedAt !== null),
    async listForExport(familyId) {
      const answers = new Map((await surveys.listOfFamily(familyId)).map(({ _id, answer }) => [_id, answer]));
      const booked = (await listOf(familyId)).filter(({ confirmedAt }) => confirmedAt !== null);
      return booked
        .flatMap((request) => request.days.map((day) => toExported(request, day, answers)))
        .sort((a, b) => (`${a.date} ${a.id}` < `${b.date} ${b.id}` ? 1 : -1));
    },
    listWaitlistForExport: (familyId) => waitlist.listForExport(familyId),
    async eraseFamily(familyId) {
      await waitlist.leave(familyId);
      for (const request of await listOf(familyId)) await eraseOne(request);
      await waitlist.erase(familyId);
      await childDays.eraseScope(familyId);
      await quotes.eraseFamily(familyId);
      await surveys.eraseFamily(familyId);
    },
  };
}

function toExported(request: CareRequestDoc, day: BookedDay, answers: Map<string, Satisfaction>) {
  const { quote, quoted } = acceptedFor(request, day);
  return {
    ...{ id: bookingId(request._id, day), childId: request.childId, centreName: quote.centreName },
    ...{ date: day.date, from: quoted.from, to: quoted.to, status: day.state },
    ...{ totalFen: quoted.totalFen, currency: quote.currency },
    before: versionsOf(request, day)
      .slice(0, -1)
      .map((version) => toExportedVersion(quotedIn(version.quote, day.index))),
    satisfaction: answers.get(bookingId(request._id, day)) ?? null,
  };
}

function toExportedVersion({ date, from, to, totalFen }: QuotedDay) {
  return { date, from, to, totalFen };
}

export function bookingsAtGate(requests: CareRequestsModel): BookingsAtGate {
  async function listExpected(centreId: string, date: string): Promise<CareRequestDoc[]> {
    // Whom the centre has not accepted yet is not expected.
    const expected = (await requests.listOfDay(centreId, date)).filter(
      ({ request, day }) => request.status === 'confirmed' && isHolding(day) && !isWaiting(day),
    );
    return [...new Map(expected.map(({ request }) => [request.childId, request])).values()];
  }

  return {
    listExpected,
    isExpected: async (centreId, childId, date) =>
      (await listExpected(centreId, date)).some((expected) => expected.childId === childId),
  };
}

/** By what was booked for the day. */
export function bookedCheckIns(requests: Pick<CareRequestsModel, 'listOfDay'>): CheckIns {
  return {
    isCheckingIn: async (centreId, date) =>
      (await requests.listOfDay(centreId, date)).some(({ day }) => day.checkedInAt),
  };
}

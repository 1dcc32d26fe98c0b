import { getRegion } from '../../regions/regions.js';
import {
  freePlaces,
  itemOf,
  placeInLine,
  placesInForce,
  presence,
  type QueueItem,
  type RosterDoc,
  type RosterModel,
  type Refusal as SeatRefusal,
  type Seed,
  type ShownRoster,
} from '../bookings/roster.public.js';
import { signUpClosesAt } from './class.rules.js';
import type { ClassDoc } from './classes.model.js';
import type { SignUpDoc } from './sign-ups.model.js';

/** A seat is held for the whole class: its list is a roster with one slot. */
const slots = [0];

type Counted = { places: number; left: number; waiting: number };
/** Of a class, or what is left of one that is gone. */
type SeatedClass = Pick<ClassDoc, '_id' | 'seats' | 'epoch' | 'sessions' | 'way' | 'signUpClosesHours'> &
  Pick<ClassDoc, 'mostPerFamily' | 'timeZone' | 'regionCode'>;
type Seated = Pick<SignUpDoc, '_id' | 'childId' | 'familyId'>;

export type Seats = ReturnType<typeof classSeats>;

/**
 * Seats of classes, by the very reducer that places in groups go by (docs/booking-protocol.md): never more claims than
 * seats, nobody who waits is overtaken. A sign-up claims once in its life, so the id of its claim is used once.
 */
export function classSeats(lists: RosterModel) {
  const seedOf = ({ _id, seats, epoch, sessions }: SeatedClass): Seed => ({
    ...{ _id, scope: _id, date: sessions[0]?.date ?? '', places: seats ?? 0, epoch },
  });
  const wordOf = ({ seats, epoch }: SeatedClass) => ({ epoch, places: seats ?? 0 });
  /** Nobody is offered a seat when signing up is over. */
  const offeredUntil = (given: SeatedClass): Date => signUpClosesAt(given) ?? new Date(0);
  const waitingOf = (given: SeatedClass) => ({
    bookableUntil: offeredUntil(given),
    timeZone: given.timeZone,
    hold: getRegion(given.regionCode).careRules.offerHold,
  });

  return {
    /** @returns why there is none, null when it holds one; again, the same */
    claim: (given: SeatedClass, { _id, childId, familyId }: Seated): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), {
        ...{ kind: 'claim', ...wordOf(given), mostOfFamily: given.mostPerFamily },
        claim: { id: claimIdOf(_id), owner: _id, slots, childId, familyId },
      }),
    /** A place in line; `free` where there is no need to wait. */
    enqueue: (given: SeatedClass, { _id: entry, childId, familyId }: Seated): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), {
        ...{ kind: 'enqueue', ...wordOf(given), mostOfFamily: given.mostPerFamily },
        item: { entry, slots, childId, familyId, ...waitingOf(given) },
      }),
    /** Makes the offered seat this sign-up's own; `gone` where no offer stands. */
    take: (given: SeatedClass, { _id, childId, familyId }: Seated): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), {
        ...{ kind: 'convert', ...wordOf(given), entry: _id },
        claim: { id: claimIdOf(_id), owner: _id, slots, childId, familyId },
      }),
    decline: (given: SeatedClass, { _id: entry }: Pick<Seated, '_id'>): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), { kind: 'decline', entry }),
    expire: (given: SeatedClass, { _id: entry }: Pick<Seated, '_id'>): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), { kind: 'expire', entry }),

    /** Gives back whatever it has or waits for, for good. Safe to repeat. */
    async giveBack(given: SeatedClass, { _id, childId, familyId }: Seated): Promise<void> {
      const seed = seedOf(given);
      await lists.apply(seed, { kind: 'leave', entry: _id, childId, familyId, ...waitingOf(given) });
      await lists.apply(seed, { kind: 'release', claimId: claimIdOf(_id) });
    },
    /** The same, and keeps nobody's ids. */
    async forget(given: SeatedClass, { _id }: Pick<Seated, '_id'>): Promise<void> {
      const seed = seedOf(given);
      await lists.apply(seed, { kind: 'forget', entry: _id, ...waitingOf(given) });
      await lists.apply(seed, { kind: 'release', claimId: claimIdOf(_id) });
    },
    /** Lets it hear how many seats there are and until when they are offered. */
    tell: (given: SeatedClass): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), { kind: 'retime', ...wordOf(given), bookableUntil: offeredUntil(given) }),
    close: (given: SeatedClass): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), { kind: 'close', epoch: given.epoch }),

    find: (classId: string): Promise<RosterDoc | null> => lists.find(classId),
    findMany: (classIds: readonly string[]): Promise<RosterDoc[]> => lists.findMany(classIds),
    listTouchedSince: lists.listTouchedSince,
    onWritten: lists.onWritten,
    /** Of those with a limit, by class. */
    async count(given: readonly SeatedClass[]): Promise<Map<string, Counted>> {
      const limited = given.filter(({ seats }) => seats !== null);
      if (limited.length === 0) return new Map();
      const found = await lists.listClaims(limited.map(({ _id }) => _id));
      const byId = new Map(found.map((list) => [list._id, list]));
      return new Map(limited.map((one) => [one._id, countIn(one, byId.get(one._id))]));
    },
  };
}

export function claimIdOf(signUpId: string): string {
  return `${signUpId}#1`;
}

/** What the list says of one that waits; null for who never did. */
export function lineOf(
  list: RosterDoc | null | undefined,
  signUpId: string,
): { item: QueueItem; position: number | null } | null {
  const item = list && itemOf(list, signUpId);
  return item && list ? { item, position: placeInLine(list, signUpId) } : null;
}

function countIn({ seats }: SeatedClass, list: ShownRoster | undefined): Counted {
  const places = seats ?? 0;
  if (!list) return { places, left: places, waiting: 0 };
  const inForce = placesInForce({ places, ...(list.own && { own: list.own }) });
  const waiting = (list.queue ?? []).filter(({ state }) => state === 'waiting' || state === 'offered').length;
  return { places, left: freePlaces(inForce, presence(list.claims), slots), waiting };
}

import { getRegion } from '../../regions/regions.js';
import {
  type Claim,
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
type SeatName = Pick<SignUpDoc, '_id' | 'attempt'>;
type Seated = Pick<SignUpDoc, '_id' | 'attempt' | 'childId' | 'familyId'>;

export type Seats = ReturnType<typeof classSeats>;

/**
 * Seats of classes, by the very reducer that places in groups go by (docs/booking-protocol.md): never more claims than
 * seats, nobody who waits is overtaken. An attempt of a sign-up has one id, as a claim and in the line.
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
    claim: (given: SeatedClass, signUp: Seated): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), {
        ...{ kind: 'claim', ...wordOf(given), mostOfFamily: given.mostPerFamily },
        claim: claimOf(signUp),
      }),
    /** A place in line; `free` where there is no need to wait. */
    enqueue: (given: SeatedClass, signUp: Seated): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), {
        ...{ kind: 'enqueue', ...wordOf(given), mostOfFamily: given.mostPerFamily },
        item: { ...entryOf(signUp), slots, ...waitingOf(given) },
      }),
    /** Makes the offered seat this sign-up's own; `gone` where no offer stands. */
    take: (given: SeatedClass, signUp: Seated): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), {
        ...{ kind: 'convert', ...wordOf(given), entry: seatId(signUp) },
        claim: claimOf(signUp),
      }),
    decline: (given: SeatedClass, signUp: SeatName): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), { kind: 'decline', entry: seatId(signUp) }),
    expire: (given: SeatedClass, signUp: SeatName): Promise<SeatRefusal | null> =>
      lists.apply(seedOf(given), { kind: 'expire', entry: seatId(signUp) }),

    /** Gives back whatever it has or waits for, for good. Safe to repeat. */
    async giveBack(given: SeatedClass, signUp: Seated): Promise<void> {
      const seed = seedOf(given);
      await lists.apply(seed, { kind: 'leave', ...entryOf(signUp), ...waitingOf(given) });
      await lists.apply(seed, { kind: 'release', claimId: seatId(signUp) });
    },
    /** The same, and keeps nobody's ids. */
    async forget(given: SeatedClass, signUp: SeatName): Promise<void> {
      const seed = seedOf(given);
      await lists.apply(seed, { kind: 'forget', entry: seatId(signUp), ...waitingOf(given) });
      await lists.apply(seed, { kind: 'release', claimId: seatId(signUp) });
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

/** Of one attempt of a sign-up: its claim, the claim's owner and its place in line. */
export function seatId({ _id, attempt }: SeatName): string {
  return `${_id}#${attempt}`;
}

/** The sign-up and the attempt that such an id names. */
export function seatNamed(id: string): SeatName {
  const [signUpId = '', attempt] = id.split('#');
  return { _id: signUpId, attempt: Number(attempt) };
}

function claimOf(signUp: Seated): Claim {
  const { childId, familyId } = signUp;
  return { id: seatId(signUp), owner: seatId(signUp), slots, childId, familyId };
}

function entryOf(signUp: Seated) {
  const { childId, familyId } = signUp;
  return { entry: seatId(signUp), childId, familyId };
}

/** What the list says of one that waits; null for who never did. */
export function lineOf(
  list: RosterDoc | null | undefined,
  signUp: SeatName,
): { item: QueueItem; position: number | null } | null {
  const item = list && itemOf(list, seatId(signUp));
  return item && list ? { item, position: placeInLine(list, seatId(signUp)) } : null;
}

function countIn({ seats }: SeatedClass, list: ShownRoster | undefined): Counted {
  const places = seats ?? 0;
  if (!list) return { places, left: places, waiting: 0 };
  const inForce = placesInForce({ places, ...(list.own && { own: list.own }) });
  const waiting = (list.queue ?? []).filter(({ state }) => state === 'waiting' || state === 'offered').length;
  return { places, left: freePlaces(inForce, presence(list.claims), slots), waiting };
}

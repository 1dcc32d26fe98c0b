import type { CareRules } from '../../regions/region.js';

/**
 * Rosters and child days: what they are and how they are counted. A roster is one group on one civil day with its
 * places and those who wait for one; a child day is one child on one civil day with one place and no queue. What may
 * become of them is in roster-commands.rules.ts. See docs/booking-protocol.md.
 */

/** A place held for some half hours, by a booking or by an offer to somebody who waited. */
export type Claim = {
  /** `request#n`, and numbers only rise, so an id is never used twice; of an offer `offer:entry`. */
  id: string;
  /** The booking that holds it, or the offer's own id. An owner is present once, however many claims it has. */
  owner: string;
  slots: number[];
  childId: string;
  familyId: string;
  /** It holds the place of an offer that is not accepted yet. */
  isOffer?: true;
  /** The waitlist entry from whose offer it was made. */
  fromEntry?: string;
  /** Its owner held other half hours here already: until those are released it is counted apart from them. */
  isSeparate?: true;
};

/** A family that waits, or waited, for a place: never removed before the day is over, so nothing ended comes back. */
export type QueueItem = {
  /** The waitlist entry. */
  entry: string;
  /** Rises by one with each that joins; 0 for one that left before it came. */
  seq: number;
  slots: number[];
  childId: string;
  familyId: string;
  /** The centre's epoch when the day's rules were asked. */
  epoch: number;
  /** Nobody is offered a place after this: care begins then, or its centre asks for that much notice. */
  bookableUntil: Date;
  timeZone: string;
  /** How long an offer stands there. */
  hold: CareRules['offerHold'];
  state: 'waiting' | 'offered' | 'taken' | 'declined' | 'expired' | 'left' | 'closed';
  /** The claim that took the offer. */
  by?: string;
  /** Until when the offer stands. */
  offeredUntil?: Date;
  joinedAt: Date;
  /** Of `state`. */
  changedAt: Date;
  /** Rises with each change. */
  ver: number;
};

/** Places told for this day alone at the desk, and the group's usual ones that were in force when they were told. */
export type OwnPlaces = {
  places: number;
  usual: number;
  /** The request that told them as free places, and how many were free before it. */
  telling?: { key: string; freeBefore: number };
};

export type Roster = {
  /** The group's usual places at `epoch`; what holds on this day is `placesInForce`. */
  places: number;
  /** The centre's epoch at which `places` were told. */
  epoch: number;
  /** Claims made under an epoch up to this one are refused: the centre was suspended since. */
  closedEpoch: number;
  claims: Claim[];
  /** In the order in which they joined. None where nobody ever waited. */
  queue?: QueueItem[];
  /** What the desk told for this day; see `placesInForce` for how long it holds. */
  own?: OwnPlaces;
};

/** What the centre said when it was read: its epoch, and the group's usual places then. */
export type Word = { epoch: number; places: number };

/**
 * `waitedFor`: it would fit but for places that are offered to who waited. `outdated`: the centre was read before a word
 * that the roster knows; read it again. `tooMany`: above the most that is allowed. `free`: no need to wait. `queued`: the
 * child waits here for the same time already. `taken`: accepted, or being accepted. `gone`: no offer stands any more.
 * `familyFull`: this family has, or waits for, as many places here as one may.
 */
export type Refusal =
  | ('full' | 'waitedFor' | 'closed' | 'outdated' | 'tooMany')
  | ('free' | 'held' | 'queued' | 'taken' | 'gone' | 'familyFull');

/** Of a group on a civil day. */
export function rosterId(groupId: string, date: string): string {
  return `${groupId}:${date}`;
}

/**
 * Places of the day: those told for it as long as the group's usual ones are the same as when they were told, else the
 * usual ones. So a change of the group ends what was told before it, and any other change of the centre does not. Who
 * shows free places and who claims one decide alike, whichever of them hears of a change first.
 */
export function placesInForce({ places, own }: Pick<Roster, 'places' | 'own'>): number {
  return own?.usual === places ? own.places : places;
}

/** Whether so many more half hours can be held: where the owner is present already it counts once, and fits. */
export function fits(roster: Roster, { owner, slots }: Pick<Claim, 'owner' | 'slots'>): boolean {
  const own = new Set(roster.claims.filter((held) => held.owner === owner).flatMap((held) => held.slots));
  const taken = occupancy(roster.claims);
  const places = placesInForce(roster);
  return slots.every((slot) => own.has(slot) || (taken.get(slot) ?? 0) < places);
}

/** How many places this family holds, is offered or waits for, whenever they are. */
export function countOfFamily(
  { claims, queue = [] }: Pick<Roster, 'claims' | 'queue'>,
  familyId: string,
): number {
  const held = claims.filter((claim) => claim.familyId === familyId);
  const waiting = queue.filter((item) => item.familyId === familyId && item.state === 'waiting');
  return new Set(held.map(({ owner }) => owner)).size + waiting.length;
}

/**
 * Children present per half hour. A separate claim counts once more where its owner holds that half hour by an EARLIER
 * claim: the place of an accepted offer is kept apart until what it replaces is released, so that nobody is promoted
 * into a gap which a rollback would need again.
 */
export function occupancy(
  claims: readonly Pick<Claim, 'owner' | 'slots' | 'isSeparate'>[],
): Map<number, number> {
  const counted = new Map<number, number>();
  const present = new Map<number, Set<string>>();
  for (const { owner, slots, isSeparate } of claims) {
    for (const slot of slots) {
      const owners = present.get(slot) ?? new Set();
      if (!owners.has(owner) || isSeparate) counted.set(slot, (counted.get(slot) ?? 0) + 1);
      present.set(slot, owners.add(owner));
    }
  }
  return counted;
}

/** Children present by slot, up to the last half hour that anybody holds: `occupancy` in a form small enough to keep. */
export function presence(claims: readonly Pick<Claim, 'owner' | 'slots' | 'isSeparate'>[]): number[] {
  const taken = occupancy(claims);
  return Array.from({ length: Math.max(-1, ...taken.keys()) + 1 }, (_, slot) => taken.get(slot) ?? 0);
}

/** Places free through the whole of these half hours, or of the day; never below zero. */
export function freePlaces(
  places: number,
  present: readonly number[],
  slots: readonly number[] | null,
): number {
  return Math.max(0, places - mostPresent(present, slots));
}

/** The most children at any time of these half hours, or of the day. */
export function mostPresent(present: readonly number[], slots: readonly number[] | null): number {
  return Math.max(0, ...(slots ? slots.map((slot) => present[slot] ?? 0) : present));
}

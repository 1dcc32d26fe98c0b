/**
 * Rosters and child days: one pure reducer for both. A roster is one group on one civil day with its places; a child
 * day is one child on one civil day with one place. See docs/booking-protocol.md.
 */

/** A place held for some half hours. `id` is `booking#n`; numbers only rise, so an id is never used twice. */
export type Claim = { id: string; owner: string; slots: number[] };

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
  /** What the desk told for this day; see `placesInForce` for how long it holds. */
  own?: OwnPlaces;
};

/** Of a group on a civil day. */
export function rosterId(groupId: string, date: string): string {
  return `${groupId}:${date}`;
}

/** What the centre said when it was read: its epoch, and the group's usual places then. */
type Word = { epoch: number; places: number };

export type Command =
  /** Hold a place. A newer epoch brings the group's usual places with it; lowering them evicts nobody. */
  | ({ kind: 'claim'; claim: Claim } & Word)
  | { kind: 'release'; claimId: string }
  | { kind: 'close'; epoch: number }
  /** So many places on this day, whatever is usual. Holds stay: below them the roster is overbooked and takes no more. */
  | ({ kind: 'setPlaces'; own: number } & Word)
  /**
   * As many places that exactly `free` are left through `slots`, at most `most`. Repeated with its key it does nothing:
   * a place that was booked in between must not be told free a second time.
   */
  | ({ kind: 'setFree'; free: number; slots: number[]; most: number; key: string } & Word);

/** `outdated`: the centre was read before a word that the roster knows; read it again. `tooMany`: above `most`. */
export type Refusal = 'full' | 'closed' | 'outdated' | 'tooMany';
export type Outcome = { roster: Roster; refusal: Refusal | null };

/** What a roster becomes by a command. The very same object comes back when nothing changes. */
export function reduce(roster: Roster, command: Command): Outcome {
  switch (command.kind) {
    case 'claim':
      return claim(roster, command);
    case 'release': {
      const claims = roster.claims.filter((held) => held.id !== command.claimId);
      return done(claims.length === roster.claims.length ? roster : { ...roster, claims });
    }
    case 'close':
      return done(roster.closedEpoch >= command.epoch ? roster : { ...roster, closedEpoch: command.epoch });
    case 'setPlaces':
      return setOwn(roster, command, () => ({ places: command.own }));
    case 'setFree':
      return setFree(roster, command);
  }
}

function claim(roster: Roster, command: Extract<Command, { kind: 'claim' }>): Outcome {
  if (roster.claims.some((held) => held.id === command.claim.id)) return done(roster);
  if (roster.closedEpoch >= command.epoch) return { roster, refusal: 'closed' };
  const current = hear(roster, command);
  if (!fits(current, command.claim)) return { roster, refusal: 'full' };
  return done({ ...current, claims: [...current.claims, command.claim] });
}

function setFree(roster: Roster, command: Extract<Command, { kind: 'setFree' }>): Outcome {
  const { free, slots, most, key } = command;
  if (key !== '' && roster.own?.telling?.key === key) return done(roster);
  const present = presence(roster.claims);
  const places = mostPresent(present, slots) + free;
  // Nothing free is never too many, also where more are booked than there are places.
  if (free > 0 && places > most) return { roster, refusal: 'tooMany' };
  return setOwn(roster, command, (inForce) => ({
    places,
    telling: { key, freeBefore: freePlaces(inForce, present, slots) },
  }));
}

function setOwn(roster: Roster, word: Word, ownOf: (inForce: number) => Omit<OwnPlaces, 'usual'>): Outcome {
  // A word older than the roster's would be set against usual places that are usual no more.
  if (word.epoch < roster.epoch) return { roster, refusal: 'outdated' };
  const current = hear(roster, word);
  const own = { ...ownOf(placesInForce(current)), usual: current.places };
  const isSame = current === roster && JSON.stringify(own) === JSON.stringify(roster.own);
  return done(isSame ? roster : { ...current, own });
}

/** The usual places by the newest word of the centre. */
function hear(roster: Roster, { epoch, places }: Word): Roster {
  return epoch > roster.epoch ? { ...roster, places, epoch } : roster;
}

/**
 * Places of the day: those told for it as long as the group's usual ones are the same as when they were told, else the
 * usual ones. So a change of the group ends what was told before it, and any other change of the centre does not. Who
 * shows free places and who claims one decide alike, whichever of them hears of a change first.
 */
export function placesInForce({ places, own }: Pick<Roster, 'places' | 'own'>): number {
  return own?.usual === places ? own.places : places;
}

/** An owner counts once in a half hour, however many of its claims hold it: it must fit only where it is new. */
function fits(roster: Roster, { owner, slots }: Claim): boolean {
  const own = new Set(roster.claims.filter((held) => held.owner === owner).flatMap((held) => held.slots));
  const taken = occupancy(roster.claims);
  const places = placesInForce(roster);
  return slots.every((slot) => own.has(slot) || (taken.get(slot) ?? 0) < places);
}

/** Children present per half hour. */
export function occupancy(claims: readonly Claim[]): Map<number, number> {
  const owners = new Map<number, Set<string>>();
  for (const { owner, slots } of claims) {
    for (const slot of slots) {
      const present = owners.get(slot) ?? new Set();
      owners.set(slot, present.add(owner));
    }
  }
  return new Map([...owners].map(([slot, present]) => [slot, present.size]));
}

/** Children present by slot, up to the last half hour that anybody holds: `occupancy` in a form small enough to keep. */
export function presence(claims: readonly Claim[]): number[] {
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

function done(roster: Roster): Outcome {
  return { roster, refusal: null };
}

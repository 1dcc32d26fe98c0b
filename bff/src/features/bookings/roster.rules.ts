/**
 * Rosters and child days: one pure reducer for both. A roster is one group on one civil day with its places; a child
 * day is one child on one civil day with one place. See docs/booking-protocol.md.
 */

/** A place held for some half hours. `id` is `booking#n`; numbers only rise, so an id is never used twice. */
export type Claim = { id: string; owner: string; slots: number[] };

export type Roster = {
  places: number;
  /** The centre's epoch at which `places` were told. */
  epoch: number;
  /** Claims made under an epoch up to this one are refused: the centre was suspended since. */
  closedEpoch: number;
  claims: Claim[];
};

export type Command =
  /** Hold a place. A newer epoch brings the places that are in force with it; lowering them evicts nobody. */
  | { kind: 'claim'; claim: Claim; epoch: number; places: number }
  | { kind: 'release'; claimId: string }
  | { kind: 'close'; epoch: number };

export type Refusal = 'full' | 'closed';
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
  }
}

function claim(roster: Roster, command: Extract<Command, { kind: 'claim' }>): Outcome {
  if (roster.claims.some((held) => held.id === command.claim.id)) return done(roster);
  if (roster.closedEpoch >= command.epoch) return { roster, refusal: 'closed' };
  const isNewer = command.epoch > roster.epoch;
  const current = isNewer ? { ...roster, places: command.places, epoch: command.epoch } : roster;
  if (!fits(current, command.claim)) return { roster, refusal: 'full' };
  return done({ ...current, claims: [...current.claims, command.claim] });
}

/** An owner counts once in a half hour, however many of its claims hold it: it must fit only where it is new. */
function fits(roster: Roster, { owner, slots }: Claim): boolean {
  const own = new Set(roster.claims.filter((held) => held.owner === owner).flatMap((held) => held.slots));
  const taken = occupancy(roster.claims);
  return slots.every((slot) => own.has(slot) || (taken.get(slot) ?? 0) < roster.places);
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
  const children = slots ? slots.map((slot) => present[slot] ?? 0) : present;
  return Math.max(0, places - Math.max(0, ...children));
}

function done(roster: Roster): Outcome {
  return { roster, refusal: null };
}

import {
  closeQueue,
  decline,
  enqueue,
  expire,
  type FamilyLimit,
  forget,
  itemOf,
  leave,
  offerId,
  offerOf,
  type QueueCommand,
  retime,
  settle,
  turned,
} from './queue.rules.js';
import {
  type Claim,
  countOfFamily,
  fits,
  freePlaces,
  mostPresent,
  type OwnPlaces,
  placesInForce,
  presence,
  type Refusal,
  type Roster,
  type Word,
} from './roster.rules.js';

/**
 * What may become of a roster or a child day: one pure reducer, whose result is written by compare-and-set. After every
 * command those who wait are offered what is free, in the same write. See docs/booking-protocol.md.
 */

export type Command =
  /** Hold a place. A newer epoch brings the group's usual places with it; lowering them evicts nobody. */
  | ({ kind: 'claim'; claim: Claim } & Word & FamilyLimit)
  /** Make the offer to that entry a place held by this claim. */
  | ({ kind: 'convert'; entry: string; claim: Claim } & Word)
  /** Give back what was held by a number that was committed once. */
  | { kind: 'release'; claimId: string }
  /** Give back what was held by a number that never was: an offer that was taken by it is offered again. */
  | { kind: 'rollback'; claimId: string }
  | { kind: 'close'; epoch: number }
  /** The centre's newest word, for who waits here: usual places may have risen. */
  | ({ kind: 'hear' } & Word)
  /** So many places on this day, whatever is usual. Holds stay: below them the roster is overbooked and takes no more. */
  | ({ kind: 'setPlaces'; own: number } & Word)
  /**
   * As many places that exactly `free` are left through `slots`, at most `most`. Repeated with its key it does nothing:
   * a place that was booked in between must not be told free a second time.
   */
  | ({ kind: 'setFree'; free: number; slots: number[]; most: number; key: string } & Word)
  | QueueCommand;

export type Outcome = { roster: Roster; refusal: Refusal | null };

/** What a roster becomes by a command at that instant. The very same object comes back when nothing changes or it is refused. */
export function reduce(roster: Roster, command: Command, at: Date): Outcome {
  const refusalOrNext = apply(roster, command, at);
  if (typeof refusalOrNext === 'string') return { roster, refusal: refusalOrNext };
  return { roster: refusalOrNext === roster ? roster : settle(refusalOrNext, at), refusal: null };
}

function apply(roster: Roster, command: Command, at: Date): Roster | Refusal {
  switch (command.kind) {
    case 'claim':
      return claim(roster, command, at);
    case 'convert':
      return convert(roster, command, at);
    case 'release':
      return without(roster, command.claimId);
    case 'rollback':
      return rollback(roster, command.claimId, at);
    case 'hear':
      return hear(roster, command);
    case 'setPlaces':
      return setOwn(roster, command, () => ({ places: command.own }));
    case 'setFree':
      return setFree(roster, command);
    case 'close': {
      const closedEpoch = Math.max(roster.closedEpoch, command.epoch);
      return closedEpoch === roster.closedEpoch ? roster : closeQueue({ ...roster, closedEpoch }, at);
    }
    case 'enqueue':
      if (itemOf(roster, command.item.entry)) return roster;
      if (roster.closedEpoch >= command.epoch) return 'closed';
      if (isFamilyFull(roster, command.item, command)) return 'familyFull';
      return enqueue(settle(hear(roster, command), at), command, at);
    case 'retime':
      // An older word than the roster's own is one that another has overtaken.
      return command.epoch < roster.epoch ? roster : retime(hear(roster, command), command.bookableUntil, at);
    case 'leave':
      return leave(roster, command, at);
    case 'decline':
      return decline(roster, command.entry, at);
    case 'expire':
      return expire(roster, command.entry, at);
    case 'forget':
      return forget(roster, command, at);
  }
}

function claim(roster: Roster, command: Extract<Command, { kind: 'claim' }>, at: Date): Roster | Refusal {
  if (roster.claims.some((held) => held.id === command.claim.id)) return roster;
  if (roster.closedEpoch >= command.epoch) return 'closed';
  if (isFamilyFull(roster, command.claim, command)) return 'familyFull';
  // Places that the centre added are those first who waited for them.
  const current = settle(hear(roster, command), at);
  if (fits(current, command.claim)) return { ...current, claims: [...current.claims, command.claim] };
  const claims = current.claims.filter(({ isOffer }) => !isOffer);
  return fits({ ...current, claims }, command.claim) ? 'waitedFor' : 'full';
}

function isFamilyFull(
  roster: Roster,
  { familyId }: { familyId: string },
  { mostOfFamily }: FamilyLimit,
): boolean {
  return mostOfFamily !== undefined && countOfFamily(roster, familyId) >= mostOfFamily;
}

function convert(roster: Roster, command: Extract<Command, { kind: 'convert' }>, at: Date): Roster | Refusal {
  const { entry } = command;
  const known = itemOf(roster, entry);
  if (known?.state === 'taken' && known.by === command.claim.id) return roster;
  if (roster.closedEpoch >= command.epoch) return 'closed';
  const current = settle(hear(roster, command), at);
  const offered = itemOf(current, entry);
  if (offered?.state !== 'offered' || !offered.offeredUntil || offered.offeredUntil <= at) return 'gone';
  const claims = current.claims.filter((held) => held.id !== offerId(entry));
  const isSeparate = claims.some((held) => held.owner === command.claim.owner);
  const taken: Claim = { ...command.claim, fromEntry: entry, ...(isSeparate && { isSeparate }) };
  // At the end of the list: what it is counted apart from has to stand before it.
  return turned({ ...current, claims: [...claims, taken] }, offered, { state: 'taken', by: taken.id }, at);
}

function rollback(roster: Roster, claimId: string, at: Date): Roster {
  const held = roster.claims.find(({ id }) => id === claimId);
  if (!held) return roster;
  const next = without(roster, claimId);
  const item = held.fromEntry === undefined ? undefined : itemOf(next, held.fromEntry);
  if (item?.state !== 'taken' || item.by !== claimId) return next;
  if (item.epoch <= roster.closedEpoch) return turned(next, item, { state: 'closed' }, at);
  const offer = offerOf(item);
  if (!fits(next, offer)) return turned(next, item, { state: 'waiting' }, at);
  return turned({ ...next, claims: [...next.claims, offer] }, item, { state: 'offered' }, at);
}

function without(roster: Roster, claimId: string): Roster {
  const claims = roster.claims.filter((held) => held.id !== claimId);
  return claims.length === roster.claims.length ? roster : { ...roster, claims };
}

function setFree(roster: Roster, command: Extract<Command, { kind: 'setFree' }>): Roster | Refusal {
  const { free, slots, most, key } = command;
  if (key !== '' && roster.own?.telling?.key === key) return roster;
  const present = presence(roster.claims);
  const places = mostPresent(present, slots) + free;
  // Nothing free is never too many, also where more are booked than there are places.
  if (free > 0 && places > most) return 'tooMany';
  return setOwn(roster, command, (inForce) => ({
    places,
    telling: { key, freeBefore: freePlaces(inForce, present, slots) },
  }));
}

function setOwn(
  roster: Roster,
  word: Word,
  ownOf: (inForce: number) => Omit<OwnPlaces, 'usual'>,
): Roster | Refusal {
  // A word older than the roster's would be set against usual places that are usual no more.
  if (word.epoch < roster.epoch) return 'outdated';
  const current = hear(roster, word);
  const own = { ...ownOf(placesInForce(current)), usual: current.places };
  const isSame = current === roster && JSON.stringify(own) === JSON.stringify(roster.own);
  return isSame ? roster : { ...current, own };
}

/** The usual places by the newest word of the centre. */
function hear(roster: Roster, { epoch, places }: Word): Roster {
  return epoch > roster.epoch ? { ...roster, places, epoch } : roster;
}

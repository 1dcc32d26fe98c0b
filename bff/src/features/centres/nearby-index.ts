import KDBush from 'kdbush';
import { boxAround, distanceMetres, type LatLng } from '../../lib/coordinates.js';
import type { CardFacts } from './card-facts.js';
import type { Found, Range, Wanted } from './nearby.model.js';

/** Places not in the tree are looked through one by one; above this number the tree is made anew (tens of ms). */
const mostLoose = 1_000;

/** The first circle looked through, as wide as most parents ask for. */
const firstCircleMetres = 5_000;

export type NearbyIndex = ReturnType<typeof nearbyIndex>;

/**
 * All centres of the service in memory, found by place. Answers like `listAround` of the store, without asking it.
 * The tree holds places only: what changes at a place is simply put there, and only new or moved centres wait
 * beside the tree. See docs/decisions/0005-nearby-index.md.
 */
export function nearbyIndex() {
  /** By slot. Null where a centre stood before it moved. */
  let slots: (CardFacts | null)[] = [];
  const slotOf = new Map<string, number>();
  let tree = emptyTree();
  /** Slots from here on are not in the tree. */
  let firstLoose = 0;

  /** Takes a centre as it now is; what is known already under a newer `rev` stays. */
  function put(facts: CardFacts): void {
    const slot = slotOf.get(facts._id);
    const before = slot === undefined ? null : slots[slot];
    if (slot === undefined || !before) return add(facts);
    if (before.rev > facts.rev) return;
    if (isSamePlace(before, facts)) slots[slot] = facts;
    else {
      slots[slot] = null;
      add(facts);
    }
  }

  function add(facts: CardFacts): void {
    slotOf.set(facts._id, slots.length);
    slots.push(facts);
  }

  /** Puts every place into the tree if too many wait beside it. Call it after a lot of `put`. */
  function settle(): void {
    if (slots.length - firstLoose <= mostLoose && firstLoose > 0) return;
    slots = slots.filter((facts) => facts !== null);
    firstLoose = slots.length;
    tree = slots.length > 0 ? new KDBush(slots.length) : emptyTree();
    for (const [slot, facts] of slots.entries()) {
      if (!facts) continue;
      slotOf.set(facts._id, slot);
      tree.add(...facts.point.coordinates);
    }
    if (slots.length > 0) tree.finish();
  }

  /** The `limit` centres wanted that are nearest to a point; `words` are not looked at. */
  function list(from: LatLng, { beyondMetres, withinMetres, limit }: Range, wanted: Wanted): Found[] {
    const loose = Array.from({ length: slots.length - firstLoose }, (_, index) => firstLoose + index);
    // A hair wider than asked: the walk over the answer draws the exact line.
    const widest = withinMetres * 1.001;
    for (
      let circle = Math.min(widest, beyondMetres + firstCircleMetres);
      ;
      circle = Math.min(widest, 2 * circle)
    ) {
      const found: Found[] = [];
      const take = (slot: number): void => {
        const facts = slots[slot];
        if (!facts || !isWanted(facts, wanted)) return;
        const metres = metresTo(from, facts);
        if (metres > circle || (beyondMetres > 0 && metres < beyondMetres - 0.01)) return;
        found.push({ id: facts._id, rev: facts.rev, millimetres: Math.round(metres * 1000), facts });
      };
      const { west, south, east, north } = boxAround(from, circle);
      for (const slot of tree.range(west, south, east, north)) take(slot);
      for (const slot of loose) take(slot);
      if (found.length >= limit || circle >= widest)
        return found.sort((a, b) => a.millimetres - b.millimetres).slice(0, limit);
    }
  }

  return {
    put,
    settle,
    list,
    get: (id: string): CardFacts | null => slots[slotOf.get(id) ?? -1] ?? null,
    size: () => slotOf.size,
  };
}

/** The same choice as the store's filter (`toFilter`); a property test holds the two together. */
function isWanted(facts: CardFacts, wanted: Wanted): boolean {
  const { ageMonths, mode, operatorType, isInclusive, hasToldPlacesSince } = wanted;
  if (facts.filing.status !== 'filed') return false;
  if (operatorType && facts.operatorType !== operatorType) return false;
  if (isInclusive && !facts.isInclusive) return false;
  if (mode && !facts.careModes.includes(mode)) return false;
  if (hasToldPlacesSince && !(facts.told && facts.told.places > 0 && facts.told.at >= hasToldPlacesSince))
    return false;
  if (ageMonths === undefined) return true;
  return facts.groups.some((group) => group.minMonths <= ageMonths && group.maxMonths > ageMonths);
}

function metresTo(from: LatLng, { point: { coordinates } }: CardFacts): number {
  return distanceMetres(from, { lng: coordinates[0], lat: coordinates[1] });
}

function isSamePlace({ point: a }: CardFacts, { point: b }: CardFacts): boolean {
  return a.coordinates[0] === b.coordinates[0] && a.coordinates[1] === b.coordinates[1];
}

function emptyTree(): KDBush {
  return new KDBush(0).finish();
}

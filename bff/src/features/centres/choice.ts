import { distanceMetres, type LatLng } from '../../lib/coordinates.js';
import type { CardFacts } from './card-facts.js';
import type { CareMode, PriceLine } from './centres.public.js';
import { cardPrice } from './centres.rules.js';
import { namesIt, type Rank } from './search-words.rules.js';

/** Degrees, WGS-84; never over the 180th meridian. */
export type Box = { west: number; south: number; east: number; north: number };

type Grade = NonNullable<CardFacts['grade']>;

/** Which centres a question is about, as far as their own facts tell. What is undefined asks nothing. */
export type Choice = {
  /** Where distances are measured from. */
  from?: LatLng | undefined;
  /** A circle around `from`, its edge included. */
  withinMetres?: number | undefined;
  box?: Box | undefined;
  districtCode?: string | undefined;
  /** As `readWords` gives them: one of them has to be found. */
  words?: readonly string[] | undefined;
  ageMonths?: number | undefined;
  mode?: CareMode | undefined;
  operatorType?: CardFacts['operatorType'] | undefined;
  isInclusive?: boolean | undefined;
  /** The grades that will do; a centre without one has none of them. */
  grades?: readonly Grade[] | undefined;
  /** At most this, by the price that the card shows; a centre without one is too dear. */
  maxPriceFen?: number | undefined;
  priceUnit?: PriceLine['unit'] | undefined;
  isOpen?: ((facts: CardFacts) => boolean) | undefined;
};

/** A centre that fits the choice. `rank` says where the words were found, `millimetres` how far it is from `from`. */
export type Hit = { facts: CardFacts; rank: Rank | null; millimetres: number | null };

/** The centre as a hit, or null where it does not fit. The one truth for the index and for the store. */
export function hitOf(facts: CardFacts, rank: Rank | null, choice: Choice): Hit | null {
  const { from, withinMetres } = choice;
  if (!fits(facts, rank, choice)) return null;
  const millimetres = from ? millimetresTo(from, facts) : null;
  if (withinMetres !== undefined && (millimetres ?? 0) > withinMetres * 1000) return null;
  return { facts, rank, millimetres };
}

function fits(facts: CardFacts, rank: Rank | null, choice: Choice): boolean {
  const { words, box, districtCode, ageMonths, mode, operatorType, isInclusive, maxPriceFen } = choice;
  if (words && rank === null) return false;
  if (facts.filing.status !== 'filed' && !(words && rank !== null && namesIt(rank, words))) return false;
  if (operatorType && facts.operatorType !== operatorType) return false;
  if (isInclusive && !facts.isInclusive) return false;
  if (mode && !facts.careModes.includes(mode)) return false;
  if (choice.grades && !(facts.grade && choice.grades.includes(facts.grade))) return false;
  if (districtCode !== undefined && facts.district.code !== districtCode) return false;
  if (ageMonths !== undefined && !takesAge(facts, ageMonths)) return false;
  if (box && !isIn(box, facts)) return false;
  if (maxPriceFen !== undefined && !(priceFen(facts, choice) <= maxPriceFen)) return false;
  return choice.isOpen?.(facts) ?? true;
}

/** What the card of this centre asks of this child, in fen; infinite where it shows no price. */
export function priceFen(facts: CardFacts, { mode, ageMonths, priceUnit }: Choice): number {
  // Nothing can be booked at a centre that is not filed, so it quotes no price.
  const price = facts.filing.status === 'filed' ? cardPrice(facts, mode, ageMonths, priceUnit) : null;
  return price?.amountFen ?? Number.POSITIVE_INFINITY;
}

function takesAge({ groups }: CardFacts, months: number): boolean {
  for (const group of groups) if (group.minMonths <= months && months < group.maxMonths) return true;
  return false;
}

function isIn({ west, south, east, north }: Box, { point }: CardFacts): boolean {
  const [lng, lat] = point.coordinates;
  return lng >= west && lng <= east && lat >= south && lat <= north;
}

function millimetresTo(from: LatLng, { point }: CardFacts): number {
  const [lng, lat] = point.coordinates;
  return Math.round(distanceMetres(from, { lat, lng }) * 1000);
}

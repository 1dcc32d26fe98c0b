import { distanceMetres, type LatLng } from '../../../lib/coordinates.js';
import type { CardFacts } from '../card-facts.js';
import type { CareMode, PriceLine } from '../centres.public.js';
import { cardPrice } from '../centres.rules.js';
import type { CentreColumns } from './centre-columns.js';
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

/**
 * Makes the function that says whether a centre fits, by its number in `columns`: as a hit, or null. The one truth for
 * the index and for the store. It looks at the facts last, since they lie all over memory.
 */
export function chooserOf(
  choice: Choice,
  columns: CentreColumns,
): (number: number, facts: CardFacts, rank: Rank | null) => Hit | null {
  const { from, withinMetres, box, words, districtCode, maxPriceFen, isOpen } = choice;
  const mostMillimetres = withinMetres === undefined ? Number.POSITIVE_INFINITY : withinMetres * 1000;
  // One that is not filed may be named by the words.
  const hasTraits = columns.chooser({ ...choice, isFiled: !words });
  return (number, facts, rank) => {
    if (words && rank === null) return null;
    if (!hasTraits(number)) return null;
    const spot = { lat: columns.lat(number), lng: columns.lng(number) };
    if (box && !isIn(box, spot)) return null;
    const millimetres = from ? Math.round(distanceMetres(from, spot) * 1000) : null;
    if (millimetres !== null && millimetres > mostMillimetres) return null;
    if (words && rank !== null && facts.filing.status !== 'filed' && !namesIt(rank, words)) return null;
    if (districtCode !== undefined && facts.district.code !== districtCode) return null;
    if (maxPriceFen !== undefined && !(priceFen(facts, choice) <= maxPriceFen)) return null;
    if (isOpen && !isOpen(facts)) return null;
    return { facts, rank, millimetres };
  };
}

/** What the card of this centre asks of this child, in fen; infinite where it shows no price. */
export function priceFen(facts: CardFacts, { mode, ageMonths, priceUnit }: Choice): number {
  // Nothing can be booked at a centre that is not filed, so it quotes no price.
  const price = facts.filing.status === 'filed' ? cardPrice(facts, mode, ageMonths, priceUnit) : null;
  return price?.amountFen ?? Number.POSITIVE_INFINITY;
}

function isIn({ west, south, east, north }: Box, { lat, lng }: LatLng): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north;
}

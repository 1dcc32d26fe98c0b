import type { Reply } from '@nearcare/shared/contract/types';
import type { Region } from '../../regions/region.js';
import type { CardFacts } from './card-facts.js';
import type { CentreFacts } from './centres.model.js';
import type { CareMode, Point, PriceLine } from './centres.public.js';
import type { CentreDetailsRecord, RecordedDisclosure } from './centres.records.js';
import { cardPrice, type Vacancy, walkMinutes } from './centres.rules.js';

type Card = Reply<'listNearbyCentres'>['items'][number];

/** What is asked about a child: decides which price a card shows. */
export type Asked = {
  mode?: CareMode | undefined;
  ageMonths?: number | undefined;
  priceUnit?: PriceLine['unit'] | undefined;
};

export function toPoint({ coordinates: [lng, lat] }: CentreFacts['point']): Point {
  return { lat, lng, datum: 'wgs84' };
}

/** What is public of a centre's past, by the day it happened, from the register and from the desk of its district. */
export function disclosuresOf(
  { ownDisclosures = [] }: Pick<CentreFacts, 'ownDisclosures'>,
  { disclosures }: Pick<CentreDetailsRecord, 'disclosures'>,
): RecordedDisclosure[] {
  if (ownDisclosures.length === 0) return disclosures;
  return [...disclosures, ...ownDisclosures].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** What of a card depends on the centre alone. */
export type SteadyCard = Omit<Card, keyof AskedCard>;
/** What of a card depends on the question too. */
export type AskedCard = Pick<Card, 'distanceMetres' | 'walkMinutes' | 'vacancy' | 'price'>;

export function toCard(
  facts: CardFacts,
  region: Region,
  asked: Asked,
  metres: number | null,
  vacancy: Vacancy,
): Card {
  return { ...toSteadyCard(facts), ...toAskedCard(facts, region, asked, metres, vacancy) };
}

export function toSteadyCard(facts: CardFacts): SteadyCard {
  return {
    id: facts._id,
    name: facts.name,
    address: facts.address,
    districtName: facts.district.name,
    townshipName: facts.township,
    operatorType: facts.operatorType,
    isInclusive: facts.isInclusive,
    isDemo: facts.isDemo,
    filingStatus: facts.filing.status,
    grade: facts.grade,
    phone: facts.phone,
    point: toPoint(facts.point),
  };
}

export function toAskedCard(
  facts: CardFacts,
  region: Region,
  { mode, ageMonths, priceUnit }: Asked,
  metres: number | null,
  vacancy: Vacancy,
): AskedCard {
  // Nothing can be booked at a centre that is not filed, so it quotes no price here (handoff, screen 01).
  const price = facts.filing.status === 'filed' ? cardPrice(facts, mode, ageMonths, priceUnit) : null;
  return {
    distanceMetres: metres === null ? null : Math.round(metres),
    walkMinutes: metres === null ? null : walkMinutes(metres),
    vacancy,
    price: price && { ...price, currency: region.currency },
  };
}

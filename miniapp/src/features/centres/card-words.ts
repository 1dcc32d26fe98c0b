import type { Reply } from '@nearcare/shared/contract/types';
import type { PatchState } from '../../ui/patch';
import type { ArchState } from '../../ui/pictures/arch-marker';
import { operatorTypeWords } from '../../ui/words/care-words';
import { agoWords } from '../../ui/words/civil-words';
import { metresWords } from '../../ui/words/distance';
import { perUnit, price } from '../../ui/words/money';

export type CentreCardData = Reply<'listNearbyCentres'>['items'][number];
/** Whether a centre may be booked, and how many places it has: what a card and a marker of the map share. */
type Standing = Pick<CentreCardData, 'filingStatus' | 'vacancy'>;

/** Empty where nobody said from where. */
export function distanceWords(metres: number | null): string {
  return metres === null ? '' : metresWords(metres);
}

const longestWalkMinutes = 60;

/** The length of a search: `3 公里`, `800 米`. */
export function radiusWords(metres: number): string {
  return metres < 1000 ? `${metres} 米` : `${Number((metres / 1000).toFixed(1))} 公里`;
}

/** The straight line as a walk; nobody walks for hours with a child, so it is left out then. */
export function walkWords(minutes: number | null): string | null {
  if (minutes === null) return null;
  return minutes <= longestWalkMinutes ? `直线约 ${Math.max(1, minutes)} 分钟` : null;
}

/** How far it is from where the parent looks; where nobody stands anywhere, its address. */
export function whereWords(card: CentreCardData): string {
  if (card.distanceMetres === null) {
    const part = card.townshipName ?? card.districtName;
    return card.address.includes(part) ? card.address : `${part} ${card.address}`;
  }
  return [distanceWords(card.distanceMetres), walkWords(card.walkMinutes)].filter(Boolean).join('·');
}

/** `['59.40', '元/次']`; null where no price is public. */
export function priceWords(card: CentreCardData): [amount: string, unit: string] | null {
  if (card.price === null) return null;
  const { amountFen, currency, unit } = card.price;
  return [price(amountFen), perUnit(currency, unit)];
}

/** The state a card is drawn with: whether it may be booked at all comes before how many places are free. */
export function stateOf(card: Standing): PatchState {
  if (card.filingStatus === 'unfiled' || card.filingStatus === 'cancelled') return 'unfiled';
  if (card.filingStatus === 'suspended') return 'suspended';
  return card.vacancy.state;
}

export function archOf(card: Standing): ArchState {
  const state = stateOf(card);
  return state === 'free' ? { state, places: card.vacancy.places ?? 0 } : { state };
}

/** How old the figure of places is: the roster's is of this moment, the staff's word ages. */
export function vacancyAge(card: CentreCardData): string | null {
  const { basis, ageMinutes, state } = card.vacancy;
  if (state === 'closed') return null;
  if (ageMinutes === null) return state === 'unknown' ? '余位没有报过' : null;
  if (state === 'unknown') return `余位 ${agoWords(ageMinutes).replace('前', '')}没更新`;
  return basis === 'roster' && ageMinutes < 2 ? '余位刚刚更新' : `余位 ${agoWords(ageMinutes)}`;
}

export function filingWords(card: Standing): string {
  if (card.filingStatus === 'filed') return '已备案';
  return card.filingStatus === 'suspended' ? '暂停服务，不能约' : '查不到备案';
}

/** `周四还有 2 个位置`; '' where the state is said otherwise. */
export function placesSentence(card: Standing, day: string): string {
  const { places } = card.vacancy;
  switch (stateOf(card)) {
    case 'free':
      return places === null ? `${day}有位置` : `${day}还有 ${places} 个位置`;
    case 'waitlist':
      return `${day}没有位置，有人在等`;
    case 'full':
      return `${day}满了`;
    case 'closed':
      return `${day}不开门`;
    case 'unknown':
      return '余位不清楚';
    default:
      return '';
  }
}

/** One card as one sentence, for readers and for reading aloud. `day` as it is said: `今天`, `周四`. */
export function cardSentence(card: CentreCardData, day: string): string {
  const cost = priceWords(card);
  return [
    card.name,
    distanceWords(card.distanceMetres),
    filingWords(card),
    card.isInclusive ? '普惠' : operatorTypeWords[card.operatorType],
    placesSentence(card, day),
    card.vacancy.ageMinutes === null ? '' : agoWords(card.vacancy.ageMinutes),
    cost === null ? '' : `${cost[0]} ${cost[1].replace('/', '一')}`,
  ]
    .filter((part) => part !== '')
    .join('，');
}

/** A marker of the map as one sentence: the card's, as far as the map knows it. */
export function standingSentence(centre: Standing & { name: string }, day: string): string {
  const { ageMinutes } = centre.vacancy;
  return [
    centre.name,
    filingWords(centre),
    placesSentence(centre, day),
    ageMinutes === null ? '' : agoWords(ageMinutes),
  ]
    .filter((part) => part !== '')
    .join('，');
}

export { isLive, itemOf } from './queue.rules.js';
export type { RosterDoc, RosterModel, Seed, ShownRoster } from './roster.model.js';
export {
  type Claim,
  freePlaces,
  placesInForce,
  presence,
  type QueueItem,
  type Refusal,
} from './roster.rules.js';
export { placeInLine } from './waitlist/place-in-line.rules.js';

export { isLive, itemOf } from './queue.rules.js';
export type { RosterDoc, RosterModel, Seed, ShownRoster } from './roster.model.js';
export { freePlaces, type QueueItem, placesInForce, presence, type Refusal, type Word } from './roster.rules.js';
export { placeInLine } from './waitlist/place-in-line.rules.js';

/** Where the time comes from. Services take it as a parameter, so that a test can jump past a deadline. */
export type Clock = { now: () => Date };

export const systemClock: Clock = { now: () => new Date() };

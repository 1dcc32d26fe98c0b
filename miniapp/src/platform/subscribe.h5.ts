import type { SubscriptionDecision } from './subscribe';

/** A browser has no messages of WeChat. */
export const askSubscription: ((templateIds: readonly string[]) => Promise<SubscriptionDecision[]>) | null =
  null;

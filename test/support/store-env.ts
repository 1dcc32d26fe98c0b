import { inject } from 'vitest';

/** `MONGODB_URI` with a database name nobody else has; empty when the embedded store is meant. */
export function storeEnv(given = process.env.MONGODB_URI): Record<string, string> {
  if (!given) return {};
  const uri = new URL(given);
  uri.pathname = `/nearcare_test_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`;
  return { MONGODB_URI: uri.toString() };
}

/** The same for what runs in a test's own process: without a server it is the store that the project's tests share. */
export function sharedStoreEnv(): Record<string, string> {
  return storeEnv(process.env.MONGODB_URI ?? inject('sharedStore'));
}
